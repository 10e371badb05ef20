/**
 * What was really seen, as a sequence diagram. The list carries the words; the drawing is for the eye alone. It is drawn in
 * percent of the space between the first lane and the last, so that the style sheet may make it a rail or the full width.
 */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { SiteReport } from '../../core/report.ts';
import { Prose, Text } from '../components/Text.tsx';
import { Empty } from '../components/Ticket.tsx';
import { useStore } from '../context.ts';
import { type CastMember, type StoryRow, storyOf } from './view-story.ts';

const MIDDLE = 14;

/** Things of a fixed size at one lane. */
const AtLane = ({ lane, lanes, children }: { lane: number; lanes: number; children: ComponentChildren }) => (
  <svg x={`${(100 * lane) / (lanes - 1)}%`} aria-hidden="true">
    {children}
  </svg>
);

/** A step within one lane bends back to it; at the last lane to the left, where the words are. */
const Loop = ({ left }: { left: boolean }) => (
  <g transform={left ? 'scale(-1 1)' : undefined}>
    <path class="line" d={`M8 ${MIDDLE - 7}h10a7 7 0 0 1 0 14h-5`} />
    <path class="tip" d={`M8 ${MIDDLE + 7}l7 -4v8z`} />
  </g>
);

const Arrow = ({ row: { mark, from, to, answer }, lanes }: { row: StoryRow; lanes: number }) => {
  const direction = to > from ? 1 : -1;
  const numbered = /\d/.test(mark);
  return (
    <svg class="arrow" width="100%" height={2 * MIDDLE} aria-hidden="true">
      {from === to ? (
        <AtLane lane={from} lanes={lanes}>
          <Loop left={from === lanes - 1} />
        </AtLane>
      ) : (
        <>
          {/* Moved back by the length of the tip; the other end is under the number. */}
          <g transform={`translate(${-7 * direction} 0)`}>
            <line
              class={answer ? 'line answer' : 'line'}
              x1={`${(100 * from) / (lanes - 1)}%`}
              x2={`${(100 * to) / (lanes - 1)}%`}
              y1={MIDDLE}
              y2={MIDDLE}
            />
          </g>
          <AtLane lane={to} lanes={lanes}>
            <path class="tip" d={`M${-direction} ${MIDDLE}l${-8 * direction} -4.5v9z`} />
          </AtLane>
        </>
      )}
      <AtLane lane={from} lanes={lanes}>
        {numbered ? (
          <circle class="mark" cy={MIDDLE} r="10" />
        ) : (
          <rect class="mark" x="-9" y={MIDDLE - 9} width="18" height="18" rx="4" />
        )}
        <text class="mark-text" y={MIDDLE + 4} text-anchor="middle">
          {mark}
        </text>
      </AtLane>
    </svg>
  );
};

const Words = ({ row }: { row: StoryRow }) => (
  <div class="words">
    <p class="step-name">
      {row.name}
      <span class="sr">. {row.way}</span>
      {row.about !== undefined && (
        <>
          {' · '}
          <Text value={row.about} max={24} plain mono />
        </>
      )}
      <span class="sr">. </span>
      {row.count > 1 && (
        <span class="times" aria-hidden="true">
          {' '}
          ×{row.count}
        </span>
      )}
    </p>
    <p>
      <Prose text={row.text} />
      {row.count > 1 && <span class="sr"> {row.count} times.</span>}
    </p>
  </div>
);

const Step = ({ row, lanes, isNew }: { row: StoryRow; lanes: number; isNew: boolean }) => (
  <li class="step" data-colour={row.colour} data-refusal={row.refusal || undefined} data-new={isNew || undefined}>
    {row.anew && <p class="anew">A new login</p>}
    <div class="row" data-start={row.between[0]} data-end={row.between[1]} data-loop={loopOf(row, lanes)}>
      <Arrow row={row} lanes={lanes} />
      <Words row={row} />
      <p class="when">
        {row.request !== '' && (
          <span>
            <Text value={row.request} max={80} mono />{' '}
          </span>
        )}
        <time>{row.time}</time>
      </p>
    </div>
  </li>
);

const loopOf = ({ from, to }: StoryRow, lanes: number): string | undefined => {
  if (from !== to) return undefined;
  return from === lanes - 1 ? 'left' : 'right';
};

const Cast = ({ cast }: { cast: CastMember[] }) => (
  <ul class="cast" aria-label="Credentials in this story">
    {cast.map(({ id, name, role, colour }) => (
      <li data-colour={colour} key={id}>
        <Text value={name} max={40} plain mono /> <span class="muted">{role}</span>
      </li>
    ))}
  </ul>
);

const Diagram = ({ report }: { report: SiteReport }) => {
  const store = useStore();
  const { lanes, cast, rows } = storyOf(report, store.now.peek());
  // What was there when one began to look is not news.
  const begun = useRef(new Set(rows.map(({ key }) => key)));
  return (
    <div class="story">
      {cast.length > 0 && <Cast cast={cast} />}
      <div class="diagram" data-lanes={lanes.length}>
        <div class="lanes" aria-hidden="true">
          {lanes.map((lane) => (
            <span key={lane}>
              <b>{lane}</b>
            </span>
          ))}
        </div>
        <ol>
          {rows.map((row) => (
            <Step row={row} lanes={lanes.length} isNew={!begun.current.has(row.key)} key={row.key} />
          ))}
        </ol>
      </div>
    </div>
  );
};

export const Story = ({ report }: { report: SiteReport }) =>
  report.story.length === 0 ? (
    <Empty>
      Nothing has happened yet that is worth telling. Sign in, or use the page, and each step will appear here.
    </Empty>
  ) : (
    <Diagram report={report} key={report.site} />
  );
