import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeBase45 } from '@suizheng/domain/credential/base45.ts';
import { encodeCbor } from '@suizheng/domain/credential/cbor-map.ts';
import { packField } from '@suizheng/domain/credential/field-bytes.ts';
import { fieldName } from '@suizheng/domain/credential/fields.ts';
import { parseCode } from '@suizheng/domain/credential/presentation.ts';
import { openStatusDelta } from '@suizheng/domain/credential/status-delta.ts';
import { openTrustList } from '@suizheng/domain/credential/trust-list.ts';
import { CREDENTIAL_PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { bearer, enrolGate, lookOf, phoneWithCredential } from '../../testing/gate.ts';
import { activeParty } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startTestServer, type TestClient } from '../../testing/test-server.ts';
import { addStaff } from '../staff/add-staff.ts';
import { keysForPurposes } from './disclosure.ts';

/** docs/what-verifiers-learn.md, line by line: each test is named by its line, and none may be missing on either side. */
const DOCUMENT = readFileSync(
  join(import.meta.dirname, '../../../../../docs/what-verifiers-learn.md'),
  'utf8',
);
const LINES = [...DOCUMENT.matchAll(/^- \*\*([A-Z]\d)\*\*/gm)].map(([, id]) => id!);
const tested: string[] = [];

const START = new Date('2026-11-21T09:03:00+08:00');
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let officer: string;
let entry: Awaited<ReturnType<typeof enrolGate>>;
let border: Awaited<ReturnType<typeof enrolGate>>;
type Phone = Awaited<ReturnType<typeof phoneWithCredential>>;

beforeAll(async () => {
  context = await testContext({ now: START });
  server = await startTestServer(context, { limits: false });
  client = server.client();
  const staff = { name: '周警官', counter: '北京南站公安制证口', roles: ['officer'] as const };
  officer = (await addStaff(context, SYSTEM, staff, START)).token;
  entry = await enrolGate(client, officer, { label: 'A 口', purposes: ['rail.entry'] });
  border = await enrolGate(client, officer, {
    label: '口岸',
    scope: 'border',
    purposes: ['border.crossing'],
  });
});
afterAll(async () => {
  await server.close();
  await context.close();
});
beforeEach(() => context.setNow(START));

/** One line of the document, asserted. */
function line(id: string, title: string, check: () => Promise<void> | void): void {
  tested.push(id);
  it(`T5 V2 ${id}: ${title}`, check);
}

const claimsOf = async (phone: Phone) => {
  const parsed = parseCode(await phone.code());
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.code.credential.claims;
};
const bytesOf = (code: string): Buffer => Buffer.from(decodeBase45(code.slice(4))!);
const stranger = async (code: string) => (await client.post('/api/v1/verifications', { code })).body;
const secretsOf = ({ subject }: Phone): Buffer[] =>
  [subject.name, subject.number].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    Buffer.from(packField(text)),
  ]);
async function setStatus(phone: Phone, status: 'suspended' | 'revoked'): Promise<void> {
  const path = `/api/v1/counter/credentials/${phone.credentialId}/status`;
  const answer = await client.post(path, { status, reason: '演练' }, bearer(officer));
  expect(answer.status, answer.text).toBe(200);
  context.advance(1_100);
}

