import { once } from './gate.ts';
import { partyTrip } from './party-trip.ts';
import type { TestContext } from './test-context.ts';
import type { startTestServer, TestClient } from './test-server.ts';

/** The public key of a reader's device. */
export const DEVICE_KEY =
  'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU';

/** Instead of checking tickets the party sells them, and asks about cards too. */
export const CHANGE = {
  purposes: ['rail.entry', 'rail.sale'],
  services: ['credential-check', 'card-status-check'],
  explanation: '车站改为自助售票，不再人工验票',
};

/** An officer approves the change, or less of it. */
export const approve = (more: object = {}) => ({
  decision: 'approve',
  purposes: CHANGE.purposes,
  services: CHANGE.services,
  limits: {},
  note: null,
  ...more,
});

/** An officer refuses it, with reason and note. */
export const refusal = { decision: 'refuse', reason: 'more-than-needed', note: '售票无须看证' };

/** Where an officer acts on a change. */
export const path = (id: string, amendment: string, act: string) => `/${id}/amendments/${amendment}/${act}`;

/** A field that is wrong, and how. */
export type Fault = { field: string; code: string };

/** Field and code of each fault that an answer names. */
export const faults = (answer: { body: { errors?: Fault[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

type Party = { readonly client: TestClient; readonly id: string };

/** A party that is active and asks for other purposes and services, and two officers who decide. */
export async function amendmentTrip(
  context: TestContext,
  server: Awaited<ReturnType<typeof startTestServer>>,
) {
  const trip = partyTrip(context, server);
  return {
    ...trip,
    officer: await trip.staffOf('officer'),
    other: await trip.staffOf('officer'),
    ask: (client: TestClient, id: string, more: object = {}, headers = once()) =>
      client.post(`/api/v1/parties/${id}/amendments`, { ...CHANGE, ...more }, headers),
    list: async ({ client, id }: Party) => (await client.get(`/api/v1/parties/${id}/amendments`)).body.items,
    read: async ({ client, id }: Party) => (await client.get(`/api/v1/parties/${id}`)).body,
    /** What the party was told, by kind. */
    eventsOf: async (partyId: string) => {
      const rows = await context.db
        .selectFrom('party_event')
        .select(['kind', 'data'])
        .where('party_id', '=', partyId)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind, data }) => ({ kind, ...data }));
    },
    /** A reader of the party, enrolled as its device would be. */
    readerOf: async (party: Party, purposes: string[]) => {
      const code = await party.client.post(
        `/api/v1/parties/${party.id}/enrolment-codes`,
        { label: `闸机 ${purposes.join('、')}`, scope: 'rail', purposes },
        once(),
      );
      const encryptionKey = DEVICE_KEY;
      const made = await server.client().post('/api/v1/readers', { code: code.body.code, encryptionKey });
      if (made.status !== 201) throw new Error(made.text);
      return { id: made.body.reader.id as string };
    },
  };
}
