import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import type { Chip } from './chips.ts';

/** The title is on the item: on the button it would be read out after the name, which says the same. */
export const Chips = ({ chips }: { chips: Chip[] }) => {
  const store = useStore();
  return (
    <ul class="chips">
      {chips.map(({ text, tone, topic, hint }) => (
        <li title={hint} key={text}>
          <button type="button" class="chip" data-tone={tone} onClick={() => store.learn(topic)}>
            <Text value={text} max={40} plain />
            {hint !== undefined && <span class="sr"> ({hint})</span>}
          </button>
        </li>
      ))}
    </ul>
  );
};
