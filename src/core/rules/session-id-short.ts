import type { Credential } from '../report.ts';
import type { Facts } from './facts.ts';
import { ownFix } from './fixes.ts';
import { credentialName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite, NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { lowered } from './severity.ts';
import { asvs, cwe, sessionCheatSheet, wstg } from './sources.ts';

/** OWASP Session Management Cheat Sheet, and ASVS 5.0, 7.2.3. Bits. */
const ENOUGH_FOR_OWASP = 64;
const ENOUGH_FOR_ASVS = 128;
/** RFC 9562: of the 128 bits of a UUID six say which kind it is. */
const UUID = { length: 36, entropyBits: 128, random: 122 };

export default defineRule({
  meta: {
    id: 'session-id-short',
    title: 'Session id is short',
    why: 'An id that can be guessed lets in without a password: the shorter it is, the fewer guesses it takes.',
    fix: "Make ids from 32 random bytes: crypto.randomBytes(32).toString('base64url')",
    severity: 'medium',
    confidence: 'firm',
    references: [sessionCheatSheet, asvs('7.2.3'), cwe(331), cwe(334), wstg('SESS-01')],
  },

  needs: ['credentials', 'logins', 'readableContents', 'verdict'],

  check(facts) {
    const { credentials } = facts;
    const ids = credentials.filter((one) => isId(one, facts) && !isSealedBeside(one, credentials));
    if (ids.length === 0) return undefined;

    const short = ids.filter((one) => bitsOf(one) < ENOUGH_FOR_ASVS);
    // A number beside a random token is the name of the session, and the token is the key to it.
    const guarded = short.filter((one) => credentials.some((other) => other !== one && isKey(other)));
    const hits = short.filter((one) => !guarded.includes(one)).map((one) => hitOf(one, facts));
    if (hits.length > 0) return hits;
    return guarded.length > 0 ? 'unknown' : [];
  },
});

/** An opaque value that the server looks up. What is signed or encrypted is not guessed, however short its inside. */
function isId(credential: Credential, { readableContents }: Pick<Facts, 'readableContents'>): boolean {
  const { decisive, format, id, role } = credential;
  const isOpaque = format === 'opaque' || format === 'text';
  const isReadable = readableContents.some((content) => content.credential === id);
  return decisive && role === 'session-id' && isOpaque && !isReadable && describesSite(credential);
}

/** keygrip (cookie-session, Koa) keeps the signature in a cookie of its own. */
function isSealedBeside({ carriers }: Credential, all: readonly Credential[]): boolean {
  const seals = carriers.filter(({ where }) => where === 'cookie').map(({ name }) => `${name}.sig`);
  return all.some((other) => other.carriers.some(({ where, name }) => where === 'cookie' && seals.includes(name)));
}

function isKey(other: Credential): boolean {
  return other.decisive && describesSite(other) && other.entropyBits >= ENOUGH_FOR_OWASP;
}

function bitsOf({ length, entropyBits }: Credential): number {
  return length === UUID.length && entropyBits === UUID.entropyBits ? UUID.random : entropyBits;
}

function hitOf(credential: Credential, facts: Pick<Facts, 'logins' | 'verdict'>): Hit {
  const name = credentialName(credential);
  const bits = bitsOf(credential);
  const subject = { subject: name, credential: credential.id };
  const evidence = [
    `${name} has ${credential.length} characters: even if all of them are random, that is ${bits} bits at most.`,
    'What one value shows is an upper bound; how it is made cannot be seen.',
  ];
  if (bits >= ENOUGH_FOR_OWASP) {
    return { ...subject, severity: 'info', evidence: [...evidence, `ASVS asks for ${ENOUGH_FOR_ASVS} bits.`] };
  }
  const anonymous = nobodySignedIn(facts);
  return {
    ...subject,
    severity: lowered('medium', anonymous ? 1 : 0),
    ...(anonymous ? { confidence: 'tentative' } : {}),
    evidence: [...evidence, `OWASP asks for ${ENOUGH_FOR_OWASP} bits at least.`, ...(anonymous ? [NOBODY_YET] : [])],
    ...ownFix('idLength', credential),
  };
}
