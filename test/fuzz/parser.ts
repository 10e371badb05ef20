/** A row of the table of parsers, and what is done with it. */
import fc from 'fast-check';
import { nearlyText } from './nearly.ts';

export interface Parser<Input> {
  name: string;
  /** In `src`. */
  file: string;
  input: fc.Arbitrary<Input>;
  law: (input: Input) => void;
  /** 100,000 if it does not say otherwise. */
  runs?: number;
}

export const texts = (
  file: string,
  name: string,
  from: readonly string[],
  law: (text: string) => void,
): Parser<string> => ({ name, file: `core/observe/${file}.ts`, input: nearlyText(from), law });

const RUNS = 100_000;
/** Milliseconds for one row, on a busy machine. */
export const TIME = 120_000;

export const mustHold = <Input>({ input, law, runs = RUNS }: Parser<Input>): void =>
  fc.assert(fc.property(input, law), { numRuns: runs });
