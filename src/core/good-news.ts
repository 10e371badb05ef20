/**
 * The other half of a fair judgement: what the site does well, and which cookies were left alone although they lack the
 * flags of a session, and why. Derived from the report alone.
 */
import { knownCookie } from './knowledge/cookies.ts';
import { type ThirdPartyFamily, thirdPartyCookie } from './knowledge/third-party.ts';
import { isLocalHost } from './observe/url.ts';
import type { Carrier, CookieAttributes, Credential, SiteReport } from './report.ts';
import { credentialName, durationName } from './rules/names.ts';
import { defaultThresholds } from './rules/thresholds.ts';
import { isShortLived, lifetimeOf } from './rules/tokens.ts';
import { hostOf } from './site/urls.ts';

/** One sentence; names from the site stand in backticks. */
export interface News {
  code: string;
  text: string;
  credential?: string;
}

export interface GoodNews {
  good: News[];
  /** Not blamed, and why. */
  spared: News[];
}

/** @param shortLived how long a token may live to be called short-lived, in milliseconds */
export const goodNews = (report: SiteReport, shortLived = defaultThresholds.shortLived): GoodNews => ({
  good: [
    ...prefixes(report),
    ...bindings(report),
    ...challenges(report),
    ...behindServer(report),
    ...shortTokens(report, shortLived),
    ...passkeys(report),
  ],
  spared: [...readableOnPurpose(report), ...harmless(report), ...takenAway(report), ...onLocalhost(report)],
});

const code = (text: string): string => `\`${text.replaceAll('`', '´')}\``;

const MAX_NAMES = 4;

/** `a`, `b` and 3 more */
const listed = (names: readonly string[]): string => {
  const each = [...new Set(names)];
  const shown = each.slice(0, each.length > MAX_NAMES ? MAX_NAMES - 1 : MAX_NAMES).map(code);
  const rest = each.length - shown.length;
  const last = rest > 0 ? `${rest} more` : (shown.pop() ?? '');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
};

const isOne = (names: readonly string[]): boolean => new Set(names).size === 1;

type Cookie = Carrier & { cookie: CookieAttributes };

const hasAttributes = (carrier: Carrier): carrier is Cookie =>
  carrier.where === 'cookie' && carrier.cookie !== undefined;

const cookiesOf = (credential: Credential): Cookie[] => credential.carriers.filter(hasAttributes);

const isDecisive = ({ decisive, gone }: Credential): boolean => decisive && gone === undefined;

/** Whoever can forge a token, or use it after its end, does not mind how short its life is. */
const UNDOES: ReadonlySet<string> = new Set(['jwt-expired-in-use', 'jwt-binding-unused', 'dpop-mismatch']);

const isUndone = ({ findings }: SiteReport, { id }: Credential): boolean =>
  findings.some(({ credential, rule, severity }) => credential === id && (severity === 'critical' || UNDOES.has(rule)));

// --- done well

const prefixes = ({ credentials }: SiteReport): News[] =>
  credentials.filter(isDecisive).flatMap((credential) =>
    cookiesOf(credential)
      .filter(({ cookie }) => cookie.prefix === '__Host-' || cookie.prefix === '__Host-Http-')
      .slice(0, 1)
      .map(({ name, cookie }) => ({
        code: 'host-prefix',
        credential: credential.id,
        text: `The browser itself sees to it that ${code(name)} comes from this host alone, over HTTPS (${code(cookie.prefix ?? '')}).`,
      })),
  );

const bindings = ({ verdict, findings }: SiteReport): News[] => [
  ...(verdict.mechanisms.includes('device-bound-session')
    ? [
        {
          code: 'device-bound',
          text: 'The session is bound to a key of this device: a stolen cookie soon stops working.',
        },
      ]
    : []),
  ...(verdict.mechanisms.includes('dpop') && !findings.some(({ rule }) => UNDOES.has(rule))
    ? [{ code: 'dpop', text: 'Tokens go along with a proof of a key (DPoP): a stolen token alone opens nothing.' }]
    : []),
];

/** Passed means that a challenge was seen, and that it was S256. */
const challenges = ({ checks }: SiteReport): News[] => {
  const passed = (rule: string): boolean => checks.some((check) => check.rule === rule && check.outcome === 'pass');
  return passed('oauth-pkce-plain') && passed('oauth-without-pkce')
    ? [{ code: 'pkce', text: 'The login uses PKCE with S256: a code that is caught on its way is worth nothing.' }]
    : [];
};

const OF_PROVIDER: ReadonlySet<string> = new Set(['oauth-code', 'oidc', 'saml']);

