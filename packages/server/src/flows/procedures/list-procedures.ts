import type { ProcedureView } from '@suizheng/domain/contract/applications.ts';
import type { Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { PROCEDURES } from '@suizheng/domain/procedures/registry.ts';

/** Every service a person can apply for, with the figures of its policy. */
export function listProcedures(): ProcedureView[] {
  return PROCEDURES.map(view);
}

function view({ id, text, level, faceTries, credential }: Procedure): ProcedureView {
  const { code, validForMs, codeForMs, presentForMs, purposes, paperProofs = [] } = credential;
  const { name, short, summary, needs, takes, scope, quota, hotline } = text;
  return {
    id,
    name,
    short,
    summary,
    needs: [...needs],
    takes,
    scope,
    quota,
    hotline,
    level,
    code,
    validForMs,
    codeForMs,
    presentForMs,
    faceTries,
    purposes: purposes.map((purpose) => ({ ...purpose, reveals: [...purpose.reveals] })),
    paperProofs: paperProofs.map((proof) => ({ ...proof, documents: [...proof.documents] })),
  };
}
