// The package's surface: what a relying party's program imports from `@suizheng/client`.
// biome-ignore-all lint/performance/noBarrelFile: a published package has one door
export { type Client, type ClientOptions, createClient } from './client.ts';
export { type Device, enrolDevice } from './device.ts';
export type { CallOptions } from './exchange.ts';
export { fetchPack } from './fetch-pack.ts';
export type { KeptPack } from './kept-pack.ts';
export { type OfflineVerdict, type OpenedPack, openPack, verify } from './offline.ts';
export { SuizhengError, type WrongEntry } from './suizheng-error.ts';
export type { TlsIdentity } from './tls-fetch.ts';
export type * from './types.ts';
export { type ReceivedRequest, verifyWebhook, type WebhookResult, webhookAnswer } from './webhook.ts';
