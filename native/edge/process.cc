#include "edge/process.h"

#include "edge/values.h"
#include "machine/os.h"
#include "machine/pool.h"
#include "run/float_mode.h"
#include "run/isas.h"
#include "tensorflow/operation.h"

namespace dropout {
namespace {

napi_value get_isas(napi_env env, napi_callback_info) {
  const Isas& isas = available_isas();
  napi_value names;
  if (napi_create_array_with_length(env, isas.n, &names) != napi_ok) return nullptr;
  for (uint32_t i = 0; i < isas.n; ++i) {
    const napi_value name = string(env, isas.list[i]->isa);
    if (name == nullptr || napi_set_element(env, names, i, name) != napi_ok) return nullptr;
  }
  return names;
}

napi_value get_isa(napi_env env, napi_callback_info) { return string(env, active_kernels().isa); }

template <bool (*set)(const char* name)>
napi_value put_isa(napi_env env, napi_callback_info info) {
  napi_value argument;
  char name[16];  // longer than any name of an instruction set; a longer text is cut
  if (!get_argument(env, info, &argument) ||
      napi_get_value_string_utf8(env, argument, name, sizeof name, nullptr) != napi_ok) {
    return nullptr;
  }
  return boolean(env, set(name));
}

napi_value get_threads(napi_env env, napi_callback_info) { return number(env, threads()); }

template <void (*set)(uint32_t n)>
napi_value put_threads(napi_env env, napi_callback_info info) {
  napi_value argument;
  uint32_t n;
  if (get_argument(env, info, &argument) && napi_get_value_uint32(env, argument, &n) == napi_ok) set(n);
  return nullptr;
}

// Calls a JavaScript function in the default floating-point mode.
napi_value in_default_mode(napi_env env, napi_callback_info info) {
  napi_value function, result;
  if (!get_argument(env, info, &function)) return nullptr;
  const FloatMode mode;
  return napi_call_function(env, function, function, 0, nullptr, &result) == napi_ok ? result : nullptr;
}

napi_value expect_writes_to(napi_env env, napi_callback_info info) {
  napi_value array, buffer;
  void* data;
  size_t bytes;
  if (get_argument(env, info, &array) &&
      napi_get_typedarray_info(env, array, nullptr, nullptr, nullptr, &buffer, nullptr) == napi_ok &&
      napi_get_arraybuffer_info(env, buffer, &data, &bytes) == napi_ok) {
    expect_writes(data, bytes);
  }
  return nullptr;
}

constexpr char kFramework[] = "libtensorflow_framework.so.2", kWhole[] = "libtensorflow.so.2";

void* find_in_framework(const char* function) { return find_loaded(kFramework, function); }
void* find_in_whole(const char* function) { return find_loaded(kWhole, function); }

// Registers the operation of TensorFlow, and returns its name.
napi_value register_tensorflow(napi_env env, napi_callback_info) {
  const char probe[] = "TF_NewStatus";
  const FindFunction find = find_in_framework(probe) != nullptr ? find_in_framework
                            : find_in_whole(probe) != nullptr   ? find_in_whole
                                                                : nullptr;
  char reason[256] = "TensorFlow's library is not loaded under a known name";
  if (find != nullptr && register_operation(find, reason, sizeof reason)) return string(env, operation_name());
  napi_throw_error(env, nullptr, reason);
  return nullptr;
}

}  // namespace

bool define_process(napi_env env, napi_value exports) {
  return define(env, exports,
                {
                    property("isas", get_isas),
                    property("isa", get_isa),
                    property("setIsa", put_isa<set_isa>),
                    property("setDefaultIsa", put_isa<set_default_isa>),
                    property("threads", get_threads),
                    property("setThreads", put_threads<set_threads>),
                    property("setDefaultThreads", put_threads<set_default_threads>),
                    property("inDefaultMode", in_default_mode),
                    property("expectWrites", expect_writes_to),
                    property("registerOperation", register_tensorflow),
                });
}

}  // namespace dropout
