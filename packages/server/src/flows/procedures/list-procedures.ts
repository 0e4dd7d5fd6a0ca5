import type { ProcedureView } from '@suizheng/domain/contract/applications.ts';
import type { CredentialPolicy, Procedure } from '@suizheng/domain/procedures/procedure.ts';
import { PROCEDURES } from '@suizheng/domain/procedures/registry.ts';

/** Every service a person can apply for, with the figures of its policy. */
export function listProcedures(): ProcedureView[] {
  return PROCEDURES.map(view);
}

function view(procedure: Procedure): ProcedureView {
  const { id, text, level, outcome, ladder } = procedure;
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
    outcome,
    ladder: ladder.map(({ rung, gives, tries, takes }) => ({
      rung,
      gives,
      tries: tries?.most ?? null,
      takes,
    })),
    credential: procedure.outcome === 'credential' ? credentialView(procedure.credential) : null,
  };
}

function credentialView(policy: CredentialPolicy): NonNullable<ProcedureView['credential']> {
  const { code, validForMs, codeForMs, presentForMs, scopes, purposes, paperProofs = [] } = policy;
  return {
    code,
    validForMs,
    codeForMs,
    presentForMs,
    scopes: [...scopes],
    purposes: purposes.map((purpose) => ({ ...purpose, reveals: [...purpose.reveals] })),
    paperProofs: paperProofs.map((proof) => ({ ...proof, documents: [...proof.documents] })),
  };
}
