import { wholesOf } from '../core/observe/chunks.ts';
import { normaliseSecret } from '../core/observe/secret.ts';
import { safePath } from '../core/observe/shape.ts';
import { leaves } from '../core/observe/storage.ts';

export { shownName } from '../core/observe/names.ts';

/** The string at a dotted path inside a value of storage or of a cookie; the value itself without a path. */
export const leafAt = (value: string, path: string | undefined): string | undefined =>
  path === undefined ? value : leaves(value).find((leaf) => safePath(leaf.path) === path)?.value;

/** What a cookie stands for among those beside it: the whole of which it is a piece, or the string at a path inside. */
export const cookieValueAt = (
  cookies: readonly { name: string; value: string }[],
  name: string,
  path: string | undefined,
): string | undefined => {
  const at = cookies.findIndex((cookie) => cookie.name === name);
  const value = wholesOf(cookies)?.get(at)?.value ?? cookies[at]?.value;
  return value === undefined || path === undefined ? value : leafAt(normaliseSecret(value), path);
};