describe('anybody who sees a code', () => {
  line('Q1', 'what stands in clear in a code', async () => {
    const phone = await phoneWithCredential(context);
    const parsed = parseCode(await phone.code());
    if (!parsed.ok) throw new Error(parsed.reason);
    const { credential, presentation } = parsed.code;
    const { sealed, ...clear } = credential.claims;
    expect(Object.keys(clear).sort()).toEqual([
      'credentialId',
      'epoch',
      'expiresAt',
      'holderKey',
      'issuedAt',
      'medium',
      'presentUntil',
      'serial',
      'status',
      'type',
    ]);
    expect(sealed.map(({ field }) => fieldName(field))).toEqual(['name', 'number']);
    expect(presentation!.time).toBe(START.getTime() / 1000);
  });

  line('Q2', 'name and number are in no form in its bytes', async () => {
    const phone = await phoneWithCredential(context);
    const bytes = bytesOf(await phone.code());
    for (const secret of secretsOf(phone)) expect(bytes.includes(secret)).toBe(false);
  });

  line('Q3', 'two codes of one credential are linked by id, serial, key and status place', async () => {
    const phone = await phoneWithCredential(context);
    const [one, two] = [await claimsOf(phone), await claimsOf(phone)];
    expect(encodeCbor([one.credentialId, one.serial, one.holderKey, one.status.index])).toEqual(
      encodeCbor([two.credentialId, two.serial, two.holderKey, two.status.index]),
    );
    const lives = CREDENTIAL_PROCEDURES.filter(({ id }) => /rail|permit/.test(id));
    for (const { id, credential } of lives) {
      expect(credential.validForMs, id).toBeLessThanOrEqual(7 * 86_400_000);
    }
  });

  line('Q4', 'two credentials of one person have nothing of the kind in common', async () => {
    const first = await phoneWithCredential(context);
    // The next one is issued when the first one nears its end.
    context.advance(22 * 3_600_000);
    const second = await phoneWithCredential(context, first.subject);
    const [one, two] = [await claimsOf(first), await claimsOf(second)];
    expect(one.credentialId).not.toEqual(two.credentialId);
    expect(one.serial).not.toBe(two.serial);
    expect(one.holderKey).not.toEqual(two.holderKey);
    expect(one.status.index).not.toBe(two.status.index);
    for (const [i, { sealed }] of one.sealed.entries()) expect(sealed).not.toEqual(two.sealed[i]!.sealed);
  });

  line('Q5', 'the length of a sealed field tells little', async () => {
    const lengths = ['李雨', '张晓晓', '阿依古丽买买'].map((name) => packField(name).length);
    expect(new Set(lengths).size).toBe(1);
    expect(packField('迪丽努尔·阿卜杜热合曼').length).toBe(32);
    expect(packField('一二三四五六七').length).toBe(16);
    expect(packField('一二三四五六七八').length).toBe(32);
  });
});

describe('a stranger who asks', () => {
  line('S1', 'of a valid code: kind, medium, until when', async () => {
    const phone = await phoneWithCredential(context);
    const { evidenceId, ...answer } = await stranger(await phone.code());
    expect(evidenceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(
      Object.entries(answer)
        .flatMap(([key, value]) => (value === null ? [] : [key]))
        .sort(),
    ).toEqual([
      'checkedAt',
      'code',
      'explanation',
      'medium',
      'next',
      'title',
      'type',
      'validUntil',
      'verdict',
    ]);
    const text = JSON.stringify(answer);
    for (const secret of [phone.subject.name, phone.subject.number, phone.row.serial])
      expect(text).not.toContain(`"${secret}"`);
  });

  line('S2', 'of a revoked or suspended code: that it is so', async () => {
    for (const status of ['suspended', 'revoked'] as const) {
      const phone = await phoneWithCredential(context);
      await setStatus(phone, status);
      const answer = await stranger(await phone.code());
      // One officer alone suspends; a second pair of eyes revokes.
      expect(['suspended', 'revoked']).toContain(answer.code);
      expect(answer).toMatchObject({ validUntil: null, fields: null, sealDigest: null });
      expect(JSON.stringify(answer)).not.toContain('演练');
    }
  });

  line('S3', 'of a forged text: which rule it breaks', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    for (const text of [
      'https://example.org',
      'SZ1:',
      `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`,
    ]) {
      const answer = await stranger(text);
      expect(answer).toMatchObject({
        verdict: 'red',
        type: null,
        medium: null,
        validUntil: null,
        fields: null,
      });
    }
  });

  line('S4', 'the status list answers for any place, and nobody hears of it', async () => {
    const phone = await phoneWithCredential(context);
    const count = () => context.db.selectFrom('look').select('look_id').execute();
    const before = (await count()).length;
    const list = await client.get('/api/v1/status-lists/0');
    expect(list.status).toBe(200);
    expect((await count()).length).toBe(before);
    for (const secret of [...secretsOf(phone), phone.row.cti])
      expect(Buffer.from(list.text, 'latin1').includes(secret)).toBe(false);
  });

  line('S5', 'the trust list tells nothing about people', async () => {
    const { bytes } = await server.desk.trust();
    const root = context.keys.trustRoot();
    const anchor = { kid: root.kid, publicKey: root.publicKey };
    const opened = await openTrustList(bytes, anchor, START, server.desk.crypto);
    if (!opened.ok) throw new Error(opened.reason);
    expect(Object.keys(opened.trust).sort()).toEqual([
      'expiresAt',
      'freshness',
      'issuedAt',
      'issuer',
      'keys',
      'sequence',
      'types',
    ]);
  });
});

