// Stands in for all that the addon would take from a C++ library, so that it needs none where it is loaded: g++ keeps
// the destructors of napi.h's classes, which nothing calls.
#include <stdlib.h>  // and not <new>, whose declarations would have these exported

void operator delete(void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
