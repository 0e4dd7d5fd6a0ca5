import type { Page } from 'playwright-core';
import { press, seeHeading, words } from './citizen.ts';

/** Who stands before the camera, as far as a check knows them: they can sit down anew. */
type Sitter = { sitAgain(): void | Promise<void> };

/** Where a face check can end. */
export type Ending = 'application' | 'wallet' | 'again' | 'ways';

/** Consents and goes as far as the live camera. */
export async function agreeAndOpenCamera(page: Page): Promise<void> {
  await seeHeading(page, '同意采集人脸');
  await press(page, '同意，继续');
  await seeHeading(page, '准备刷脸');
  await press(page, '打开摄像头');
}

/**
 * Stands before the camera until the check has an outcome. A machine that others use too may be too slow for a step:
 * then the person begins anew, as the screen offers it (no try is used up), at most `starts` times. Printed: a quiet
 * machine is never late.
 */
async function standBeforeCamera(page: Page, { sitAgain }: Sitter, starts = 6): Promise<Ending> {
  for (let start = 1; ; start += 1) {
    const over = page.waitForURL((url) => !url.pathname.endsWith('/capture'), { timeout: 120_000 });
    const late = page.getByText('这一步没有在时间内看到').waitFor({ timeout: 120_000 });
    const manual = page.getByText('改为自己按').waitFor({ timeout: 120_000 });
    const first = await Promise.race([
      over.then(() => 'over' as const),
      late.then(() => 'late' as const),
      manual.then(() => 'manual' as const),
    ]);
    // Those that lost the race fail later, and nobody minds.
    for (const waiting of [over, late, manual]) waiting.catch(() => {});
    if (first === 'over') return endingOf(page);
    if (start === starts)
      throw new Error(`the face check was ${first} ${starts} times: the machine is too slow`);
    console.warn(`the face check was ${first} and begins anew`);
    await sitAgain();
    if (first === 'late') {
      await press(page, '再试一次');
      await page.getByText('这一步没有在时间内看到').waitFor({ state: 'hidden' });
    } else await page.reload();
  }
}

/** One try of the check, opened as told (by default from the consent). */
export async function tryFace(
  page: Page,
  sitter: Sitter,
  open = () => agreeAndOpenCamera(page),
): Promise<Ending> {
  await open();
  // Not there yet, the page before would be taken for the end of this try.
  await page.waitForURL((url) => url.pathname.endsWith('/capture'));
  return standBeforeCamera(page, sitter);
}

/** The next try, after one that was refused, with a new recording. */
export async function tryAgain(page: Page, sitter: Sitter): Promise<Ending> {
  await sitter.sitAgain();
  return tryFace(page, sitter, () => press(page, '再试一次'));
}

/**
 * Passes the check as an honest person does: a try that was refused (light, a hand before the lens) is made again,
 * as the product offers, until none is left. Each refusal is printed with its reason: bona fide refusals are seen, never hidden.
 */
export async function passFaceCheck(
  page: Page,
  sitter: Sitter,
  open = () => agreeAndOpenCamera(page),
): Promise<Ending> {
  let ending = await tryFace(page, sitter, open);
  while (ending === 'again') {
    await seeHeading(page, '这次没有通过');
    console.warn(`an honest try was refused: ${(await words(page)).replace(/\s+/g, ' ').slice(0, 120)}`);
    ending = await tryAgain(page, sitter);
  }
  return ending;
}

function endingOf(page: Page): Ending {
  const [, kind, , sub, last] = new URL(page.url()).pathname.split('/');
  if (kind === 'applications') return sub === 'ways' ? 'ways' : 'application';
  if (kind === 'wallet') return 'wallet';
  if (kind === 'face' && last === 'again') return 'again';
  throw new Error(`the face check ended at ${page.url()}`);
}
