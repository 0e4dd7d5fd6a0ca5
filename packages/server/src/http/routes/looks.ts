import * as looks from '@suizheng/domain/contract/looks.ts';
import type { Context } from '../../context.ts';
import { listHistoryOf, readHistoryEntryOf } from '../../flows/looks/list-history.ts';
import { reportLookOf } from '../../flows/looks/report-look.ts';
import { type Binding, bind } from '../bind.ts';

/** Who looked, and what the holder has to say about it (T5). */
export const lookRoutes = (context: Context): Binding[] => [
  bind(looks.listHistory, (call) => listHistoryOf(context, call.caller, call.query.credential, call)),
  bind(looks.readHistoryEntry, (call) =>
    readHistoryEntryOf(context, call.caller, call.params.evidenceId, call),
  ),
  bind(looks.reportLook, (call) =>
    reportLookOf(context, call.caller, { ...call.body, evidenceId: call.params.evidenceId }, call),
  ),
];
