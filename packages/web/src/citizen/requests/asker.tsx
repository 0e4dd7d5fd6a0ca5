import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Who asks, by its registered name, and what it does, as one sentence: names stay in the script they are registered in. */
export function Asker({ organisation, does }: { organisation: string; does: string }) {
  const { locale } = usePreferences();
  return (
    <>
      <span lang="zh-Hans">{organisation}</span>
      {locale === 'en' ? ' ' : null}
      {does}
    </>
  );
}
