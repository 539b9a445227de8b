// The floating-point control word of a part. A caller may have changed the default one, for example by an addon that
// was linked with -Ofast. Rounding and subnormals would then depend on the thread that runs a part.
#pragma once

#include <stdint.h>

#if defined(_MSC_VER)
#include <intrin.h>
#elif defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace dropout {

#if defined(__x86_64__) || defined(_M_X64)
using FloatControl = uint32_t;
constexpr FloatControl kDefaultControl = 0x1F80;  // MXCSR: round to nearest even, keep subnormals, trap nothing
constexpr FloatControl kControlBits = ~0x3Fu;     // the others are flags that arithmetic sets
inline FloatControl float_control() { return _mm_getcsr(); }
inline void set_float_control(FloatControl control) { _mm_setcsr(control); }
#elif defined(__aarch64__) || defined(_M_ARM64)
using FloatControl = uint64_t;
constexpr FloatControl kDefaultControl = 0;  // FPCR: the same
constexpr FloatControl kControlBits = ~FloatControl{0};
#ifdef _MSC_VER
constexpr int kFpcr = 0x5A20;  // ARM64_SYSREG(3, 3, 4, 4, 0)
inline FloatControl float_control() { return uint64_t(_ReadStatusReg(kFpcr)); }
inline void set_float_control(FloatControl control) { _WriteStatusReg(kFpcr, int64_t(control)); }
#else
inline FloatControl float_control() {
  FloatControl control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control) : : "memory");
  return control;
}
inline void set_float_control(FloatControl control) { __asm__ volatile("msr fpcr, %0" : : "r"(control) : "memory"); }
#endif
#else  // a processor that has scalar kernels only: the caller's mode stays
using FloatControl = uint32_t;
constexpr FloatControl kDefaultControl = 0, kControlBits = 0;
inline FloatControl float_control() { return 0; }
inline void set_float_control(FloatControl) {}
#endif

// Sets the default control word while it lives, and restores the caller's afterwards. Compilers may move arithmetic
// across the change, so the arithmetic must be in a function that is not inlined.
class FloatMode {
 public:
  FloatMode() : caller_(float_control()) {
    if (differs()) set_float_control(kDefaultControl);
  }
  ~FloatMode() {
    if (differs()) set_float_control(caller_);
  }
  FloatMode(const FloatMode&) = delete;
  FloatMode& operator=(const FloatMode&) = delete;

 private:
  bool differs() const { return (caller_ & kControlBits) != kDefaultControl; }

  const FloatControl caller_;
};

}  // namespace dropout
