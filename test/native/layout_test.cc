// Layouts say which mask element each array element has; expand() writes the bits of array elements.
#include "run/layout.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "buffer.h"
#include "reference.h"

namespace dropout {
namespace {

constexpr size_t kShared[] = {1, 2, 3, 7, 31, 32, 33, 1000, 1023};
constexpr size_t kInner[] = {1, 2, 3, 5, 31, 32, 33, 64, 1000, 1023};

template <class Check>
void each_layout(Check check) {
  for (const size_t shared : kShared) {
    for (const size_t inner : kInner) {
      CAPTURE(shared);
      CAPTURE(inner);
      check(Layout{shared, inner});
    }
  }
}

// The definition: a run of `inner` mask elements, `shared` times, then the next run.
std::vector<size_t> mask_elements(const Layout& layout, size_t n) {
  std::vector<size_t> elements;
  for (size_t run = 0; elements.size() < n; ++run) {
    for (size_t times = 0; times < layout.shared; ++times) {
      for (size_t i = 0; i < layout.inner; ++i) elements.push_back(run * layout.inner + i);
    }
  }
  elements.resize(n);
  return elements;
}

TEST_CASE("array elements have the mask elements that the layout says, and no others are needed") {
  each_layout([](const Layout& layout) {
    const std::vector<size_t> elements = mask_elements(layout, 7000);
    CHECK(layout.mask_elements(0) == 0);
    size_t needed = 0;
    for (size_t e = 0; e < elements.size(); ++e) {
      needed = std::max(needed, elements[e] + 1);
      REQUIRE(layout.mask_element(e) == elements[e]);
      REQUIRE(layout.mask_elements(e + 1) == needed);
    }
  });
}

TEST_CASE("expand writes their bits, from any element on") {
  constexpr size_t kSpan = 5200;
  size_t turn = 0;
  each_layout([&turn](const Layout& layout) {
    const std::vector<size_t> elements = mask_elements(layout, kSpan);
    const std::vector<uint8_t> mask = kept(make_mask(kKeys[2], 0.4), 0, kSpan);
    for (const size_t n : {0, 1, 2, 31, 32, 33, 100, 1000, 4096}) {
      for (const size_t e : {0, 1, 30, 32, 999, 1023}) {
        const size_t first = ++turn % 3 == 0 ? 0 : turn * 7 % 77;
        // The words hold garbage before the first bit, and end where their memory does.
        const size_t needed = n == 0 ? 0 : *std::max_element(elements.begin() + e, elements.begin() + e + n) + 1;
        std::vector<uint8_t> bits(first, 1);
        bits.insert(bits.end(), mask.begin(), mask.begin() + needed);
        const std::vector<uint32_t> words = packed(bits, 0);
        const Buffer given = copy_of(words.data(), words.size(), turn % kCacheLine);
        Buffer to((n + 31) / 32 * sizeof(uint32_t), 0, kGuard);
        expand(layout, given.data(), first, e, n, reinterpret_cast<uint32_t*>(to.data()));

        std::vector<uint8_t> expected(n);
        for (size_t i = 0; i < n; ++i) expected[i] = mask[elements[e + i]];
        const std::vector<uint32_t> expanded = packed(expected, 0);
        CAPTURE(n);
        CAPTURE(e);
        CAPTURE(first);
        REQUIRE(first_difference(to.data(), expanded.data(), expanded.size()) == expanded.size());
        REQUIRE(to.intact());
      }
    }
  });
}

}  // namespace
}  // namespace dropout
