/** `coatcheck`: the engine over files. Says what is wrong in one line, and never with a stack trace. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from '../core/rules/index.ts';
import { audit } from './audit.ts';
import { type Command, commandOf } from './command.ts';
import { decode } from './decode.ts';
import { explain } from './explain.ts';
import { EXIT, Fault } from './fault.ts';
import { HELP } from './help.ts';
import { paintFor } from './paint.ts';

const paint = paintFor(process.stdout, process.env);

/** The package's own, at whose top the command is two folders deep. */
const version = (): string => JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).version;

/** @returns what is printed, or the exit code of a command that prints by itself */
const run = async (command: Command): Promise<string | number> => {
  if (command.name === 'audit') return audit(command);
  if (command.name === 'explain') {
    const { pages } = await import('./pages.ts');
    return explain(command.rule, pages, paint);
  }
  if (command.name === 'decode') return decode(command.of, Date.now(), paint);
  return command.name === 'help' ? HELP : `${version()}\n`;
};

// `coatcheck … | head` closes the pipe: nobody reads on.
process.stdout.on('error', () => process.exit());

try {
  const done = await run(
    commandOf(
      process.argv.slice(2),
      allRules.map(({ meta }) => meta.id),
    ),
  );
  if (typeof done === 'string') process.stdout.write(done);
  else process.exitCode = done;
} catch (error) {
  // The words of other errors may quote what was given.
  const why = error instanceof Fault ? error.message : 'Something broke in Coatcheck itself.';
  process.stderr.write(`coatcheck: ${why}\n`);
  process.exitCode = EXIT.badInput;
}
