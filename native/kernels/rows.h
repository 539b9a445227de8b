// The one list of dtypes and operations. docs/building.md says what a new one needs beside its row here.
#pragma once

#include <stdint.h>

// ROW(code, vectors in isa/*.h, element in elements.h, with), in the order of the codes in src/core/dtype.ts. Each row
// gets `with` from the caller.
#define DTYPES(ROW, with)           \
  ROW(kFloat32, F32, float, with)   \
  ROW(kFloat64, F64, double, with)  \
  ROW(kFloat16, F16, Float16, with) \
  ROW(kBfloat16, BF16, Bfloat16, with)

// ROW(code, template in operations.h and apply.inl), in the order of the codes in src/core/operation.ts.
#define OPERATIONS(ROW)            \
  ROW(kSelect, Select)             \
  ROW(kAffine, Affine)             \
  ROW(kBias, Bias)                 \
  ROW(kAdd, Add)                   \
  ROW(kRelu, Relu)                 \
  ROW(kChoose, Choose)             \
  ROW(kReject, Reject)             \
  ROW(kMix, Mix)                   \
  ROW(kSelectSum, SelectSum)       \
  ROW(kReluGradient, ReluGradient) \
  ROW(kMultiply, Multiply)         \
  ROW(kDivide, Divide)

// ROW(vectors, operation): has a fused kernel (fused.inl). Each row takes 8 KiB for two instruction sets. A fused
// Select takes up to 12 % less time. Operations without a row are called through a pointer.
#define FUSED(ROW) \
  ROW(F32, Select) \
  ROW(F64, Select) \
  ROW(F16, Select)

namespace dropout {

#define DTYPE_CODE(code, vectors, element, with) code,
#define OPERATION_CODE(code, operation) code,
enum Dtype : uint32_t { DTYPES(DTYPE_CODE, _) kDtypes };
enum OperationCode : uint32_t { OPERATIONS(OPERATION_CODE) kOperations };
#undef DTYPE_CODE
#undef OPERATION_CODE

}  // namespace dropout
