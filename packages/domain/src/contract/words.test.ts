import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createClient } from './clients.ts';
import { applyAsParty, partyNote } from './parties.ts';
import { createPartyEnrolmentCode } from './party-devices.ts';
import { webhookUrl } from './webhooks.ts';
import { oneLine, someLines } from './words.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** What chance alone seldom brings together: spaces, accents and what nobody sees, side by side. */
const crowded = fc.string({
  unit: fc.constantFrom(
    'a',
    '\u0301',
    ' ',
    '\t',
    '\n',
    '\r',
    '\u0000',
    '\u200B',
    '\u202E',
    '\uFEFF',
    '\uD800',
    '\u2028',
  ),
});

it('T5: words that others read hold nothing that nobody sees, whatever was typed, and stay as they are the second time', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), crowded), (text) => {
      const [line, lines] = [oneLine(text), someLines(text)];
      expect(line).not.toMatch(UNSEEN);
      expect(lines.replaceAll('\n', '')).not.toMatch(UNSEEN);
      expect([oneLine(line), someLines(lines)]).toEqual([line, lines]);
    }),
  );
});

it('T5: what nobody sees leaves no second space behind, and no accent apart from its letter', () => {
  expect(oneLine('a \u0000 b')).toBe('a b');
  expect(oneLine('e\u200B\u0301')).toBe('\u00E9');
  expect(someLines('e\u200B\u0301')).toBe('\u00E9');
});

it('T5: a device’s label cannot turn the direction of the line in which a holder reads who looked', () => {
  const rights = { scope: 'rail', purposes: ['rail.entry'] };
  const label = (text: string) =>
    createPartyEnrolmentCode.body!.safeParse({ ...rights, label: text }).data?.label;
  expect(label('东进站口\u202E 3 号\u2066\n\u0000\u200B')).toBe('东进站口 3 号');
  expect(label('\u202E\u200B\u2060 \uFEFF')).toBeUndefined();
  expect(label('东进站口 3 号')).toBe('东进站口 3 号');
});

it('V1: nor do a system’s label, what an applicant explains, and an officer’s note', () => {
  const { label } = createClient.body!.shape;
  expect(label.parse('核心系统\u0007\u202E')).toBe('核心系统');
  const { explanation } = applyAsParty.body!.shape;
  expect(explanation.parse('开户\u202E时核实\r\n\r\n反洗钱\u0000')).toBe('开户时核实\n\n反洗钱');
  expect(partyNote.parse('补充\u2067材料\n第二行')).toBe('补充材料\n第二行');
  expect(partyNote.safeParse('\u200B\u202E').success).toBe(false);
});

it('V1: a webhook’s address is one that is read as it is called', () => {
  const taken = (url: string) => webhookUrl.safeParse(url).success;
  expect(taken('https://example.org/hooks?team=7')).toBe(true);
  for (const unseen of ['\n', '\t', '\u202E', '\u200B', '\u0000', ' '])
    expect(taken(`https://exam${unseen}ple.org/hooks`)).toBe(false);
});
