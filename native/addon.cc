// The Node-API edge; binding.d.ts is this file as TypeScript sees it. The environment may be going away during any call
// (a Worker that is terminated, process.exit), and from then on Node-API refuses whatever is asked of it. So the status
// of everything but a throw is looked at, and a function that was refused something returns without it. The wrappers of
// node-addon-api end the process there: they only expose the module.
#include <napi.h>

#include "machine/os.h"
#include "machine/pool.h"
#include "run/float_mode.h"
#include "run/isas.h"
#include "run/run.h"

namespace dropout {
namespace {

// What dropout and apply return where nothing was written.
enum Status : uint32_t { kDone, kOverlap, kShortX, kShortY, kShortWords, kShortOther, kShortBias, kShortSums };

// The memory of a typed array. Its type is not looked at: the call's dtype says what the bytes are.
struct View {
  char* data;
  size_t bytes;
};

// Whole numbers that are exact, and that no sum or product of two here takes past 64 bits.
bool is_whole(double v) { return v >= 0 && v <= 0x1p53 && v == double(int64_t(v)); }

// The arguments of a function, and the call in memory, whose address is asked for each time, as JavaScript may transfer
// a buffer. Arrays that are written must not lie over it: then no one changes it while the function runs.
template <size_t kArguments>
struct Arguments {
  napi_value values[kArguments];
  const Call* call;

  bool read(napi_env env, napi_callback_info info) {
    size_t n = kArguments;
    void *reference, *memory;
    napi_value buffer;
    if (napi_get_cb_info(env, info, &n, values, nullptr, &reference) != napi_ok) return false;
    if (napi_get_reference_value(env, static_cast<napi_ref>(reference), &buffer) != napi_ok) return false;
    if (napi_get_arraybuffer_info(env, buffer, &memory, nullptr) != napi_ok) return false;
    call = static_cast<const Call*>(memory);
    if (call != nullptr && is_whole(call->index) && is_whole(call->n)) return true;
    napi_throw_range_error(env, nullptr, "native-dropout: expected a call whose index and n are in [0, 2^53]");
    return false;
  }
};

// napi_is_buffer is true for every view of memory. Given anything else, napi_get_buffer_info ends the process.
bool get_view(napi_env env, napi_value value, View* view) {
  bool is_view;
  void* data;
  if (napi_is_buffer(env, value, &is_view) == napi_ok && is_view &&
      napi_get_buffer_info(env, value, &data, &view->bytes) == napi_ok) {
    view->data = static_cast<char*>(data);
    return true;
  }
  napi_throw_type_error(env, nullptr, "native-dropout: expected a typed array");  // or the environment is going away
  return false;
}

bool overlap(const void* a, size_t a_bytes, const void* b, size_t b_bytes) {
  const char *a_data = static_cast<const char*>(a), *b_data = static_cast<const char*>(b);
  return a_data < b_data + b_bytes && b_data < a_data + a_bytes;
}

bool over_call(const Call& call, const View& view) { return overlap(&call, sizeof call, view.data, view.bytes); }

// n is what the caller saw; an array may have been detached or have shrunk since.
Status check(const Call& call, const View& x, const View& y) {
  const uint64_t n = call.count(), bytes = n * kElementBytes[call.dtype];
  if (x.bytes < bytes) return kShortX;
  if (y.bytes < bytes) return kShortY;
  if (over_call(call, y)) return kOverlap;
  return x.data != y.data && overlap(x.data, bytes, y.data, bytes) ? kOverlap : kDone;
}

bool enough_words(const Call& call, const View& words) {
  const uint64_t n = call.count(), bits = uint64_t{words.bytes / sizeof(uint32_t)} * 32;
  const uint64_t elements = call.layout().mask_elements(size_t(n));
  return elements <= bits && call.first() <= bits - elements;
}

// Those that the operation does not have are null.
struct Views {
  View words, x, y, other, bias, sums;
};

Status check(const Call& call, const Views& o) {
  const uint64_t n = call.count(), tile = uint64_t(call.tile), block = uint64_t(call.block);
  const size_t reads = kReads[call.op];
  const Status status = check(call, o.x, o.y);
  if (status != kDone) return status;
  const size_t bytes = size_t(n) * kElementBytes[call.dtype];
  if (call.drawn == 0) {
    if (!enough_words(call, o.words)) return kShortWords;
    if (overlap(o.words.data, o.words.bytes, o.y.data, bytes)) return kOverlap;
  }
  if ((reads & kOther) != 0) {
    if (o.other.bytes < bytes) return kShortOther;
    if (o.other.data != o.y.data && overlap(o.other.data, bytes, o.y.data, bytes)) return kOverlap;
  }
  const bool wraps_once = tile > 0 && (tile >= kLeastTile || tile >= n);
  const uint64_t biases = tile < n ? tile + kLeastTile : tile;
  if ((reads & kBiases) != 0 && (!wraps_once || o.bias.bytes / compute_bytes(call.dtype) < biases)) {
    return kShortBias;
  }
  if ((reads & kSums) != 0) {
    if (!wraps_once || block == 0 || block % tile != 0) return kShortSums;
    if (o.sums.bytes / compute_bytes(call.dtype) / tile < (n + block - 1) / block) return kShortSums;
    if (over_call(call, o.sums)) return kOverlap;
  }
  return kDone;
}

// The fused kernel has a layout of its own, in which every element has its own bit.
bool is_layout(const Call& call) {
  if (call.drawn != 0) return call.shared == 1;
  return is_whole(call.shared) && is_whole(call.inner) && call.shared >= 1 && call.inner >= 1 &&
         call.shared * call.inner <= 0x1p53;
}

bool known(napi_env env, const Call& call) {
  if (call.dtype < kDtypes && call.op < kOperations && call.rule < kRules && is_layout(call)) return true;
  napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype, operation, rule or layout");
  return false;
}

bool has_tiles(napi_env env, const Call& call) {
  if (is_whole(call.tile) && is_whole(call.block)) return true;
  napi_throw_range_error(env, nullptr, "native-dropout: expected a tile and a block in [0, 2^53]");
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
  View x, y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!known(env, call)) return nullptr;
  if (!get_view(env, arguments.values[0], &x) || !get_view(env, arguments.values[1], &y)) return nullptr;
  const Status status = kReads[call.op] != 0 || call.drawn == 0 ? kShortWords : check(call, x, y);
  if (status == kDone) run_drawn(call, {x.data, nullptr, nullptr, y.data, nullptr});
  return status_value(env, status);
}

napi_value apply(napi_env env, napi_callback_info info) {
  Arguments<6> arguments;
  Views o = {};
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!known(env, call) || !has_tiles(env, call)) return nullptr;
  const size_t reads = kReads[call.op];
  View* const views[] = {call.drawn == 0 ? &o.words : nullptr,
                         &o.x,
                         &o.y,
                         (reads & kOther) != 0 ? &o.other : nullptr,
                         (reads & kBiases) != 0 ? &o.bias : nullptr,
                         (reads & kSums) != 0 ? &o.sums : nullptr};
  for (size_t i = 0; i < 6; ++i) {
    if (views[i] != nullptr && !get_view(env, arguments.values[i], views[i])) return nullptr;
  }
  const Status status = check(call, o);
  if (status != kDone) return status_value(env, status);
  const Arrays arrays = {o.x.data, o.other.data, o.bias.data, o.y.data, o.sums.data};
  if (call.drawn != 0) {
    run_drawn(call, arrays);
  } else {
    run_given(call, o.words.data, arrays);
  }
  return nullptr;
}

