/**
 * A SAML Response as the HTTP POST binding carries it (SAML 2.0 Bindings, 3.5): base64 of XML. One linear pass over its
 * tags; names are taken without their prefix. Nothing of whom it is about gets out of here, and no signature is checked.
 */
import { decodeBase64 } from './base64.ts';
import { percentDecode } from './secret.ts';

export interface SamlForm {
  responseSigned: boolean;
  /** Each assertion that can be read is signed by itself. */
  assertionSigned: boolean;
  encrypted: boolean;
  /** Of signatures and their digests, without the namespace, in lower case, sorted: `rsa-sha256`, `sha256`. */
  algorithms: string[];
  /** From its issue to the end of its delivery, in milliseconds; of several assertions the longest. */
  window?: number;
  /** An assertion says no end at all. */
  endless: boolean;
  /** It answers a request (`InResponseTo`). */
  requested: boolean;
}

const MAX_TEXT = 262_144;
const MAX_DEPTH = 32;
const MAX_TAGS = 20_000;
const MAX_TAG = 8_192;
const MAX_ALGORITHMS = 8;
const MAX_ENDS = 8;
/** xs:dateTime; SAML Core 1.3.3 wants UTC. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;
const ATTRIBUTE = /([\w.-]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

interface Tag {
  name: string;
  /** Of attributes, without their prefix. */
  attribute: (name: string) => string | undefined;
}

interface Assertion {
  signed: boolean;
  begins?: number;
  /** Ends of its delivery (SAML 2.0 Profiles 4.1.4.2): one of several confirmations is enough. */
  delivery: number[];
  /** Ends of its validity (SAML 2.0 Core 2.5.1). */
  validity: number[];
  /** An end is said that cannot be read. */
  unclear: boolean;
}

/**
 * @param value the form's field, percent-encoded or not
 * @returns undefined for what is no Response, has no assertion (as errors do), is over 256 KiB or is broken
 */
export const readSamlResponse = (value: string): SamlForm | undefined => {
  if (value.length > MAX_TEXT) return undefined;
  const xml = decodeBase64(percentDecode(value).replace(/\s+/g, ''))?.text;
  return xml === undefined ? undefined : readXml(xml);
};

const readXml = (xml: string): SamlForm | undefined => {
  const path: string[] = [];
  const response = new ResponseReader();
  let tags = 0;
  for (let at = xml.indexOf('<'); at !== -1; ) {
    const end = endOfMarkup(xml, at);
    tags += 1;
    if (end === -1 || tags > MAX_TAGS) return undefined;
    const opens = isNameStart(xml.charCodeAt(at + 1));
    if (xml[at + 1] === '/') path.pop();
    if (opens) {
      const tag = tagOf(xml.slice(at + 1, end));
      path.push(tag.name);
      if (path.length > MAX_DEPTH) return undefined;
      if (path[0] !== 'Response') return undefined;
      response.see(path.join('/'), tag);
      if (xml[end - 1] === '/') path.pop();
    }
    at = xml.indexOf('<', end);
  }
  return path.length === 0 ? response.form : undefined;
};

class ResponseReader {
  readonly #assertions: Assertion[] = [];
  readonly #algorithms = new Set<string>();
  #signed = false;
  #encrypted = false;
  #requested = false;

