/** One look as far as doubles are concerned. `reader` is the gate's id. */
export type CodeLook = {
  readonly lookId: string;
  readonly reader: string;
  readonly at: Date;
};

/** A look that stands beside another one of the same code. */
export type Double = { readonly lookId: string; readonly other: CodeLook };

/**
 * Finds, among looks at ONE code of a phone, those that contradict each other (V4): the code was shown at two
 * gates, or at one gate again after the grace. The answer does not depend on the order in which they became known.
 */
export function findDoubles(looks: readonly CodeLook[], policy: { sameReaderGraceMs: number }): Double[] {
  const sorted = [...looks].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.lookId < b.lookId ? -1 : 1));
  return sorted.flatMap((look) => {
    const other = sorted.find((candidate) => contradicts(look, candidate, policy.sameReaderGraceMs));
    return other ? [{ lookId: look.lookId, other }] : [];
  });
}

function contradicts(a: CodeLook, b: CodeLook, graceMs: number): boolean {
  if (a.lookId === b.lookId) return false;
  return a.reader !== b.reader || Math.abs(a.at.getTime() - b.at.getTime()) > graceMs;
}
