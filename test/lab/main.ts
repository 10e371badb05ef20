/** `npx tsx test/lab/main.ts [--port 4180]`: the lab for people. The API of the site "spa" listens on the next port. */
import { parseArgs } from 'node:util';
import { startLab } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4180' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_534) {
  console.error(`--port wants a number from 1 to 65534, not "${values.port}".`);
  process.exit(2);
}

const lab = await startLab({ port, apiPort: port + 1 });
console.log(`The lab is open: ${lab.url} (${lab.sites.length} sites; Ctrl+C closes it)`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void lab.stop());
