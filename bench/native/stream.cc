#include "stream.h"

#include <stdint.h>
#include <string.h>

#include "machine/cpu.h"
#include "kernels/elements.h"
#include "kernels/memory.h"

namespace {

// The work on an element.
enum Kind { kCopy, kScale, kAdd };

constexpr size_t kLine = 64, kPage = 4096;  // bytes
constexpr size_t kAhead = 3072;             // bytes; prefetches a page ahead disturb those of the processor

template <class Element>
void copy_memcpy(const void* x, const void*, void* y, size_t n, double) {
  memcpy(y, x, n * sizeof(Element));
}

template <class Element>
void scale_plain(const void* from, const void*, void* to, size_t n, double factor) {
  const Element* x = static_cast<const Element*>(from);
  Element* y = static_cast<Element*>(to);
  for (size_t i = 0; i < n; ++i) y[i] = x[i] * Element(factor);
}

template <class Element>
void add_plain(const void* from, const void* other, void* to, size_t n, double) {
  const Element *x = static_cast<const Element*>(from), *r = static_cast<const Element*>(other);
  Element* y = static_cast<Element*>(to);
  for (size_t i = 0; i < n; ++i) y[i] = x[i] + r[i];
}

#if defined(__x86_64__) || defined(_M_X64)

template <class Element>
void copy_bytes(const void* x, const void*, void* y, size_t n, double) {
  size_t bytes = n * sizeof(Element);
#if defined(_MSC_VER)
  __movsb(static_cast<unsigned char*>(y), static_cast<const unsigned char*>(x), bytes);
#else
  asm volatile("rep movsb" : "+D"(y), "+S"(x), "+c"(bytes) : : "memory");
#endif
}

TARGET("avx2,f16c")
namespace avx2 {
using namespace dropout;
#include "kernels/isa/avx2.h"
#include "lines.inl"
}  // namespace avx2
END_TARGET

TARGET("avx512f,avx512dq,avx512bw")
namespace avx512 {
using namespace dropout;
#include "kernels/isa/avx512.h"
#include "lines.inl"
}  // namespace avx512
END_TARGET

const Variant kCopies[] = {{"memcpy", copy_memcpy<float>, copy_memcpy<double>},
                           {"rep movsb", copy_bytes<float>, copy_bytes<double>},
                           avx2::variant<kCopy, avx2::kStore>("AVX2 loop"),
                           avx2::variant<kCopy, avx2::kStream>("AVX2 loop, streaming"),
                           avx2::variant<kCopy, avx2::kAsked>("AVX2 loop, streaming, asking ahead"),
                           avx2::variant<kCopy, avx2::kPages>("AVX2 loop, streaming by pages"),
                           avx512::variant<kCopy, avx512::kStore>("AVX-512 loop"),
                           avx512::variant<kCopy, avx512::kStream>("AVX-512 loop, streaming"),
                           avx512::variant<kCopy, avx512::kAsked>("AVX-512 loop, streaming, asking ahead"),
                           avx512::variant<kCopy, avx512::kPages>("AVX-512 loop, streaming by pages")};
const Variant kScalings[] = {{"plain loop", scale_plain<float>, scale_plain<double>},
                             avx2::variant<kScale, avx2::kStore>("AVX2 loop"),
                             avx2::variant<kScale, avx2::kStream>("AVX2 loop, streaming"),
                             avx2::variant<kScale, avx2::kAsked>("AVX2 loop, streaming, asking ahead"),
                             avx512::variant<kScale, avx512::kStore>("AVX-512 loop"),
                             avx512::variant<kScale, avx512::kStream>("AVX-512 loop, streaming"),
                             avx512::variant<kScale, avx512::kAsked>("AVX-512 loop, streaming, asking ahead")};

const Variant kAdditions[] = {{"plain loop", add_plain<float>, add_plain<double>},
                              avx2::variant<kAdd, avx2::kStore>("AVX2 loop"),
                              avx2::variant<kAdd, avx2::kStream>("AVX2 loop, streaming"),
                              avx2::variant<kAdd, avx2::kAsked>("AVX2 loop, streaming, asking ahead"),
                              avx512::variant<kAdd, avx512::kStore>("AVX-512 loop"),
                              avx512::variant<kAdd, avx512::kStream>("AVX-512 loop, streaming"),
                              avx512::variant<kAdd, avx512::kAsked>("AVX-512 loop, streaming, asking ahead")};

// The variants at the start of a list that this machine can run. Lists begin with variants for any processor; AVX2 and
// AVX-512 follow.
Variants first(const Variant* list, size_t any, size_t with_avx2, size_t with_avx512) {
  return {list, dropout::cpu_has_fast_avx512() ? with_avx512 : dropout::cpu_has_avx2() ? with_avx2 : any};
}

}  // namespace

Variants copies() { return first(kCopies, 2, 6, 10); }
Variants scalings() { return first(kScalings, 1, 4, 7); }
Variants additions() { return first(kAdditions, 1, 4, 7); }

#else

const Variant kCopies[] = {{"memcpy", copy_memcpy<float>, copy_memcpy<double>}};
const Variant kScalings[] = {{"plain loop", scale_plain<float>, scale_plain<double>}};
const Variant kAdditions[] = {{"plain loop", add_plain<float>, add_plain<double>}};

}  // namespace

Variants copies() { return {kCopies, 1}; }
Variants scalings() { return {kScalings, 1}; }
Variants additions() { return {kAdditions, 1}; }

#endif
