/** An ONNX model of one Dropout node in training mode, as protobuf bytes (field numbers from onnx/onnx.proto). */

type Bytes = readonly number[];

const FLOAT = 1;
const BOOL = 9;
const IR_VERSION = 8;
const OPSET = 13; // the first in which Dropout has inputs ratio and training_mode for all element types

function varint(n: number): Bytes {
  return n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))];
}

function integer(field: number, value: number): Bytes {
  return [field << 3, ...varint(value)];
}

function bytes(field: number, value: Bytes): Bytes {
  return [(field << 3) | 2, ...varint(value.length), ...value];
}

function text(field: number, value: string): Bytes {
  return bytes(field, [...Buffer.from(value)]);
}

/** TensorProto without dimensions: data_type = 2, name = 8, raw_data = 9. */
function scalar(name: string, type: number, raw: ArrayBufferLike): Bytes {
  return [...integer(2, type), ...text(8, name), ...bytes(9, [...new Uint8Array(raw)])];
}

/** ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1 { elem_type = 1, shape = 2 { dim = 1 { dim_value = 1 } } }. */
function vector(name: string, n: number): Bytes {
  const shape = bytes(1, integer(1, n));
  return [...text(1, name), ...bytes(2, bytes(1, [...integer(1, FLOAT), ...bytes(2, shape)]))];
}

/** y = Dropout(x, p, true) for n elements of float32. */
export function dropoutModel(n: number, p: number): Uint8Array {
  // NodeProto: input = 1, output = 2, op_type = 4
  const node = [...['x', 'p', 'training'].flatMap((name) => text(1, name)), ...text(2, 'y'), ...text(4, 'Dropout')];
  // GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12
  const graph = [
    ...bytes(1, node),
    ...text(2, 'dropout'),
    ...bytes(5, scalar('p', FLOAT, Float32Array.of(p).buffer)),
    ...bytes(5, scalar('training', BOOL, Uint8Array.of(1).buffer)),
    ...bytes(11, vector('x', n)),
    ...bytes(12, vector('y', n)),
  ];
  // ModelProto: ir_version = 1, graph = 7, opset_import = 8 { version = 2 }
  return Uint8Array.from([...integer(1, IR_VERSION), ...bytes(7, graph), ...bytes(8, integer(2, OPSET))]);
}
