/**
 * Report → JSON for machines: the SiteReport as it is (`schema` names its version). Decoded claims are in it, and may be
 * somebody's; secrets are not, since a report holds none.
 */
import type { SiteReport } from '../report.ts';
import { UNSEEN } from './visible.ts';

/** One report becomes an object, several become an array. */
export const jsonOf = (reports: SiteReport | readonly SiteReport[]): string => written(reports);

/** JSON whose text hides nothing: what cannot be seen is escaped, which changes no value (RFC 8259, section 7). */
export const written = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(UNSEEN, (character) => (character === '\n' ? character : escaped(character)))}\n`;

const escaped = (character: string): string =>
  character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
