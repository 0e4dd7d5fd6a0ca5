import { expect, it } from 'vitest';
import { answerExample } from './answer-example.ts';

const schema = {
  properties: {
    service: { enum: ['credential-check', 'real-name-check', 'link-check'] },
    verdict: { enum: ['green', 'match', 'waiting'] },
    code: { enum: ['valid', 'identity-match', 'linked'] },
    title: { type: 'string' },
  },
};
const link = {
  properties: {
    ...schema.properties,
    state: { enum: ['waiting', 'answered'] },
    answer: { enum: ['confirmed', 'not-confirmed'] },
  },
};
const security = (scope: string) => [{ client: [scope] }];

it('V2: an example answers as its own service does', () => {
  const operation = { operationId: 'checkRealName', security: security('real-name-check') };
  expect(answerExample(operation, schema, {}, 'en')).toMatchObject({
    service: 'real-name-check',
    verdict: 'match',
    code: 'identity-match',
    title: 'Match',
  });
});

it('L3: a link that was just asked about waits; read later it is confirmed', () => {
  const asked = { operationId: 'createLinkCheck', security: security('link-check') };
  expect(answerExample(asked, link, {}, 'en')).toMatchObject({
    state: 'waiting',
    answer: null,
    code: 'consent-awaited',
  });
  const read = { operationId: 'readLinkCheck', security: security('link-check') };
  expect(answerExample(read, link, {}, 'en')).toMatchObject({
    state: 'answered',
    answer: 'confirmed',
    verdict: 'match',
  });
});

it('what no service answers is left as the schema tells it', () => {
  const operation = { operationId: 'readParty', security: [] };
  expect(answerExample(operation, { properties: { name: { type: 'string' } } }, {}, 'en')).toEqual({
    name: '张晓晓',
  });
});
