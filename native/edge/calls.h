// The functions that read `struct Call` and write arrays.
#pragma once

#include <node_api.h>

namespace dropout {

bool define_calls(napi_env env, napi_value exports);

}  // namespace dropout
