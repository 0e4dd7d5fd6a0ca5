import type { Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/** The help of one verb. */
export const helpOf = (verb: Verb): string =>
  [
    `Usage: suizheng ${verb.words} ${verb.usage}`,
    '',
    verb.summary,
    ...(verb.database ? ['Uses the database of DATABASE_URL, else the embedded one of SUIZHENG_DATA.'] : []),
    '--json prints one JSON object. Exit code: 0 accepted or done, 1 refused or failed, 2 misuse.',
  ].join('\n');

/** The help of the whole command. */
export const help = (): string => {
  const width = Math.max(...verbs.map((verb) => verb.words.length));
  return [
    'Usage: suizheng COMMAND … (suizheng COMMAND --help tells more)',
    '',
    ...verbs.map((verb) => `  ${verb.words.padEnd(width)}  ${verb.summary}`),
  ].join('\n');
};
