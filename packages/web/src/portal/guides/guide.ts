import type { Text } from '@suizheng/domain/text/locale.ts';
import type { Tone } from '../../shared/kit/notice.tsx';
import type { SampleId } from './samples.ts';

/** Ids of the guides; they stand in addresses and never change. */
export const GUIDE_IDS = [
  'token',
  'check-a-code',
  'real-name',
  'real-person',
  'card-status',
  'document-link',
  'evidence',
  'verdicts',
  'errors',
  'webhooks',
  'offline-pack',
  'limits',
] as const;
export type GuideId = (typeof GUIDE_IDS)[number];

/** A part of a guide: words with {figures} in them, or a table made from the product's own data. */
export type Block =
  | { readonly kind: 'words'; readonly text: Text }
  | { readonly kind: 'steps' | 'points'; readonly items: readonly Text[] }
  | { readonly kind: 'note'; readonly tone: Tone; readonly text: Text }
  | { readonly kind: 'samples'; readonly id: SampleId }
  | { readonly kind: 'verdicts' | 'service-reasons' | 'problems' | 'events' | 'limits' };

/** A heading and what stands below it; the id is the fragment that leads there. */
export type Section = { readonly id: string; readonly title: Text; readonly blocks: readonly Block[] };
