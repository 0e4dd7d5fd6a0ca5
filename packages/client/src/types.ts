// What goes to the platform and comes back, as the contract's own schemas say: it cannot drift from them.
import type { createLinkCheck, LinkCheckView } from '@suizheng/domain/contract/link-checks.ts';
import type {
  CheckView,
  CredentialCheckView,
  checkCardStatus,
  checkCredential,
  checkPerson,
  checkRealName,
  EvidenceView,
} from '@suizheng/domain/contract/services.ts';
import type { PackView, ReaderView } from '@suizheng/domain/contract/verification.ts';
import type { WebhookPayload } from '@suizheng/domain/contract/webhooks.ts';
import type { z } from 'zod';

type Body<R extends { readonly body?: z.ZodType }> = z.input<NonNullable<R['body']>>;

/** A credential by the code on a phone or paper, or by its identifier and the holder's name. */
export type CredentialCheckRequest = Body<typeof checkCredential>;
/** Name, number and, if you have it, birth date. */
export type RealNameCheckRequest = Body<typeof checkRealName>;
/** Name, number and a portrait taken on the spot, as base64. */
export type RealPersonCheckRequest = Body<typeof checkPerson>;
/** Name, number and, if you have it, the last day as printed. */
export type CardStatusCheckRequest = Body<typeof checkCardStatus>;
/** Two documents: do they belong to one person? */
export type LinkCheckRequest = Body<typeof createLinkCheck>;
/** Verdict, code, words, and the evidence id under which both sides can look it up. */
export type Check = z.output<typeof CheckView>;
/** A check of a credential with what your purpose may see of it. */
export type CredentialCheck = z.output<typeof CredentialCheckView>;
/** A question to the holder: it waits, then it is confirmed or not. */
export type LinkCheck = z.output<typeof LinkCheckView>;
/** A check looked up later. */
export type Evidence = z.output<typeof EvidenceView>;
/** What a webhook brings: id, kind, time, your party's id, a number that counts up, and ids and codes as data. */
export type WebhookEvent = z.output<typeof WebhookPayload>;
/** An enrolled device as the platform describes it. */
export type DeviceView = z.output<typeof ReaderView>;
/** An offline pack as it is fetched and kept: JSON. */
export type PackFile = z.output<typeof PackView>;
