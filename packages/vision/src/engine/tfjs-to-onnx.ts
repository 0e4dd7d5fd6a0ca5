import { VisionError } from '../vision-error.ts';
import { type Constant, type Graph, type Operation, writeOnnx } from './onnx-writer.ts';

/** The parts of a TensorFlow.js graph model's JSON that a convolutional network needs. */
export interface TfjsModel {
  readonly modelTopology: { readonly node: readonly TfjsNode[] };
  readonly weightsManifest: readonly { readonly weights: readonly TfjsWeight[] }[];
  readonly signature?: { readonly outputs: Readonly<Record<string, { readonly name: string }>> };
}

interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: TfjsAttributes;
}

/** The attributes that matter here; others are ignored. */
interface TfjsAttributes {
  readonly fused_ops?: TfjsAttribute;
  readonly padding?: TfjsAttribute;
  readonly strides?: TfjsAttribute;
  readonly ksize?: TfjsAttribute;
}

interface TfjsAttribute {
  readonly s?: string;
  readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] };
}

interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string };
}

/** Which outputs are wanted and the fixed input, in planar (NCHW) order. */
export interface ConversionOptions {
  readonly outputs: readonly string[];
  readonly inputDims: readonly [n: number, c: number, h: number, w: number];
}

/**
 * Rewrites a TensorFlow.js graph model as an ONNX model, so that one runtime serves every model on the server.
 * TensorFlow keeps channels last, ONNX first: weights, pads and axes are permuted, and the input becomes
 * planar. Throws `manifest-invalid` on an operation it does not know.
 */
export function tfjsToOnnx(model: TfjsModel, weights: Uint8Array, options: ConversionOptions): Uint8Array {
  const nodes = new Map(model.modelTopology.node.map((node) => [node.name, node]));
  const consts = readWeights(model, weights);
  const constants: Constant[] = [];
  const operations: Operation[] = [];
  const done = new Set<string>();
  let input = '';

  const constant = (name: string): { dims: readonly number[]; data: Float32Array } => {
    const found = consts.get(name);
    if (!found) throw new VisionError('manifest-invalid', `the model lacks the constant ${name}`);
    return found;
  };
  const keep = (name: string, dims: readonly number[], data: Float32Array | BigInt64Array): string => {
    constants.push({ name, dims, data });
    return name;
  };

  // Explicit stack instead of recursion would only hide the order: the graphs are about 100 deep.
  const visit = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const node = nodes.get(name);
    if (!node) throw new VisionError('manifest-invalid', `the model lacks the node ${name}`);
    const from = node.input ?? [];
    for (const parent of from) if (nodes.get(parent)?.op !== 'Const') visit(parent);
    const [x = '', w = ''] = from;
    switch (node.op) {
      case 'Placeholder':
        input = name;
        break;
      case '_FusedConv2D':
      case 'DepthwiseConv2dNative': {
        const fused = (node.attr?.fused_ops?.list?.s ?? []).map((item) => atob(item));
        const kernel = constant(w);
        const depthwise = node.op !== '_FusedConv2D';
        const packed = depthwise ? packDepthwise(kernel) : packKernel(kernel);
        const inputs = [x, keep(`${name}/kernel`, packed.dims, packed.data)];
        if (fused[0] === 'BiasAdd')
          inputs.push(keep(`${name}/bias`, constant(from[2]!).dims, constant(from[2]!).data));
        const activation = fused[1];
        const output = activation ? `${name}/linear` : name;
        operations.push({
          type: 'Conv',
          inputs,
          output,
          attributes: {
            strides: spatial(node, 'strides'),
            kernel_shape: packed.dims.slice(2),
            group: depthwise ? packed.dims[0]! : 1,
            auto_pad: padding(node),
          },
        });
        if (activation === 'Relu') operations.push({ type: 'Relu', inputs: [output], output: name });
        else if (activation === 'Prelu')
          operations.push({ type: 'PRelu', inputs: [output, slope(from[3]!)], output: name });
        else if (activation) throw new VisionError('manifest-invalid', `unknown activation ${activation}`);
        break;
      }
      case 'Prelu':
        operations.push({ type: 'PRelu', inputs: [x, slope(w)], output: name });
        break;
      case 'MaxPool':
        operations.push({
          type: 'MaxPool',
          inputs: [x],
          output: name,
          attributes: {
            kernel_shape: spatial(node, 'ksize'),
            strides: spatial(node, 'strides'),
            auto_pad: padding(node),
          },
        });
        break;
      case 'Pad': {
        const pads = [...constant(w).data];
        const [begin, end] = [0, 1].map((side) => [0, 3, 1, 2].map((axis) => BigInt(pads[2 * axis + side]!)));
        operations.push({
          type: 'Pad',
          inputs: [x, keep(`${name}/pads`, [8], BigInt64Array.from([...begin!, ...end!]))],
          output: name,
        });
        break;
      }
      case 'ConcatV2':
        // Only ever along the channels, which ONNX has second.
        operations.push({ type: 'Concat', inputs: from.slice(0, -1), output: name, attributes: { axis: 1 } });
        break;
      case 'Reshape':
        // Only ever of 1 x 1 pixels to a row, where the order of channels and pixels is the same.
        operations.push({ type: 'Flatten', inputs: [x], output: name });
        break;
      case 'AddV2':
      case 'Relu':
      case 'Sigmoid':
      case 'Identity':
        operations.push({ type: node.op === 'AddV2' ? 'Add' : node.op, inputs: [...from], output: name });
        break;
      default:
        throw new VisionError('manifest-invalid', `the model uses the unknown operation ${node.op}`);
    }
  };

  const slope = (name: string): string => {
    const { data } = constant(name);
    return keep(`${name}/slope`, [data.length, 1, 1], data);
  };

  const outputs = options.outputs.map(
    (name) => model.signature?.outputs[name]?.name.replace(/:0$/, '') ?? name,
  );
  for (const output of outputs) visit(output);
  return writeOnnx({
    input: { name: input, dims: options.inputDims },
    outputs,
    constants,
    operations,
  } satisfies Graph);
}