describe('a verifier of another scope', () => {
  line('W1', 'hears the same bytes whatever the document’s state', async () => {
    const [valid, stopped, ended] = [
      await phoneWithCredential(context),
      await phoneWithCredential(context),
      await phoneWithCredential(context),
    ];
    await setStatus(stopped, 'suspended');
    const say = async (phone: Phone) => {
      const { evidenceId: _, checkedAt: __, ...rest } = (await border.ask(await phone.code())).body;
      return JSON.stringify(rest);
    };
    const [one, two] = [await say(valid), await say(stopped)];
    context.advance(25 * 3_600_000);
    const three = await say(ended);
    expect(new Set([one, two, three]).size).toBe(1);
    expect(JSON.parse(one)).toMatchObject({
      code: 'not-valid-for-border',
      type: null,
      medium: null,
      validUntil: null,
      fields: null,
      sealDigest: null,
    });
  });

  line('W2', 'shows neither kind nor seal on its own screen and in its own log', () => {
    // The screen itself is looked at in journeys/travel-permit.film.test.ts; here, that nobody undoes it.
    const web = join(import.meta.dirname, '../../../../web/src/verifier');
    const read = (file: string) => readFileSync(join(web, file), 'utf8');
    expect(read('gate/check-code.ts')).toContain("verification.verdict === 'not-valid-here') return null");
    expect(read('result/result-screen.tsx')).toContain(
      "verdict === 'not-valid-here' ? null : typeName(type)",
    );
    expect(read('looks/look-of.ts')).toContain("verification.verdict !== 'not-valid-here'");
  });
});

describe('an enrolled verifier in its scope', () => {
  line('E1', 'gets exactly the fields of its purpose, for every purpose of every document', async () => {
    for (const { id, credential } of CREDENTIAL_PROCEDURES) {
      for (const purpose of credential.purposes) {
        const keys = keysForPurposes(context.keys, purpose.scope, [purpose.id]);
        const fields = keys.filter(({ type }) => type === credential.code).map(({ field }) => field);
        const valid = credential.scopes.includes(purpose.scope);
        expect([...new Set(fields)].sort(), `${id} ${purpose.id}`).toEqual(
          valid ? [...purpose.reveals].sort() : [],
        );
      }
    }
    const phone = await phoneWithCredential(context);
    expect((await entry.ask(await phone.code())).body.fields).toEqual(phone.subject);
  });

  line('E2', 'its pack’s keys open these fields of every code it sees, and no others', async () => {
    const exit = await enrolGate(client, officer, { label: '出站', purposes: ['rail.exit'] });
    const pack = await exit.pack(START);
    for (let i = 0; i < 2; i += 1) {
      const phone = await phoneWithCredential(context);
      const verdict = await pack.verify(await phone.code(), START);
      expect(verdict).toMatchObject({ fields: { name: phone.subject.name } });
      expect(JSON.stringify(verdict)).not.toContain(phone.subject.number);
    }
  });

  line('E3', 'the holder learns of each look, under the id that the verifier holds', async () => {
    const phone = await phoneWithCredential(context);
    const { evidenceId } = (await entry.ask(await phone.code())).body;
    const looks = await context.db.selectFrom('look').selectAll().where('cti', '=', phone.row.cti).execute();
    expect(looks).toMatchObject([{ look_id: evidenceId, reader_id: entry.readerId, purpose: 'rail.entry' }]);
  });

  line('E4', 'what verifiers pool links looks at one credential', async () => {
    const phone = await phoneWithCredential(context);
    const pack = await entry.pack(START);
    const ids = [
      await pack.verify(await phone.code(), START),
      await pack.verify(await phone.code(), START),
    ].map((verdict) => ('credentialId' in verdict ? verdict.credentialId : null));
    expect(ids).toEqual([phone.row.cti.toString('hex'), phone.row.cti.toString('hex')]);
  });
});

