#include "kernels_to_test.h"

#include "kernels/intrinsics.h"  // before SIMDe gives macros the same names

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

#include <stdlib.h>

#include "kernels/chunk.h"
#include "kernels/memory.h"
#include "kernels/operations.h"
#include "kernels/target.h"
#include "run/isas.h"

namespace dropout {
namespace {

// Instructions that SIMDe 0.7.4 does not emulate.
#undef _mm512_cvt_roundph_ps  // clang makes these three macros
#undef _mm512_cvtps_ph
#undef _mm512_cmpgt_epu16_mask
#ifndef _MM_FROUND_NO_EXC
#define _MM_FROUND_NO_EXC SIMDE_MM_FROUND_NO_EXC
#endif
INLINE __m512i _mm512_cvtepu32_epi64(__m256i v) {
  uint32_t words[8];
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), v);
  return _mm512_setr_epi64(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]);
}
INLINE __m512i _mm512_cvtepu16_epi32(__m256i v) {
  uint16_t narrow[16];
  uint32_t wide[16];
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(narrow), v);
  for (int i = 0; i < 16; ++i) wide[i] = narrow[i];
  return _mm512_loadu_si512(wide);
}
INLINE __m512 _mm512_cvt_roundph_ps(__m256i v, int) {
  Float16 narrow[16];
  float wide[16];
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(narrow), v);
  for (int i = 0; i < 16; ++i) wide[i] = narrow[i].widen();
  return _mm512_loadu_ps(wide);
}
INLINE __m256i _mm512_cvtps_ph(__m512 v, int) {
  float wide[16];
  Float16 narrow[16];
  _mm512_storeu_ps(wide, v);
  for (int i = 0; i < 16; ++i) narrow[i] = Float16::narrow(wide[i]);
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(narrow));
}
INLINE uint32_t _mm512_cmpgt_epu16_mask(__m512i a, __m512i b) {
  uint16_t as[32], bs[32];
  _mm512_storeu_si512(as, a), _mm512_storeu_si512(bs, b);
  uint32_t mask = 0;
  for (int i = 0; i < 32; ++i) mask |= uint32_t{as[i] > bs[i]} << i;
  return mask;
}

// Aborts if a processor would fault.
template <size_t kBytes, class T>
INLINE T* aligned(T* p) {
  if (reinterpret_cast<uintptr_t>(p) % kBytes != 0) abort();
  return p;
}
INLINE void _mm512_stream_ps(float* p, __m512 v) { _mm512_storeu_ps(aligned<64>(p), v); }
INLINE void _mm512_stream_si512(__m512i* p, __m512i v) { _mm512_storeu_si512(aligned<64>(p), v); }
INLINE void _mm512_stream_pd(double* p, __m512d v) { _mm512_storeu_pd(aligned<64>(p), v); }

#undef IN_REGISTER
#define IN_REGISTER(v)  // emulated vectors are in no register
#include "kernels/isa/avx512.h"
#include "kernels/kernels.inl"

constexpr Kernels kEmulated = kernels_of("avx512, emulated");

}  // namespace

std::vector<const Kernels*> kernels_to_test() {
  const Isas& isas = available_isas();
  std::vector<const Kernels*> all(isas.list, isas.list + isas.n);
  all.push_back(&kEmulated);
  return all;
}

}  // namespace dropout
