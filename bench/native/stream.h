// Lower bounds for the time of dropout: a copy, a multiplication (in place) and an addition (a residual). Each has
// several variants; each variant is the fastest on some machine or at some size.
#pragma once

#include <stddef.h>

// n elements; y is x or does not overlap it. r is the second term of an addition.
using Body = void (*)(const void* x, const void* r, void* y, size_t n, double factor);

struct Variant {
  const char* name;
  Body float32, float64;
};

struct Variants {
  const Variant* list;
  size_t n;
};

Variants copies();
Variants scalings();
Variants additions();