  see(path: string, { attribute }: Tag): void {
    const last = this.#assertions.at(-1);
    switch (path) {
      case 'Response':
        this.#requested = attribute('InResponseTo') !== undefined;
        return;
      case 'Response/Signature':
        this.#signed = true;
        return;
      case 'Response/EncryptedAssertion':
        this.#encrypted = true;
        return;
      case 'Response/Assertion':
        this.#assertions.push({
          signed: false,
          delivery: [],
          validity: [],
          unclear: false,
          ...beginning(attribute('IssueInstant')),
        });
        return;
    }
    if (/^Response\/(?:Assertion\/)?Signature\/SignedInfo\/(?:SignatureMethod|Reference\/DigestMethod)$/.test(path))
      this.#algorithm(attribute('Algorithm') ?? '');
    if (last === undefined) return;
    if (path === 'Response/Assertion/Signature') last.signed = true;
    if (path === 'Response/Assertion/Conditions') {
      if (last.begins === undefined) Object.assign(last, beginning(attribute('NotBefore')));
      noteEnd(last, last.validity, attribute('NotOnOrAfter'));
    }
    if (path === 'Response/Assertion/Subject/SubjectConfirmation/SubjectConfirmationData') {
      if (attribute('InResponseTo') !== undefined) this.#requested = true;
      noteEnd(last, last.delivery, attribute('NotOnOrAfter'));
    }
  }

  #algorithm(uri: string): void {
    const name = uri.slice(uri.lastIndexOf('#') + 1).toLowerCase();
    if (/^[a-z0-9-]{1,40}$/.test(name) && this.#algorithms.size < MAX_ALGORITHMS) this.#algorithms.add(name);
  }

  get form(): SamlForm | undefined {
    const assertions = this.#assertions;
    if (assertions.length === 0 && !this.#encrypted) return undefined;
    const windows = assertions.flatMap((one) => windowOf(one) ?? []);
    return {
      responseSigned: this.#signed,
      assertionSigned: assertions.length > 0 && assertions.every(({ signed }) => signed),
      encrypted: this.#encrypted,
      algorithms: [...this.#algorithms].sort(),
      ...(windows.length === 0 ? {} : { window: Math.max(...windows) }),
      endless: assertions.some((one) => !one.unclear && endOf(one) === undefined),
      requested: this.#requested,
    };
  }
}

const beginning = (text: string | undefined): { begins?: number } => {
  const begins = timeOf(text);
  return begins === undefined ? {} : { begins };
};

const noteEnd = (assertion: Assertion, ends: number[], text: string | undefined): void => {
  if (text === undefined) return;
  const end = timeOf(text);
  if (end === undefined) assertion.unclear = true;
  else if (ends.length < MAX_ENDS) ends.push(end);
};

/** Both have to be kept: the window closes with the first of them. */
const endOf = ({ delivery, validity }: Assertion): number | undefined => {
  const ends = [...(delivery.length > 0 ? [Math.max(...delivery)] : []), ...validity];
  return ends.length === 0 ? undefined : Math.min(...ends);
};

const windowOf = (assertion: Assertion): number | undefined => {
  const end = endOf(assertion);
  return end === undefined || assertion.begins === undefined ? undefined : end - assertion.begins;
};

const timeOf = (text: string | undefined): number | undefined => {
  const zone = text === undefined ? null : DATE_TIME.exec(text);
  if (text === undefined || zone === null) return undefined;
  const time = Date.parse(zone[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
};

const QUOTES: ReadonlySet<string | undefined> = new Set(['"', "'"]);

/** Position of the `>` that ends what begins at a `<`; -1 where it never ends, and for a DTD, which SAML has none of. */
const endOfMarkup = (xml: string, at: number): number => {
  if (xml.startsWith('<!--', at)) return lastOf(xml, '-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return lastOf(xml, ']]>', at + 9);
  if (xml.startsWith('<!', at)) return -1;
  for (let next = at + 1; next < xml.length; next += 1) {
    if (xml[next] === '>') return next;
    // Inside quotes a `>` is a character like others.
    if (QUOTES.has(xml[next])) next = xml.indexOf(xml[next] as string, next + 1);
    if (next === -1) return -1;
  }
  return -1;
};

const lastOf = (xml: string, text: string, from: number): number => {
  const found = xml.indexOf(text, from);
  return found === -1 ? -1 : found + text.length - 1;
};

const isNameStart = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code >= 0x80;

const tagOf = (inside: string): Tag => {
  const text = inside.slice(0, MAX_TAG);
  const name = localName(/^[^\s/>]{1,128}/.exec(text)?.[0] ?? '');
  return {
    name,
    attribute: (wanted) => {
      for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) if (name === wanted) return double ?? single;
      return undefined;
    },
  };
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
