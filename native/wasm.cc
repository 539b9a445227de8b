// The WebAssembly edge: the call and one buffer in the module's memory. src/engine/wasm.ts copies arrays through the
// buffer.
#include "call.h"
#include "kernels.h"

namespace dropout {
namespace {

// Small enough to stay in the first-level cache's neighbourhood, large enough to make the copies' overhead vanish.
constexpr size_t kBufferBytes = 65536;

Call call;
alignas(64) unsigned char buffer[kBufferBytes];

}  // namespace

extern "C" {

__attribute__((export_name("callAddress"))) void* call_address() { return &call; }
__attribute__((export_name("bufferAddress"))) void* buffer_address() { return buffer; }
__attribute__((export_name("bufferBytes"))) size_t buffer_bytes() { return kBufferBytes; }

// Applies the mask to n elements in the buffer, in place.
__attribute__((export_name("apply"))) void apply(size_t n) {
  kSimd128.apply[call.dtype](call.mask, call.scale, call.start(), n, buffer, buffer, kCached);
}

// Writes n words of the mask to the buffer.
__attribute__((export_name("bits"))) void bits(size_t n) {
  kSimd128.bits(call.mask, call.start(), n, reinterpret_cast<uint32_t*>(buffer));
}

}  // extern "C"

}  // namespace dropout
