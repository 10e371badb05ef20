/** What was really seen, as a sequence. The list carries the text; the drawing beside it is for the eye alone. */
import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { type StoryRow, storyOf } from '../view-story.ts';
import { Prose, Text } from './Text.tsx';
import { Empty } from './Ticket.tsx';

/** Four lanes stand closer, or the words beside them would have no room. The style sheet has the same two widths. */
const laneWidth = (lanes: number): number => (lanes > 3 ? 44 : 50);

const arrowHead = (x: number, y: number, direction: number): string => `M${x} ${y}l${-7 * direction} -4v8z`;

/** A step within one lane bends back to it. */
const Loop = ({ x, inward }: { x: number; inward: number }) => (
  <>
    <path class="line" d={`M${x + 8 * inward} 9h${10 * inward}a7 7 0 0 ${inward > 0 ? 1 : 0} 0 14h${-4 * inward}`} />
    <path class="tip" d={arrowHead(x + 8 * inward, 23, -inward)} />
  </>
);

const Arrow = ({ row, number, lanes }: { row: StoryRow; number: number; lanes: number }) => {
  const lane = laneWidth(lanes);
  const x = lane * (row.from + 0.5);
  const end = lane * (row.to + 0.5);
  const direction = end > x ? 1 : -1;
  return (
    <svg class="arrow" width={lanes * lane} height="32" viewBox={`0 0 ${lanes * lane} 32`} aria-hidden="true">
      {row.from === row.to ? (
        <Loop x={x} inward={row.from === lanes - 1 ? -1 : 1} />
      ) : (
        <>
          <path class="line" d={`M${x} 16H${end - 6 * direction}`} />
          <path class="tip" d={arrowHead(end - direction, 16, direction)} />
        </>
      )}
      <circle class="number" cx={x} cy="16" r="10" />
      <text class="number-text" x={x} y="20" text-anchor="middle">
        {number}
      </text>
    </svg>
  );
};

const Step = ({ row, number, lanes }: { row: StoryRow; number: number; lanes: number }) => (
  <li class="step" data-mood={row.mood}>
    <div class="rail">
      <Arrow row={row} number={number} lanes={lanes} />
    </div>
    <div class="told">
      <p>
        <Prose text={row.text} />
        {row.count > 1 && <span class="times"> ×{row.count}</span>}
      </p>
      <p class="muted small-print">
        <span class="sr">{row.way}. </span>
        {row.request !== '' && (
          <>
            <Text value={row.request} max={80} mono />{' '}
          </>
        )}
        <time>{row.time}</time>
      </p>
    </div>
  </li>
);

export const Story = ({ report }: { report: SiteReport }) => {
  const store = useStore();
  const { lanes, rows } = storyOf(report, store.now.peek());
  if (rows.length === 0) {
    return (
      <Empty>
        Nothing has happened yet that is worth telling. Sign in, or use the page, and each step will appear here.
      </Empty>
    );
  }
  return (
    <div class="story" data-lanes={lanes.length}>
      <div class="lanes" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane}>{lane}</span>
        ))}
      </div>
      <ol>
        {rows.map((row, index) => (
          <Step row={row} number={index + 1} lanes={lanes.length} key={index} />
        ))}
      </ol>
    </div>
  );
};
