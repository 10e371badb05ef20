/**
 * How open a request is to being forged by another site, step by step: is the credential ambient, how do browsers treat its
 * cookies, what was seen to stand in the way, and what follows. Exposure, not proof: what the server checks cannot be seen.
 */
import type { CookieAttributes, Credential, Severity } from '../report.ts';
import { type Defence, defencesOf, type Strength, strengthOf, weakTokens } from './csrf-defences.ts';
import type { Engine, Facts } from './facts.ts';
import type { StateChange } from './facts-csrf.ts';
import { credentialName, requestName } from './names.ts';
import {
  type EffectiveSameSite,
  ENGINES,
  effective,
  effectiveSameSite,
  type NamedEngine,
  rangeOf,
  saidSameSite,
} from './same-site.ts';

type CsrfFacts = Pick<Facts, 'credentials' | 'engine' | 'httpAuth' | 'site'>;

/** A credential that the browser attaches by itself. */
export interface Ambient {
  credential: Credential;
  /** Empty for HTTP authentication, which knows no SameSite. */
  cookies: CookieAttributes[];
}

/** `none`: the credential is not ambient. `little`: what is left needs a sibling host or a hole in the page. */
export type Exposure = 'high' | 'medium' | 'low' | 'little' | 'none';

export interface CsrfReasoning {
  subject: string;
  ambient: Ambient[];
  /** How the loosest and the strictest of the cookies are treated in the engine in use. */
  sameSite?: { worst: EffectiveSameSite; best: EffectiveSameSite };
  defences: Defence[];
  exposure: Exposure;
  /** Sentences, in the order of thought. */
  steps: string[];
}

/** OWASP CSRF cheat sheet, read as a table: the loosest cookie and the strongest defence that was seen. */
const exposures: Record<EffectiveSameSite, Record<Strength, Exposure>> = {
  none: { none: 'high', hint: 'medium', token: 'little' },
  'lax-with-window': { none: 'medium', hint: 'low', token: 'little' },
  lax: { none: 'low', hint: 'little', token: 'little' },
  strict: { none: 'little', hint: 'little', token: 'little' },
  rejected: { none: 'little', hint: 'little', token: 'little' },
};

export function severityOf(exposure: Exposure): Severity | undefined {
  return exposure === 'little' || exposure === 'none' ? undefined : exposure;
}

/** Pure; never says "vulnerable". */
export function csrfReasoning(facts: CsrfFacts, change: StateChange): CsrfReasoning {
  const subject = requestName(change.method, change.url, facts.site.host);
  const ambient = ambientIn(facts, change);
  const defences = defencesOf(change);
  if (ambient.length === 0) {
    const because = change.ambient.some((id) => change.attached.includes(id)) ? ATTACHED_AS_WELL : NOT_AMBIENT;
    return { subject, ambient, defences, exposure: 'none', steps: [`${subject} ${because}`] };
  }
  const sameSite = rangeOf(ambient.map((one) => treatmentOf(one, facts.engine)));
  const strength = strengthOf(defences);
  const exposure = exposureOf(sameSite.worst, strength, change);
  const steps = [
    `${subject} carried ${listed(ambient.map(({ credential }) => credentialName(credential)))}, attached by the browser itself.`,
    ...ambient.flatMap((one) => treatmentSentences(one, facts.engine)),
    ...(sameSite.worst === sameSite.best ? [] : [ASSUMED]),
    ...defenceSentences(change, defences),
    `Exposure: ${exposure}. ${consequence(exposure, strength, sameSite.worst, change)}`,
    UNSEEN,
  ];
  return { subject, ambient, sameSite, defences, exposure, steps };
}

const NOT_AMBIENT =
  'carried nothing that the browser attaches by itself, so another site cannot send it in the user’s name.';
const ATTACHED_AS_WELL =
  'carried its credential in a header too: the script takes it out of the cookie because the server asks for it there, and ' +
  'another site cannot do that.';
const ASSUMED = 'Which of them the server insists on cannot be seen; the loosest is assumed.';
const UNSEEN = 'Whether the server checks Origin or Sec-Fetch-Site cannot be seen from here.';

function exposureOf(sameSite: EffectiveSameSite, strength: Strength, { method }: StateChange): Exposure {
  const exposure = exposures[sameSite][strength];
  // Lax lets links through: what a GET changes, a link changes.
  const byLink = method === 'GET' && (sameSite === 'lax' || sameSite === 'lax-with-window');
  return byLink && exposure === 'low' ? 'medium' : exposure;
}

// --- 1. is it ambient?

export function carriesIdentity({ decisive, role }: Credential): boolean {
  return decisive && role !== 'csrf-token' && role !== 'other';
}

/** Undefined if it is not ambient, or if its attributes were not seen. */
export function ambientOf(credential: Credential, httpAuth: Facts['httpAuth']): Ambient | undefined {
  if (!carriesIdentity(credential)) return undefined;
  const carriers = credential.carriers.filter(({ where }) => where === 'cookie');
  const cookies = carriers.flatMap(({ cookie }) => cookie ?? []);
  if (cookies.length > 0) return { credential, cookies };

  // Basic that a script attaches is not ambient: only the browser's own answer to a challenge is.
  const byBrowser = httpAuth.some(({ credential: id, answered }) => answered && id === credential.id);
  return byBrowser && carriers.length === 0 ? { credential, cookies: [] } : undefined;
}

