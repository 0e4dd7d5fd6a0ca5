import * as reported from '@suizheng/domain/contract/reported-looks.ts';
import type { Context } from '../../context.ts';
import {
  answerReport,
  listReportedLooks,
  readReportedLook,
} from '../../flows/look-reports/reported-looks.ts';
import { type Binding, bind } from '../bind.ts';

/** Looks that holders reported, for officers to look into and answer (T5). */
export const reportedLookRoutes = (context: Context): Binding[] => [
  bind(reported.listReportedLooks, ({ query, caller }) => listReportedLooks(context, query.list, caller)),
  bind(reported.readReportedLook, ({ caller, params, actor }) =>
    readReportedLook(context, params.id, { staff: caller, actor }),
  ),
  bind(reported.answerReportedLook, ({ caller, params, body, actor }) =>
    answerReport(context, params.id, body, { staff: caller, actor }),
  ),
];
