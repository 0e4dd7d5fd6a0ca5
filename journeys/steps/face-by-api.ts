import { randomInt } from 'node:crypto';
import type { Page } from 'playwright-core';
import { FACE_CONSENT } from '../../packages/domain/src/contract/consent-terms.ts';
import type { CheckView } from '../../packages/domain/src/contract/real-person-checks.ts';
import { hireActor } from './actor.ts';
import { idInAddress, seeHeading } from './citizen.ts';
import { at } from './phone.ts';
import { postAsPage } from './post-as-page.ts';

/**
 * On the consent, or anywhere in the check: the face without the camera. The same pictures, of the same portrait, go to
 * the same API in the page's own session, one step after the other as they are asked for; what a camera page makes of a
 * film is for the journeys that film. Answers the outcome, and ends on the application's page.
 */
export async function showFace(page: Page, portrait: string, seat = 0): Promise<CheckView> {
  const id = idInAddress(page);
  const actor = await hireActor(portrait);
  if (typeof actor === 'string') throw new Error(actor);
  try {
    const film = actor.begin(randomInt(1_000_000), seat);
    let view = await postAsPage<CheckView>(page, '/api/v1/real-person-checks', {
      for: { kind: 'application', id },
      consent: { version: FACE_CONSENT.version },
    });
    while (view.step) {
      const frames = await film(view.step);
      const path = `/api/v1/real-person-checks/${view.id}/steps/${view.step.index}`;
      view = await postAsPage<CheckView>(page, path, { nonce: view.nonce, frames });
    }
    await page.goto(at(`/applications/${id}`));
    return view;
  } finally {
    await actor.close();
  }
}

/** The same, of the person themself: accepted, or it throws. Ends where the page says so, with this heading. */
export async function passFace(page: Page, portrait: string, heading: string, seat = 0): Promise<void> {
  const { state, reasons } = await showFace(page, portrait, seat);
  if (state !== 'accepted')
    throw new Error(`an honest face was ${state}: ${reasons.map(({ code }) => code).join(', ')}`);
  await seeHeading(page, heading);
}
