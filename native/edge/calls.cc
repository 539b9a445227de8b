#include "edge/calls.h"

#include "edge/values.h"
#include "kernels/apply.h"
#include "run/check.h"
#include "run/run.h"

namespace dropout {
namespace {

// The arguments of a function, and the call. The call's address is read each time: JavaScript may have transferred the
// buffer.
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
    if (call != nullptr && has_range(*call)) return true;
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

bool must_be_known(napi_env env, const Call& call) {
  if (is_known(call)) return true;
  napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype, operation, rule or layout");
  return false;
}

bool must_have_distribution(napi_env env, bool has) {
  if (!has) napi_throw_range_error(env, nullptr, "native-dropout: an unknown dtype or distribution");
  return has;
}

// undefined is the cheapest value to return.
napi_value status_value(napi_env env, Status status) { return status == kDone ? nullptr : number(env, status); }

napi_value dropout(napi_env env, napi_callback_info info) {
  Arguments<2> arguments;
  View x, y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!must_be_known(env, call)) return nullptr;
  if (!get_view(env, arguments.values[0], &x) || !get_view(env, arguments.values[1], &y)) return nullptr;
  const Status status = check_dropout(call, x, y);
  if (status == kDone) run_drawn(call, {x.data, nullptr, nullptr, y.data, nullptr});
  return status_value(env, status);
}

napi_value apply(napi_env env, napi_callback_info info) {
  Arguments<6> arguments;
  Views v = {};
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!must_be_known(env, call)) return nullptr;
  if (!has_tiles(call)) {
    napi_throw_range_error(env, nullptr, "native-dropout: expected a tile and a block in [0, 2^53]");
    return nullptr;
  }
  const unsigned reads = kReads[call.op];
  View* const views[] = {call.drawn == 0 ? &v.words : nullptr,
                         &v.x,
                         &v.y,
                         (reads & kOther) != 0 ? &v.other : nullptr,
                         (reads & kBiases) != 0 ? &v.bias : nullptr,
                         (reads & kSums) != 0 ? &v.sums : nullptr};
  for (size_t i = 0; i < 6; ++i) {
    if (views[i] != nullptr && !get_view(env, arguments.values[i], views[i])) return nullptr;
  }
  const Status status = check_apply(call, v);
  if (status != kDone) return status_value(env, status);
  const Arrays arrays = {v.x.data, v.other.data, v.bias.data, v.y.data, v.sums.data};
  if (call.drawn != 0) {
    run_drawn(call, arrays);
  } else {
    run_given(call, v.words.data, arrays);
  }
  return nullptr;
}

napi_value random(napi_env env, napi_callback_info info) {
  Arguments<2> arguments;
  View x, y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!must_be_known(env, call) || !must_have_distribution(env, has_distribution(call))) return nullptr;
  if (!get_view(env, arguments.values[0], &x) || !get_view(env, arguments.values[1], &y)) return nullptr;
  const Status status = check_random(call, x, y);
  if (status == kDone) run_random(call, x.data, y.data);
  return status_value(env, status);
}

// Fills an array with words.
template <void (*run)(const Call& call, void* words, size_t n)>
napi_value fill_words(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  View words;
  if (!arguments.read(env, info) || !get_view(env, arguments.values[0], &words)) return nullptr;
  const Status status = check_words(*arguments.call, words);
  if (status == kDone) run(*arguments.call, words.data, words.bytes / sizeof(uint32_t));
  return status_value(env, status);
}

napi_value box_muller(napi_env env, napi_callback_info info) {
  Arguments<2> arguments;
  View words, y;
  if (!arguments.read(env, info)) return nullptr;
  if (!get_view(env, arguments.values[0], &words) || !get_view(env, arguments.values[1], &y)) return nullptr;
  const Status status = check_box_muller(*arguments.call, words, y);
  if (status == kDone) run_box_muller(*arguments.call, words.data, y.data);
  return status_value(env, status);
}

napi_value pcg64(napi_env env, napi_callback_info info) {
  Arguments<3> arguments;
  View state, increment, y;
  if (!arguments.read(env, info)) return nullptr;
  View* const views[] = {&state, &increment, &y};
  for (size_t i = 0; i < 3; ++i) {
    if (!get_view(env, arguments.values[i], views[i])) return nullptr;
  }
  const Status status = check_pcg64(*arguments.call, state, increment, y);
  if (status == kDone) run_pcg64(*arguments.call, state.data, increment.data, y.data);
  return status_value(env, status);
}

napi_value numbers(napi_env env, napi_callback_info info) {
  Arguments<1> arguments;
  View y;
  if (!arguments.read(env, info)) return nullptr;
  const Call& call = *arguments.call;
  if (!must_have_distribution(env, has_numbers(call)) || !get_view(env, arguments.values[0], &y)) return nullptr;
  const Status status = check_numbers(call, y);
  if (status == kDone) run_numbers(call, y.data);
  return status_value(env, status);
}

}  // namespace

bool define_calls(napi_env env, napi_value exports) {
  napi_value memory;
  void* zeros;
  napi_ref call;
  if (napi_create_arraybuffer(env, sizeof(Call), &zeros, &memory) != napi_ok) return false;
  if (napi_create_reference(env, memory, 1, &call) != napi_ok) return false;
  return define(env, exports,
                {
                    property("call", memory),
                    property("dropout", dropout, call),
                    property("apply", apply, call),
                    property("random", random, call),
                    property("draw", fill_words<run_draw>, call),
                    property("words", fill_words<run_words>, call),
                    property("threefry", fill_words<run_threefry>, call),
                    property("boxMuller", box_muller, call),
                    property("pcg64", pcg64, call),
                    property("numbers", numbers, call),
                });
}

}  // namespace dropout
