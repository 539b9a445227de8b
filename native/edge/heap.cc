// Replaces the only functions that the addon would take from a C++ library, so that it needs none at run time: g++
// keeps the destructors of napi.h's classes, which nothing calls.
#include <stdlib.h>  // not <new>: its declarations would export these

void operator delete(void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
