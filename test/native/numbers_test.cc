// Random words and numbers equal the specification (docs/mask.md), bit for bit.
#include <doctest/doctest.h>

#include "buffer.h"
#include "kernels_to_test.h"
#include "random_reference.h"

namespace dropout {
namespace {

// Around vectors, steps, and the numbers that are drawn at a time.
constexpr size_t kLengths[] = {0,  1,  2,  3,  4,  5,  7,   8,   9,    15,   16,   17,
                               31, 32, 33, 63, 64, 65, 127, 129, 1023, 1024, 1025, 2100};
constexpr size_t kSpan = 2100;

// In and between blocks and steps, and where a word of the counter wraps: number 2^34 is the first of block 2^32.
constexpr uint64_t kFirsts[] = {0, 1, 2, 3, 4, 31, 1000, (uint64_t{1} << 34) - 1001, kMaskElements - kSpan};

// fill(kernels, first, n, out) writes n elements.
template <class T, class Fill>
void check_fill(const std::vector<T>& expected, uint64_t first, Fill fill) {
  size_t turn = 0;
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    for (const size_t n : kLengths) {
      for (const size_t begin : {size_t{0}, kSpan - n}) {
        CAPTURE(begin);
        CAPTURE(n);
        Buffer out(n * sizeof(T), turn++ % kCacheLine, kGuard);
        fill(*kernels, first + begin, n, out.data());
        REQUIRE(first_difference(out.data(), expected.data() + begin, n) == n);
        REQUIRE(out.intact());
      }
    }
  }
}

template <class T>
void check_numbers(Distribution distribution, Dtype dtype, T (*number)(const Key&, uint64_t)) {
  const Scaling scalings[] = {{0, 1, 1}, {-0.3, 1.7, 0.9}, {5, 0, 5}};
  size_t turn = 0;
  for (const uint64_t first : kFirsts) {
    const Key key = make_mask(kKeys[turn++ % kKeyCount], 0).key;
    std::vector<T> numbers(kSpan), expected(kSpan);
    for (size_t i = 0; i < kSpan; ++i) numbers[i] = number(key, first + i);
    CAPTURE(distribution);
    CAPTURE(dtype);
    CAPTURE(first);
    for (const Scaling& scaling : scalings) {
      for (size_t i = 0; i < kSpan; ++i) expected[i] = scaled(scaling, numbers[i]);
      check_fill(expected, first, [&](const Kernels& kernels, uint64_t from, size_t n, void* y) {
        kernels.numbers[distribution][dtype](key, scaling, from, n, y);
      });
    }
  }
}

TEST_CASE("words are those of the stream's blocks") {
  for (const uint64_t first : kFirsts) {
    for (const uint32_t stream : {16u, 19u, 0xFFFFFFFFu}) {
      const Key key = make_mask(kKeys[3], 0).key;
      std::vector<uint32_t> expected(kSpan);
      for (size_t i = 0; i < kSpan; ++i) expected[i] = random_word(key, stream, first + i);
      CAPTURE(first);
      check_fill(expected, first, [&](const Kernels& kernels, uint64_t from, size_t n, void* words) {
        kernels.stream_words(key, stream, from, n, words);
      });
    }
  }
}

TEST_CASE("uniforms are those of the specification") {
  check_numbers(kUniform, kFloat32, uniform<float>);
  check_numbers(kUniform, kFloat64, uniform<double>);
}

TEST_CASE("normals are those of the specification") {
  check_numbers(kNormal, kFloat32, normal<float>);
  check_numbers(kNormal, kFloat64, normal<double>);
}

}  // namespace
}  // namespace dropout
