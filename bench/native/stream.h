// The least that anything out of place can cost, a copy, the least that dropout can, a multiplication, and the least
// that adding a residual can: each written in the ways that may be the fastest on some machine or at some size.
#pragma once

#include <stddef.h>

// n elements; y is x itself or does not overlap it. r is what additions add.
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
