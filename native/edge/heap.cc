// Defines operator delete, so that the addon needs no C++ library at run time. Only the destructors of napi.h's classes
// call it; g++ keeps them although nothing calls them.
#include <stdlib.h>  // not <new>: its declarations would export these

void operator delete(void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
