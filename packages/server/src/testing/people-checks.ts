import { scriptedPortraits } from './scripted-portraits.ts';
import { syntheticSubject } from './seed-application.ts';
import { askingParty } from './services.ts';
import { type TestContext, testContext } from './test-context.ts';
import { type Answer, startTestServer } from './test-server.ts';
import type { Resident } from './test-world.ts';

/** The real registers, and how often each is asked. */
function counting(real: TestContext, asked: { named: number; portraits: number }): TestContext {
  const population: TestContext['population'] = {
    ...real.population,
    checkRealName: (request) => {
      asked.named += 1;
      return real.population.checkRealName(request);
    },
    portrait: (request) => {
      asked.portraits += 1;
      return real.population.portrait(request);
    },
  };
  return { ...real, population };
}

/** A bank that asks about people (V2), with registers that count what they are asked. */
export async function peopleChecks() {
  const asked = { named: 0, portraits: 0 };
  const vision = scriptedPortraits();
  const context = counting(await testContext({ vision }), asked);
  const server = await startTestServer(context);
  const http = server.client();
  const bank = await askingParty(context, http);
  let strangers = 500;
  return {
    context,
    vision,
    server,
    http,
    bank,
    asked,
    /** A number that the register does not know. */
    nobody: () => syntheticSubject(strangers++).number,
    /** Somebody about whom nobody has asked yet; nothing is counted so far. */
    newPerson: (): Promise<Resident> => {
      Object.assign(asked, { named: 0, portraits: 0 });
      return context.world.enrol('慕容晓晓', '1990-03-07');
    },
    /** The number of one of the people of the demo, by the id of their page. */
    numberOf: async (id: string): Promise<string> => {
      const page = await (await fetch(`${context.world.url}/people/${id}`)).text();
      return /990000\d{11}[\dX]/.exec(page)![0];
    },
    /** The id of a newcomer's page. */
    idOf: async ({ number }: Resident): Promise<string> => {
      const { people } = (await (await fetch(`${context.world.url}/demo-people`)).json()) as {
        people: { number: string; portraitUrl: string | null }[];
      };
      const page = people.find((one) => one.number === number)?.portraitUrl;
      return /people\/(\w+)\//.exec(page ?? '')![1]!;
    },
    evidenceRows: async () =>
      Number((await context.pool.query('select count(*) from evidence')).rows[0].count),
    close: async () => {
      await server.close();
      await context.close();
    },
  };
}

/** All of an answer that may not tell one person from another: everything but ids and times, which must be there. */
export function sameness({ status, body, headers }: Answer): string {
  const { evidenceId, checkedAt, ...rest } = body;
  if (!/^[0-9a-f-]{36}$/.test(evidenceId) || !/Z$/.test(checkedAt))
    throw new Error(`an answer without evidence or time: ${JSON.stringify(body)}`);
  const named = [...headers.keys()].filter((name) => !/date|trace|ratelimit/.test(name));
  return JSON.stringify({ status, rest, named, length: headers.get('content-length') });
}