// Fills an array of words.
template <void (*run)(const Call& call, void* words, size_t n)>
napi_value fill_words(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  View words;
  if (!arguments.read(env, info) || !get_view(env, arguments.values[0], &words)) return nullptr;
  if (over_call(*arguments.call, words)) return status_value(env, kOverlap);
  run(*arguments.call, words.data, words.bytes / sizeof(uint32_t));
  return nullptr;
}

napi_value numbers(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  View y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (call.dtype >= kNumberDtypes || call.distribution >= kDistributions) {
    napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype or distribution");
    return nullptr;
  }
  if (!get_view(env, arguments.values[0], &y)) return nullptr;
  if (y.bytes / kElementBytes[call.dtype] < call.count()) return status_value(env, kShortY);
  if (over_call(call, y)) return status_value(env, kOverlap);
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

// Calls a function of JavaScript's.
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
  void* zeros;
  napi_ref call;
  if (napi_create_arraybuffer(env, sizeof(Call), &zeros, &memory) != napi_ok) return false;
  if (napi_create_reference(env, memory, 1, &call) != napi_ok) return false;
  const napi_value version = string(env, NATIVE_DROPOUT_VERSION);
  if (version == nullptr) return false;
  const napi_property_descriptor properties[] = {
      property("version", version),
      property("call", memory),
      property("dropout", dropout, call),
      property("apply", apply, call),
      property("draw", fill_words<run_draw>, call),
      property("words", fill_words<run_words>, call),
      property("numbers", numbers, call),
      property("inDefaultMode", in_default_mode, nullptr),
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
