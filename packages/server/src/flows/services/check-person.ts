import type { CheckView } from '@suizheng/domain/contract/services.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { judgePicture } from '@suizheng/domain/policy/portrait-picture.ts';
import { matchBand } from '@suizheng/domain/policy/real-person-check.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import { cosine } from '@suizheng/vision/cosine.ts';
import type { Embedding } from '@suizheng/vision/measurement.ts';
import type { Context } from '../../context.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import { measured } from '../real-person-checks/measured.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { parseServiceNumber, type RegisterContext, registerAway } from './ask-register.ts';
import { countTry, faceCounts, giveBack } from './count-subject.ts';
import { giveAnswer } from './give-answer.ts';
import { pictureFault, readPortrait } from './read-portrait.ts';
import { steadily } from './steadily.ts';

type PersonContext = RegisterContext & Pick<Context, 'vision'>;

/** A name, the number of a document, and a picture as base64. */
export type PersonQuestion = {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly number: string;
  readonly portrait: string;
};

/**
 * Real-person check (V2): is the person in the picture the one with this name and number? Yes or no, never a score or a
 * band: scores allow to climb towards a face. The picture is judged by itself before anybody is asked about the person;
 * then every question takes the same road, known or unknown: both registers' answers, two faces measured. The picture
 * lives in memory only. Throws what `checkRealName` throws, and `busy`.
 */
export async function checkPerson(
  context: PersonContext,
  ask: Ask,
  { name, document, number: typed, portrait: base64 }: PersonQuestion,
): Promise<CheckView> {
  const number = parseServiceNumber(context, document, typed);
  const sent = readPortrait(base64);
  await admit(context, ask);
  const face = await measureSent(context, sent);
  return steadily(servicePolicy.answersEveryMs.face, async () => {
    const { limits } = context;
    const counts = faceCounts(context, ask, number);
    await countTry(context, counts, ask.now);
    const reference = await referenceOf(context, { name, document, number }, sent).catch(async (error) => {
      await giveBack(context, counts.all, ask.now);
      throw error;
    });
    const same = reference !== null && matchBand(cosine(face, reference)) === 'match';
    if (!same) return giveAnswer(context, ask, { number, code: 'person-no-match' });
    return giveAnswer(context, ask, { number, code: 'person-match' }, (db) =>
      giveBack({ db, limits }, counts.misses, ask.now),
    );
  });
}

/** What the sent picture shows, in numbers; throws `validation-failed` naming what is wrong with it. */
async function measureSent({ vision }: PersonContext, sent: Buffer): Promise<Embedding> {
  const picture = await measured(() => vision.measurePortrait(sent, 'camera'));
  const fault = judgePicture(picture);
  if (fault !== null) throw pictureFault(`portrait.${fault}`);
  if (!picture.ok || picture.embedding === null) throw pictureFault('portrait.no-face');
  return picture.embedding;
}

/**
 * The face that the register has under this number, or null where name and number do not belong together or there is none
 * to compare with: the sent picture is measured in its place then, so that the answer takes as long.
 */
async function referenceOf(
  context: PersonContext,
  { name, document, number }: Omit<PersonQuestion, 'portrait'>,
  sent: Buffer,
): Promise<Embedding | null> {
  const register = registerFor(context, document);
  const [named, portrait] = await Promise.all([
    register.checkRealName({ name, number }),
    register.portrait({ number, purpose: 'real-person-check' }),
  ]);
  if (named.kind === 'unavailable') throw registerAway(named);
  if (portrait.kind === 'unavailable') throw registerAway(portrait);
  const shown = portrait.kind === 'portrait' ? portrait.jpeg : sent;
  const reference = await measured(() => context.vision.measurePortrait(shown));
  const known = portrait.kind === 'portrait' && named.kind === 'match';
  return known && reference.ok ? reference.embedding : null;
}
