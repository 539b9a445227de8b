// Operations on elements that share mask elements equal their references, bit for bit.
#include "run/shared.h"

#include <doctest/doctest.h>

#include <cstring>

#include "kernels_to_test.h"
#include "ways.h"

namespace dropout {
namespace {

// Shorter and longer than vectors, words, the least run that is applied by itself, and chunks.
constexpr size_t kRuns[] = {1, 3, 31, 32, 1000, 1023, 1024, 5000};
constexpr size_t kLengths[] = {0, 1, 33, 1000, 1025, 4100, 15999};
constexpr size_t kSpan = 16000;
constexpr size_t kFirst = 13;  // bit of the words, where the mask begins

template <class T>
void check_layout(OperationCode op, Dtype dtype, const Layout& layout) {
  const std::vector<uint8_t> mask = kept(make_mask(kKeys[2], 0.4), 0, layout.mask_elements(kSpan));
  const std::vector<uint32_t> words = packed(mask, kFirst);
  std::vector<uint8_t> keep(kSpan);
  for (size_t e = 0; e < kSpan; ++e) keep[e] = mask[layout.mask_element(e)];
  const Work<T> work(op, dtype, kAlphaKeeping, 0.2, keep, 1001);
  const bool ignores = op == kSelect || op == kAffine;
  CAPTURE(op);
  CAPTURE(dtype);
  CAPTURE(layout.shared);
  CAPTURE(layout.inner);
  size_t turn = 0;
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    const Apply apply = apply_of(*kernels, op, dtype, work.constants);
    for (const size_t n : kLengths) {
      for (const Traffic traffic : {kCached, kAhead, kStream, kStreamAhead}) {
        ++turn;
        const size_t e = (kSpan - n) * (turn % 3) / 2;
        const Way way = {turn * 11 % kCacheLine, turn * sizeof(T) % kCacheLine, traffic, Output(turn % 3)};
        if (!way.possible(sizeof(T))) continue;
        // The words end where their memory does.
        const size_t needed = (kFirst + layout.mask_elements(e + n) + 31) / 32;
        const Buffer given = copy_of(words.data(), std::min(needed, words.size()), turn % kCacheLine);
        CAPTURE(e);
        check_work(way, work, e, n, [&](Cursor cursor, Traffic) {
          apply_shared(apply, layout, given.data(), kFirst, e, n, cursor, traffic, ignores);
        });
      }
    }
  }
}

TEST_CASE("elements share mask elements as the layout says") {
  for (const size_t shared : kRuns) {
    for (const size_t inner : kRuns) {
      const Layout layout = {shared, inner};
      check_layout<float>(kSelect, kFloat32, layout);
      check_layout<double>(kAffine, kFloat64, layout);
      check_layout<Float16>(kAffine, kFloat16, layout);
      check_layout<Bfloat16>(kAdd, kBfloat16, layout);
      check_layout<float>(kReluGradient, kFloat32, layout);
    }
  }
}

// Only kept elements are in memory that AddressSanitizer lets the kernel read.
TEST_CASE("a long dropped run is not read if the operation ignores it") {
  for (const size_t shared : {1024, 4096, 5001}) {
    const Layout layout = {shared, 1};
    const uint32_t words[] = {2};  // the second run of three is kept
    const std::vector<float> kept = inputs<float>(shared);
    for (const Kernels* kernels : kernels_to_test()) {
      for (const Traffic traffic : {kCached, kAhead, kStream, kStreamAhead}) {
        const Buffer x = copy_of(kept.data(), shared, 4);
        std::vector<float> y(3 * shared), expected(3 * shared, -1.5f);
        for (size_t i = 0; i < shared; ++i) expected[shared + i] = kept[i] * 0.5f + 0.25f;
        Cursor cursor = {x.data() - shared * sizeof(float),
                         nullptr,
                         nullptr,
                         reinterpret_cast<unsigned char*>(y.data()),
                         nullptr,
                         0,
                         0};
        const Apply apply = apply_of(*kernels, kAffine, kFloat32, {0.5, 0.25, -1.5});
        apply_shared(apply, layout, words, 0, 0, 3 * shared, cursor, traffic, true);
        CAPTURE(kernels->isa);
        REQUIRE(first_difference(y.data(), expected.data(), y.size()) == y.size());
      }
    }
  }
}

// Only streaming promises that y begins at a multiple of an element.
TEST_CASE("long dropped runs are written at any byte") {
  constexpr size_t kShared = 5001, kElements = 3 * kShared;
  const uint32_t words[] = {2};
  const std::vector<float> x(kElements, 3);
  for (const Kernels* kernels : kernels_to_test()) {
    CAPTURE(kernels->isa);
    const Apply apply = apply_of(*kernels, kAffine, kFloat32, {0.5, 0.25, -1.5});
    for (const Traffic traffic : {kCached, kAhead}) {
      for (size_t shift = 0; shift < 64; ++shift) {
        CAPTURE(shift);
        std::vector<unsigned char> memory(kElements * sizeof(float) + 128, 7);
        const size_t to_line = (64 - reinterpret_cast<uintptr_t>(memory.data()) % 64) % 64;
        unsigned char* const y = memory.data() + to_line + shift;
        Cursor cursor = {reinterpret_cast<const unsigned char*>(x.data()), nullptr, nullptr, y, nullptr, 0, 0};
        apply_shared(apply, {kShared, 1}, words, 0, 0, kElements, cursor, traffic, true);
        std::vector<float> values(kElements);
        std::memcpy(values.data(), y, kElements * sizeof(float));
        size_t wrong = 0;
        for (size_t e = 0; e < kElements; ++e) wrong += values[e] != (e / kShared == 1 ? 1.75f : -1.5f);
        REQUIRE(wrong == 0);
        REQUIRE(y[kElements * sizeof(float)] == 7);
      }
    }
  }
}

TEST_CASE("apply_shared takes no elements at no address") {
  for (const Kernels* kernels : kernels_to_test()) {
    for (const Layout& layout : {Layout{3, 1}, Layout{2, 7}, Layout{2000, 1}, Layout{2, 2000}}) {
      Cursor nothing = {};
      const Apply apply = apply_of(*kernels, kSelect, kFloat32, {1, 0, 0});
      apply_shared(apply, layout, nullptr, 0, 0, 0, nothing, kStream, true);
    }
  }
}

}  // namespace
}  // namespace dropout
