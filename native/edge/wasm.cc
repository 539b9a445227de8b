// The WebAssembly module. Its memory holds a call and four buffers, through which src/engine/wasm.ts copies arrays
// piece by piece. It exports:
//
//   memory            the module's memory
//   callAddress()     → address in bytes of `struct Call` (call.h)
//   bufferAddress()   → address in bytes of the buffer, at a multiple of 64
//   bufferBytes()     → its size in bytes, 65,536
//   wordsAddress()    → address in bytes of the words given to apply, at a multiple of 64
//   wordsBytes()      → their size in bytes, 2,052: the bits of a buffer of floats, from any bit on
//   otherAddress()    → address in bytes of a second buffer, for the second array of an operation
//   tileAddress()     → address in bytes of a third buffer, for the bias of the current elements, or for their sums
//   dropout()         draws the mask of the call from element `index` on, and applies operation `op` to its n elements
//                     of the buffer, in place
//   apply()           the same by the bits of the words, from bit `index` on
//   random()          keeps all elements; the bias of each is a number of the call's distribution, from number `index`
//   on draw()            writes n words of the call's mask to the buffer, from word `index` on words()           writes
//   n words of the call's stream to the buffer, from word `index` on numbers()         writes n numbers of the call's
//   distribution to the buffer, from number `index` on
#include "kernels/kernels.h"
#include "run/call.h"
#include "run/given.h"

namespace dropout {
namespace {

// Small enough for the second-level cache, and large enough to hide the overhead of a copy.
constexpr size_t kBufferBytes = 65536;
constexpr size_t kWords = kBufferBytes / sizeof(float) / 32 + 1;

Call call;
alignas(64) unsigned char buffer[kBufferBytes];
alignas(64) unsigned char other[kBufferBytes];
alignas(64) unsigned char tile[kBufferBytes];
alignas(64) uint32_t words[kWords];

Apply operation() { return apply_of(kSimd128, call.op, call.dtype, constants_of(Rule(call.rule), call.p)); }

Cursor cursor() { return {buffer, other, tile, buffer, tile, 0, size_t(call.tile)}; }

}  // namespace

extern "C" {

__attribute__((export_name("callAddress"))) void* call_address() { return &call; }
__attribute__((export_name("bufferAddress"))) void* buffer_address() { return buffer; }
__attribute__((export_name("bufferBytes"))) size_t buffer_bytes() { return kBufferBytes; }
__attribute__((export_name("wordsAddress"))) void* words_address() { return words; }
__attribute__((export_name("wordsBytes"))) size_t words_bytes() { return sizeof words; }

__attribute__((export_name("otherAddress"))) void* other_address() { return other; }
__attribute__((export_name("tileAddress"))) void* tile_address() { return tile; }

__attribute__((export_name("dropout"))) void dropout_buffer() {
  const Drop drop = kSimd128.drop[call.op][call.dtype];
  drop(call.mask(), call.first(), size_t(call.count()), operation(), cursor(), kCached);
}

__attribute__((export_name("apply"))) void apply_buffer() {
  Cursor at = cursor();
  apply_given(operation(), words, call.first(), size_t(call.count()), at, kCached);
}

__attribute__((export_name("random"))) void random_buffer() {
  const Numbers draw = kSimd128.numbers[call.distribution][compute_dtype(call.dtype)];
  draw(call.mask().key, call.scaling(), call.first(), size_t(call.count()), tile);
  kSimd128.drop[call.op][call.dtype]({}, 0, size_t(call.count()), operation(), cursor(), kCached);
}

__attribute__((export_name("draw"))) void draw_buffer() {
  kSimd128.mask_words(call.mask(), call.first(), size_t(call.count()), buffer);
}

__attribute__((export_name("words"))) void words_buffer() {
  kSimd128.stream_words(call.mask().key, call.stream, call.first(), size_t(call.count()), buffer);
}

__attribute__((export_name("numbers"))) void numbers_buffer() {
  kSimd128.numbers[call.distribution][call.dtype](call.mask().key, call.scaling(), call.first(), size_t(call.count()),
                                                  buffer);
}

}  // extern "C"

}  // namespace dropout
