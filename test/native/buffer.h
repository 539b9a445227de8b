// Memory for a call: `bytes` bytes that begin `shift` bytes after a cache line does. The bytes around them must not
// change. With guard = 0 they end where the allocation does, so that AddressSanitizer sees an access past the end.
#pragma once

#include <stddef.h>
#include <string.h>

#include <algorithm>
#include <memory>
#include <new>

#include "kernels/apply.h"

using dropout::kCacheLine;
constexpr size_t kGuard = 256;

class Buffer {
 public:
  Buffer(size_t bytes, size_t shift, size_t guard) : before_(kCacheLine + shift), size_(bytes), after_(guard) {
    const size_t all = before_ + size_ + after_;
    bytes_.reset(new (std::align_val_t{kCacheLine}) unsigned char[all]);
    memset(bytes_.get(), kFill, all);
  }

  unsigned char* data() { return bytes_.get() + before_; }
  const unsigned char* data() const { return bytes_.get() + before_; }

  bool intact() const {
    const auto untouched = [](unsigned char byte) { return byte == kFill; };
    const unsigned char *begin = bytes_.get(), *end = begin + before_ + size_;
    return std::all_of(begin, begin + before_, untouched) && std::all_of(end, end + after_, untouched);
  }

 private:
  static constexpr unsigned char kFill = 0xA5;
  struct Delete {
    void operator()(unsigned char* bytes) const { ::operator delete[](bytes, std::align_val_t{kCacheLine}); }
  };

  size_t before_, size_, after_;
  std::unique_ptr<unsigned char[], Delete> bytes_;
};

// A copy of n elements that ends where its memory does.
template <class T>
Buffer copy_of(const T* from, size_t n, size_t shift) {
  Buffer copy(n * sizeof(T), shift, 0);
  if (n > 0) memcpy(copy.data(), from, n * sizeof(T));
  return copy;
}

// The first index at which the bits differ from the expected ones, or n. NaNs equal themselves, and zeros have signs.
template <class T>
size_t first_difference(const void* a, const T* expected, size_t n) {
  const unsigned char* bytes = static_cast<const unsigned char*>(a);
  if (n == 0 || memcmp(bytes, expected, n * sizeof(T)) == 0) return n;
  size_t i = 0;
  while (memcmp(bytes + i * sizeof(T), expected + i, sizeof(T)) == 0) ++i;
  return i;
}
