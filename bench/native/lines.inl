// Copying and scaling over the vector type of an instruction set (native/isa), with stores of whole lines of y; what is
// left at both ends goes one by one. stream.cc includes this file inside that set's namespace and target region.
template <bool kScale, bool kStream>
void lines(const float* x, float* y, size_t n, float factor) {
  const size_t to_line = (64 - reinterpret_cast<uintptr_t>(y) % 64) % 64 / sizeof(float);
  const size_t head = to_line < n ? to_line : n, end = head + (n - head) / kLine * kLine;
  const F32::Vector s = F32::splat(factor);
  for (size_t i = 0; i < head; ++i) y[i] = kScale ? x[i] * factor : x[i];
  for (size_t i = head; i < end; i += kLine) {
    if (kStream) PREFETCH(reinterpret_cast<const char*>(x + i + kAhead));
    for (size_t k = 0; k < kLine; k += F32::kWidth) {
      const F32::Vector v = F32::load(x + i + k), result = kScale ? F32::multiply(v, s) : v;
      if (kStream) {
        F32::stream(y + i + k, result);
      } else {
        F32::store(y + i + k, result);
      }
    }
  }
  if (kStream) stream_fence();
  for (size_t i = end; i < n; ++i) y[i] = kScale ? x[i] * factor : x[i];
}
