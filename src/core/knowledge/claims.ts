/** What the names of claims say: which of them tell of a person, and which should be in no token that anybody can read. */
import { MAX_NAME, wordsOf } from './names.ts';

export type PersonalData = 'contact' | 'name' | 'birth' | 'national-id' | 'health' | 'ip-address';

/** OpenID Connect Core 1.0, section 5.1: what an ID token is there to tell the page. */
const STANDARD = new Set(
  'name given_name family_name middle_name nickname gender birthdate email phone_number address'.split(' '),
);

const table: readonly (readonly [kind: PersonalData, source: string, names: string])[] = [
  ['contact', 'OpenID Connect Core 1.0, 5.1', 'email phone_number address'],
  ['contact', 'openid.net: OpenID Connect for Identity Assurance, claims', 'msisdn'],
  [
    'contact',
    'learn.microsoft.com: ClaimTypes, and its short names',
    'emailaddress mobilephone homephone otherphone streetaddress postalcode emails',
  ],
  [
    'contact',
    'the same in other spellings',
    'mail e_mail email_address phone phones mobile mobile_phone mobile_number telephone telephone_number street_address postal_address home_address',
  ],
  ['name', 'OpenID Connect Core 1.0, 5.1', 'given_name family_name middle_name'],
  ['name', 'openid.net: OpenID Connect for Identity Assurance, claims', 'birth_family_name birth_given_name'],
  ['name', 'RFC 4519 (LDAP), ClaimTypes', 'surname givenname familyname'],
  ['name', 'the same in other spellings', 'first_name last_name full_name maiden_name legal_name real_name'],
  ['birth', 'OpenID Connect Core 1.0, 5.1', 'birthdate gender'],
  ['birth', 'openid.net: OpenID Connect for Identity Assurance, claims', 'place_of_birth nationalities'],
  ['birth', 'learn.microsoft.com: ClaimTypes', 'dateofbirth'],
  [
    'birth',
    'the same in other spellings',
    'date_of_birth birth_date birthday dob nationality place_of_birth birthplace',
  ],
  [
    'national-id',
    'www.rfc-editor.org: IANA JWT claims; eIDAS SAML attribute profile; national registries',
    `national_id national_identifier national_identity_number nationalid person_identifier personidentifier
     personal_identity_number personal_number ssn social_security_number social_security nin nino national_insurance_number
     tax_id tax_number taxid passport passport_number driver_license drivers_license driving_licence license_number
     identity_card id_card id_card_number cpf curp dni nif bsn pesel personnummer fodselsnummer aadhaar codice_fiscale`,
  ],
  [
    'health',
    'Regulation (EU) 2016/679, article 9 and 4(15): data concerning health; HL7 FHIR: Patient',
    `health_id health_number health_data health_insurance_number insurance_number nhs_number medical_record_number
     medical_record mrn diagnosis diagnoses blood_type blood_group disability medication medications allergies`,
  ],
  ['ip-address', 'learn.microsoft.com: access token claims, ipaddr', 'ipaddr'],
  [
    'ip-address',
    'the same in other spellings',
    'ip ip_address ip_addr client_ip remote_ip remote_addr last_ip login_ip',
  ],
];

const joined = (words: readonly string[]): string => words.join('');

const personal = new Map(
  table.flatMap(([kind, , text]) => text.split(/\s+/).map((name) => [joined(wordsOf(name)), kind] as const)),
);

/** Whose it is, before what it is: `user_email`, `x-hasura-user-email`, `customerPhone`. */
const OWNERS = new Set(
  'x hasura user customer client account member contact primary my profile person owner'.split(' '),
);

/** A claim may be named by a URI so that it clashes with nobody's (RFC 7519 section 4.2): the last part is its name. */
export const localName = (name: string): string =>
  name.slice(0, MAX_NAME).slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'), name.lastIndexOf(':')) + 1);

/** What a claim tells of a person, by its name; undefined for the subject and for names that people choose themselves. */
export function personalClaim(name: string): PersonalData | undefined {
  if (name.length > MAX_NAME) return undefined;
  const words = wordsOf(localName(name));
  for (let from = 0; from < words.length; from += 1) {
    const kind = personal.get(joined(words.slice(from)));
    if (kind !== undefined) return kind;
    if (!OWNERS.has(words[from] ?? '')) return undefined;
  }
  return undefined;
}

/** A claim that OpenID Connect made for ID tokens. */
export const standardClaim = (name: string): boolean => STANDARD.has(name);

/** Names under which some put a login name and others an e-mail address: only the value tells. */
const AMBIGUOUS = new Set(
  'sub name username preferredusername upn uniquename user login userid displayname id uid'.split(' '),
);

export const ambiguousClaim = (name: string): boolean => AMBIGUOUS.has(joined(wordsOf(localName(name))));

/** OpenID Connect Core 5.1 wants the full name in `name`; others put a login name there, or that of a device. */
const FULL_NAMES = new Set(['name', 'displayname']);

export const nameClaim = (name: string): boolean => FULL_NAMES.has(joined(wordsOf(localName(name))));

/** Ends of names that speak of a secret. OWASP Cryptographic Storage and Logging Cheat Sheets: what is not to be shown. */
const SECRETS: readonly (readonly string[])[] = [
  ...'password passwd pwd passphrase passcode secret apikey connectionstring'.split(' ').map((word) => [word]),
  ...'api-key private-key secret-key encryption-key signing-key master-key connection-string password-hash password-salt hashed-password secret-access-key refresh-token access-token api-token auth-token session-token bearer-token'
    .split(' ')
    .map((name) => name.split('-')),
];

/** `has_password`, `must_reset_password`: these tell of a secret, and are none. */
const ABOUT = new Set(
  'has have is no not must should can may need needs require requires required reset change changed forgot last next update updated allow show with without use uses temp'.split(
    ' ',
  ),
);

/** True if a claim's name speaks of a password, a key or a token that opens something. `pwd_exp` is a date, and none. */
export function secretClaim(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const words = wordsOf(localName(name));
  if (ABOUT.has(words[0] ?? '')) return false;
  return SECRETS.some((end) => end.every((word, at) => words[words.length - end.length + at] === word));
}

/** Members of a JSON Web Key that are not for others (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1; RFC 8037 section 2; RFC 9964). */
export const PRIVATE_MEMBERS: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']);
