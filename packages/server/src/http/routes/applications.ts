import * as applications from '@suizheng/domain/contract/applications.ts';
import type { Context } from '../../context.ts';
import { apply } from '../../flows/applications/apply.ts';
import { chooseWay, withdraw } from '../../flows/applications/change-course.ts';
import { listApplications, readApplication } from '../../flows/applications/read-applications.ts';
import { listProcedures } from '../../flows/procedures/list-procedures.ts';
import { type Binding, bind } from '../bind.ts';

/** Applying, and what an applicant may do with an application. */
export const applicationRoutes = (context: Context): Binding[] => [
  bind(applications.listProcedures, async () => listProcedures()),
  bind(applications.createApplication, ({ caller, body, operationId, actor, locale }) =>
    apply(context, caller, { ...body, operationId, actor, locale }),
  ),
  bind(applications.listApplications, ({ caller, locale }) => listApplications(context, caller, locale)),
  bind(applications.readApplication, ({ caller, params, locale }) =>
    readApplication(context, caller, params.id, locale),
  ),
  bind(applications.withdrawApplication, ({ caller, params, actor, locale }) =>
    withdraw(context, caller, { applicationId: params.id, actor, locale }),
  ),
  bind(applications.chooseWay, ({ caller, params, body, actor, locale }) =>
    chooseWay(context, caller, { applicationId: params.id, rung: body.rung, actor, locale }),
  ),
];
