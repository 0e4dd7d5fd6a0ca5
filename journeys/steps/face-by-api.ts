import { randomInt } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { FACE_CONSENT } from '../../packages/domain/src/contract/consent-terms.ts';
import type { CheckView } from '../../packages/domain/src/contract/real-person-checks.ts';
import { type Actor, hireActor } from './actor.ts';
import { idInAddress, seeHeading } from './citizen.ts';
import { at } from './phone.ts';
import { postAsPage } from './post-as-page.ts';

/** A machine that was too slow: the check ends, no try is used up, and the person begins anew, as the screen offers. */
const TOO_SLOW = /"(check-step-late|check-not-measured)"/;
const STARTS = 6;
/** As many tries as an application has. */
const TRIES = 3;

// To learn a portrait takes seconds: once for all tries of a file.
const actors = new Map<string, Promise<Actor>>();
afterAll(async () => {
  for (const actor of actors.values()) await actor.then(({ close }) => close()).catch(() => {});
});

async function hired(portrait: string): Promise<Actor> {
  const actor = await hireActor(portrait);
  if (typeof actor === 'string') throw new Error(actor);
  return actor;
}

/**
 * On the consent, or anywhere in the check: the face without the camera. The same pictures, of the same portrait, go to
 * the same API in the page's own session, one step after the other as they are asked for; what a camera page makes of a
 * film is for the journeys that film. Answers the outcome, and ends on the application's page.
 */
export async function showFace(page: Page, portrait: string, seat = 0): Promise<CheckView> {
  const id = idInAddress(page);
  if (!actors.has(portrait)) actors.set(portrait, hired(portrait));
  const actor = await actors.get(portrait)!;
  for (let start = 1; ; start += 1) {
    try {
      const view = await checkOnce(page, id, actor.begin(randomInt(1_000_000), seat));
      await page.goto(at(`/applications/${id}`));
      return view;
    } catch (error) {
      if (start === STARTS || !TOO_SLOW.test((error as Error).message)) throw error;
      console.warn(`a face check was late and begins anew`);
    }
  }
}

async function checkOnce(page: Page, id: string, film: ReturnType<Actor['begin']>): Promise<CheckView> {
  let view = await postAsPage<CheckView>(page, '/api/v1/real-person-checks', {
    for: { kind: 'application', id },
    consent: { version: FACE_CONSENT.version },
  });
  while (view.step) {
    const frames = await film(view.step);
    const path = `/api/v1/real-person-checks/${view.id}/steps/${view.step.index}`;
    view = await postAsPage<CheckView>(page, path, { nonce: view.nonce, frames });
  }
  return view;
}

/**
 * The same, of the person themself: a try that was refused is made again, as the product offers, until none is left. Each
 * refusal is printed with its reasons: bona fide refusals are seen, never hidden. Ends where the page says so, with this
 * heading.
 */
export async function passFace(page: Page, portrait: string, heading: string, seat = 0): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { state, reasons } = await showFace(page, portrait, seat);
    if (state === 'accepted') break;
    const words = `an honest face was ${state}: ${reasons.map(({ code }) => code).join(', ')}`;
    if (state !== 'refused' || tries === TRIES) throw new Error(words);
    console.warn(words);
  }
  await seeHeading(page, heading);
}
