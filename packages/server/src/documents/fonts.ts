import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Document = PDFKit.PDFDocument;
export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);
const FILES = {
  'sc-regular': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sc-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  'tc-regular': '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  'tc-bold': '@expo-google-fonts/noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
} as const;
type Face = keyof typeof FILES;

// Ten megabytes a face: read once in the life of the process.
const cache = new Map<Face, Buffer>();

function bytesOf(face: Face): Buffer {
  let bytes = cache.get(face);
  if (!bytes) {
    bytes = readFileSync(require.resolve(FILES[face]));
    cache.set(face, bytes);
  }
  return bytes;
}

/** Makes the faces known to a document; only those used are embedded, as subsets. */
export function registerFonts(document: Document): void {
  document.registerFont('sc-regular', bytesOf('sc-regular'));
  document.registerFont('sc-bold', bytesOf('sc-bold'));
}

/** Chooses the face for a text: the Simplified one, or the Traditional one where only that has all its characters (names are never converted). */
export function useFace(document: Document, text: string, weight: Weight, size: number): Document {
  document.font(`sc-${weight}`).fontSize(size);
  if (hasAll(document, text)) return document;
  document.registerFont(`tc-${weight}`, bytesOf(`tc-${weight}`));
  document.font(`tc-${weight}`);
  return hasAll(document, text) ? document : document.font(`sc-${weight}`);
}

function hasAll(document: Document, text: string): boolean {
  // The embedded font's own object; pdfkit keeps it untyped.
  const { font } = (
    document as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } }
  )._font;
  return [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0)!));
}
