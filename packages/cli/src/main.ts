import { help, helpOf } from './help.ts';
import type { Io, Verb } from './verb.ts';
import { verbs } from './verbs.ts';
import { withDatabase } from './with-database.ts';

const io: Io = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
};

/** The verb that the first words name, with the words left over as its arguments. */
const find = (argv: readonly string[]): { verb: Verb; rest: string[] } | undefined => {
  for (const verb of verbs) {
    const words = verb.words.split(' ');
    if (words.every((word, i) => argv[i] === word)) return { verb, rest: argv.slice(words.length) };
  }
  return undefined;
};

const run = async (argv: string[]): Promise<number> => {
  if (argv.length === 1 && ['--help', '-h', 'help'].includes(argv[0] ?? '')) {
    io.out(help());
    return 0;
  }
  const found = find(argv);
  if (!found) {
    io.err(
      argv.length === 0 ? 'No command was given.' : `There is no command "${argv.slice(0, 2).join(' ')}".`,
    );
    io.err(help());
    return 2;
  }
  const { verb, rest } = found;
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(helpOf(verb));
    return 0;
  }
  if (verb.database && !io.env.DATABASE_URL) return withDatabase(argv, io);
  const code = await (await verb.load())(rest, io);
  if (code === 2) io.err(helpOf(verb));
  return code;
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  io.err(`${(error as Error).message}`);
  process.exitCode = 1;
}
