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

}  // namespace dropout
