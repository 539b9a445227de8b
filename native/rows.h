// The dtypes and the operations, listed once. A row here, an operation's template in apply.inl or a dtype's vectors in
// every isa/*.h, and its reference in test/native/reference.h are all that a new one takes.
#pragma once

// ROW(code, vectors in isa/*.h, element, with), in the order of the codes in src/dtype.ts; `with` is passed on.
#define DTYPES(ROW, with)         \
  ROW(kFloat32, F32, float, with) \
  ROW(kFloat64, F64, double, with)

// ROW(code, template in apply.inl), in the order of the codes in src/operation.ts.
#define OPERATIONS(ROW) ROW(kSelect, Select)