/** A login at a provider of which the browser keeps a cookie and no token: a backend for the frontend. */
const behindServer = ({ verdict, credentials, checks }: SiteReport): News[] => {
  const decisive = credentials.filter(isDecisive);
  const hidden = decisive.every((one) => {
    const cookies = cookiesOf(one);
    return one.format !== 'jwt' && cookies.length > 0 && cookies.every(({ cookie }) => cookie.httpOnly);
  });
  const tokens = credentials.some(({ role }) => /^(?:access|id|refresh)-token$/.test(role));
  const storageRead = checks.some(({ rule, outcome }) => rule === 'token-in-local-storage' && outcome !== 'unknown');
  const federated = verdict.mechanisms.some((mechanism) => OF_PROVIDER.has(mechanism));
  if (!federated || decisive.length === 0 || !hidden || tokens || !storageRead) return [];
  const [first] = decisive;
  return [
    {
      code: 'tokens-on-server',
      ...(first === undefined ? {} : { credential: first.id }),
      text: `The tokens of the provider stay on the server: the browser has ${listed(decisive.map(credentialName))} alone.`,
    },
  ];
};

const shortTokens = (report: SiteReport, limit: number): News[] =>
  report.credentials.filter(isDecisive).flatMap((credential) => {
    const lifetime = lifetimeOf(credential);
    return lifetime !== undefined && isShortLived(credential, limit) && !isUndone(report, credential)
      ? [
          {
            code: 'short-lived',
            credential: credential.id,
            text: `${code(credentialName(credential))} lives ${durationName(lifetime.milliseconds)}: a thief has little of it.`,
          },
        ]
      : [];
  });

const passkeys = ({ verdict }: SiteReport): News[] =>
  verdict.mechanisms.includes('webauthn')
    ? [{ code: 'passkey', text: 'A passkey signs you in: no other site can ask for it.' }]
    : [];

// --- left alone

/** There is something to say only where somebody could miss a flag. */
const lacksFlag = ({ cookie }: Cookie): boolean =>
  !cookie.httpOnly || !cookie.secure || !/^(?:lax|strict)$/.test(cookie.sameSite);

const isLeft = ({ decisive, gone }: Credential): boolean => !decisive && gone === undefined;

const readableOnPurpose = ({ credentials }: SiteReport): News[] => {
  const names = credentials
    .filter((one) => isLeft(one) && one.role === 'csrf-token')
    .flatMap((one) => cookiesOf(one).filter(({ cookie }) => !cookie.httpOnly))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      code: 'csrf-readable',
      text: `${listed(names)} may be readable: the page repeats the value in a header or a form, which no other site can.`,
    },
  ];
};

type Family = ThirdPartyFamily | 'login-flag' | 'transaction' | 'visitor';

const WHY: Record<Family, [one: string, many: string]> = {
  analytics: ['measures visits', 'measure visits'],
  consent: ['remembers what was agreed to', 'remember what was agreed to'],
  'load-balancer': ['says which machine answers', 'say which machine answers'],
  bot: ['keeps out bots', 'keep out bots'],
  preference: ['remembers a choice of looks or language', 'remember choices of looks or language'],
  commerce: ['is about a cart or an offer', 'are about carts or offers'],
  capability: ['opens one resource, and names nobody', 'open one resource each, and name nobody'],
  'login-flag': ['only says that somebody is signed in', 'only say that somebody is signed in'],
  transaction: ['lives for the length of one login', 'live for the length of one login'],
  visitor: ['tells visitors apart', 'tell visitors apart'],
};

const familyOf = ({ name, cookie }: Cookie): Family | undefined => {
  const family = thirdPartyCookie(name);
  if (family !== undefined) return family;
  const kind = knownCookie(name, cookie.domain)?.kind;
  if (kind === 'anonymous') return 'visitor';
  return kind === 'login-flag' || kind === 'transaction' ? kind : undefined;
};

const harmless = ({ credentials }: SiteReport): News[] => {
  const families = new Map<Family, string[]>();
  for (const credential of credentials) {
    if (!isLeft(credential) || (credential.role !== 'other' && credential.role !== 'state')) continue;
    for (const cookie of cookiesOf(credential).filter(lacksFlag)) {
      const family = familyOf(cookie);
      if (family !== undefined) families.set(family, [...(families.get(family) ?? []), cookie.name]);
    }
  }
  return [...families].map(([family, names]) => {
    const [one, many] = WHY[family];
    const rest = isOne(names)
      ? 'lets nobody in, so a session’s flags are not asked of it'
      : 'let nobody in, so a session’s flags are not asked of them';
    return { code: family, text: `${listed(names)} ${isOne(names) ? one : many} and ${rest}.` };
  });
};

const takenAway = ({ credentials }: SiteReport): News[] => {
  const names = credentials
    .filter(({ decisive, gone }) => decisive && gone !== undefined)
    .flatMap(cookiesOf)
    .map(({ name }) => name);
  return names.length === 0
    ? []
    : [
        {
          code: 'deletion',
          text: `The line that took ${listed(names)} away is no cookie: what flags it has does not matter.`,
        },
      ];
};

const onLocalhost = ({ site, credentials }: SiteReport): News[] => {
  if (!isLocalHost(hostOf(site))) return [];
  const names = credentials
    .filter(isDecisive)
    .flatMap((one) => cookiesOf(one).filter(({ cookie }) => !cookie.secure))
    .map(({ name }) => name);
  return names.length === 0
    ? []
    : [
        {
          code: 'localhost',
          text: `${listed(names)} without Secure is fine here: what goes to localhost does not leave this machine.`,
        },
      ];
};
