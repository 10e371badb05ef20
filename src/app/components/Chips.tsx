import type { Chip } from '../chips.ts';
import { Text } from './Text.tsx';

export const Chips = ({ chips }: { chips: Chip[] }) => (
  <ul class="chips">
    {chips.map(({ text, tone, hint }) => (
      <li class="chip" data-tone={tone} title={hint} key={text}>
        <Text value={text} max={40} plain />
        {tone === 'warn' && hint !== undefined && <span class="sr"> ({hint})</span>}
      </li>
    ))}
  </ul>
);
