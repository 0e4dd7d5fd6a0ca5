import { setTimeout as sleep } from 'node:timers/promises';
import { anotherOfficer } from '../counter-steps.ts';
import type { Actor } from '../steps/actor.ts';
import { applyFor, changeCourse, doCheck, look, signIn, type World } from './citizen.ts';
import { issuePaper, officerHeaders, revoke } from './officer.ts';
import { enrol, plainPortrait } from './people.ts';

/** What runs: until `ending`, everybody goes on to the next thing; what is under way is brought to its end. */
export type LoadOptions = {
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Numbers in 0..1, repeatable. */
  readonly chance: () => number;
  readonly actor: Actor | undefined;
  readonly ending: AbortSignal;
};

const OPEN = ['proving'];
/** A check that an outage cut off is begun again; the server allows twelve an hour. */
const MOST_CHECKS = 10;
/** Milliseconds after which a request counts as caught by an outage. */
const CAUGHT_MS = 3_000;
/** The same for a trip before the camera, which takes some ten seconds by itself. */
const TRIP_MS = 30_000;

const counter = (from = 0): (() => number) => {
  let last = from;
  return () => {
    last += 1;
    return last;
  };
};

/** A load under way. */
export type Load = {
  /** A coach party at the counter: so many papers at once, which a kill shortly after catches at every stage. */
  burst(papers: number): void;
  /** Resolves when everything that was begun has been answered. */
  readonly ended: Promise<unknown>;
};

/** Starts citizens, travellers before their cameras, newcomers and officers. */
export async function startLoad(world: World, options: LoadOptions): Promise<Load> {
  const { chance, ending, actor } = options;
  const { ledger, sandboxUrl, url } = world;
  const plain = await plainPortrait();
  const officer = officerHeaders(options.dataDir);
  const { token } = await anotherOfficer(options.databaseUrl);
  const colleague = { authorization: `Bearer ${token}` };
  const nextPerson = counter();
  const nextMobile = counter(40_000_000 + Math.floor(chance() * 1e6));
  const newMobile = (): string => `161${nextMobile()}`;
  const pause = (ms: number): Promise<void> =>
    sleep(ms * (0.5 + chance()), undefined, { signal: ending }).catch(() => {});

  const promised = async (once: () => Promise<void>): Promise<void> => {
    await once().catch((error: Error) => void ledger.wrong.push(error.message));
  };

  /**
   * Begins `once` again and again until the end, and waits for all that was begun. Whoever a kill catches waits for an
   * answer for up to a minute: the next begins meanwhile, `most` of them at a time.
   */
  const repeat = async (once: () => Promise<void>, most = 20, caughtMs = CAUGHT_MS): Promise<void> => {
    const underWay = new Set<Promise<void>>();
    while (!ending.aborted) {
      const work = promised(once).finally(() => underWay.delete(work));
      underWay.add(work);
      await Promise.race([work, sleep(caughtMs)]);
      if (underWay.size >= most) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  };

  const stranger = (number: number) => ({ name: 'MARIA SANTOS', passport: `X${String(1e7 + number)}` });
  const bursts: Promise<void>[] = [];
  const burst = (papers: number): void => {
    for (let i = 0; i < papers; i += 1) {
      bursts.push(promised(async () => void (await issuePaper(world, officer, stranger(nextPerson())))));
    }
  };

  const officerAtWork = async (): Promise<void> => {
    const number = nextPerson();
    const resident = number % 3 === 0;
    const person = resident ? await enrol(sandboxUrl, plain, number) : stranger(number);
    const id = await issuePaper(world, officer, person);
    if (id && chance() < 0.2) await revoke(world, { officer, colleague }, id);
    await pause(120);
  };

  const citizen = async (): Promise<void> => {
    const cookie = await signIn(world, newMobile(), ending);
    await repeat(async () => {
      if (!cookie) return;
      const application = await applyFor(world, cookie, await enrol(sandboxUrl, plain, nextPerson()));
      const choice = chance();
      if (application && choice < 0.3) await changeCourse(world, cookie, application.id, 'withdrawal');
      else if (application && choice < 0.6) await changeCourse(world, cookie, application.id, 'way');
      await pause(200);
    });
  };

  /** Somebody's own application and a companion's for the same person, at the same time: only one may be issued. */
  const traveller = async (face: Actor): Promise<void> => {
    const cookies = [await signIn(world, newMobile(), ending), await signIn(world, newMobile(), ending)];
    await repeat(
      async () => {
        const person = await enrol(sandboxUrl, face.portrait, nextPerson());
        await Promise.all(
          cookies.map(async (cookie) => {
            if (!cookie) return;
            let view = await applyFor(world, cookie, person);
            for (let begun = 0; begun < MOST_CHECKS && view && OPEN.includes(view.state); begun += 1) {
              await doCheck(world, cookie, view.id, face.begin(Math.floor(chance() * 1e6)));
              view = await look({ url, ledger }, cookie, view.id);
            }
          }),
        );
      },
      2,
      TRIP_MS,
    );
  };

  const people = Promise.all([
    repeat(officerAtWork),
    repeat(officerAtWork),
    citizen(),
    citizen(),
    repeat(async () => {
      await signIn(world, newMobile(), ending);
      await pause(1_500);
    }),
    ...(actor ? [traveller(actor)] : []),
  ]);
  return { burst, ended: people.then(() => Promise.all(bursts)) };
}
