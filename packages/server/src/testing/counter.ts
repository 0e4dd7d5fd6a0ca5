import { SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { bearer, once } from './gate.ts';
import type { TestContext } from './test-context.ts';
import { type Answer, newestCode, type TestClient } from './test-server.ts';
import type { Resident } from './test-world.ts';

let mobiles = 0;
/** A mobile that nobody had before. */
export const newMobile = (): string => `161${String(70_000_000 + mobiles++)}`;

/** An officer at a counter over HTTP; newcomers of the test world who were born before 1980 have a long-term card. */
export async function newOfficer(context: TestContext, client: TestClient, name = '周警官') {
  const staff = { name, counter: '北京南站窗口', roles: ['officer'] as const };
  const { token, staffId } = await addStaff(context, SYSTEM, staff, context.clock());
  const act = (method: string, path: string, body?: unknown, headers = once()): Promise<Answer> =>
    client.send(method, `/api/v1/counter${path}`, {
      ...(body === undefined ? {} : { body }),
      headers: { ...bearer(token), ...headers },
    });
  const code = async (visitId: string, mobile: string): Promise<string> => {
    const sent = await act('POST', `/visits/${visitId}/mobile-codes`, { mobile });
    if (sent.status !== 202) throw new Error(`mobile-codes: ${sent.text}`);
    return newestCode(context.world.url, mobile);
  };
  return {
    staffId,
    token,
    act,
    find: (query: string, purpose = 'face-sign') => act('POST', '/people-searches', { purpose, query }),
    visit: (person: Resident, more: { purpose?: string; expires?: string; kind?: string } = {}) =>
      act('POST', '/visits', {
        purpose: more.purpose ?? 'face-sign',
        name: person.name,
        document: {
          kind: more.kind ?? 'resident-id',
          number: person.number,
          expires: more.expires ?? '长期',
        },
        seen: true,
      }),
    code,
    /** Face-signs with the code of the message that came. */
    faceSign: async (visitId: string, mobile: string, headers = once()) =>
      act('POST', `/visits/${visitId}/face-sign`, { mobile, code: await code(visitId, mobile) }, headers),
    decide: (visitId: string, applicationId: string, body: unknown, headers = once()) =>
      act('POST', `/visits/${visitId}/applications/${applicationId}/decision`, body, headers),
  };
}
