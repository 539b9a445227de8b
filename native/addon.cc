// The Node-API edge. node-addon-api sets the module up; the two hot functions use the C interface, whose cost is a
// fraction of its wrappers'. binding.d.ts is this file as TypeScript sees it.
#include <napi.h>

#include "call.h"
#include "os.h"
#include "pool.h"
#include "run.h"

namespace dropout {
namespace {

struct Array {
  void* data;
  size_t length;
};

bool get_array(napi_env env, napi_value value, Array* array) {
  if (napi_get_typedarray_info(env, value, nullptr, &array->length, &array->data, nullptr, nullptr) == napi_ok) {
    return true;
  }
  napi_throw_type_error(env, nullptr, "native-dropout: expected a typed array");
  return false;
}

bool overlap(const char* a, const char* b, size_t bytes) { return a != b && a < b + bytes && b < a + bytes; }

napi_value apply(napi_env env, napi_callback_info info) {
  size_t n = 2;
  napi_value arguments[2];
  void* data;
  napi_get_cb_info(env, info, &n, arguments, nullptr, &data);
  const Call& call = *static_cast<const Call*>(data);
  Array x, y;
  if (!get_array(env, arguments[0], &x) || !get_array(env, arguments[1], &y)) return nullptr;

  const Dtype dtype = Dtype(call.dtype);
  if (dtype >= kDtypes || x.length != y.length) {
    napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype, or arrays that differ in length");
    return nullptr;
  }
  if (overlap(static_cast<char*>(x.data), static_cast<char*>(y.data), x.length * element_bytes(dtype))) {
    napi_value yes = nullptr;
    napi_get_boolean(env, true, &yes);
    return yes;
  }
  run_apply({call.mask, call.scale, call.start(), x.length, dtype, x.data, y.data});
  return nullptr;
}

napi_value bits(napi_env env, napi_callback_info info) {
  size_t n = 1;
  napi_value arguments[1];
  void* data;
  napi_get_cb_info(env, info, &n, arguments, nullptr, &data);
  const Call& call = *static_cast<const Call*>(data);
  Array out;
  if (!get_array(env, arguments[0], &out)) return nullptr;
  run_bits({call.mask, call.start(), out.length, static_cast<uint32_t*>(out.data)});
  return nullptr;
}

napi_value hot_function(napi_env env, const char* name, napi_callback body, Call* call) {
  napi_value function = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, body, call, &function);
  return function;
}

void expect_writes_to(const Napi::CallbackInfo& info) {
  const Napi::TypedArray y = info[0].As<Napi::TypedArray>();
  expect_writes(static_cast<char*>(y.ArrayBuffer().Data()) + y.ByteOffset(), y.ByteLength());
}

Napi::Value get_isas(const Napi::CallbackInfo& info) {
  const Isas isas = available_isas();
  Napi::Array names = Napi::Array::New(info.Env(), isas.n);
  for (uint32_t i = 0; i < isas.n; ++i) names.Set(i, isas.list[i]->isa);
  return names;
}

Napi::Value get_isa(const Napi::CallbackInfo& info) { return Napi::String::New(info.Env(), active_kernels().isa); }

Napi::Value set_isa(const Napi::CallbackInfo& info) {
  char name[16] = "";  // longer ones are cut, and none is so long
  napi_get_value_string_utf8(info.Env(), info[0], name, sizeof name, nullptr);
  return Napi::Boolean::New(info.Env(), choose_isa(name));
}

Napi::Value get_threads(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), threads()); }

void put_threads(const Napi::CallbackInfo& info) { set_threads(info[0].ToNumber().Uint32Value()); }

void put_first_threads(const Napi::CallbackInfo& info) { set_default_threads(info[0].ToNumber().Uint32Value()); }

Napi::Object init(Napi::Env env, Napi::Object exports) {
  pin_library();
  Napi::ArrayBuffer memory = Napi::ArrayBuffer::New(env, sizeof(Call));
  Call* call = static_cast<Call*>(memory.Data());
  env.SetInstanceData(new Napi::Reference<Napi::ArrayBuffer>(Napi::Persistent(memory)));

  exports.Set("version", NATIVE_DROPOUT_VERSION);
  exports.Set("call", memory);
  exports.Set("apply", hot_function(env, "apply", apply, call));
  exports.Set("bits", hot_function(env, "bits", bits, call));
  exports.Set("expectWrites", Napi::Function::New(env, expect_writes_to, "expectWrites"));
  exports.Set("isas", Napi::Function::New(env, get_isas, "isas"));
  exports.Set("isa", Napi::Function::New(env, get_isa, "isa"));
  exports.Set("setIsa", Napi::Function::New(env, set_isa, "setIsa"));
  exports.Set("threads", Napi::Function::New(env, get_threads, "threads"));
  exports.Set("setThreads", Napi::Function::New(env, put_threads, "setThreads"));
  exports.Set("startThreads", Napi::Function::New(env, put_first_threads, "startThreads"));
  return exports;
}

}  // namespace
}  // namespace dropout

Napi::Object init_module(Napi::Env env, Napi::Object exports) { return dropout::init(env, exports); }
NODE_API_MODULE(NODE_GYP_MODULE_NAME, init_module)
