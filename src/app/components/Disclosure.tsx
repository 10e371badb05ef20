import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useStore } from '../context.ts';
import { printing } from '../printing.ts';

interface Props {
  /** Stays the same over refetches, so that what is open stays open. */
  name: string;
  head: ComponentChildren;
  children: ComponentChildren;
  class?: string;
  /** Heading level, or none where a heading would only get in the way. */
  level?: 2 | 3 | 4;
  /** Whether paper shows it even if it is closed on the screen. */
  printed?: boolean;
}

export const Disclosure = ({ name, head, children, class: extra = '', level = 3, printed = true }: Props) => {
  const store = useStore();
  const id = useId();
  const open = store.open.value.has(name) || (printed && printing.value);
  const Heading = `h${level}` as const;
  return (
    <div class={`disclosure ${extra}`} data-open={open}>
      <Heading class="head">
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => store.toggle(name)}>
          {head}
          <span class="chevron" aria-hidden="true" />
        </button>
      </Heading>
      <div id={id} class="inside" hidden={!open}>
        {open && children}
      </div>
    </div>
  );
};
