import { describe, expect, it } from 'vitest';
import { decideAll } from '../policy/decision.ts';
import { LOCALES } from '../text/locale.ts';
import { PROCEDURES, procedureByCode, procedureById } from './registry.ts';

for (const procedure of PROCEDURES) {
  describe(`procedure ${procedure.id}`, () => {
    for (const example of procedure.examples) {
      it(`${example.title}`, () => {
        const parsed = procedure.form({ sandbox: true }, example.now).safeParse(example.input);
        if (example.expect.kind === 'invalid') {
          expect(parsed.success).toBe(false);
          const fields = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])));
          expect([...fields].sort()).toEqual([...example.expect.fields].sort());
          return;
        }
        expect(parsed.error).toBeUndefined();
        if (example.expect.kind === 'issue')
          expect(procedure.subject(parsed.data, example.holder ?? null)).toEqual(example.expect.subject);
        const decision = decideAll(procedure.rules, example.facts, example.now);
        expect(decision.kind).toBe(example.expect.kind);
        if ('rule' in example.expect) expect(decision.rules).toContain(example.expect.rule);
      });
    }

    it('has an example for every rule and for every way a decision can go', () => {
      const rules = new Set(procedure.examples.flatMap((e) => ('rule' in e.expect ? [e.expect.rule] : [])));
      expect(
        procedure.rules.map((r) => r.id).filter((id) => !rules.has(id) && id !== 'name-on-register'),
      ).toEqual([]);
      expect(procedure.examples.some((e) => e.expect.kind === 'issue')).toBe(true);
    });

    it('A11: asks on its pages for exactly the fields its form knows', () => {
      const asked = procedure.questions.flatMap((question) => question.fields.map((field) => field.name));
      const answered = procedure.examples
        .filter((example) => example.expect.kind === 'issue')
        .flatMap((example) => Object.keys(example.input as object));
      expect(asked.sort()).toEqual([...new Set(answered)].sort());
    });

    it('speaks every language', () => {
      const texts = [
        procedure.text.name,
        procedure.text.short,
        procedure.text.summary,
        procedure.text.takes,
        procedure.text.scope,
        procedure.text.quota,
      ];
      for (const text of [
        ...texts,
        ...procedure.text.needs,
        ...(procedure.outcome === 'credential' ? procedure.credential.purposes.map((p) => p.text) : []),
        ...procedure.ladder.map((step) => step.takes),
        ...(procedure.outcome === 'credential' ? (procedure.credential.paperProofs ?? []) : []).map(
          (proof) => proof.text,
        ),
        ...procedure.questions.flatMap(({ title, why, titleForCompanion = title, fields }) => [
          title,
          why,
          titleForCompanion,
          ...fields.flatMap(({ label, hint, help = hint, options = [] }) => [
            label,
            hint,
            help,
            ...options.flatMap((option) => [option.text, option.detail ?? option.text]),
          ]),
        ]),
      ]) {
        for (const locale of LOCALES) expect(text[locale].trim()).not.toBe('');
      }
    });

    it('is found by its id and by its type code, and shares neither', () => {
      expect(procedureById(procedure.id)).toBe(procedure);
      if (procedure.outcome === 'credential')
        expect(procedureByCode(procedure.credential.code)).toBe(procedure);
    });
  });
}
