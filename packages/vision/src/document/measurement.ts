import type { CardMeasurement } from '../guide/document/measure-card.ts';
import type { ImageRefusal } from '../measurement.ts';

/** The largest face on the rectified card: where it lies in shares of the card, and how sure the detector is. */
export interface CardFace {
  readonly score: number;
  /** Centre, 0..1 of the card. */
  readonly x: number;
  readonly y: number;
  /** Height over the card's. */
  readonly height: number;
}

/** What a photo of a document says, to be stored: plain numbers, no picture and no verdict. */
export interface DocumentFacts {
  /** Name and version of the engine that looked for the face. */
  readonly engine: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Mean luma of the whole picture, 0..1. */
  readonly light: number;
  readonly card: CardMeasurement | null;
  readonly face: CardFace | null;
}

/** A text read by machine, and how sure the model is, 0..1. */
export interface ReadText {
  readonly text: string;
  readonly score: number;
}

/** What was read on the front. Personal data: to be compared, never stored in the clear, never logged. */
export interface CardReading {
  readonly name: ReadText | null;
  readonly number: ReadText | null;
}

/** A photo of a document as measured; `photo` is the picture made anew (no EXIF, at most 1600 pixels), `crop` the card alone. */
export type DocumentMeasurement =
  | { readonly ok: false; readonly refusal: ImageRefusal }
  | {
      readonly ok: true;
      readonly facts: DocumentFacts;
      readonly photo: Uint8Array;
      readonly crop: Uint8Array | null;
      /** Null where no front was seen, or nothing reads here. */
      readonly read: CardReading | null;
    };
