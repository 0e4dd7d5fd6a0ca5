import { useRef, useState } from 'react';

/** What is typed into a form, with the Idempotency-Key of sending it: the same input sent twice is one act, a changed one is another. */
export function useKeyedInput<T extends object>(initial: T) {
  const [input, setInput] = useState(initial);
  const key = useRef(crypto.randomUUID());
  return {
    input,
    key: (): string => key.current,
    change(changed: Partial<T>): void {
      key.current = crypto.randomUUID();
      setInput((before) => ({ ...before, ...changed }));
    },
  };
}
