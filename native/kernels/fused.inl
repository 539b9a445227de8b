// The fused kernels, one for each row of FUSED (rows.h). The operation is inlined into drop_range, which saves a call
// through a pointer after every few planes.
template <class D, template <class> class Operation>
struct ApplyFused {
  using StoredCursor = Cursor;  // in registers
  static constexpr uint32_t kPlanesApart = 1;

  ConstantsOf<D> c;

  INLINE void operator()(const Apply&, const uint32_t* words, size_t n, Cursor& cursor, Traffic traffic) const {
    ROLLED for (size_t w = 0; w < n; ++w) apply_word<D, Operation>(c, words[w], cursor, unknown(traffic));
  }
};

template <class D, template <class> class Operation>
static void drop_fused(const Mask& mask, uint64_t index, size_t n, const Apply& apply, Cursor cursor, Traffic traffic) {
  const ApplyFused<D, Operation> applier = {ConstantsOf<D>(apply.constants)};
  drop_range(mask, index, n, apply, applier, cursor, traffic);
}

template <class D, template <class> class Operation>
constexpr bool kIsFused = false;
#define IS_FUSED(D, Operation) \
  template <>                  \
  constexpr bool kIsFused<D, Operation> = true;
FUSED(IS_FUSED)
#undef IS_FUSED

template <class D, template <class> class Operation>
constexpr Drop drop_of() {
  if constexpr (kIsFused<D, Operation>) {
    return drop_fused<D, Operation>;
  } else {
    return drop;
  }
}
