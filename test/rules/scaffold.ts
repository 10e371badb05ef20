/** What `npm run new:rule <id>` writes: a rule that can be registered, its page and its test, with the cases to fill in. */

export interface Scaffold {
  rule: string;
  page: string;
  test: string;
}

/** @returns why this cannot be the id of a rule, in one sentence */
export const wrongWith = (ids: readonly string[]): string | undefined => {
  const [id = '', ...more] = ids;
  return /^(?!no-)[a-z]+(-[a-z0-9]+)+$/.test(id) && more.length === 0
    ? undefined
    : 'Say the id of one rule: a noun for the failing state, as in "npm run new:rule cookie-too-large".';
};

export const scaffold = (id: string): Scaffold => {
  const title = `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  return { rule: ruleOf(id, title), page: pageOf(title), test: testOf(id) };
};

const ruleOf = (id: string, title: string): string => `import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: '${id}',
    title: '${title}',
    why: 'Say what somebody could do because of it, in at most 200 characters.',
    fix: 'Say what to do, with a line to paste: Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'medium',
    confidence: 'firm',
    // Primary sources first; keep a CWE among them.
    references: [rfc(6265, '4.1.2'), asvs('3.3.4'), cwe(1004), wstg('SESS-02')],
  },

  // The facts that \`check\` reads; it gets no others (facts.ts has them all).
  needs: ['credentials'],

  check({ credentials }) {
    const judged = credentials.filter(({ decisive }) => decisive);
    // Where there is nothing to judge, the rule does not apply.
    if (judged.length === 0) return undefined;

    // Return 'unknown' where it cannot be told, and an empty list where all is well.
    return judged.flatMap((): Hit[] => []);
  },
});
`;

const pageOf = (title: string): string => `# ${title}

## Why it matters

What an attacker, or an accident, makes of it; two or three sentences for somebody who meets it for the first time.

## What is checked

Which credentials or requests are looked at, and by which facts.

## What triggers it

The smallest site that shows it. The block is carried out; its first word is the severity that comes of it.

\`\`\`http medium
POST /login
username=ada&password=lovelace
HTTP 303
Set-Cookie: sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax
Location: /account
HTTP 200
\`\`\`

## What does not

The same site as it should be, and one example for each guard: \`pass\`, \`not-applicable\` or \`unknown\`.

\`\`\`http pass
POST /login
username=ada&password=lovelace
HTTP 303
Set-Cookie: sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax
Location: /account
HTTP 200
\`\`\`

## How to fix it

The change that removes the cause, and where it is made in the common frameworks.

## When to set it aside

Who may live with it, and what they should be sure of before they do.
`;

const testOf = (id: string): string => `import rule from '../../../src/core/rules/${id}.ts';
import { session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

ruleCases(rule, {
  pass: [['a site as it should be', { credentials: [session()] }]],
  fail: [
    [
      'the site that shows it',
      { credentials: [session({ httpOnly: false })] },
      [{ subject: 'connect.sid', severity: 'medium' }],
    ],
  ],
  notApplicable: [['a site without credentials', { credentials: [] }]],
  // Where it can always be told, leave the list empty and say why.
  unknown: [],
});
`;
