// Memory for a call: n elements, `shift` elements past a cache line's beginning. What lies around them must not change,
// and without `guard` elements behind them they end where the allocation does, for AddressSanitizer to see.
#pragma once

#include <stddef.h>
#include <string.h>

#include <algorithm>
#include <memory>
#include <new>

constexpr size_t kLine = 64;
constexpr size_t kGuard = 64;

template <class T>
class Buffer {
 public:
  Buffer(size_t n, size_t shift, size_t guard)
      : before_(kLine + shift * sizeof(T)), size_(n * sizeof(T)), after_(guard * sizeof(T)) {
    const size_t bytes = before_ + size_ + after_;
    bytes_.reset(new (std::align_val_t{kLine}) unsigned char[bytes]);
    memset(bytes_.get(), kFill, bytes);
  }

  T* data() { return reinterpret_cast<T*>(bytes_.get() + before_); }

  bool intact() const {
    const auto untouched = [](unsigned char byte) { return byte == kFill; };
    const unsigned char *begin = bytes_.get(), *end = begin + before_ + size_;
    return std::all_of(begin, begin + before_, untouched) && std::all_of(end, end + after_, untouched);
  }

 private:
  static constexpr unsigned char kFill = 0xA5;
  struct Delete {
    void operator()(unsigned char* bytes) const { ::operator delete[](bytes, std::align_val_t{kLine}); }
  };

  size_t before_, size_, after_;
  std::unique_ptr<unsigned char[], Delete> bytes_;
};

// The first index at which the bits differ, or n: NaNs equal themselves and zeros have signs.
template <class T>
size_t first_difference(const T* a, const T* b, size_t n) {
  if (n == 0 || memcmp(a, b, n * sizeof(T)) == 0) return n;
  size_t i = 0;
  while (memcmp(a + i, b + i, sizeof(T)) == 0) ++i;
  return i;
}
