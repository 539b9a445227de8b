// The addon; binding.d.ts is what it exports. The wrappers of node-addon-api only expose the module, because they end
// the process if Node-API refuses a call.
#include <napi.h>

#include "edge/calls.h"
#include "edge/process.h"
#include "edge/values.h"
#include "machine/os.h"

namespace dropout {
namespace {

bool define_module(napi_env env, napi_value exports) {
  const napi_value version = string(env, NATIVE_DROPOUT_VERSION);
  return version != nullptr && define(env, exports, {property("version", version)}) && define_calls(env, exports) &&
         define_process(env, exports);
}

}  // namespace
}  // namespace dropout

Napi::Object init_module(Napi::Env env, Napi::Object exports) {
  dropout::pin_library();
  if (!dropout::define_module(env, exports)) {
    napi_throw_error(env, nullptr, "native-dropout: the addon could not be set up");
  }
  return exports;
}
NODE_API_MODULE(NODE_GYP_MODULE_NAME, init_module)
