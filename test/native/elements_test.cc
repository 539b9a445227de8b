// The conversions of 16-bit types equal the definition of their standard, also those of every instruction set.
#include "kernels/elements.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "buffer.h"
#include "kernels_to_test.h"
#include "narrow.h"

namespace dropout {
namespace {

constexpr uint32_t kPatterns = 1 << 16;

template <class T>
void check_widen() {
  for (uint32_t bits = 0; bits < kPatterns; ++bits) {
    const T v = {uint16_t(bits)};
    CAPTURE(bits);
    const uint32_t wide = bits_of(v.widen()), expected = bits_of(Standard<T>::widen(v));
    // widen() may leave a NaN signaling: the arithmetic that follows makes it quiet.
    REQUIRE((std::isnan(v.widen()) ? wide | 0x400000 : wide) == expected);
    if (!std::isnan(v.widen())) REQUIRE(T::narrow(v.widen()).bits == bits);
  }
}

TEST_CASE("every 16-bit number is widened exactly, and comes back") {
  check_widen<Float16>();
  check_widen<Bfloat16>();
}

template <class T>
void check_narrow(uint32_t bits) {
  CAPTURE(bits);
  REQUIRE(T::narrow(float_of(bits)).bits == Standard<T>::narrow(float_of(bits)).bits);
}

template <class T>
void check_narrow() {
  // All neighbours of the numbers of either type, and of the points half-way between two of them.
  for (uint64_t tie = 0; tie <= 0xFFFFFFFF; tie += 1u << 12) {
    for (const int64_t d : {-1, 0, 1}) check_narrow<T>(uint32_t(int64_t(tie) + d));
  }
  // float16's subnormals are further apart.
  for (uint32_t half = 0; half < 2050; ++half) {
    const uint32_t tie = bits_of(float(half) * 0x1p-25f);
    for (const uint32_t d : {0u, 1u, ~0u}) check_narrow<T>(tie + d);
  }
  for (uint64_t any = 0; any <= 0xFFFFFFFF; any += 4099) check_narrow<T>(uint32_t(any));
}

TEST_CASE("floats are rounded to the nearest, ties to even") {
  check_narrow<Float16>();
  check_narrow<Bfloat16>();
}

TEST_CASE("floats that are hard to round") {
  const auto f16 = [](float v) { return Float16::narrow(v).bits; };
  CHECK(f16(65504) == 0x7BFF);
  CHECK(f16(65519.996f) == 0x7BFF);
  CHECK(f16(65520) == 0x7C00);  // half-way to 2^16, which is even
  CHECK(f16(-3e38f) == 0xFC00);
  CHECK(f16(0x1p-25f) == 0);  // half of the least number: a tie with 0
  CHECK(f16(-0x1.000002p-25f) == 0x8001);
  CHECK(f16(0x3p-25f) == 2);
  CHECK(f16(0x1.FFFFFEp-15f) == 0x400);  // up to the least normal number
  CHECK(f16(1 + 0x1p-11f) == 0x3C00);
  CHECK(f16(1 + 0x3p-11f) == 0x3C02);
  CHECK(f16(0x1p-149f) == 0);
  CHECK(f16(float_of(0x7F800001)) == 0x7E00);  // a NaN whose payload is cut off
  CHECK(f16(float_of(0xFFFFFFFF)) == 0xFFFF);

  const auto bf16 = [](float v) { return Bfloat16::narrow(v).bits; };
  CHECK(bf16(float_of(0x3F808000)) == 0x3F80);
  CHECK(bf16(float_of(0x3F818000)) == 0x3F82);
  CHECK(bf16(float_of(0x7F7F7FFF)) == 0x7F7F);
  CHECK(bf16(float_of(0x7F7F8000)) == 0x7F80);
  CHECK(bf16(float_of(0x00008000)) == 0);
  CHECK(bf16(float_of(0x80008001)) == 0x8001);
  CHECK(bf16(float_of(0x7F800001)) == 0x7FC0);
  CHECK(bf16(float_of(0xFFFFFFFF)) == 0xFFFF);  // not carried to 0
}

constexpr float kScales[] = {1, 1.5f, 1 / 0.9f, 1 / 0.7f, 2, 0.5f, 1e-3f, 0x1p-24f, 65504, 3e38f};

template <class T>
std::vector<T> every_pattern() {
  std::vector<T> all(kPatterns);
  for (uint32_t bits = 0; bits < kPatterns; ++bits) all[bits].bits = uint16_t(bits);
  return all;
}

// Multiplies every number by a scale with vectors: from any byte to any byte, and streamed to a cache line.
template <class T, class Check>
void each_product(Dtype dtype, double scale, Check check) {
  const std::vector<T> x = every_pattern<T>();
  const std::vector<uint32_t> words(kPatterns / 32, ~0u);
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    CAPTURE(dtype);
    CAPTURE(scale);
    for (const size_t shift : {0, 1, 2, 6}) {
      for (const Traffic traffic : {kCached, kStream, kStreamAhead}) {
        const size_t bytes = kPatterns * sizeof(T);
        Buffer from(bytes, shift, 0), to(bytes, streams(traffic) ? 0 : shift, kGuard);
        memcpy(from.data(), x.data(), bytes);
        Cursor cursor = {from.data(), nullptr, nullptr, to.data(), nullptr, 0, 0};
        const Apply apply = apply_of(*kernels, kSelect, dtype, {scale, 0, 0});
        apply.words(apply, words.data(), words.size(), cursor, traffic);
        check(to.data());
        REQUIRE(to.intact());
      }
    }
  }
}

template <class T>
void check_vectors(Dtype dtype) {
  for (const float scale : kScales) {
    std::vector<T> expected = every_pattern<T>();
    for (T& v : expected) v = Standard<T>::narrow(Standard<T>::widen(v) * scale);
    each_product<T>(dtype, scale,
                    [&](const void* y) { REQUIRE(first_difference(y, expected.data(), kPatterns) == kPatterns); });
  }
  // An infinite scale, of a p just below 1, makes a NaN of every 0.
  const std::vector<T> x = every_pattern<T>();
  each_product<T>(dtype, std::numeric_limits<double>::infinity(), [&](const unsigned char* y) {
    for (uint32_t i = 0; i < kPatterns; ++i) {
      const float v = x[i].widen();
      REQUIRE(std::isnan(read<T>(y + i * sizeof(T)).widen()) == (std::isnan(v) || v == 0));
    }
  });
}

TEST_CASE("vectors convert as single elements do, every number by every scale") {
  check_vectors<Float16>(kFloat16);
  check_vectors<Bfloat16>(kBfloat16);
}

}  // namespace
}  // namespace dropout
