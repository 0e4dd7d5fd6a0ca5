import { SEAL_RADIUS } from '@suizheng/domain/credential/seal-drawing.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import type { DocumentKind } from '@suizheng/domain/procedures/procedure.ts';
import PDFDocument from 'pdfkit';
import { registerFonts, useFace, type Weight } from './fonts.ts';
import { groupNumber, instantInWords, type Line, PAPER_TEXT } from './paper-text.ts';
import { qrRuns } from './qr-code.ts';

/** All that the paper form shows. The same input always gives the same bytes. */
export type PaperDocument = {
  readonly title: Line;
  readonly scope: Line;
  readonly basis: Line;
  readonly counter: string;
  readonly issuer: string;
  readonly hotline: string;
  readonly holder: {
    readonly name: string;
    readonly number: string;
    readonly document: DocumentKind;
    /** A second document of the same person (L2). */
    readonly linked?: { readonly number: string; readonly document: IdentityDocument };
  };
  /** JPEG of the register's portrait, where there is one. */
  readonly portrait: Uint8Array | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** GB/T 36904 identifier. */
  readonly identifier: string;
  /** SVG paths of the seal (domain/credential/seal-drawing.ts). */
  readonly seal: readonly string[];
  /** Text of the QR. */
  readonly code: string;
  /** True in a demonstration: the paper says that it has no effect. */
  readonly specimen: boolean;
};

type Pdf = PDFKit.PDFDocument;

const INK = '#10202f';
const INK_2 = '#4a5b6b';
const BLUE = '#0a4c86';
const RULE = '#c9d3dc';
const RED = '#a8231c';
/** A5 in points. */
const PAGE = { width: 419.53, height: 595.28 };
const MARGIN = 34;
const INNER = PAGE.width - 2 * MARGIN;
/** 54 mm: half a millimetre a module for any name we carry. */
const QR_SIDE = 153;
/** 26 × 32 mm, the proportions of the card's portrait. */
const PORTRAIT = { width: 74, height: 91 };

