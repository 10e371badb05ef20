/** Finds compact JOSE objects in any text: headers, JSON, URLs, source. */
import { decodeJose, kindOfHeader, MAX_TOKEN, readToken } from './jose.ts';

export interface FoundToken {
  /** With plain dots, even where the text has `%2E`. */
  token: string;
  kind: 'jws' | 'jwe';
  /** Position in the text; `end` is exclusive. */
  start: number;
  end: number;
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/** How many characters in front of a header may be glued to it: `\neyJ…` in JSON, `%22eyJ…` in URLs. */
const MAX_STARTS_PER_SEGMENT = 4;
const MAX_FOUND = 1_000;
/** What may be spent on decoding headers, in characters; honest texts need a fraction of it. */
const BUDGET = 1_000_000;
/** An attempt costs something however short the header is. */
const COST_PER_ATTEMPT = 200;

/** Openings of a JSON object in base64url: `{"`, `{ "`, and `{` followed by LF, CR or TAB. */
const opening = () => /ey[AJ]|ew[0ko]/g;
/** `"alg"` in base64url, at its three possible offsets. Without it there is nothing to decode. */
const ALG = /ImFsZy|JhbGci|iYWxnI/;
const segmentAt = () => /[A-Za-z0-9_-]*/y;
const separatorAt = () => /={0,2}(?:\.|%2[Ee])/y;

/**
 * All compact JWS and JWE in a text, in order, at most 1,000, without overlap. A JWE is never reported as a JWS.
 *
 * Does not prove that a token is genuine or in use; see `decodeJose`. Time is linear in the text: every stretch
 * between two dots is looked at a fixed number of times, however many openings it has. After some 5,000 candidates the
 * search ends, so a text made to waste time may hide a token behind them.
 */
export function findTokens(text: string): FoundToken[] {
  const found: FoundToken[] = [];
  if (!ALG.test(text)) return found;
  const openings = opening();
  const segment = segmentAt();
  const separator = separatorAt();
  let segmentEnd = -1;
  let starts = 0;
  let budget = BUDGET;
  for (let match = openings.exec(text); match !== null; match = openings.exec(text)) {
    if (found.length >= MAX_FOUND || budget <= 0) break;
    const start = match.index;
    if (start >= segmentEnd) {
      segmentEnd = endOf(segment, text, start);
      starts = 0;
    }
    starts += 1;
    const isHeader = endOf(separator, text, segmentEnd) > segmentEnd;
    if (!isHeader || starts > MAX_STARTS_PER_SEGMENT) {
      openings.lastIndex = segmentEnd;
      continue;
    }
    if (!ALG.test(text.slice(start, Math.min(segmentEnd, start + MAX_TOKEN)))) {
      openings.lastIndex = segmentEnd;
      continue;
    }
    budget -= segmentEnd - start + COST_PER_ATTEMPT;
    const token = tokenAt(text, start, segmentEnd, segment, separator);
    if (token === undefined) continue;
    found.push(token);
    openings.lastIndex = token.end;
    segmentEnd = token.end;
  }
  return found;
}

function tokenAt(
  text: string,
  start: number,
  headerEnd: number,
  segment: RegExp,
  separator: RegExp,
): FoundToken | undefined {
  const first = text.slice(start, headerEnd);
  const kind = kindOfHeader(first);
  if (kind === undefined) return undefined;

  const parts = [first];
  const wanted = kind === 'jws' ? 3 : 5;
  let end = headerEnd;
  while (parts.length < wanted) {
    const next = endOf(separator, text, end);
    if (next === end) return undefined;
    end = endOf(segment, text, next);
    if (end - start > MAX_TOKEN * 2) return undefined;
    parts.push(text.slice(next, end));
  }
  const token = parts.join('.');
  const shape = decodeJose(token);
  if (shape === undefined) return undefined;
  const { header, claims } = readToken(shape);
  return { token, kind: shape.kind, start, end, header, ...(claims === undefined ? {} : { claims }) };
}

/** Where a sticky pattern's match at `from` ends; `from` itself if there is none. */
function endOf(sticky: RegExp, text: string, from: number): number {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : from;
}
