/** The square of the product: where a credential stands names its classic weakness. */
import type { SiteReport } from '../../core/report.ts';
import { coloursOf } from '../colours.ts';
import { label } from '../text.ts';
import { type Across, type Down, type Edge, edgesOf, type Spot, squareInWords, squareOf } from '../view-square.ts';

const WIDTH = 184;
const HEIGHT = 178;
const LEFT = 26;
const TOP = 24;
const SIDE = 132;
const RIGHT = LEFT + SIDE;
const BOTTOM = TOP + SIDE;
const MIDDLE_X = LEFT + SIDE / 2;
const MIDDLE_Y = TOP + SIDE / 2;

const X: Record<Across, number> = { ambient: LEFT + SIDE / 4, both: MIDDLE_X, script: RIGHT - SIDE / 4 };
const Y: Record<Down, number> = { server: TOP + SIDE / 4 - 6, unknown: MIDDLE_Y - 6, client: BOTTOM - SIDE / 4 - 6 };

const QUADRANTS = [
  { x: LEFT, y: TOP, edges: ['ambient', 'server'] },
  { x: MIDDLE_X, y: TOP, edges: ['script', 'server'] },
  { x: LEFT, y: MIDDLE_Y, edges: ['ambient', 'client'] },
  { x: MIDDLE_X, y: MIDDLE_Y, edges: ['script', 'client'] },
] as const;

/** A word may run into the other half while nothing stands there. */
const spotLabel = ({ word, ids }: Spot, alone: boolean): string => {
  const room = alone ? 18 : 9;
  return ids.length > 1 ? `${label(word, room - 4)} +${ids.length - 1}` : label(word, room);
};

const LABEL_AT: Record<Across, { x: number; anchor: 'start' | 'middle' | 'end' }> = {
  ambient: { x: LEFT + 6, anchor: 'start' },
  both: { x: MIDDLE_X, anchor: 'middle' },
  script: { x: RIGHT - 6, anchor: 'end' },
};

/** More dots than three would only be a heap. */
const DOTS = 3;
const APART = 13;

interface DotsProps {
  spot: Spot;
  alone: boolean;
  colours: ReadonlyMap<string, number>;
}

const Dots = ({ spot, alone, colours }: DotsProps) => {
  const { across, down, ids, names } = spot;
  const shown = ids.slice(0, DOTS);
  return (
    <g class="dot">
      <title>{names.map((name) => label(name)).join(', ')}</title>
      {shown.map((id, index) => (
        <circle
          key={id}
          data-colour={colours.get(id)}
          cx={X[across] + (index - (shown.length - 1) / 2) * APART}
          cy={Y[down]}
          r="7"
        />
      ))}
      <text
        x={LABEL_AT[across].x}
        // In the middle of a row it would lie on its neighbours' names.
        y={Y[down] + (across === 'both' && !alone ? -11 : 22)}
        text-anchor={LABEL_AT[across].anchor}
      >
        {spotLabel(spot, alone)}
      </text>
    </g>
  );
};

const EDGES: readonly { edge: Edge; what: string; weakness: string; x: number; y: number; turn?: number }[] = [
  { edge: 'server', what: 'server', weakness: 'look-up per request', x: MIDDLE_X, y: TOP - 9 },
  { edge: 'client', what: 'client', weakness: 'hard to revoke', x: MIDDLE_X, y: BOTTOM + 17 },
  { edge: 'ambient', what: 'by itself', weakness: 'CSRF', x: LEFT - 9, y: MIDDLE_Y, turn: -90 },
  { edge: 'script', what: 'by script', weakness: 'theft by script', x: RIGHT + 9, y: MIDDLE_Y, turn: 90 },
];

export const Square = ({ report }: { report: SiteReport }) => {
  const spots = squareOf(report);
  const touched = edgesOf(spots);
  const words = squareInWords(spots.map((spot) => ({ ...spot, names: spot.names.map((name) => label(name)) })));
  const colours = coloursOf(report);
  return (
    <svg class="square" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      <rect class="field" x={LEFT} y={TOP} width={SIDE} height={SIDE} rx="7" />
      {QUADRANTS.map(({ x, y, edges: [across, down] }) => (
        <rect
          class="quadrant"
          key={`${across} ${down}`}
          data-on={spots.some((spot) => spot.across === across && spot.down === down)}
          x={x + 2}
          y={y + 2}
          width={SIDE / 2 - 4}
          height={SIDE / 2 - 4}
          rx="5"
        />
      ))}
      <path class="axes" d={`M${MIDDLE_X} ${TOP}V${BOTTOM}M${LEFT} ${MIDDLE_Y}H${RIGHT}`} />
      {EDGES.map(({ edge, what, weakness, x, y, turn }) => (
        <text
          class="edge"
          key={edge}
          data-on={touched.has(edge)}
          x={x}
          y={y}
          text-anchor="middle"
          {...(turn === undefined ? {} : { transform: `rotate(${turn} ${x} ${y})` })}
        >
          <tspan class="what">{what}</tspan>
          <tspan> · {weakness}</tspan>
        </text>
      ))}
      {spots.map((spot) => (
        <Dots
          spot={spot}
          colours={colours}
          alone={spots.every((other) => other === spot || other.down !== spot.down)}
          key={`${spot.across} ${spot.down}`}
        />
      ))}
    </svg>
  );
};
