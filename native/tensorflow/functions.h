// The functions of TensorFlow's C interface for custom operations, as in its headers tensorflow/c/ops.h, kernels.h,
// tf_tensor.h and tf_status.h. They are looked up in the TensorFlow that the process has loaded, so that nothing of it
// is needed to build or to load this package.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tensorflow/operation.h"

namespace dropout::tensorflow {

// TF_Status, TF_OpDefinitionBuilder, TF_KernelBuilder, TF_OpKernelConstruction, TF_OpKernelContext,
// TF_ShapeInferenceContext, TF_ShapeHandle and TF_Tensor.
struct Outcome;
struct OperationBuilder;
struct KernelBuilder;
struct Construction;
struct Context;
struct Shapes;
struct Shape;
struct Tensor;

enum Code : int { kOk = 0, kInvalidArgument = 3 };  // TF_Code

using InferShape = void (*)(Shapes*, Outcome*);
using Create = void* (*)(Construction*);
using Compute = void (*)(void* kernel, Context*);
using Delete = void (*)(void* kernel);

// ROW(name without TF_, result, arguments)
#define TENSORFLOW_FUNCTIONS(ROW)                                                                             \
  ROW(NewStatus, Outcome*, ())                                                                                \
  ROW(DeleteStatus, void, (Outcome*))                                                                         \
  ROW(SetStatus, void, (Outcome*, Code, const char* message))                                                 \
  ROW(GetCode, Code, (const Outcome*))                                                                        \
  ROW(Message, const char*, (const Outcome*))                                                                 \
  ROW(NewOpDefinitionBuilder, OperationBuilder*, (const char* operation))                                     \
  ROW(OpDefinitionBuilderAddAttr, void, (OperationBuilder*, const char* attribute))                           \
  ROW(OpDefinitionBuilderAddInput, void, (OperationBuilder*, const char* input))                              \
  ROW(OpDefinitionBuilderAddOutput, void, (OperationBuilder*, const char* output))                            \
  ROW(OpDefinitionBuilderSetShapeInferenceFunction, void, (OperationBuilder*, InferShape))                    \
  ROW(RegisterOpDefinition, void, (OperationBuilder*, Outcome*))                                              \
  ROW(NewKernelBuilder, KernelBuilder*, (const char* operation, const char* device, Create, Compute, Delete)) \
  ROW(RegisterKernelBuilder, void, (const char* kernel, KernelBuilder*, Outcome*))                            \
  ROW(NewShapeHandle, Shape*, ())                                                                             \
  ROW(DeleteShapeHandle, void, (Shape*))                                                                      \
  ROW(ShapeInferenceContextGetInput, void, (Shapes*, int input, Shape*, Outcome*))                            \
  ROW(ShapeInferenceContextSetOutput, void, (Shapes*, int output, Shape*, Outcome*))                          \
  ROW(NumInputs, int, (Context*))                                                                             \
  ROW(GetInput, void, (Context*, int input, Tensor**, Outcome*))                                              \
  ROW(ForwardInputOrAllocateOutput, Tensor*,                                                                  \
      (Context*, const int* inputs, int n, int output, const int64_t* axes, int rank, int* input, Outcome*))  \
  ROW(OpKernelContext_Failure, void, (Context*, Outcome*))                                                    \
  ROW(NumDims, int, (const Tensor*))                                                                          \
  ROW(Dim, int64_t, (const Tensor*, int axis))                                                                \
  ROW(TensorData, void*, (const Tensor*))                                                                     \
  ROW(TensorByteSize, size_t, (const Tensor*))                                                                \
  ROW(DeleteTensor, void, (Tensor*))

struct Functions {
#define POINTER(name, result, arguments) result(*name) arguments;
  TENSORFLOW_FUNCTIONS(POINTER)
#undef POINTER
};

// Finds all functions. Returns the name of the first one that is missing, or null.
inline const char* find_functions(FindFunction find, Functions* functions) {
#define FIND(name, result, arguments)                                         \
  functions->name = reinterpret_cast<result(*) arguments>(find("TF_" #name)); \
  if (functions->name == nullptr) return "TF_" #name;
  TENSORFLOW_FUNCTIONS(FIND)
#undef FIND
  return nullptr;
}

}  // namespace dropout::tensorflow
