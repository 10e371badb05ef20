/** The square of the product: its place names the classic weakness. */
import type { SiteReport } from '../../core/report.ts';
import { label } from '../text.ts';
import { type Across, type Down, type Spot, squareInWords, squareOf } from '../view-square.ts';

const LEFT = 22;
const TOP = 20;
const SIDE = 120;
const RIGHT = LEFT + SIDE;
const BOTTOM = TOP + SIDE;
const MIDDLE_X = LEFT + SIDE / 2;
const MIDDLE_Y = TOP + SIDE / 2;

const X: Record<Across, number> = { ambient: LEFT + SIDE / 4, both: MIDDLE_X, script: RIGHT - SIDE / 4 };
const Y: Record<Down, number> = { server: TOP + SIDE / 4 - 4, unknown: MIDDLE_Y - 4, client: BOTTOM - SIDE / 4 - 4 };

/** A name may run into the other half while nothing stands there. */
const spotLabel = ({ name, more }: Spot, alone: boolean): string => {
  const room = alone ? 17 : 9;
  const short = label(name, more > 0 ? room - 3 : room);
  return more > 0 ? `${short} +${more}` : short;
};

const LABEL_AT: Record<Across, { x: number; anchor: 'start' | 'middle' | 'end' }> = {
  ambient: { x: LEFT + 6, anchor: 'start' },
  both: { x: MIDDLE_X, anchor: 'middle' },
  script: { x: RIGHT - 6, anchor: 'end' },
};

const Dot = ({ spot, alone }: { spot: Spot; alone: boolean }) => (
  <g class="dot">
    <title>{spot.names.map((name) => label(name)).join(', ')}</title>
    <circle cx={X[spot.across]} cy={Y[spot.down]} r={spot.more > 0 ? 7.5 : 6} />
    <text x={LABEL_AT[spot.across].x} y={Y[spot.down] + 20} text-anchor={LABEL_AT[spot.across].anchor}>
      {spotLabel(spot, alone)}
    </text>
  </g>
);

interface EdgeProps {
  place: 'top' | 'bottom' | 'left' | 'right';
  what: string;
  weakness: string;
}

const EDGE = {
  top: { x: MIDDLE_X, y: TOP - 8 },
  bottom: { x: MIDDLE_X, y: BOTTOM + 16 },
  left: { x: LEFT - 8, y: MIDDLE_Y, turn: -90 },
  right: { x: RIGHT + 8, y: MIDDLE_Y, turn: 90 },
} as const;

const Edge = ({ place, what, weakness }: EdgeProps) => {
  const at = EDGE[place];
  const turn = 'turn' in at ? { transform: `rotate(${at.turn} ${at.x} ${at.y})` } : {};
  return (
    <text class="edge" x={at.x} y={at.y} text-anchor="middle" {...turn}>
      <tspan class="what">{what}</tspan>
      <tspan> · {weakness}</tspan>
    </text>
  );
};

export const Square = ({ report }: { report: SiteReport }) => {
  const spots = squareOf(report);
  const words = squareInWords(spots.map((spot) => ({ ...spot, names: spot.names.map((name) => label(name)) })));
  return (
    <svg class="square" viewBox="0 0 164 162" role="img" aria-label={words}>
      <rect class="field" x={LEFT} y={TOP} width={SIDE} height={SIDE} rx="6" />
      <path class="axes" d={`M${MIDDLE_X} ${TOP}V${BOTTOM}M${LEFT} ${MIDDLE_Y}H${RIGHT}`} />
      <Edge place="top" what="server" weakness="look-up per request" />
      <Edge place="bottom" what="client" weakness="hard to revoke" />
      <Edge place="left" what="by itself" weakness="CSRF" />
      <Edge place="right" what="by script" weakness="theft by script" />
      {spots.map((spot) => (
        <Dot
          spot={spot}
          alone={spots.every((other) => other === spot || other.down !== spot.down)}
          key={`${spot.across} ${spot.down}`}
        />
      ))}
    </svg>
  );
};
