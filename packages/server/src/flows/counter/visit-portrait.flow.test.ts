import { syntheticNumber } from '@suizheng/sandbox/population/people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counterTrip } from '../../testing/counter-trip.ts';

let trip: Awaited<ReturnType<typeof counterTrip>>;
beforeAll(async () => {
  trip = await counterTrip();
});
afterAll(() => trip.close());

const looksAt = async (personId: string) =>
  (await trip.audits('staff.look')).filter(
    ({ object_id, detail }) =>
      object_id === personId && (detail as Record<string, unknown>).picture === 'register',
  );

describe('the register’s portrait at the counter', () => {
  it('A6: is shown to the officer of the visit alone, each look audited with its purpose, and never kept', async () => {
    const { body: visit } = await trip.officer.visit(await trip.someone(), { purpose: 'identify-applicant' });
    const answer = await trip.officer.act('GET', `/visits/${visit.id}/portrait`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { jpeg, takenOn } = answer.body.portrait;
    expect([...Buffer.from(jpeg, 'base64').subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(takenOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const looks = await looksAt(visit.person.id);
    expect(looks).toMatchObject([
      { actor_id: trip.officer.staffId, detail: { purpose: 'identify-applicant', visit: visit.id } },
    ]);

    const other = await trip.other.act('GET', `/visits/${visit.id}/portrait`);
    expect(other.body.code).toBe('not-found');
    expect(await looksAt(visit.person.id)).toHaveLength(1);
    await trip.officer.act('DELETE', `/visits/${visit.id}`);
    const after = await trip.officer.act('GET', `/visits/${visit.id}/portrait`);
    expect(after.body.code).toBe('not-found');
    const part = Buffer.from(jpeg, 'base64').subarray(0, 400).toString('hex');
    for (const table of ['counter_visit', 'person', 'audit_event'] as const) {
      const rows = await trip.context.db.selectFrom(table).selectAll().execute();
      const kept = JSON.stringify(rows, (_, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value,
      );
      expect(kept).not.toContain(part);
      expect(kept).not.toContain(jpeg.slice(0, 400));
    }
  });

  it('A6: a person of whom the register holds none is said to have none', async () => {
    // 高秀兰 of the sandbox's register, born 1948: known, without a portrait.

    const person = { name: '高秀兰', number: syntheticNumber('1948-08-08', 'female', 1) };
    const { body: visit, text } = await trip.officer.visit(person as never);
    expect(visit.id, text).toBeDefined();
    const { status, body } = await trip.officer.act('GET', `/visits/${visit.id}/portrait`);
    expect([status, body]).toEqual([200, { portrait: null }]);
  });
});
