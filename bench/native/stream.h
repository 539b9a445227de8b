// The least that anything out of place can cost, a copy, and the least that dropout can, a multiplication: each written
// in the ways that may be the fastest on some machine or at some size.
#pragma once

#include <stddef.h>

// n elements; y is x itself or does not overlap it.
using Body = void (*)(const void* x, void* y, size_t n, double factor);

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
