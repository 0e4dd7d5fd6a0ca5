import type { IdentityDocument } from '../identifiers/identity-document.ts';
import { DAY_MS, HOUR_MS } from './calendar.ts';

/** The two sides of a card. */
export const DOCUMENT_SIDES = ['front', 'back'] as const;
export type DocumentSide = (typeof DOCUMENT_SIDES)[number];

/** Everything a photo of a document can be refused for, in the order a person would mend it. */
export const DOCUMENT_RULES = [
  'unreadable',
  'too-large',
  'too-dark',
  'not-found',
  'not-whole',
  'too-small',
  'tilted',
  'glare',
  'blurred',
  'wrong-side',
] as const;
export type DocumentRule = (typeof DOCUMENT_RULES)[number];

/** What of a card's measurement the judge looks at; the vision package measures it. */
export type CardSeen = {
  readonly outline: number;
  readonly weakestSide: number;
  readonly margin: number;
  readonly borders: number;
  readonly fill: number;
  readonly lengthPx: number;
  readonly skew: number;
  readonly evenness: number;
  readonly glare: number;
  readonly brightness: number;
  readonly sharpness: number;
  readonly redMark: readonly [upright: number, turned: number];
};

/** A face on the card: how sure, and where, in shares of the card. */
export type FaceSeen = {
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
};

/** What the judge looks at. */
export type DocumentSeen = {
  readonly light: number;
  readonly card: CardSeen | null;
  readonly face: FaceSeen | null;
};

/** A measured photo, or why it could not be measured. */
export type DocumentPhotoMeasured =
  | { readonly ok: true; readonly facts: DocumentSeen }
  | { readonly ok: false; readonly refusal: string };

/** What the two sides of a kind of card show; null where we do not know what to look for. */
type Layout = {
  /** Where the face's centre may lie on the front. */
  readonly face: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** How much redder the back is at its upper left than elsewhere. */
  readonly backRedMark: number | null;
};

const ANYWHERE = { x: [0, 1], y: [0, 1] } as const;
const RESIDENT: Layout = { face: { x: [0.6, 0.94], y: [0.15, 0.62] }, backRedMark: 0.07 };

/**
 * The thresholds (A5). Chosen on synthetic renders, development seeds and tabletops; what they do on held-out ones
 * is in docs/model-card.md. An agency changes them here after measuring its own cameras.
 */
export const documentPhotoPolicy = {
  /** Mean luma of the whole picture below which nothing can be told. */
  leastLight: 0.07,
  /** Below this the dark may be why no card was found: both are named. */
  duskLight: 0.16,
  leastBrightness: 0.24,
  /** How well a card's four sides must be borne out. */
  leastOutline: 0.55,
  /** The least that must be seen of every side: a finger at the rim is no harm, a hand over a side is. */
  leastSide: 0.6,
  /** The card may lie this share of the picture's width beyond the border: its corners are round. */
  mostBeyond: 0.012,
  leastFill: 0.14,
  leastLengthPx: 560,
  mostSkew: 15,
  leastEvenness: 0.74,
  mostGlare: 0.03,
  leastSharpness: 0.58,
  leastFaceScore: 0.85,
  layouts: {
    'resident-id': RESIDENT,
    'residence-permit': RESIDENT,
    'home-return-permit': { face: ANYWHERE, backRedMark: null },
    'taiwan-permit': { face: ANYWHERE, backRedMark: null },
  } satisfies Record<IdentityDocument, Layout> as Readonly<Record<IdentityDocument, Layout>>,
  /** Accepted photos that are never sent are deleted after this long (A12). */
  draftForMs: DAY_MS,
  /** Photos one account may have measured: many retries fit in, keeping the machines busy does not. */
  measured: [
    { most: 40, withinMs: HOUR_MS },
    { most: 120, withinMs: DAY_MS },
  ],
} as const;

/** Accepted, or every rule that failed, each by name. */
export type DocumentVerdict =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly rules: readonly DocumentRule[] };

/** Judges one photo as that side of that kind of card. */
export function judgeDocumentPhoto(
  measured: DocumentPhotoMeasured,
  side: DocumentSide,
  document: IdentityDocument = 'resident-id',
): DocumentVerdict {
  const rules = measured.ok ? rulesOf(measured.facts, side, document) : [unread(measured.refusal)];
  return rules.length === 0 ? { outcome: 'accepted' } : { outcome: 'refused', rules };
}

/** What of a card alone is wrong, without its sides' contents: the camera's guide judges by the same figures. */
export function judgeCard(light: number, card: CardSeen | null): readonly DocumentRule[] {
  const policy = documentPhotoPolicy;
  if (light < policy.leastLight) return ['too-dark'];
  if (!card || card.outline < policy.leastOutline)
    return light < policy.duskLight ? ['too-dark', 'not-found'] : ['not-found'];
  // What is measured inside a wrong outline means nothing: the first of these is named alone.
  if (card.borders > 0 || card.margin < -policy.mostBeyond || card.weakestSide < policy.leastSide)
    return ['not-whole'];
  const failed: DocumentRule[] = [];
  if (card.brightness < policy.leastBrightness) failed.push('too-dark');
  if (card.fill < policy.leastFill || card.lengthPx < policy.leastLengthPx) failed.push('too-small');
  if (card.skew > policy.mostSkew || card.evenness < policy.leastEvenness) failed.push('tilted');
  if (card.glare > policy.mostGlare) failed.push('glare');
  if (card.sharpness < policy.leastSharpness) failed.push('blurred');
  return failed;
}

function rulesOf(seen: DocumentSeen, side: DocumentSide, document: IdentityDocument): DocumentRule[] {
  const failed = [...judgeCard(seen.light, seen.card)];
  if (!seen.card || failed.some((rule) => rule === 'not-found' || rule === 'not-whole')) return failed;
  const layout = documentPhotoPolicy.layouts[document];
  const hasFace = faceFits(seen.face, layout);
  const right = side === 'front' ? hasFace : !hasFace && hasMark(seen.card, layout);
  // A face and a red mark are told from blurred photos too; in one too dark, too small or with a glare they may hide.
  const shows = failed.every((rule) => rule === 'blurred' || rule === 'tilted');
  if (!right && (shows || isOther(seen, side, layout))) failed.push('wrong-side');
  return failed;
}

function faceFits(face: FaceSeen | null, { face: place }: Layout): boolean {
  if (!face || face.score < documentPhotoPolicy.leastFaceScore) return false;
  return face.x >= place.x[0] && face.x <= place.x[1] && face.y >= place.y[0] && face.y <= place.y[1];
}

function hasMark(card: CardSeen, { backRedMark }: Layout): boolean {
  return backRedMark === null || card.redMark[0] >= backRedMark;
}

/** True when the photo clearly shows the other side. */
function isOther(seen: DocumentSeen, side: DocumentSide, layout: Layout): boolean {
  if (side === 'back') return faceFits(seen.face, layout);
  return layout.backRedMark !== null && seen.card !== null && hasMark(seen.card, layout);
}

function unread(refusal: string): DocumentRule {
  return refusal === 'too-many-bytes' || refusal === 'too-many-pixels' ? 'too-large' : 'unreadable';
}
