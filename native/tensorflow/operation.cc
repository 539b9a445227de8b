#include "tensorflow/operation.h"

#include <stdio.h>
#include <string.h>

#include "kernels/apply.h"
#include "machine/os.h"
#include "run/check.h"
#include "run/run.h"
#include "tensorflow/functions.h"

namespace dropout {
namespace {

using namespace tensorflow;

Functions tf;  // complete before the operation is registered, and never changed again

// Has a status or a tensor deleted.
template <class T>
class Owned {
 public:
  explicit Owned(T* owned = nullptr) : owned_(owned) {}
  ~Owned() { destroy(owned_); }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  T* get() const { return owned_; }
  T** address() { return &owned_; }

 private:
  static void destroy(Outcome* outcome) { tf.DeleteStatus(outcome); }
  static void destroy(Tensor* tensor) {
    if (tensor != nullptr) tf.DeleteTensor(tensor);
  }
  T* owned_;
};

bool ok(const Outcome* outcome) { return tf.GetCode(outcome) == kOk; }

View view_of(const Tensor* tensor) { return {static_cast<char*>(tf.TensorData(tensor)), tf.TensorByteSize(tensor)}; }

constexpr int kX = 1, kSecond = 2, kInputs = 3;
constexpr int kMostAxes = 254;  // TensorFlow allows no more

// Makes y: the memory of the input `*forwarded`, if nothing else needs it, or new memory. TensorFlow spares no tensor
// that is held, so this holds x only while it reads the shape.
void make_output(Context* context, int inputs, Tensor** y, int* forwarded, Outcome* outcome) {
  int64_t axes[kMostAxes];
  int rank;
  {
    Owned<Tensor> x;
    tf.GetInput(context, kX, x.address(), outcome);
    if (!ok(outcome)) return;
    rank = tf.NumDims(x.get());
    for (int i = 0; i < rank; ++i) axes[i] = tf.Dim(x.get(), i);
  }
  const int candidates[] = {kX, kSecond};
  *y = tf.ForwardInputOrAllocateOutput(context, candidates, inputs - 1, 0, axes, rank, forwarded, outcome);
}

// What is wrong with a call; null if it can run.
const char* fault_of(const Call& call, const Views& v) {
  if (!has_range(call) || !is_known(call) || !has_distribution(call)) return "the call is unknown";
  const unsigned reads = kReads[call.op];
  if (call.dtype != kFloat32 || v.x.bytes != size_t(call.count()) * sizeof(float)) return "the call is not of this x";
  if ((reads & kSums) != 0) return "the operation sums";
  const Status status = reads == kBiases ? check_random(call, v.x, v.y) : check_apply(call, v);
  return status == kDone ? nullptr : "a tensor is too short";
}

void run_views(const Call& call, const Views& v) {
  const Arrays arrays = {v.x.data, v.other.data, nullptr, v.y.data, nullptr};
  if (kReads[call.op] == kBiases) {
    run_random(call, v.x.data, v.y.data);
  } else if (call.drawn != 0) {
    run_drawn(call, arrays);
  } else {
    run_given(call, v.words.data, arrays);
  }
}

void run_operation(Context* context, Outcome* outcome) {
  const int inputs = tf.NumInputs(context);
  if (inputs > kInputs) return tf.SetStatus(outcome, kInvalidArgument, "native-dropout: too many tensors");
  Owned<Tensor> tensors[kInputs], y;
  int forwarded = -1;
  make_output(context, inputs, y.address(), &forwarded, outcome);
  View views[kInputs] = {};
  for (int i = 0; i < inputs && ok(outcome); ++i) {
    if (i == forwarded) {
      views[i] = view_of(y.get());
    } else {
      tf.GetInput(context, i, tensors[i].address(), outcome);
      if (ok(outcome)) views[i] = view_of(tensors[i].get());
    }
  }
  if (!ok(outcome)) return;

  Call call = {};
  const char* fault = "the call is too short";
  if (views[0].bytes >= sizeof call) {
    memcpy(&call, views[0].data, sizeof call);
    Views v = {};
    v.words = {views[0].data + sizeof call, views[0].bytes - sizeof call};
    v.x = views[kX], v.other = views[kSecond], v.y = view_of(y.get());
    fault = fault_of(call, v);
    if (fault == nullptr) return run_views(call, v);
  }
  char message[64];
  snprintf(message, sizeof message, "native-dropout: %s", fault);
  tf.SetStatus(outcome, kInvalidArgument, message);
}

void compute(void*, Context* context) {
  const Owned<Outcome> outcome(tf.NewStatus());
  run_operation(context, outcome.get());
  if (!ok(outcome.get())) tf.OpKernelContext_Failure(context, outcome.get());
}

void infer_shape(Shapes* shapes, Outcome* outcome) {
  Shape* const shape = tf.NewShapeHandle();
  tf.ShapeInferenceContextGetInput(shapes, kX, shape, outcome);
  if (ok(outcome)) tf.ShapeInferenceContextSetOutput(shapes, 0, shape, outcome);
  tf.DeleteShapeHandle(shape);
}

Monitor monitor;
bool registered = false;
char name[64];

void register_by(Outcome* outcome) {
  OperationBuilder* const operation = tf.NewOpDefinitionBuilder(name);
  tf.OpDefinitionBuilderAddAttr(operation, "N: int >= 1");
  tf.OpDefinitionBuilderAddInput(operation, "call: int32");
  tf.OpDefinitionBuilderAddInput(operation, "arrays: N * float");
  tf.OpDefinitionBuilderAddOutput(operation, "y: float");
  tf.OpDefinitionBuilderSetShapeInferenceFunction(operation, infer_shape);
  tf.RegisterOpDefinition(operation, outcome);
  if (!ok(outcome)) return;
  KernelBuilder* const kernel = tf.NewKernelBuilder(name, "CPU", nullptr, compute, nullptr);
  tf.RegisterKernelBuilder(name, kernel, outcome);
}

}  // namespace

const char* operation_name() { return name; }

bool register_operation(FindFunction find, char* reason, size_t bytes) {
  monitor.lock();
  if (!registered) {
    snprintf(name, sizeof name, "NativeDropout_%zx", size_t(reinterpret_cast<uintptr_t>(name)));
    const char* const missing = find_functions(find, &tf);
    if (missing != nullptr) {
      snprintf(reason, bytes, "the loaded TensorFlow has no function %s", missing);
    } else {
      const Owned<Outcome> outcome(tf.NewStatus());
      register_by(outcome.get());
      registered = ok(outcome.get());
      if (!registered) snprintf(reason, bytes, "TensorFlow refused the operation: %s", tf.Message(outcome.get()));
    }
  }
  const bool done = registered;
  monitor.unlock();
  return done;
}

}  // namespace dropout
