import type { Box, Point3 } from '../guide/geometry.ts';
import type { Pixels } from './pixels.ts';

/** A face the detector found; pixels of the image. */
export interface Detection extends Box {
  readonly score: number;
}

/** 468 points in pixels of the image (z in the same unit) and the model's belief that it saw a face, 0..1. */
export interface Mesh {
  readonly points: readonly Point3[];
  readonly presence: number;
}

/** The models a check needs, behind plain functions, so that an agency can put its own engine in. */
export interface Engine {
  /** Name and version from the manifest. */
  readonly name: string;
  /** Faces, best first. */
  detect(image: Pixels): Promise<readonly Detection[]>;
  /** The mesh in a crop around `near`: a detection, or the mesh of the frame before. */
  mesh(image: Pixels, near: Box | readonly Point3[]): Promise<Mesh>;
  /** Eye height over width by the eyelid contours, left and right of the image. */
  eyeOpenness(image: Pixels, mesh: Mesh): Promise<readonly [number, number]>;
  /** Probability that the eye is closed, left and right of the image. */
  eyesClosed(image: Pixels, mesh: Mesh): Promise<readonly [number, number]>;
  /** Probability that the face is live. */
  live(image: Pixels, mesh: Mesh): Promise<number>;
  /** The face as a unit vector; `mirrored` averages with the mirrored face (slower, steadier). */
  embed(image: Pixels, mesh: Mesh, mirrored: boolean): Promise<Float32Array>;
  close(): Promise<void>;
}
