import type { FastifyInstance } from 'fastify';
import { ORGANISATIONS } from '../organisations/organisations.ts';
import type { Person } from '../population/people.ts';
import type { Register } from '../population/register.ts';

/** Who to be in a demo, for programs: one person, everyone, and those on whom the contract is checked. */
export function addDemoRoutes(app: FastifyInstance, register: Register): void {
  const route = (path: string, summary: string, answer: (origin: string) => unknown) =>
    app.get(path, { schema: { tags: ['demo'], summary } }, async (request) =>
      answer(`${request.protocol}://${request.host}`),
    );
  route('/demo-person', 'Who to be in a demo', (origin) => demoView(register.byId('p01')!, origin));
  route('/demo-people', 'Everyone there is', (origin) => ({
    people: register.all().map((person) => demoView(person, origin)),
  }));
  route('/demo-subject', 'On whom the contract is checked (conformance.ts)', () => {
    const child = register.all().find(({ guardians }) => guardians !== undefined)!;
    const [organisation] = ORGANISATIONS;
    const permit = register.byId('h01')!;
    const linked = register.all().find(({ sameAs }) => sameAs === permit.number);
    return {
      ...subjectView(register.byId('p01')!),
      guardianship: { child: child.number, guardian: child.guardians![0]!.number },
      permit: { ...subjectView(permit), ...(linked ? { linkedNumber: linked.number } : {}) },
      organisation: { uscc: organisation!.uscc, name: organisation!.name },
    };
  });
}

function subjectView({ name, number, mobile, card, portraitDate }: Person) {
  return { name, number, mobile, expiry: card?.expires ?? null, hasPortrait: portraitDate !== null };
}

/** A person as `/demo-person` tells: what to type, and where the portrait is. */
export function demoView(person: Person, origin: string) {
  return {
    name: person.name,
    document: person.document ?? 'resident-id',
    number: person.number,
    mobile: person.mobile,
    ...(person.inHand === undefined ? {} : { inHand: person.inHand }),
    ...(person.guardians === undefined ? {} : { guardians: person.guardians }),
    expiry: person.card?.expires ?? null,
    portraitUrl: person.portraitDate === null ? null : `${origin}/people/${person.id}/portrait.jpg`,
    note:
      person.portraitDate === null
        ? 'No portraits are installed: enrol yourself at / to pass a face check.'
        : person.note,
  };
}
