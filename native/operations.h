// The operations on single elements: what src/operation.ts says, and what vectors must give too. Arrays have few
// elements that fill no vector, so these are compiled once, for every processor.
#pragma once

#include "elements.h"
#include "kernels.h"

namespace dropout {

namespace element {

// What an operation reads beside x, and whether it adds up what it gives.
enum Reads : unsigned { kNothing = 0, kOther = 1, kBiases = 2, kSums = 4 };

template <class T>
struct ConstantsOf {
  T scale, shift, dropped;
  explicit INLINE ConstantsOf(const Constants& c) : scale(T(c.scale)), shift(T(c.shift)), dropped(T(c.dropped)) {}
};

template <class T>
struct Select {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return kept ? x * c.scale : T{0}; }
};

template <class T>
struct Affine {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return kept ? x * c.scale + c.shift : c.dropped; }
};

template <class T>
struct Bias {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T bias) { return kept ? (x + bias) * c.scale : T{0}; }
};

template <class T>
struct Add {
  static constexpr unsigned kReads = kOther | kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T other, T bias) {
    return other + (kept ? (x + bias) * c.scale : T{0});
  }
};

template <class T>
struct Relu {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T bias) {
    const T sum = x + bias;
    return kept && !(sum <= 0) ? sum * c.scale : T{0};
  }
};

template <class T>
struct Choose {
  static constexpr unsigned kReads = kOther;
  static INLINE T of(const ConstantsOf<T>&, bool kept, T x, T other, T) { return kept ? x : other; }
};

template <class T>
struct Reject {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return kept ? T{0} : x * c.scale; }
};

template <class T>
struct Mix {
  static constexpr unsigned kReads = kOther;
  static INLINE T of(const ConstantsOf<T>& c, bool, T x, T other, T) { return x * c.scale + other * c.shift; }
};

template <class T>
struct SelectSum {
  static constexpr unsigned kReads = kSums;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return kept ? x * c.scale : T{0}; }
};

template <class T>
struct ReluGradient {
  static constexpr unsigned kReads = kOther | kSums;
  static INLINE T of(const ConstantsOf<T>& c, bool, T x, T other, T) { return other <= 0 ? T{0} : x * c.scale; }
};

template <class T>
struct Multiply {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>&, bool, T x, T, T bias) { return x * bias; }
};

}  // namespace element

extern const unsigned kReads[kOperations];

template <class T, template <class> class Operation>
void apply_elements(const Apply& apply, uint32_t word, size_t n, Arrays& arrays) {
  using D = Stored<T>;
  using Compute = typename D::Compute;
  using namespace element;
  constexpr unsigned kReads = Operation<Compute>::kReads;
  const ConstantsOf<Compute> c(apply.constants);
  for (size_t i = 0; i < n; ++i) {
    Compute other{}, bias{};
    if constexpr ((kReads & kOther) != 0) {
      other = D::widen(read<T>(arrays.other));
      arrays.other += sizeof(T);
    }
    if constexpr ((kReads & kBiases) != 0) bias = read<Compute>(arrays.bias + arrays.place * sizeof(Compute));
    const Compute value = Operation<Compute>::of(c, (word >> i & 1) != 0, D::widen(read<T>(arrays.x)), other, bias);
    if constexpr ((kReads & kSums) != 0) {
      unsigned char* sum = arrays.sums + arrays.place * sizeof(Compute);
      write(sum, read<Compute>(sum) + value);
    }
    write(arrays.y, D::narrow(value));
    arrays.x += sizeof(T), arrays.y += sizeof(T);
    if constexpr ((kReads & (kBiases | kSums)) != 0) {
      if (++arrays.place == arrays.tile) arrays.place = 0;
    }
  }
}

}  // namespace dropout
