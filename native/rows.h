// The dtypes and the operations, listed once. Beside its row here a new one takes its row in src/dtype.ts or
// src/operation.ts, an operation its template in apply.inl and its loop in src/engine/js.ts, a dtype its vectors in
// every isa/*.h; and its references in test/native/reference.h and test/reference.ts. The fused kernel, which draws its
// bits itself, selects.
#pragma once

// ROW(code, vectors in isa/*.h, element, with), in the order of the codes in src/dtype.ts; `with` is passed on.
#define DTYPES(ROW, with)           \
  ROW(kFloat32, F32, float, with)   \
  ROW(kFloat64, F64, double, with)  \
  ROW(kFloat16, F16, Float16, with) \
  ROW(kBfloat16, BF16, Bfloat16, with)

// ROW(code, template in apply.inl), in the order of the codes in src/operation.ts.
#define OPERATIONS(ROW) ROW(kSelect, Select)
