// The kernels, written once over the vectors of an instruction set. kernels.cc includes this file after isa/*.h, inside
// that set's namespace and target region, so that nothing compiled here is shared with another instruction set.
//
// What a file of isa/ gives, for kLanes groups (of 128 elements) at a time:
//   Word      holds 32 bits of every group; load(p) reads kLanes words into an order of lanes of its own, splat(w)
//             repeats one; exclusive_or, add
//   Product   is multiply(Word, m), 64 bits of every group; high(Product) and low(Product) are Words again
//   Bits      is pack(Product p, Word w), the bits of low(p) and high(p) ^ w of every group, dense; for ones, both,
//             either, without only
//   unpack    (Bits words01, Bits words23, uint32_t* p) writes the four words of group after group
//   F32, F64  hold kWidth elements, loaded from any byte, stored to any byte or, where kStreams, past the caches to a
//             whole vector's place; by the bits k·kWidth … of word, select(word, k, v) zeroes those of v whose bit is
//             clear, and merge(word, k, a, b) takes b's there; positive(a, v) zeroes those of v where a <= 0
//   F16, BF16 widen to F32's vectors when they load, and store two of them at a time
//   SelectWord  how select's caller is given the word: by value, or by reference where it is better left in memory
#include "kernels/philox.inl"
#include "kernels/planes.inl"
#include "kernels/apply.inl"
#include "kernels/mask.inl"
#include "kernels/dropout.inl"
#include "kernels/select.inl"
#include "kernels/random.inl"
#include "kernels/normals.inl"
#include "kernels/uniforms.inl"

#define WORDS_OF(code, D, type, Operation) words_of<D, Operation>(),
#define WORDS_ROW(code, Operation) {DTYPES(WORDS_OF, Operation)},
constexpr Kernels kernels_of(const char* isa) {
  return {isa,
          drop,
          drop_select<F32>,
          {OPERATIONS(WORDS_ROW)},
          mask_words,
          stream_words,
          {{numbers<float, uniforms_chunk>, numbers<double, wide_uniforms_chunk>},
           {numbers<float, normals_chunk>, numbers<double, wide_normals_chunk>}}};
}
#undef WORDS_OF
#undef WORDS_ROW
