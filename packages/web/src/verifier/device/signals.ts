import type { VerdictColour } from '@suizheng/domain/credential/verdict.ts';

/** Notes of each verdict, told apart without looking: hertz, seconds, and the wave. */
const TONES: Record<
  VerdictColour,
  { notes: readonly [hertz: number, seconds: number][]; wave: OscillatorType }
> = {
  green: {
    notes: [
      [880, 0.11],
      [1318.5, 0.2],
    ],
    wave: 'sine',
  },
  amber: {
    notes: [
      [587.3, 0.16],
      [0, 0.08],
      [587.3, 0.16],
    ],
    wave: 'triangle',
  },
  red: {
    notes: [
      [196, 0.28],
      [155.6, 0.42],
    ],
    wave: 'sawtooth',
  },
};

/** Milliseconds of vibration and rest. */
const VIBRATIONS: Record<VerdictColour, number[]> = {
  green: [60],
  amber: [80, 90, 80],
  red: [320, 100, 320],
};

const LOUDNESS = 0.25;
let audio: AudioContext | undefined;

/** Wakes the sound; browsers allow it only inside a press or a key. */
export function wakeSound(): void {
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume();
}

/** Sounds and vibrates for a verdict; silent when muted or where the browser allows neither. */
export function signal(colour: VerdictColour, muted: boolean): void {
  // Before the first touch browsers refuse, and say so aloud.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATIONS[colour]);
  if (muted || audio?.state !== 'running') return;
  const { notes, wave } = TONES[colour];
  let at = audio.currentTime + 0.01;
  for (const [hertz, seconds] of notes) {
    if (hertz > 0) note(audio, hertz, wave, at, seconds);
    at += seconds;
  }
}

function note(context: AudioContext, hertz: number, wave: OscillatorType, at: number, seconds: number): void {
  const oscillator = new OscillatorNode(context, { type: wave, frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
  gain.gain.setValueAtTime(LOUDNESS, at + seconds - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
