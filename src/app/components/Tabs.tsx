/** WAI-ARIA tabs with automatic activation and a roving tabindex. */

import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { type Lazy, lazily } from '../lazy.tsx';
import { printing } from '../printing.ts';
import type { Tab } from '../store.ts';
import { Risks } from './Risks.tsx';

/** The popup opens with its risks: the other tabs are fetched when somebody turns to them. */
const Credentials = lazily(async () => (await import('../credentials/Credentials.tsx')).Credentials);
const Story = lazily(async () => (await import('../story/Story.tsx')).Story);
/** Learn is long and read once. */
const Learn = lazily(async () => (await import('../learn/Learn.tsx')).Learn);

export interface PanelProps {
  report: SiteReport;
}

interface TabSpec {
  id: Tab;
  title: string;
  panel: ComponentType<PanelProps> & Partial<Pick<Lazy<PanelProps>, 'load'>>;
  /** Whether it says anything of this site: then paper shows it, whichever tab is open. */
  printed: boolean;
  count?: (report: SiteReport) => number;
}

const TABS: readonly TabSpec[] = [
  {
    id: 'risks',
    title: 'Risks',
    panel: Risks,
    printed: true,
    count: ({ findings }) => findings.filter(({ waived }) => waived === undefined).length,
  },
  {
    id: 'credentials',
    title: 'Credentials',
    panel: Credentials,
    printed: true,
    count: ({ credentials }) => credentials.length,
  },
  { id: 'story', title: 'Story', panel: Story, printed: true },
  { id: 'learn', title: 'Learn', panel: Learn, printed: false },
];

const MOVES: Record<string, (index: number) => number> = {
  ArrowRight: (index) => (index + 1) % TABS.length,
  ArrowLeft: (index) => (index + TABS.length - 1) % TABS.length,
  Home: () => 0,
  End: () => TABS.length - 1,
};

export const Tabs = ({ report }: { report: SiteReport }) => {
  const { tab, door } = useStore();
  const painted = useSignal(false);
  useEffect(() => {
    // The verdict comes first: what stands under it follows with the next frame.
    painted.value = true;
    // Paper does not wait.
    if (door === 'page') for (const { panel, printed } of TABS) if (printed) void panel.load?.();
  }, []);
  const list = useRef<HTMLDivElement>(null);
  // Panels once opened stay, hidden, so that each keeps its own scroll position and open parts.
  const visited = useRef(new Set<Tab>());
  visited.current.add(tab.value);
  const isShown = ({ id, printed }: TabSpec): boolean => (printing.value ? printed : tab.value === id);

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : undefined;
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = TABS[move(TABS.findIndex(({ id }) => id === tab.value))];
    if (next === undefined) return;
    tab.value = next.id;
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };

  return (
    <div class="tabs">
      <div class="tablist" role="tablist" aria-label="About this site" ref={list} onKeyDown={onKeyDown}>
        {TABS.map(({ id, title, panel, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={tab.value === id}
            aria-controls={`panel-${id}`}
            tabIndex={tab.value === id ? 0 : -1}
            onPointerEnter={() => void panel.load?.()}
            onClick={() => (tab.value = id)}
          >
            {title}
            {count !== undefined && <span class="count">{count(report)}</span>}
          </button>
        ))}
      </div>
      {TABS.map((spec) => ({ ...spec, shown: isShown(spec) })).map(({ id, title, panel: Panel, shown }) => (
        <div
          key={id}
          class="panel"
          data-title={title}
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          tabIndex={0}
          hidden={!shown}
        >
          {painted.value && (shown || visited.current.has(id)) && <Panel report={report} />}
        </div>
      ))}
    </div>
  );
};
