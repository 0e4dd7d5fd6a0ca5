import * as counter from '@suizheng/domain/contract/counter.ts';
import { staffView } from '../../flows/staff/staff-token.ts';
import { type Binding, bind } from '../bind.ts';

/** The officer's counter. */
export const counterRoutes = (): Binding[] => [
  bind(counter.readStaff, async ({ caller }) => staffView(caller)),
];
