// The kernels, written once over the vectors of an instruction set. kernels.cc includes this file after isa/*.h, inside
// that set's namespace and target region, so that nothing compiled here is shared with another instruction set.
//
// A file of isa/ defines, for kLanes groups (of 128 elements) at a time:
//   Word        32 bits of every group. load(p) reads kLanes words, in any order of lanes; splat(w) repeats one;
//               exclusive_or, add
//   Product     multiply(Word, m): 64 bits of every group. high(Product) and low(Product) are Words again
//   Bits        two Words, with their bits in any order. pack(Product p, Word w) holds low(p) and high(p) ^ w; ones,
//               both (and), either (or) and without (and not) work on bits
//   unpack      (Bits words01, Bits words23, uint32_t* p) writes the four words of each group, group after group
//   F32, F64    a vector of kWidth elements, loaded from and stored to any byte; if kStreams, stream() stores past the
//               caches to a multiple of the vector's size. select(word, k, v) zeroes the elements of v whose bit is
//               clear; their bits begin at k·kWidth. merge(word, k, a, b) takes the elements of b if their bit is
//               clear, else those of a. positive(a, v) zeroes the elements of v if those of a are <= 0
//   F16, BF16   load one vector of F32, and store two at a time, without signaling NaNs. Rounding to bfloat16 keeps
//               every NaN, because its lower half is 0: NaNs come from bfloat16s or from the processor, because
//               constants are finite or infinite
//   SelectWord  how operations take a word of the mask: by value, by reference if it should stay in memory, or as a
//               vector
#include "kernels/draws.inl"
#include "kernels/apply.inl"
#include "kernels/fused.inl"

#define SET_KERNELS(code, D, type, Operation)                 \
  kernels.drop[k##Operation][code] = drop_of<D, Operation>(); \
  kernels.apply[k##Operation][code] = words_of<D, Operation>();
#define SET_ROW(code, Operation) DTYPES(SET_KERNELS, Operation)
constexpr Kernels kernels_of(const char* isa) {
  Kernels kernels = draws_of(isa);
  OPERATIONS(SET_ROW)
  return kernels;
}
#undef SET_KERNELS
#undef SET_ROW
