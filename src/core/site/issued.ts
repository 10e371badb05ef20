/** Which answer handed a value out in its body: a HAR tells, a browser does not. */
import type { ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { CAPS, type SiteFactsRecord } from './state.ts';

export const issue = (draft: Draft, seen: ResponseSeen): void => {
  const askedAt = draft.asked(seen.id)?.at ?? seen.at;
  let { issued } = draft.facts;
  for (const print of seen.issued ?? []) {
    // An answer that repeats what was there before has not issued it.
    if (Object.hasOwn(issued, print) || isHeld(draft.facts, print, askedAt)) continue;
    const room = withRoom(issued, draft.facts);
    if (room !== undefined) issued = { ...room, [print]: { method: seen.method, url: seen.url, at: seen.at } };
  }
  if (issued !== draft.facts.issued) draft.set({ issued });
};

/** What nothing came of makes room, oldest first; nobody would miss it. */
const withRoom = (issued: SiteFactsRecord['issued'], facts: SiteFactsRecord): SiteFactsRecord['issued'] | undefined => {
  const prints = Object.keys(issued);
  if (prints.length < CAPS.issued) return issued;
  const unused = prints.find((print) => !isHeld(facts, print, Number.POSITIVE_INFINITY));
  if (unused === undefined) return undefined;
  const { [unused]: _given, ...rest } = issued;
  return rest;
};

const isHeld = ({ places }: SiteFactsRecord, print: string, at: number): boolean =>
  Object.values(places).some(({ values }) =>
    values.some(
      ({ fingerprint, inner, firstAt, parts = [] }) =>
        firstAt <= at &&
        (fingerprint === print || inner === print || parts.some(({ shape }) => shape.fingerprint === print)),
    ),
  );