function spatial(node: TfjsNode, attribute: 'strides' | 'ksize'): number[] {
  return (node.attr?.[attribute]?.list?.i ?? []).slice(1, 3).map(Number);
}

function padding(node: TfjsNode): string {
  return atob(node.attr?.padding?.s ?? '') === 'SAME' ? 'SAME_UPPER' : 'VALID';
}

function packKernel({ dims, data }: { dims: readonly number[]; data: Float32Array }) {
  const [h = 1, w = 1, i = 1, o = 1] = dims;
  const out = new Float32Array(data.length);
  for (let p = 0; p < h * w; p++)
    for (let c = 0; c < i; c++)
      for (let k = 0; k < o; k++) out[(k * i + c) * h * w + p] = data[(p * i + c) * o + k]!;
  return { dims: [o, i, h, w], data: out };
}

function packDepthwise({ dims, data }: { dims: readonly number[]; data: Float32Array }) {
  const [h = 1, w = 1, c = 1] = dims;
  const out = new Float32Array(data.length);
  for (let p = 0; p < h * w; p++) for (let k = 0; k < c; k++) out[k * h * w + p] = data[p * c + k]!;
  return { dims: [c, 1, h, w], data: out };
}

function readWeights(model: TfjsModel, bytes: Uint8Array) {
  const consts = new Map<string, { dims: readonly number[]; data: Float32Array }>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const weight of model.weightsManifest.flatMap((group) => group.weights)) {
    const count = weight.shape.reduce((product, dim) => product * dim, 1);
    const half = weight.quantization?.dtype === 'float16';
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++, at += half ? 2 : 4) {
      if (half) data[i] = readHalf(view.getUint16(at, true));
      else data[i] = weight.dtype === 'int32' ? view.getInt32(at, true) : view.getFloat32(at, true);
    }
    consts.set(weight.name, { dims: weight.shape, data });
  }
  return consts;
}

/** IEEE 754 binary16. */
function readHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
