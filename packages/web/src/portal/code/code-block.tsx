import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';

/** Text for a program or from one, with a button that copies it. `name` says what it is, in the reader's language. */
export function CodeBlock({ name, text }: { name: string; text: string }) {
  return (
    <figure className="code-block">
      <figcaption>
        <b>{name}</b>
        <CopyButton text={text} name={name} />
      </figcaption>
      <pre>
        <code lang="zxx" translate="no">
          {text}
        </code>
      </pre>
    </figure>
  );
}

/** Copies a text and says that it did, or that the browser did not let it. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation('portal');
  const [told, setTold] = useState<'copied' | 'notCopied' | null>(null);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), 4_000);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = () => {
    // An address without TLS has no clipboard.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    writing.then(
      () => setTold('copied'),
      () => setTold('notCopied'),
    );
  };
  return (
    <span className="copy">
      <Button kind="quiet" onPress={copy}>
        {t('code.copy')}
        <span className="unseen"> {name}</span>
      </Button>
      <span className="hint" role="status">
        {told === null ? '' : t(`code.${told}`)}
      </span>
    </span>
  );
}
