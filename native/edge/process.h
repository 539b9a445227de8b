// The functions that concern a process or a thread and not one call: instruction sets, threads, the floating-point mode
// and pages of memory.
#pragma once

#include <node_api.h>

namespace dropout {

bool define_process(napi_env env, napi_value exports);

}  // namespace dropout
