// Types of the published package in plain TypeScript: whoever installs it needs neither zod nor our contract. A test holds
// them against the types that our own code is checked with.
import * as links from '@suizheng/domain/contract/link-checks.ts';
import * as services from '@suizheng/domain/contract/services.ts';
import * as verification from '@suizheng/domain/contract/verification.ts';
import * as webhooks from '@suizheng/domain/contract/webhooks.ts';
import { z } from 'zod';

/** A type of `src/types.ts`, by the schema that it is inferred from and the side of it that is meant. */
const TYPES: readonly (readonly [name: string, schema: z.ZodType, io: 'input' | 'output'])[] = [
  ['CredentialCheckRequest', services.checkCredential.body!, 'input'],
  ['RealNameCheckRequest', services.checkRealName.body!, 'input'],
  ['RealPersonCheckRequest', services.checkPerson.body!, 'input'],
  ['CardStatusCheckRequest', services.checkCardStatus.body!, 'input'],
  ['LinkCheckRequest', links.createLinkCheck.body!, 'input'],
  ['Check', services.CheckView, 'output'],
  ['CredentialCheck', services.CredentialCheckView, 'output'],
  ['LinkCheck', links.LinkCheckView, 'output'],
  ['Evidence', services.EvidenceView, 'output'],
  ['DeviceView', verification.ReaderView, 'output'],
  ['PackFile', verification.PackView, 'output'],
  ['WebhookEvent', webhooks.WebhookPayload, 'output'],
];

/** The text of `types.d.ts`: one type a line group, with the contract's descriptions as comments. */
export function plainTypes(): string {
  return TYPES.map(([name, schema, io]) => {
    const described = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Schema;
    return `export type ${name} = ${typeOf(described, described.$defs ?? {})};\n`;
  }).join('\n');
}

type Schema = {
  readonly $ref?: string;
  readonly $defs?: Defs;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
};

type Defs = Readonly<Record<string, Schema>>;

function typeOf(schema: Schema, defs: Defs): string {
  if (schema.$ref) return typeOf(defs[schema.$ref.replace('#/$defs/', '')]!, defs);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => typeOf(one, defs)).join(' | ');
  const { type } = schema;
  if (type !== undefined && typeof type !== 'string') {
    return type.map((one) => typeOf({ ...schema, type: one }, defs)).join(' | ');
  }
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${typeOf(schema.items!, defs)})[]`;
    case 'object':
      return objectType(schema, defs);
    default:
      throw new Error(`no plain type for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties, required = [], additionalProperties }: Schema, defs: Defs): string {
  if (properties === undefined) return `Record<string, ${typeOf(additionalProperties as Schema, defs)}>`;
  const lines = Object.entries(properties).map(([name, part]) => {
    const comment = part.description === undefined ? '' : `/** ${part.description} */\n`;
    const optional = required.includes(name) ? '' : '?';
    return `${comment}${name}${optional}: ${typeOf(part, defs)}${optional && ' | undefined'};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}
