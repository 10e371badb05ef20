/** What rules read of requests that change something, and of what goes along with them. */
import type { Resource } from '../observe/observation.ts';
import type { OriginCheck } from '../site/seen.ts';

/** An anti-CSRF token that went along with a request: by its name, or by what it repeats. */
export interface CsrfToken {
  where: 'header' | 'query' | 'body';
  name: string;
  /** At most; absent where only the name was seen. */
  bits?: number;
  /** The cookie that it repeats: the double submit of OWASP's cheat sheet. */
  cookie?: string;
  /** By its form it was made with a key of the server's. */
  signed?: true;
  /** A random value under a name of its own: another site cannot know it, whatever it is for. */
  unnamed?: true;
}

/**
 * A request that may change something and that the site's own page sent to the site: not GET, HEAD, OPTIONS, but for those
 * that carry `_method`; neither a login nor a logout nor a GraphQL query.
 */
export interface StateChange {
  at: number;
  method: string;
  url: string;
  resource: Resource;
  contentType?: string;
  /** There was a body that nobody read: a token may have been in it. */
  bodyUnread?: true;
  /** Ambient credentials that went along: ids. */
  ambient: string[];
  /** Script-attached credentials that went along: ids. */
  attached: string[];
  tokens: CsrfToken[];
  /** Headers that a plain form cannot send, other than the tokens. */
  customHeaders: string[];
  /** The server's first answer; absent where none was seen. */
  outcome?: 'accepted' | 'refused';
  /** What the answers show of a look at where the request comes from. */
  checks: OriginCheck[];
}
