// The operation runs calls on the tensors of TensorFlow, refuses what is no call, and names what a TensorFlow lacks.
//
// TensorFlow is played by functions of the same names.
#include "tensorflow/operation.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "buffer.h"
#include "reference.h"
#include "run/run.h"
#include "tensorflow/functions.h"

namespace dropout {

namespace tensorflow {

struct Outcome {
  Code code = kOk;
  std::string message;
};
// A reference to an input or to the output.
struct Tensor {
  std::vector<int64_t> axes;
  std::vector<unsigned char>* bytes;
  int* held;  // of its context
};
struct Context {
  std::vector<std::vector<int64_t>> axes;
  std::vector<std::vector<unsigned char>> inputs;
  int spared = -1;  // the input that nothing else needs
  std::vector<unsigned char> output;
  std::vector<int64_t> output_axes;
  Outcome failure;
  int held = 0;  // tensors
};
struct OperationBuilder {};
struct KernelBuilder {};
struct Shape {
  int input = -1;
};
struct Shapes {
  int output = -1;
};

}  // namespace tensorflow

namespace {

using namespace tensorflow;

// What was registered.
std::string registered_name, registered_device;
std::vector<std::string> specs;
InferShape infer;
Compute compute_kernel;
std::atomic<int> statuses{0}, registrations{0};
Code answer = kOk;  // to the registration

Outcome* new_status() {
  ++statuses;
  return new Outcome;
}
void delete_status(Outcome* outcome) {
  --statuses;
  delete outcome;
}
void set_status(Outcome* outcome, Code code, const char* message) { *outcome = {code, message}; }
Code get_code(const Outcome* outcome) { return outcome->code; }
const char* message_of(const Outcome* outcome) { return outcome->message.c_str(); }
OperationBuilder* new_operation(const char* name) {
  registered_name = name;
  specs.clear();
  return new OperationBuilder;
}
void add_spec(OperationBuilder*, const char* spec) { specs.push_back(spec); }
void set_infer(OperationBuilder*, InferShape function) { infer = function; }
void register_definition(OperationBuilder* builder, Outcome* outcome) {
  delete builder;
  ++registrations;
  *outcome = {answer, "no"};
}
KernelBuilder* new_kernel(const char*, const char* device, Create create, Compute compute, Delete destroy) {
  registered_device = device;
  compute_kernel = compute;
  CHECK(bool(create == nullptr));
  CHECK(bool(destroy == nullptr));
  return new KernelBuilder;
}
void register_kernel(const char*, KernelBuilder* builder, Outcome*) { delete builder; }
Shape* new_shape() { return new Shape; }
void delete_shape(Shape* shape) { delete shape; }
void get_shape(Shapes*, int input, Shape* shape, Outcome*) { shape->input = input; }
void set_shape(Shapes* shapes, int output, Shape* shape, Outcome*) {
  CHECK(output == 0);
  shapes->output = shape->input;
}
int num_inputs(Context* context) { return int(context->inputs.size()); }
void get_input(Context* context, int i, Tensor** tensor, Outcome* outcome) {
  if (size_t(i) >= context->inputs.size()) {
    *outcome = {Code(11), "out of range"};
    return;
  }
  ++context->held;
  *tensor = new Tensor{context->axes[i], &context->inputs[i], &context->held};
}
Tensor* forward_or_allocate(Context* context, const int* candidates, int n, int output, const int64_t* axes, int rank,
                            int* forwarded, Outcome*) {
  CHECK(output == 0);
  CHECK(context->held == 0);  // TensorFlow spares no tensor that is held
  context->output_axes.assign(axes, axes + rank);
  *forwarded = -1;
  for (int i = 0; i < n; ++i) {
    if (candidates[i] == context->spared) *forwarded = context->spared;
  }
  if (*forwarded < 0) {
    size_t bytes = sizeof(float);
    for (int i = 0; i < rank; ++i) bytes *= size_t(axes[i]);
    context->output.assign(bytes, 0xA5);
  }
  ++context->held;
  std::vector<unsigned char>* const bytes = *forwarded < 0 ? &context->output : &context->inputs[*forwarded];
  return new Tensor{context->output_axes, bytes, &context->held};
}
void failure(Context* context, Outcome* outcome) { context->failure = *outcome; }
int num_dims(const Tensor* tensor) { return int(tensor->axes.size()); }
int64_t dim(const Tensor* tensor, int axis) { return tensor->axes[axis]; }
void* tensor_data(const Tensor* tensor) { return tensor->bytes->data(); }
size_t byte_size(const Tensor* tensor) { return tensor->bytes->size(); }
void delete_tensor(Tensor* tensor) {
  --*tensor->held;
  delete tensor;
}

struct Function {
  const char* name;
  void* address;
};
#define AT(name, function) {"TF_" #name, reinterpret_cast<void*>(function)}
const Function kFunctions[] = {AT(NewStatus, new_status),
                               AT(DeleteStatus, delete_status),
                               AT(SetStatus, set_status),
                               AT(GetCode, get_code),
                               AT(Message, message_of),
                               AT(NewOpDefinitionBuilder, new_operation),
                               AT(OpDefinitionBuilderAddAttr, add_spec),
                               AT(OpDefinitionBuilderAddInput, add_spec),
                               AT(OpDefinitionBuilderAddOutput, add_spec),
                               AT(OpDefinitionBuilderSetShapeInferenceFunction, set_infer),
                               AT(RegisterOpDefinition, register_definition),
                               AT(NewKernelBuilder, new_kernel),
                               AT(RegisterKernelBuilder, register_kernel),
                               AT(NewShapeHandle, new_shape),
                               AT(DeleteShapeHandle, delete_shape),
                               AT(ShapeInferenceContextGetInput, get_shape),
                               AT(ShapeInferenceContextSetOutput, set_shape),
                               AT(NumInputs, num_inputs),
                               AT(GetInput, get_input),
                               AT(ForwardInputOrAllocateOutput, forward_or_allocate),
                               AT(OpKernelContext_Failure, failure),
                               AT(NumDims, num_dims),
                               AT(Dim, dim),
                               AT(TensorData, tensor_data),
                               AT(TensorByteSize, byte_size),
                               AT(DeleteTensor, delete_tensor)};

const char* hidden = "";

void* find(const char* name) {
  for (const Function& function : kFunctions) {
    if (strcmp(name, function.name) == 0 && strcmp(name, hidden) != 0) return function.address;
  }
  return nullptr;
}

struct Registered {
  bool done;
  std::string reason;
};

Registered registration() {
  char reason[128] = "";
  const bool done = register_operation(find, reason, sizeof reason);
  return {done, reason};
}

template <class T>
std::vector<unsigned char> bytes_of(const std::vector<T>& values) {
  std::vector<unsigned char> bytes(values.size() * sizeof(T));
  if (!values.empty()) memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::vector<unsigned char> parameter(const Call& call, const std::vector<uint32_t>& words) {
  std::vector<unsigned char> bytes(sizeof call), more = bytes_of(words);
  memcpy(bytes.data(), &call, sizeof call);
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

std::vector<float> floats(size_t n, float first) {
  std::vector<float> values(n);
  for (size_t i = 0; i < n; ++i) values[i] = first + float(i % 1000) / 7;
  return values;
}

Context context_of(const Call& call, const std::vector<uint32_t>& words, const std::vector<std::vector<float>>& arrays,
                   int spared = -1) {
  Context context;
  context.spared = spared;
  context.axes.push_back({int64_t(sizeof call / 4 + words.size())});
  context.inputs.push_back(parameter(call, words));
  for (const std::vector<float>& array : arrays) {
    context.axes.push_back({int64_t(array.size()), 1});
    context.inputs.push_back(bytes_of(array));
  }
  return context;
}

// Runs the kernel on a call and its arrays.
Context run_kernel(const Call& call, const std::vector<uint32_t>& words, const std::vector<std::vector<float>>& arrays,
                   int spared = -1) {
  REQUIRE(registration().done);
  Context context = context_of(call, words, arrays, spared);
  compute_kernel(nullptr, &context);
  CHECK(context.held == 0);
  CHECK(statuses == 0);
  return context;
}

constexpr size_t kSizes[] = {0, 1, 31, 33, 4097, 70001};

void check_output(const Context& context, const std::vector<float>& expected, int spared) {
  CHECK(context.failure.message == "");
  CHECK(context.output_axes == std::vector<int64_t>{int64_t(expected.size()), 1});
  const std::vector<unsigned char>& y = spared < 0 ? context.output : context.inputs[spared];
  CHECK(first_difference(y.data(), expected.data(), expected.size()) == expected.size());
}

TEST_CASE("a TensorFlow that lacks a function is refused, and the function is named") {
  for (const Function& function : kFunctions) {
    hidden = function.name;
    const Registered registered = registration();
    CHECK(!registered.done);
    CHECK(registered.reason.find(function.name) != std::string::npos);
  }
  hidden = "";
  CHECK(registrations == 0);
}

TEST_CASE("the reason of a refused registration is told") {
  answer = kInvalidArgument;
  const Registered registered = registration();
  answer = kOk;
  CHECK(!registered.done);
  CHECK(registered.reason == "TensorFlow refused the operation: no");
  CHECK(statuses == 0);
}

TEST_CASE("threads register it at once, which happens once, and run it") {
  const int before = registrations;
  const size_t n = 70001;
  const std::vector<float> x = floats(n, 1);
  const Call call = make_call(kKeys[1], 0.3, 77, n);
  std::vector<float> expected(n);
  run_drawn(call, {x.data(), nullptr, nullptr, expected.data(), nullptr});
  std::vector<Context> contexts(4, context_of(call, {}, {x}));
  std::vector<std::thread> threads;
  for (Context& context : contexts) {
    threads.emplace_back([&context] {
      if (registration().done) compute_kernel(nullptr, &context);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(registrations == before + 1);
  for (const Context& context : contexts) check_output(context, expected, -1);
}

TEST_CASE("the operation is registered for the CPU") {
  REQUIRE(registration().done);
  CHECK(registered_name == operation_name());
  CHECK(registered_name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
        std::string::npos);
  CHECK(registered_device == "CPU");
  CHECK(specs == std::vector<std::string>{"N: int >= 1", "call: int32", "arrays: N * float", "y: float"});
}

TEST_CASE("its output has the shape of x") {
  REQUIRE(registration().done);
  Shapes shapes;
  Outcome outcome;
  infer(&shapes, &outcome);
  CHECK(shapes.output == 1);
}

TEST_CASE("drawn and given masks are applied, in place if x is spared") {
  for (const size_t n : kSizes) {
    for (const int spared : {-1, 1}) {
      const std::vector<float> x = floats(n, 1);
      std::vector<float> expected(n);
      const Call drawn = make_call(kKeys[1], 0.3, 77, n);
      run_drawn(drawn, {x.data(), nullptr, nullptr, expected.data(), nullptr});
      CAPTURE(n);
      CAPTURE(spared);
      check_output(run_kernel(drawn, {}, {x}, spared), expected, spared);

      Call given = make_call(kKeys[1], 0.3, 5, n);
      given.drawn = 0, given.shared = 3;
      std::vector<uint32_t> words(n / 96 + 2);
      for (size_t i = 0; i < words.size(); ++i) words[i] = uint32_t(0x9E3779B9u * (i + 1));
      run_given(given, words.data(), {x.data(), nullptr, nullptr, expected.data(), nullptr});
      check_output(run_kernel(given, words, {x}, spared), expected, spared);
    }
  }
}

TEST_CASE("a second array is read, and spared for the output") {
  for (const size_t n : kSizes) {
    for (const int spared : {-1, 1, 2}) {
      const std::vector<float> x = floats(n, 1), other = floats(n, -500);
      std::vector<float> expected(n);
      const Call call = make_call(kKeys[2], 0.3, 9, n, kFloat32, kChoose);
      run_drawn(call, {x.data(), other.data(), nullptr, expected.data(), nullptr});
      CAPTURE(n);
      CAPTURE(spared);
      check_output(run_kernel(call, {}, {x, other}, spared), expected, spared);
    }
  }
}

TEST_CASE("normals are added and multiplied") {
  for (const OperationCode op : {kBias, kMultiply}) {
    for (const size_t n : kSizes) {
      const std::vector<float> x = floats(n, 1);
      std::vector<float> expected(n);
      Call call = make_call(kKeys[2], 0, 9, n, kFloat32, op);
      call.rule = kGiven, call.p = 1, call.scale = 2, call.most = 100, call.distribution = kNormal;
      run_random(call, x.data(), expected.data());
      CAPTURE(n);
      check_output(run_kernel(call, {}, {x}), expected, -1);
    }
  }
}

TEST_CASE("what is no call of these tensors is an error, and nothing is written") {
  const std::vector<float> x = floats(100, 1);
  const auto check = [&](const Call& call, const std::vector<std::vector<float>>& arrays) {
    const Context context = run_kernel(call, {}, arrays);
    CHECK(context.failure.code == kInvalidArgument);
    CHECK(context.failure.message.find("native-dropout: ") == 0);
    for (const unsigned char byte : context.output) REQUIRE(byte == 0xA5);
  };
  const Call right = make_call(kKeys[1], 0.3, 0, 100);
  const auto changed = [&](auto change) {
    Call call = right;
    change(call);
    return call;
  };
  check(changed([](Call& call) { call.n = 99; }), {x});
  check(changed([](Call& call) { call.n = 101; }), {x});
  check(changed([](Call& call) { call.n = -1; }), {x});
  check(changed([](Call& call) { call.index = 0.5; }), {x});
  check(changed([](Call& call) { call.op = kOperations; }), {x});
  check(changed([](Call& call) { call.rule = kRules; }), {x});
  check(changed([](Call& call) { call.dtype = kDtypes; }), {x});
  check(changed([](Call& call) { call.dtype = kFloat16, call.n = 200; }), {x});
  check(changed([](Call& call) { call.distribution = kDistributions; }), {x});
  check(changed([](Call& call) { call.drawn = 0; }), {x});                    // without words
  check(changed([](Call& call) { call.op = kChoose; }), {x});                 // without a second array
  check(changed([](Call& call) { call.op = kChoose; }), {x, floats(99, 0)});  // of another length
  check(changed([](Call& call) { call.op = kAdd; }), {x, x});                 // without a bias
  check(changed([](Call& call) { call.op = kSelectSum; }), {x});              // without sums
  check(right, {x, x, x});
}

TEST_CASE("a call that is cut off is an error") {
  REQUIRE(registration().done);
  for (const size_t bytes : {size_t{0}, size_t{4}, sizeof(Call) - 4}) {
    Context context;
    context.axes = {{int64_t(bytes / 4)}, {3}};
    context.inputs = {std::vector<unsigned char>(bytes), std::vector<unsigned char>(12)};
    compute_kernel(nullptr, &context);
    CHECK(context.failure.code == kInvalidArgument);
    CHECK(context.held == 0);
  }
}

}  // namespace
}  // namespace dropout