/** Draws the paper form (B8) as PDF, A5: who, until when, where, on what proof, and a code that verifies offline. */
export async function drawPaper(paper: PaperDocument): Promise<Buffer> {
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    lang: 'zh-Hans',
    displayTitle: true,
    // The file's own date is the credential's: a reprint is the same file.
    info: {
      Title: paper.title.zh,
      Author: paper.issuer,
      CreationDate: paper.issuedAt,
      ModDate: paper.issuedAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  registerFonts(document);
  if (paper.specimen) drawSpecimen(document);
  drawSeal(document, paper.seal);
  drawHead(document, paper);
  drawHolder(document, paper);
  drawCode(document, paper);
  drawFoot(document, paper);
  document.end();
  return done;
}

/** Whole, because people compare it with the gate's screen. */
function drawSeal(document: Pdf, seal: readonly string[]): void {
  const radius = 45;
  const scale = radius / SEAL_RADIUS;
  document
    .save()
    .translate(PAGE.width - MARGIN - radius, 56)
    .scale(scale);
  for (const path of seal) document.path(path).lineWidth(0.9).strokeColor(BLUE, 0.6).stroke();
  document.restore();
}

function drawHead(document: Pdf, paper: PaperDocument): void {
  document.rect(0, 0, PAGE.width, 7).fill(BLUE);
  write(document, paper.issuer, MARGIN, 28, { size: 9, colour: INK_2 });
  write(document, paper.title.zh, MARGIN, 46, { size: 20, weight: 'bold', colour: BLUE });
  write(document, paper.title.en, MARGIN, 76, { size: 9.5, colour: INK_2 });
  rule(document, 102);
}

function drawHolder(document: Pdf, paper: PaperDocument): void {
  const { holder } = paper;
  const room = paper.portrait ? INNER - PORTRAIT.width - 14 : INNER;
  if (paper.portrait) {
    const x = PAGE.width - MARGIN - PORTRAIT.width;
    document.save();
    document.roundedRect(x, 116, PORTRAIT.width, PORTRAIT.height, 4).clip();
    document.image(Buffer.from(paper.portrait), x, 116, {
      cover: [PORTRAIT.width, PORTRAIT.height],
      align: 'center',
    });
    document.restore();
    document.roundedRect(x, 116, PORTRAIT.width, PORTRAIT.height, 4).lineWidth(0.6).stroke(RULE);
  }
  const from = instantInWords(paper.issuedAt);
  const until = instantInWords(paper.expiresAt);
  let y = 114;
  y = field(document, PAPER_TEXT.name, { zh: holder.name, en: '' }, y, { size: 17, room });
  y = holder.linked ? drawBoth(document, holder, holder.linked, y, room) : drawOne(document, holder, y, room);
  const span = {
    zh: `${from.zh} 至 ${until.zh}`,
    en: `${from.en} to ${until.en}, Beijing time (UTC+8)`,
  };
  y = field(document, PAPER_TEXT.valid, span, Math.max(y, 212), { size: 12, room: INNER, weight: 'bold' });
  y = field(document, PAPER_TEXT.scope, paper.scope, y, { size: 10.5, room: INNER });
  y = field(document, PAPER_TEXT.basis, paper.basis, y, { size: 10.5, room: INNER });
  field(document, PAPER_TEXT.counter, { zh: paper.counter, en: '' }, y, { size: 10.5, room: INNER });
}

type Holder = PaperDocument['holder'];

function drawOne(document: Pdf, { number, document: kind }: Holder, y: number, room: number): number {
  const value = { zh: groupNumber(number), en: '' };
  const below = field(document, PAPER_TEXT.number, value, y, { size: 13.5, room });
  return field(document, PAPER_TEXT.document, PAPER_TEXT.documents[kind], below, { size: 10.5, room });
}

/** Two documents have their kinds below their numbers: there is no room for lines of their own. */
function drawBoth(
  document: Pdf,
  holder: Holder,
  linked: NonNullable<Holder['linked']>,
  y: number,
  room: number,
): number {
  return [holder, linked].reduce((at, { number, document: kind }) => {
    const words = PAPER_TEXT.documents[kind];
    const value = { zh: groupNumber(number), en: `${words.zh}  ${words.en}` };
    return field(document, PAPER_TEXT.number, value, at, { size: 13.5, room });
  }, y);
}

const LABEL_WIDTH = 62;

function field(
  document: Pdf,
  label: Line,
  value: Line,
  y: number,
  { size, room, weight = 'bold' }: { size: number; room: number; weight?: Weight },
): number {
  write(document, label.zh, MARGIN, y + 1, { size: 8.5, colour: INK_2 });
  write(document, label.en, MARGIN, y + 13, { size: 7, colour: INK_2 });
  const x = MARGIN + LABEL_WIDTH;
  const width = room - LABEL_WIDTH;
  let bottom = write(document, value.zh, x, y - (size - 10.5) * 0.35, { size, weight, colour: INK, width });
  if (value.en) bottom = write(document, value.en, x, bottom + 0.5, { size: 7.5, colour: INK_2, width });
  return Math.max(bottom, y + 24) + 6;
}

function drawCode(document: Pdf, paper: PaperDocument): void {
  const top = 358;
  rule(document, top - 10);
  const { size, runs } = qrRuns(paper.code);
  const module = QR_SIDE / size;
  document.save().translate(MARGIN, top);
  // A hair of overlap closes the seams that printers and screens leave between neighbouring rectangles.
  for (const run of runs) document.rect(run.x * module, run.y * module, run.length * module, module + 0.02);
  document.fill('#000000');
  document.restore();
  const x = MARGIN + QR_SIDE + 20;
  const width = PAGE.width - MARGIN - x;
  let y = write(document, `${PAPER_TEXT.verify.zh}  ${PAPER_TEXT.verify.en}`, x, top - 2, {
    size: 9.5,
    weight: 'bold',
    colour: BLUE,
    width,
  });
  PAPER_TEXT.steps.forEach((step, i) => {
    write(document, `${i + 1}`, x, y + 4, { size: 8.5, weight: 'bold', colour: BLUE });
    y = write(document, step.zh, x + 12, y + 4, { size: 8, colour: INK, width: width - 12 });
    y = write(document, step.en, x + 12, y, { size: 6.3, colour: INK_2, width: width - 12 });
  });
}

function drawFoot(document: Pdf, paper: PaperDocument): void {
  rule(document, 532);
  const right = PAGE.width - MARGIN;
  write(document, `${PAPER_TEXT.identifier.zh} ${PAPER_TEXT.identifier.en}`, MARGIN, 537, {
    size: 6.5,
    colour: INK_2,
  });
  write(document, paper.identifier, MARGIN, 546, { size: 7.5, colour: INK });
  write(document, `${PAPER_TEXT.hotline.zh} ${PAPER_TEXT.hotline.en}`, right - 84, 537, {
    size: 6.5,
    colour: INK_2,
    width: 84,
    align: 'right',
  });
  write(document, paper.hotline, right - 84, 543, {
    size: 13,
    weight: 'bold',
    colour: BLUE,
    width: 84,
    align: 'right',
  });
  write(document, `${PAPER_TEXT.effect.zh} ${PAPER_TEXT.effect.en}`, MARGIN, 562, {
    size: 6.3,
    colour: INK_2,
    width: INNER,
  });
}

function drawSpecimen(document: Pdf): void {
  document
    .save()
    .rotate(-32, { origin: [PAGE.width / 2, PAGE.height / 2] })
    .opacity(0.09);
  write(document, PAPER_TEXT.specimen.zh, 0, 205, {
    size: 150,
    weight: 'bold',
    colour: RED,
    width: PAGE.width,
    align: 'center',
  });
  document.restore();
  const note = `${PAPER_TEXT.specimenNote.zh} · ${PAPER_TEXT.specimenNote.en}`;
  document.rect(0, PAGE.height - 14, PAGE.width, 14).fill(RED);
  write(document, note, 0, PAGE.height - 12.5, {
    size: 7.5,
    weight: 'bold',
    colour: '#ffffff',
    width: PAGE.width,
    align: 'center',
  });
}

type Style = {
  size: number;
  weight?: Weight;
  colour: string;
  width?: number;
  align?: 'left' | 'center' | 'right';
};

/** Writes and answers the y below. */
function write(document: Pdf, text: string, x: number, y: number, style: Style): number {
  const { size, weight = 'regular', colour, width, align = 'left' } = style;
  useFace(document, text, weight, size).fillColor(colour);
  // Noto's own line is 1.45 em high; print wants it tighter.
  const lineGap = -0.2 * size;
  document.text(text, x, y, width === undefined ? { lineBreak: false, lineGap } : { width, align, lineGap });
  return width === undefined ? y + 1.25 * size : document.y;
}

function rule(document: Pdf, y: number): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(PAGE.width - MARGIN, y)
    .lineWidth(0.6)
    .stroke(RULE);
}
