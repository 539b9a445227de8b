// The operations of src/core/operation.ts on single elements. Vectors give the same. These are compiled once, for every
// processor, because they only run for the few elements that vectors leave over.
#pragma once

#include "kernels/apply.h"
#include "kernels/elements.h"

namespace dropout {

namespace element {

template <class T>
struct ConstantsOf {
  T scale, shift, dropped;
  explicit INLINE ConstantsOf(const Constants& c) : scale(T(c.scale)), shift(T(c.shift)), dropped(T(c.dropped)) {}
};

// The bits of a float or of a double.
template <size_t kBytes>
struct BitsOf {
  using Type = uint32_t;
};
template <>
struct BitsOf<sizeof(double)> {
  using Type = uint64_t;
};

// first ? a : b, without the branch that compilers would make of it: random bits would mispredict it.
template <class T>
INLINE T either(bool first, T a, T b) {
  using Bits = typename BitsOf<sizeof(T)>::Type;
  const Bits bits_a = read<Bits>(&a), bits_b = read<Bits>(&b);
  const Bits bits = bits_b ^ ((bits_a ^ bits_b) & unknown(Bits{0} - Bits{first}));
  return read<T>(&bits);
}

template <class T>
struct Select {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return either(kept, x * c.scale, T{0}); }
};

template <class T>
struct Affine {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) {
    return either(kept, x * c.scale + c.shift, c.dropped);
  }
};

template <class T>
struct Bias {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T bias) {
    return either(kept, (x + bias) * c.scale, T{0});
  }
};

template <class T>
struct Add {
  static constexpr unsigned kReads = kOther | kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T other, T bias) {
    return other + either(kept, (x + bias) * c.scale, T{0});
  }
};

template <class T>
struct Relu {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T bias) {
    const T sum = x + bias;
    return either(kept & !(sum <= 0), sum * c.scale, T{0});
  }
};

template <class T>
struct Choose {
  static constexpr unsigned kReads = kOther;
  static INLINE T of(const ConstantsOf<T>&, bool kept, T x, T other, T) { return either(kept, x, other); }
};

template <class T>
struct Reject {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return either(kept, T{0}, x * c.scale); }
};

template <class T>
struct Mix {
  static constexpr unsigned kReads = kOther;
  static INLINE T of(const ConstantsOf<T>& c, bool, T x, T other, T) { return x * c.scale + other * c.shift; }
};

template <class T>
struct SelectSum : Select<T> {
  static constexpr unsigned kReads = kSums;
};

template <class T>
struct ReluGradient {
  static constexpr unsigned kReads = kOther | kSums;
  static INLINE T of(const ConstantsOf<T>& c, bool, T x, T other, T) { return either(other <= 0, T{0}, x * c.scale); }
};

template <class T>
struct Multiply {
  static constexpr unsigned kReads = kBiases;
  static INLINE T of(const ConstantsOf<T>&, bool, T x, T, T bias) { return x * bias; }
};

template <class T>
struct Divide {
  static constexpr unsigned kReads = kNothing;
  static INLINE T of(const ConstantsOf<T>& c, bool kept, T x, T, T) { return either(kept, x / c.scale, T{0}); }
};

}  // namespace element

template <class T, template <class> class Operation>
void apply_wide_elements(const Apply& apply, uint32_t word, size_t n, Cursor& cursor) {
  using namespace element;
  constexpr unsigned kReads = Operation<T>::kReads;
  const ConstantsOf<T> c(apply.constants);
  Cursor at = cursor;  // in registers
  ROLLED for (size_t i = 0; i < n; ++i) {
    T other{}, bias{};
    if constexpr ((kReads & kOther) != 0) {
      other = read<T>(at.other);
      at.other += sizeof(T);
    }
    if constexpr ((kReads & kBiases) != 0) bias = read<T>(at.bias + at.place * sizeof(T));
    const T value = Operation<T>::of(c, (word >> i & 1) != 0, read<T>(at.x), other, bias);
    if constexpr ((kReads & kSums) != 0) {
      unsigned char* sum = at.sums + at.place * sizeof(T);
      write(sum, read<T>(sum) + value);
    }
    write(at.y, value);
    at.x += sizeof(T), at.y += sizeof(T);
    if constexpr ((kReads & (kBiases | kSums)) != 0) {
      if (++at.place == at.tile) at.place = 0;
    }
  }
  cursor = at;
}

// Applies the operation on float32 to 16-bit elements, which are widened first.
template <class T>
void apply_narrow_elements(const Apply& apply, uint32_t word, size_t n, Cursor& cursor) {
  const bool reads_other = (kReads[apply.op] & kOther) != 0;
  float x[32], other[32], y[32];
  ROLLED for (size_t i = 0; i < n; ++i) x[i] = read<T>(cursor.x + i * sizeof(T)).widen();
  ROLLED for (size_t i = 0; reads_other && i < n; ++i) other[i] = read<T>(cursor.other + i * sizeof(T)).widen();
  Cursor piece = cursor;
  piece.x = reinterpret_cast<const unsigned char*>(x), piece.other = reinterpret_cast<const unsigned char*>(other);
  piece.y = reinterpret_cast<unsigned char*>(y);
  kElements[apply.op][kFloat32](apply, word, n, piece);
  ROLLED for (size_t i = 0; i < n; ++i) write(cursor.y + i * sizeof(T), T::narrow(y[i]));
  cursor.x += n * sizeof(T), cursor.y += n * sizeof(T), cursor.place = piece.place;
  if (reads_other) cursor.other += n * sizeof(T);
}

template <class T, template <class> class Operation>
constexpr ApplyElements elements_of() {
  if constexpr (sizeof(T) == 2) {
    return apply_narrow_elements<T>;
  } else {
    return apply_wide_elements<T, Operation>;
  }
}

}  // namespace dropout
