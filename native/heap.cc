// All that the addon takes from a C++ library, so that it needs none where it is loaded. Objects are allocated when it
// is set up, a few and small: where there is no memory for them there is none to go on with.
#include <stdlib.h>  // and not <new>, whose declarations would have these exported

void* operator new(size_t bytes) {
  void* memory = malloc(bytes != 0 ? bytes : 1);
  if (memory == nullptr) abort();
  return memory;
}
void* operator new[](size_t bytes) { return operator new(bytes); }

void operator delete(void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
void operator delete[](void* memory, size_t) noexcept { free(memory); }
