// copy(variant, x, y), scale(variant, x, y, factor) and add(variant, x, y, r) on Float32Arrays or Float64Arrays; other
// arrays are copied by words. They use dropout's pool and cuts, so that only the work on an element differs.
#include <node_api.h>

#include "run/cuts.h"
#include "machine/pool.h"
#include "stream.h"

namespace {

struct Work {
  Body body;
  const char *x, *r;
  char* y;
  size_t bytes;  // of an element
  dropout::Cuts cuts;
  double factor;
};

void run_part(void* context, uint32_t part) {
  const Work& work = *static_cast<const Work*>(context);
  const size_t begin = work.cuts.at(part), end = work.cuts.at(size_t{part} + 1);
  const char* r = work.r == nullptr ? nullptr : work.r + begin * work.bytes;
  work.body(work.x + begin * work.bytes, r, work.y + begin * work.bytes, end - begin, work.factor);
}

napi_value run(napi_env env, napi_callback_info info) {
  size_t given = 4;
  napi_value arguments[4];
  void* data = nullptr;
  napi_get_cb_info(env, info, &given, arguments, nullptr, &data);
  const Variants& variants = *static_cast<const Variants*>(data);
  uint32_t variant = 0;
  double factor = 1;
  void *x = nullptr, *y = nullptr;
  size_t n = 0, n_out = 0;
  napi_get_value_uint32(env, arguments[0], &variant);
  napi_typedarray_type type = napi_float32_array, type_out = napi_float32_array;
  napi_get_typedarray_info(env, arguments[1], &type, &n, &x, nullptr, nullptr);
  napi_get_typedarray_info(env, arguments[2], &type_out, &n_out, &y, nullptr, nullptr);
  void* r = nullptr;
  size_t n_other = n;
  if (napi_get_typedarray_info(env, arguments[3], nullptr, &n_other, &r, nullptr, nullptr) != napi_ok) {
    napi_get_value_double(env, arguments[3], &factor);
  }
  if (variant >= variants.n || n != n_out || n_other < n || type != type_out) {
    napi_throw_range_error(env, nullptr, "bench: no such variant, or arrays that differ");
    return nullptr;
  }
  if (type == napi_uint16_array) n /= 2;  // as words
  const dropout::Cuts cuts(0, n, dropout::kPartElements);
  const Variant& chosen = variants.list[variant];
  const bool is_double = type == napi_float64_array;
  Work work = {is_double ? chosen.float64 : chosen.float32,
               static_cast<const char*>(x),
               static_cast<const char*>(r),
               static_cast<char*>(y),
               is_double ? sizeof(double) : sizeof(float),
               cuts,
               factor};
  dropout::parallel(cuts.parts, run_part, &work, true);
  return nullptr;
}

napi_value set_threads(napi_env env, napi_callback_info info) {
  size_t given = 1;
  napi_value argument = nullptr;
  uint32_t n = 1;
  napi_get_cb_info(env, info, &given, &argument, nullptr, nullptr);
  napi_get_value_uint32(env, argument, &n);
  dropout::set_threads(std::min(std::max(n, 1u), dropout::kMaxThreads));
  return nullptr;
}

napi_value names(napi_env env, const Variants& variants) {
  napi_value list = nullptr;
  napi_create_array_with_length(env, variants.n, &list);
  for (uint32_t i = 0; i < variants.n; ++i) {
    napi_value name = nullptr;
    napi_create_string_utf8(env, variants.list[i].name, NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, list, i, name);
  }
  return list;
}

void add_function(napi_env env, napi_value exports, const char* name, napi_callback body, const Variants* variants) {
  napi_value function = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, body, const_cast<Variants*>(variants), &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace

NAPI_MODULE_INIT() {
  static const Variants all_copies = copies(), all_scalings = scalings(), all_additions = additions();
  napi_set_named_property(env, exports, "copies", names(env, all_copies));
  napi_set_named_property(env, exports, "scalings", names(env, all_scalings));
  napi_set_named_property(env, exports, "additions", names(env, all_additions));
  add_function(env, exports, "copy", run, &all_copies);
  add_function(env, exports, "scale", run, &all_scalings);
  add_function(env, exports, "add", run, &all_additions);
  add_function(env, exports, "setThreads", set_threads, nullptr);
  return exports;
}
