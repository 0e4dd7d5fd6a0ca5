/** An 8-bit RGB image, rows from the top, 3 bytes a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
