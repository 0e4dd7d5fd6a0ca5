/** Where a procedure is explained before anything is asked: registration has a page of its own, a step-up is part of the levels. */
export function servicePage(procedure: string): string {
  if (procedure === 'registration') return '/register';
  return procedure === 'step-up' ? '/level' : `/services/${procedure}`;
}
