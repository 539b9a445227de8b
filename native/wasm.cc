// The WebAssembly edge: a call and two buffers in the module's memory, through which src/engine/wasm.ts copies arrays
// piece by piece. It exports:
//
//   memory            the module's memory
//   callAddress()     → address in bytes of `struct Call` (call.h)
//   bufferAddress()   → address in bytes of the buffer, at a multiple of 64
//   bufferBytes()     → its size in bytes, 65,536
//   wordsAddress()    → address in bytes of the words given to apply, at a multiple of 64
//   wordsBytes()      → their size in bytes, 2,052: the bits of a whole buffer, beginning at any bit of the first word
//   dropout()         draws the mask of the call from element `index` on, and selects its n elements of the buffer, in
//                     place
//   apply()           does operation `op` to its n elements of the buffer, in place, with the words' bits from `index`
//   draw()            writes its n words of the mask to the buffer, from word `index` on
//   words()           writes n words of its stream to the buffer, from word `index` on
//   numbers()         writes n numbers of its distribution to the buffer, from number `index` on
#include "call.h"

namespace dropout {
namespace {

// Small enough to stay in the first-level cache's neighbourhood, large enough to make the copies' overhead vanish.
constexpr size_t kBufferBytes = 65536;
constexpr size_t kWords = kBufferBytes / 4 / 32 + 1;

Call call;
alignas(64) unsigned char buffer[kBufferBytes];
alignas(64) uint32_t words[kWords];

}  // namespace

extern "C" {

__attribute__((export_name("callAddress"))) void* call_address() { return &call; }
__attribute__((export_name("bufferAddress"))) void* buffer_address() { return buffer; }
__attribute__((export_name("bufferBytes"))) size_t buffer_bytes() { return kBufferBytes; }
__attribute__((export_name("wordsAddress"))) void* words_address() { return words; }
__attribute__((export_name("wordsBytes"))) size_t words_bytes() { return sizeof words; }

__attribute__((export_name("dropout"))) void dropout_buffer() {
  kSimd128.dropout[call.dtype](call.mask(), call.values(), call.first(), size_t(call.count()), buffer, buffer, kCached);
}

__attribute__((export_name("apply"))) void apply_buffer() {
  kSimd128.apply[call.op][call.dtype](call.values(), words, call.first(), size_t(call.count()), buffer, buffer,
                                      kCached);
}

__attribute__((export_name("draw"))) void draw_buffer() {
  kSimd128.draw(call.mask(), call.first(), size_t(call.count()), buffer);
}

__attribute__((export_name("words"))) void words_buffer() {
  kSimd128.words(call.mask().key, call.stream, call.first(), size_t(call.count()), buffer);
}

__attribute__((export_name("numbers"))) void numbers_buffer() {
  kSimd128.numbers[call.distribution][call.dtype](call.mask().key, call.scaling(), call.first(), size_t(call.count()),
                                                  buffer);
}

}  // extern "C"

}  // namespace dropout
