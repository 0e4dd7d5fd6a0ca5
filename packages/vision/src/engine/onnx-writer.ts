import { bytesField, type Field, floatField, join, varintField } from './protobuf.ts';

// Field numbers: onnx.proto of ONNX 1.16, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const FLOAT = 1;
const INT64 = 7;

/** A constant of the graph; `dims` in the order ONNX wants it. */
export interface Constant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** One operation; integer lists and integers are the only attributes our models need. */
export interface Operation {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
}

/** A whole graph of one float input and float outputs. */
export interface Graph {
  readonly input: { readonly name: string; readonly dims: readonly number[] };
  readonly outputs: readonly string[];
  readonly constants: readonly Constant[];
  readonly operations: readonly Operation[];
}

/** Encodes a graph as an ONNX model (opset 17) that onnxruntime can load. */
export function writeOnnx(graph: Graph): Uint8Array {
  const body = [
    ...graph.operations.map((operation) => bytesField(1, node(operation))),
    bytesField(2, 'graph'),
    ...graph.constants.map((constant) => bytesField(5, tensor(constant))),
    bytesField(11, value(graph.input.name, graph.input.dims)),
    ...graph.outputs.map((name) => bytesField(12, value(name))),
  ];
  return join([
    varintField(1, 8),
    bytesField(7, body),
    bytesField(8, [bytesField(1, ''), varintField(2, 17)]),
  ]);
}

function node(operation: Operation): Field[] {
  return [
    ...operation.inputs.map((name) => bytesField(1, name)),
    bytesField(2, operation.output),
    bytesField(4, operation.type),
    ...Object.entries(operation.attributes ?? {}).map(([name, attribute]) =>
      bytesField(5, fields(name, attribute)),
    ),
  ];
}

function fields(name: string, attribute: number | string | readonly number[]): Field[] {
  if (typeof attribute === 'string')
    return [bytesField(1, name), bytesField(4, attribute), varintField(20, 3)];
  if (typeof attribute !== 'number')
    return [bytesField(1, name), ...attribute.map((item) => varintField(8, item)), varintField(20, 7)];
  return Number.isInteger(attribute)
    ? [bytesField(1, name), varintField(3, attribute), varintField(20, 2)]
    : [bytesField(1, name), floatField(2, attribute), varintField(20, 1)];
}

function tensor(constant: Constant): Field[] {
  const bytes = new Uint8Array(constant.data.buffer, constant.data.byteOffset, constant.data.byteLength);
  return [
    ...constant.dims.map((dim) => varintField(1, dim)),
    varintField(2, constant.data instanceof Float32Array ? FLOAT : INT64),
    bytesField(8, constant.name),
    bytesField(9, bytes),
  ];
}

function value(name: string, dims?: readonly number[]): Field[] {
  const shape = dims
    ? [
        bytesField(
          2,
          dims.map((dim) => bytesField(1, [varintField(1, dim)])),
        ),
      ]
    : [];
  return [bytesField(1, name), bytesField(2, [bytesField(1, [varintField(1, FLOAT), ...shape])])];
}
