// Dropout as an operation of TensorFlow, on TensorFlow's own memory.
//
// Its inputs are
//
//   call     int32 [32 + words]: `struct Call`, followed by the words of a given mask
//   arrays   one or two float32 tensors: x, and the second array of operations that read one
//
// and its output has the shape of x. The call is a tensor, because TensorFlow keeps a kernel for each set of
// attributes.
#pragma once

#include <stddef.h>

namespace dropout {

// Finds a function of the loaded TensorFlow by its name; null if there is none.
using FindFunction = void* (*)(const char* name);

// The name of the operation. It contains an address of this copy of the library, because TensorFlow ends the process if
// a name is registered twice: each copy and each version registers a different operation.
// It is empty until then.
const char* operation_name();

// Registers the operation, once in a process. If that fails, writes the reason and returns false.
bool register_operation(FindFunction find, char* reason, size_t bytes);

}  // namespace dropout