/** A credential that a script attaches to the same request as well is expected there; its cookie is where it is kept. */
function ambientIn({ credentials, httpAuth }: CsrfFacts, change: StateChange): Ambient[] {
  const alone = change.ambient.filter((id) => !change.attached.includes(id));
  return alone.flatMap((id) => {
    const credential = credentials.find((one) => one.id === id);
    return (credential === undefined ? undefined : ambientOf(credential, httpAuth)) ?? [];
  });
}

// --- 2. how do browsers treat it?

const engineNames: Record<NamedEngine, string> = {
  chromium: 'Chrome and its kin',
  firefox: 'Firefox',
  safari: 'Safari',
};

const treatments: Record<EffectiveSameSite, string> = {
  none: 'goes along with every request from other sites',
  'lax-with-window': 'is Lax by default, but goes along with a top-level POST for two minutes after it is set',
  lax: 'goes along with links from other sites, but not with their POST requests',
  strict: 'never goes along from other sites',
  rejected: 'is not kept at all',
};

const saidNames: Record<string, string> = {
  strict: 'SameSite=Strict',
  lax: 'SameSite=Lax',
  none: 'SameSite=None',
  'none-without-secure': 'SameSite=None without Secure',
  unset: 'no SameSite',
};

function treatmentOf({ cookies }: Ambient, engine: Engine): EffectiveSameSite {
  return rangeOf(cookies.map((cookie) => effectiveSameSite(cookie, engine))).worst;
}

/** The engine in use first, then those that differ from it. */
function treatmentSentences(ambient: Ambient, engine: Engine): string[] {
  const name = credentialName(ambient.credential);
  if (ambient.cookies.length === 0) return [`${name} is HTTP authentication, which knows no SameSite.`];

  const said = [...new Set(ambient.cookies.map(saidSameSite))].map((each) => saidNames[each] ?? each).join(' and ');
  const here = treatmentOf(ambient, engine);
  const where = engine === 'unknown' ? 'in the least careful browser' : `in ${engineNames[engine]}`;
  const others = ENGINES.filter((each) => each !== engine).map((each) => ({ each, how: inEngine(ambient, each) }));
  const unlike = [...new Set(others.map(({ how }) => how))].filter((how) => how !== here);
  return [
    `${name} has ${said}: ${where} it ${treatments[here]}.`,
    ...unlike.map((how) => {
      const names = others.filter((one) => one.how === how).map(({ each }) => engineNames[each]);
      return `In ${listed(names)} it ${treatments[how]}.`;
    }),
  ];
}

function inEngine({ cookies }: Ambient, engine: NamedEngine): EffectiveSameSite {
  return rangeOf(cookies.map((cookie) => effective[saidSameSite(cookie)][engine])).worst;
}

// --- 3. what stands in the way?

const signs: Record<StateChange['checks'][number], string> = {
  'varies-by-sec-fetch-site': 'The answer varies by Sec-Fetch-Site, so the server looks at where requests come from.',
  'varies-by-origin': 'The answer varies by Origin, which may be for CORS alone.',
  'refuses-cross-site': 'The same request from another site was answered with 403.',
};

const places: Record<'header' | 'query' | 'body', string> = { header: 'header', query: 'parameter', body: 'field' };

function defenceSentences(change: StateChange, defences: readonly Defence[]): string[] {
  const tokens = defences.flatMap((one) => tokenSentence(one) ?? []);
  const weak = weakTokens(change).map(
    ({ where, name, bits = 0 }) => `The ${places[where]} ${name} holds at most ${bits} bits, too few for a secret.`,
  );
  const asked = defences.flatMap((one) => (one.kind === 'preflight' ? [one.because] : []));
  const preflight = `Another site could not send ${asked.join(', ')} unasked, if the server insists on it.`;
  const checks = defences.flatMap((one) => (one.kind === 'origin-check' ? [signs[one.sign]] : []));
  const byForm = 'Nothing in it is named like an anti-CSRF token, and a plain form on another site could send it.';
  if (tokens.length > 0) return [...tokens, ...checks];
  return [
    ...weak,
    asked.length > 0 ? `Nothing in it is named like an anti-CSRF token. ${preflight}` : byForm,
    ...checks,
  ];
}

function tokenSentence(defence: Defence): string | undefined {
  if (defence.kind === 'double-submit') {
    const { token, cookie, signed } = defence;
    const how = signed ? 'signed by the server' : 'plain';
    return `The ${places[token.where]} ${token.name} repeats the cookie ${cookie}: a double submit, ${how}.`;
  }
  if (defence.kind !== 'token') return undefined;
  const { name, unnamed, where } = defence.token;
  return unnamed === true
    ? `The ${places[where]} ${name} carried a random value, which another site cannot know.`
    : `An anti-CSRF token went along in the ${places[where]} ${name}.`;
}

// --- 4. what follows?

function consequence(
  exposure: Exposure,
  strength: Strength,
  sameSite: EffectiveSameSite,
  { method }: StateChange,
): string {
  if (exposure === 'little') return 'What is left needs a sibling host, or a hole in the page itself.';
  if (strength === 'hint') return 'What stands in the way helps only if the server insists on it.';
  if (sameSite === 'lax') {
    return method === 'GET'
      ? 'A link on another site sends it, and what it changes.'
      : 'SameSite alone stands in the way; hosts of the same site are not kept out by it.';
  }
  if (sameSite === 'lax-with-window') return 'Another site’s form gets through while the cookie is new.';
  return 'Another site’s page could have sent it in the user’s name.';
}

function listed(names: readonly string[]): string {
  return names.join(' and ');
}
