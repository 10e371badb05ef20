/**
 * A process of its own that reads files: `coatcheck audit` has one for each core. What a file does to it (it may be larger than any
 * memory) does nothing to the others.
 */
import { Assessment } from '../core/assess.ts';
import type { SiteReport } from '../core/report.ts';
import { HarReader } from '../har/reader.ts';
import { HarFault, HarStream } from '../har/stream.ts';
import { bytesOf } from './bytes.ts';
import { Fault } from './fault.ts';

/** Parent → reader: the name of a file. Reader → parent: bytes read, and in the end one of the others. */
export type Told = { bytes: number } | { reports: SiteReport[] } | { fault: string };

/** In bytes: how often it tells how far it is. */
const STEP = 4_000_000;

const read = async (file: string, seen: (bytes: number) => void): Promise<SiteReport[]> => {
  const assessment = new Assessment();
  const stream = new HarStream(new HarReader((observation) => assessment.take(observation)));
  for await (const bytes of bytesOf(file, seen)) stream.write(bytes);
  stream.end();
  return assessment.reports();
};

const tell = (told: Told): void => void process.send?.(told);

const answer = async (file: string): Promise<Told> => {
  let next = STEP;
  try {
    const reports = await read(file, (bytes) => {
      if (bytes < next) return;
      tell({ bytes });
      next = bytes + STEP;
    });
    return { reports };
  } catch (error) {
    if (error instanceof Fault || error instanceof HarFault) return { fault: error.message };
    // The words of other errors may quote what is in the file.
    return { fault: 'The file cannot be read.' };
  }
};

process.on('message', async (file: string) => tell(await answer(file)));
// The terminal interrupts the parent as well, whose end is the end of all.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
