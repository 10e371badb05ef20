/** The cloakroom ticket that stands for the app where there is nothing else to show. Decoration only. */
import type { ComponentChildren } from 'preact';

const FACE: Record<string, string> = {
  loading: 'M34 32h28M34 44h18',
  'just-begun': 'M38 38a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M48 32v6l4 3',
  paused: 'M43 29v18M53 29v18',
  withheld: 'M40 36v-4a8 8 0 0 1 16 0v4M37 36h22v14h-22z',
  unsupported: 'M39 29l18 18M57 29l-18 18',
  failed: 'M48 27v13M48 46v1',
  empty: 'M38 38h20',
  fine: 'M38 38l7 7l13 -14',
};

export const Ticket = ({ state }: { state: string }) => (
  <svg class="ticket-mark" viewBox="0 0 128 76" width="128" height="76" aria-hidden="true">
    <path
      class="paper"
      d="M10 4h76a6 6 0 0 0 12 0h20a6 6 0 0 1 6 6v56a6 6 0 0 1 -6 6h-20a6 6 0 0 0 -12 0h-76a6 6 0 0 1 -6 -6v-56a6 6 0 0 1 6 -6z"
    />
    <path class="perforation" d="M92 14v48" />
    <circle class="hole" cx="108" cy="38" r="5" />
    <path class="face" d={FACE[state] ?? 'M38 38h20'} />
  </svg>
);

/** An empty panel says why it is empty. */
export const Empty = ({ state = 'empty', children }: { state?: 'empty' | 'fine'; children: ComponentChildren }) => (
  <div class="empty">
    <Ticket state={state} />
    <p>{children}</p>
  </div>
);
