// The Node-API edge; binding.d.ts is this file as TypeScript sees it. The environment may be going away during any call
// (a Worker that is terminated, process.exit), and from then on Node-API refuses whatever is asked of it. So the status
// of everything but a throw is looked at, and a function that was refused something returns without it. The wrappers of
// node-addon-api end the process there: they only expose the module.
#include <napi.h>

#include "isas.h"
#include "os.h"
#include "pool.h"
#include "run.h"

namespace dropout {
namespace {

// What dropout and apply return where nothing was written.
enum Status : uint32_t { kDone, kOverlap, kShortX, kShortY, kShortWords };

struct Array {
  char* data;
  size_t length;
};

// The arguments of a function, and the call in memory, which no one but the thread that is in the function writes.
template <size_t kArguments>
struct Arguments {
  napi_value values[kArguments];
  const Call* call;

  bool read(napi_env env, napi_callback_info info) {
    size_t n = kArguments;
    void* data;
    if (napi_get_cb_info(env, info, &n, values, nullptr, &data) != napi_ok) return false;
    call = static_cast<const Call*>(data);
    return true;
  }
};

bool get_array(napi_env env, napi_value value, Array* array) {
  void* data;
  if (napi_get_typedarray_info(env, value, nullptr, &array->length, &data, nullptr, nullptr) == napi_ok) {
    array->data = static_cast<char*>(data);
    return true;
  }
  napi_throw_type_error(env, nullptr, "native-dropout: expected a typed array");  // or the environment is going away
  return false;
}

bool overlap(const char* a, size_t a_bytes, const char* b, size_t b_bytes) {
  return a < b + b_bytes && b < a + a_bytes;
}

// n is what the caller saw; an array may have been detached or have shrunk since.
Status check(const Call& call, const Array& x, const Array& y) {
  const uint64_t n = call.count();
  if (x.length < n) return kShortX;
  if (y.length < n) return kShortY;
  const size_t bytes = size_t(n) * element_bytes(Dtype(call.dtype));
  return x.data != y.data && overlap(x.data, bytes, y.data, bytes) ? kOverlap : kDone;
}

Status check_words(const Call& call, const Array& words, const Array& y) {
  const uint64_t n = call.count(), bits = uint64_t{words.length} * 32;
  if (n > bits || call.first() > bits - n) return kShortWords;
  const size_t bytes = size_t(n) * element_bytes(Dtype(call.dtype));
  return overlap(words.data, words.length * sizeof(uint32_t), y.data, bytes) ? kOverlap : kDone;
}

// The fused kernel selects; what is given bits does any operation.
bool known(napi_env env, const Call& call, uint32_t operations) {
  if (call.dtype < kDtypes && call.op < operations) return true;
  napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype or operation");
  return false;
}

napi_value number(napi_env env, uint32_t value) {
  napi_value created = nullptr;
  return napi_create_uint32(env, value, &created) == napi_ok ? created : nullptr;
}

napi_value string(napi_env env, const char* text) {
  napi_value created = nullptr;
  return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &created) == napi_ok ? created : nullptr;
}

napi_value boolean(napi_env env, bool value) {
  napi_value got = nullptr;
  return napi_get_boolean(env, value, &got) == napi_ok ? got : nullptr;
}

// Nothing costs less to return than undefined.
napi_value status_value(napi_env env, Status status) { return status == kDone ? nullptr : number(env, status); }

napi_value dropout(napi_env env, napi_callback_info info) {
  Arguments<2> arguments;
  Array x, y;
  if (!arguments.read(env, info) || !known(env, *arguments.call, kSelect + 1)) return nullptr;
  if (!get_array(env, arguments.values[0], &x) || !get_array(env, arguments.values[1], &y)) return nullptr;
  const Status status = check(*arguments.call, x, y);
  if (status == kDone) run_dropout(*arguments.call, x.data, y.data);
  return status_value(env, status);
}

napi_value apply(napi_env env, napi_callback_info info) {
  Arguments<3> arguments;
  Array words, x, y;
  if (!arguments.read(env, info) || !known(env, *arguments.call, kOperations)) return nullptr;
  if (!get_array(env, arguments.values[0], &words)) return nullptr;
  if (!get_array(env, arguments.values[1], &x) || !get_array(env, arguments.values[2], &y)) return nullptr;
  Status status = check(*arguments.call, x, y);
  if (status == kDone) status = check_words(*arguments.call, words, y);
  if (status == kDone) run_apply(*arguments.call, words.data, x.data, y.data);
  return status_value(env, status);
}

napi_value draw(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  Array words;
  if (!arguments.read(env, info) || !get_array(env, arguments.values[0], &words)) return nullptr;
  run_draw(*arguments.call, words.data, words.length);
  return nullptr;
}

napi_value words(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  Array words;
  if (!arguments.read(env, info) || !get_array(env, arguments.values[0], &words)) return nullptr;
  run_words(*arguments.call, words.data, words.length);
  return nullptr;
}

napi_value numbers(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  Array y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (call.dtype >= kNumberDtypes || call.distribution >= kDistributions) {
    napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype or distribution");
    return nullptr;
  }
  if (!get_array(env, arguments.values[0], &y)) return nullptr;
  if (y.length < call.count()) return status_value(env, kShortY);
  run_numbers(call, y.data);
  return nullptr;
}

// The one argument of the functions below; false where there is none to be had.
bool get_argument(napi_env env, napi_callback_info info, napi_value* argument) {
  size_t n = 1;
  return napi_get_cb_info(env, info, &n, argument, nullptr, nullptr) == napi_ok;
}

bool get_number(napi_env env, napi_callback_info info, uint32_t* number) {
  napi_value argument;
  return get_argument(env, info, &argument) && napi_get_value_uint32(env, argument, number) == napi_ok;
}

// No instruction set has a name as long as this; longer ones are cut.
using Name = char[16];

bool get_name(napi_env env, napi_callback_info info, Name* name) {
  napi_value argument;
  return get_argument(env, info, &argument) &&
         napi_get_value_string_utf8(env, argument, *name, sizeof *name, nullptr) == napi_ok;
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

napi_value put_isa(napi_env env, napi_callback_info info) {
  Name name;
  return get_name(env, info, &name) ? boolean(env, set_isa(name)) : nullptr;
}

napi_value put_default_isa(napi_env env, napi_callback_info info) {
  Name name;
  return get_name(env, info, &name) ? boolean(env, set_default_isa(name)) : nullptr;
}

napi_value get_threads(napi_env env, napi_callback_info) { return number(env, threads()); }

napi_value put_threads(napi_env env, napi_callback_info info) {
  uint32_t n;
  if (get_number(env, info, &n)) set_threads(n);
  return nullptr;
}

napi_value put_default_threads(napi_env env, napi_callback_info info) {
  uint32_t n;
  if (get_number(env, info, &n)) set_default_threads(n);
  return nullptr;
}

napi_property_descriptor property(const char* name, napi_callback method, void* data) {
  return {name, nullptr, method, nullptr, nullptr, nullptr, napi_default_jsproperty, data};
}

napi_property_descriptor property(const char* name, napi_value value) {
  return {name, nullptr, nullptr, nullptr, nullptr, value, napi_default_jsproperty, nullptr};
}

bool define(napi_env env, napi_value exports) {
  napi_value memory;
  void* call;
  napi_ref forever;  // the functions hold the address of the call
  if (napi_create_arraybuffer(env, sizeof(Call), &call, &memory) != napi_ok) return false;
  if (napi_create_reference(env, memory, 1, &forever) != napi_ok) return false;
  const napi_value version = string(env, NATIVE_DROPOUT_VERSION);
  if (version == nullptr) return false;
  const napi_property_descriptor properties[] = {
      property("version", version),
      property("call", memory),
      property("dropout", dropout, call),
      property("apply", apply, call),
      property("draw", draw, call),
      property("words", words, call),
      property("numbers", numbers, call),
      property("expectWrites", expect_writes_to, nullptr),
      property("isas", get_isas, nullptr),
      property("isa", get_isa, nullptr),
      property("setIsa", put_isa, nullptr),
      property("setDefaultIsa", put_default_isa, nullptr),
      property("threads", get_threads, nullptr),
      property("setThreads", put_threads, nullptr),
      property("setDefaultThreads", put_default_threads, nullptr),
  };
  return napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties) == napi_ok;
}

// The wrappers are names for the C interface's values here: none of their functions is called.
Napi::Object init(Napi::Env env, Napi::Object exports) {
  pin_library();
  if (!define(env, exports)) napi_throw_error(env, nullptr, "native-dropout: the addon could not be set up");
  return exports;
}

}  // namespace
}  // namespace dropout

Napi::Object init_module(Napi::Env env, Napi::Object exports) { return dropout::init(env, exports); }
NODE_API_MODULE(NODE_GYP_MODULE_NAME, init_module)
