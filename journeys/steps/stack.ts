import { inject } from 'vitest';
import type { StackAddress } from '../../packages/launch/src/testing/stack-setup.ts';

const desk = inject('desk');
const answer = await fetch(`${desk}/stacks/${process.env.VITEST_POOL_ID ?? '1'}`);
if (!answer.ok) throw new Error(`no product to travel in: ${await answer.text()}`);

/** The product under test. Files that run side by side have one each; nothing that one does is seen by the other. */
export const stack = (await answer.json()) as StackAddress;
