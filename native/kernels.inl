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
//             whole vector's place; select(word, k, v) zeroes those of v whose bit among k·kWidth … of word is clear
//   SelectWord  how select's caller is given the word: by value, or by reference where it is better left in memory
#include "philox.inl"
#include "planes.inl"
#include "apply.inl"
#include "dropout.inl"
#include "random.inl"
#include "normals.inl"
#include "uniforms.inl"

#define DROPOUT_OF(code, D, element, with) dropout<D>,
#define APPLY_OF(code, D, element, Operation) apply<Operation<D>>,
#define APPLY_ROW(code, Operation) {DTYPES(APPLY_OF, Operation)},
constexpr Kernels kernels_of(const char* isa) {
  return {isa,
          {DTYPES(DROPOUT_OF, _)},
          draw,
          {OPERATIONS(APPLY_ROW)},
          words,
          {{numbers<float, Uniforms<float>>, numbers<double, Uniforms<double>>},
           {numbers<float, Normals>, numbers<double, Normals>}}};
}
#undef DROPOUT_OF
#undef APPLY_OF
#undef APPLY_ROW
