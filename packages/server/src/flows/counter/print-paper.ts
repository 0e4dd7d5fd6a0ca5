import { paperCode } from '@suizheng/domain/credential/presentation.ts';
import { sealDigest, sealPaths } from '@suizheng/domain/credential/seal-drawing.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { credentialProcedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { nodeCrypto } from '../../crypto/node-crypto.ts';
import { openJson } from '../../db/people.ts';
import { drawPaper } from '../../documents/paper-document.ts';
import type { Line } from '../../documents/paper-text.ts';
import type { PaperApplication } from '../settle/paper-application.ts';
import { auditLook } from '../staff/audit-look.ts';
import { certificateIdentifier, findCredentials } from './find-credentials.ts';

/**
 * The paper form as PDF (B8): printed again it is the same file. Throws `not-found` for a credential that is not
 * paper, or whose particulars were deleted after their time.
 */
export async function printPaper(
  { db, keys, issuer, mode }: Pick<Context, 'db' | 'keys' | 'issuer' | 'mode'>,
  credentialId: string,
  actor: Actor,
): Promise<Buffer> {
  const row = await findCredentials(db)
    .select(['c.cti', 'c.token'])
    .where('c.credential_id', '=', credentialId)
    .where('c.medium', '=', 'paper')
    .executeTakeFirst();
  const procedure = row && credentialProcedureById(row.procedure);
  if (!row || !procedure || row.typed.length === 0) throw new AppError('not-found');
  const place = `application:${row.application_id}`;
  const paper = openJson<PaperApplication>(keys, row.data_key, place, row.typed);
  const proof = procedure.credential.paperProofs?.find(({ id }) => id === paper.proof.kind);
  const document = await drawPaper({
    title: line(procedure.text.paperName ?? procedure.text.name),
    scope: line(procedure.text.scope),
    basis: proof ? line(proof.text) : { zh: paper.proof.kind, en: '' },
    counter: paper.counter,
    issuer: issuer.name,
    hotline: procedure.text.hotline,
    holder: {
      name: paper.name,
      number: paper.number,
      document: paper.document,
      ...(paper.linked ? { linked: paper.linked } : {}),
    },
    portrait: paper.portrait === null ? null : Buffer.from(paper.portrait, 'base64'),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    identifier: certificateIdentifier(issuer, row),
    seal: sealPaths(await sealDigest(row.cti, nodeCrypto())),
    code: paperCode(row.token),
    specimen: mode.sandbox,
  });
  await auditLook(db, actor, 'print-paper', { kind: 'credential', id: credentialId });
  return document;
}

const line = (text: Text): Line => ({ zh: text['zh-Hans'], en: text.en });
