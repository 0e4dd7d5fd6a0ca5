import { z } from 'zod';
import { LEVELS } from '../policy/level.ts';
import { text } from './fields.ts';
import { resource } from './resource.ts';

/** One function with where the account stands towards it (A8). */
export const FunctionView = z
  .object({
    id: z.string(),
    text,
    level: z.enum(LEVELS).meta({ description: 'the level it needs' }),
    organisation: z.boolean().meta({ description: 'for members of an organisation, in its name (A7)' }),
    procedure: z.string().nullable().meta({ description: 'the procedure it is, where it is one' }),
    stands: z.enum(['open', 'needs-level', 'needs-organisation', 'coming']),
    by: z.string().nullable().meta({ description: 'the procedure that gives the level it needs' }),
  })
  .meta({ id: 'Function' });
export type FunctionView = z.infer<typeof FunctionView>;

export const listFunctions = resource({
  id: 'listFunctions',
  method: 'GET',
  path: '/api/v1/account/functions',
  summary: 'What the account may do, and what its level or an organisation would open (A8)',
  access: 'account',
  openToMasked: true,
  status: 200,
  answer: z.array(FunctionView),
  problems: ['not-signed-in'],
});
