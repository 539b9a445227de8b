#include "kernels/apply.h"

#include "kernels/memory.h"
#include "kernels/operations.h"

namespace dropout {

#define ELEMENTS_OF(code, vectors, type, Operation) elements_of<type, element::Operation>(),
#define ELEMENTS_ROW(code, Operation) {DTYPES(ELEMENTS_OF, Operation)},
const ApplyElements kElements[kOperations][kDtypes] = {OPERATIONS(ELEMENTS_ROW)};
#undef ELEMENTS_OF
#undef ELEMENTS_ROW

#define BYTES_OF(code, vectors, type, with) sizeof(type),
const size_t kElementBytes[kDtypes] = {DTYPES(BYTES_OF, _)};
#undef BYTES_OF

#define READS_OF(code, Operation) element::Operation<float>::kReads,
const unsigned kReads[kOperations] = {OPERATIONS(READS_OF)};
#undef READS_OF

void apply_bits(const Apply& apply, const void* words, size_t bit, size_t n, Cursor& cursor) {
  const unsigned char* from = static_cast<const unsigned char*>(words);
  while (n > 0) {
    const size_t count = n < 32 - bit % 32 ? n : 32 - bit % 32;
    apply.elements(apply, read<uint32_t>(from + bit / 32 * sizeof(uint32_t)) >> bit % 32, count, cursor);
    bit += count, n -= count;
  }
}

}  // namespace dropout
