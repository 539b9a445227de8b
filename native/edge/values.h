// Reads values of JavaScript and makes them.
//
// The environment may be going away during any call: a Worker is terminated, or the process exits. From then on
// Node-API refuses every call. So the addon checks every status except that of a throw, and returns after a refusal.
#pragma once

#include <node_api.h>

namespace dropout {

// The only argument of a function.
inline bool get_argument(napi_env env, napi_callback_info info, napi_value* argument) {
  size_t n = 1;
  return napi_get_cb_info(env, info, &n, argument, nullptr, nullptr) == napi_ok;
}

inline napi_value number(napi_env env, uint32_t value) {
  napi_value created = nullptr;
  return napi_create_uint32(env, value, &created) == napi_ok ? created : nullptr;
}

inline napi_value string(napi_env env, const char* text) {
  napi_value created = nullptr;
  return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &created) == napi_ok ? created : nullptr;
}

inline napi_value boolean(napi_env env, bool value) {
  napi_value got = nullptr;
  return napi_get_boolean(env, value, &got) == napi_ok ? got : nullptr;
}

inline napi_property_descriptor property(const char* name, napi_callback method, void* data = nullptr) {
  return {name, nullptr, method, nullptr, nullptr, nullptr, napi_default_jsproperty, data};
}

inline napi_property_descriptor property(const char* name, napi_value value) {
  return {name, nullptr, nullptr, nullptr, nullptr, value, napi_default_jsproperty, nullptr};
}

template <size_t n>
bool define(napi_env env, napi_value exports, const napi_property_descriptor (&properties)[n]) {
  return napi_define_properties(env, exports, n, properties) == napi_ok;
}

}  // namespace dropout
