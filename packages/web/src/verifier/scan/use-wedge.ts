import { gatePolicy } from '@suizheng/domain/policy/gate.ts';
import { useEffect, useRef } from 'react';
import { feedWedge, WEDGE_IDLE } from './wedge.ts';

/** Hears a hardware scanner wherever the focus is, except in a field that is being typed into. */
export function useWedge(onCode: (text: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let state = WEDGE_IDLE;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof HTMLElement && event.target.matches('input,textarea,select')) return;
      const step = feedWedge(state, event.key, event.timeStamp, gatePolicy.wedge);
      state = step.state;
      if (step.swallow) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.code !== undefined) latest.current(step.code);
    };
    // First in line, so that a space inside a code presses no button.
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
}
