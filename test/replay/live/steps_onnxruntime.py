"""Steps of onnxruntime's CPU provider. The subject is a list of sessions with a Dropout node each."""
import numpy as np, onnxruntime as ort
from onnx import TensorProto, helper
from arrays import inputs, kept

ort.set_default_logger_severity(4)
DTYPES = {'float32': (TensorProto.FLOAT, np.float32), 'float64': (TensorProto.DOUBLE, np.float64), 'float16': (TensorProto.FLOAT16, np.float16)}


def session(seed, dtype):
    kind = DTYPES[dtype][0]
    attributes = {} if seed is None else {'seed': int(seed)}
    node = helper.make_node('Dropout', ['x', 'ratio', 'training'], ['y', 'mask'], **attributes)
    values = [helper.make_tensor_value_info(*row) for row in (('x', kind, [None]), ('ratio', TensorProto.FLOAT, []), ('training', TensorProto.BOOL, []))]
    results = [helper.make_tensor_value_info('y', kind, None), helper.make_tensor_value_info('mask', TensorProto.BOOL, None)]
    model = helper.make_model(helper.make_graph([node], 'graph', values, results), opset_imports=[helper.make_opsetid('', 13)])
    model.ir_version = 8
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(model.SerializeToString(), options, providers=['CPUExecutionProvider'])


def start(setup):
    ort.set_seed(setup['seed'])
    return [(session(seed, dtype), DTYPES[dtype][1]) for seed, dtype in setup['nodes']]


def state(_):
    return np.zeros(0)


def run(nodes, k, n, ratio, training):
    node, dtype = nodes[k]
    y, mask = node.run(None, {'x': inputs(n, dtype), 'ratio': np.array(ratio, np.float32), 'training': np.array(training)})
    return kept(y, mask)


STEPS = {'run': run}