describe('the pack', () => {
  line('P1', 'names nobody', async () => {
    const phone = await phoneWithCredential(context);
    await entry.ask(await phone.code());
    const { raw } = await entry.pack(START);
    const parts = [
      raw.body.manifest,
      raw.body.trustList,
      raw.body.grant,
      ...raw.body.statusLists.map(tokenOf),
    ];
    const bytes = Buffer.concat(parts.map((part: string) => Buffer.from(part, 'base64url')));
    for (const secret of [...secretsOf(phone), phone.row.cti]) expect(bytes.includes(secret)).toBe(false);
    expect(raw.body.flags).toEqual([]);
  });

  line('P2', 'changes of a list tell which places changed', async () => {
    const phone = await phoneWithCredential(context);
    const before = await entry.pack(context.clock());
    await setStatus(phone, 'suspended');
    const { raw, trust } = await entry.pack(context.clock(), before.held);
    const token = Buffer.from(tokenOf(raw.body.statusLists[0]), 'base64url');
    const opened = await openStatusDelta(token, trust.keys, server.desk.crypto);
    if (!opened.ok) throw new Error(opened.reason);
    expect(opened.delta.changes).toContainEqual([phone.row.status_index, 'suspended']);
  });

  line('P3', 'a double tells the other gate and the time, nothing about the person', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    await entry.ask(code);
    const other = await enrolGate(client, officer, { label: 'B 口', purposes: ['rail.entry'] });
    context.advance(5_000);
    await other.ask(code);
    const { flags } = (await entry.sync([])).body;
    expect(Object.keys(flags[0]).sort()).toEqual(['codeId', 'lookId', 'otherAt', 'otherReader']);
    expect(flags[0].otherReader).toBe('北京南站 · B 口');
  });
});

describe('systems, time and logs', () => {
  line('R1', 'an event of a double carries ids and times only', async () => {
    const { partyId } = await activeParty(context, { purposes: ['rail.entry'] });
    const gate = await enrolGate(client, officer, { label: 'C 口', purposes: ['rail.entry'] });
    await context.db
      .updateTable('reader')
      .set({ party_id: partyId })
      .where('reader_id', '=', gate.readerId)
      .execute();
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    const look = lookOf(await (await gate.pack(START)).verify(code, START), START, 'rail.entry');
    await entry.ask(code);
    await gate.sync([look]);
    const events = await context.db
      .selectFrom('party_event')
      .selectAll()
      .where('party_id', '=', partyId)
      .execute();
    expect(events.map(({ data }) => Object.keys(data).sort())).toEqual([
      ['at', 'evidence', 'otherAt', 'reader'],
    ]);
  });

  line('T1', 'out of scope is answered before the status is looked at', async () => {
    const phone = await phoneWithCredential(context);
    const { trust } = await server.desk.trust();
    const { verifyCode } = await import('@suizheng/domain/credential/verify.ts');
    let asked = 0;
    const answer = await verifyCode(await phone.code(), {
      trust,
      statusList: () => {
        asked += 1;
        return undefined;
      },
      reader: { scope: 'border', purposes: [], fieldKeys: [] },
      now: START,
      online: true,
      crypto: server.desk.crypto,
    });
    expect([answer.reason, asked]).toEqual(['not-valid-for-border', 0]);
  });

  line('T2', 'the server’s log bears neither code nor person nor credential', async () => {
    const phone = await phoneWithCredential(context);
    const code = await phone.code();
    await stranger(code);
    await entry.ask(code);
    await border.ask(code);
    await entry.sync([lookOf(await (await entry.pack(START)).verify(code, START), START)]);
    const log = server.log.join('\n');
    expect(log).toContain('"resource":"verify"');
    const { name, number } = phone.subject;
    for (const secret of [
      name,
      number,
      code,
      code.slice(0, 40),
      phone.row.cti.toString('hex'),
      phone.row.cti.toString('base64url'),
    ])
      expect(log).not.toContain(secret);
  });
});

it('T5 V2: every line of the document has its test, and every test its line', () => {
  expect(tested.sort()).toEqual(LINES.sort());
});

function tokenOf(list: { token: string }): string {
  return list.token;
}
