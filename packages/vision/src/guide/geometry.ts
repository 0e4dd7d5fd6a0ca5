/** A point in pixels; z grows away from the camera, in the same unit. */
export type Point3 = readonly [x: number, y: number, z: number];
