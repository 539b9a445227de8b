// The least that anything out of place can cost, a copy, and the least that dropout can, a multiplication: each written
// in the ways that may be the fastest on some machine or at some size.
#pragma once

#include <stddef.h>

// Elements are float32; y is x itself or does not overlap it.
using Body = void (*)(const float* x, float* y, size_t n, float factor);

struct Variant {
  const char* name;
  Body body;
};

struct Variants {
  const Variant* list;
  size_t n;
};

Variants copies();
Variants scalings();
