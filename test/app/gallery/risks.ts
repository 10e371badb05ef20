/** Risks: each severity, fixes with code, what was set aside, and very many. */
import { failed } from '../../../src/messages/reply.ts';
import { checks, credential, finding, NOW, siteReport } from '../../helpers/reports.ts';
import { about, type Cases } from './case.ts';
import { ofEach } from './findings.ts';

const LONG = 'an-origin-with-a-very-long-name-that-nobody-ever-shortened.'.repeat(4);

const code = finding({
  rule: 'jwt-long-lived',
  title: 'Lines to paste, of several kinds',
  evidence: ['`POST /login` answered with it.', '`connect.sid` was sent to `cdn.example`, `ads.example` and 3 more.'],
  why: 'First paragraph.\n- one item with `code`\n- another item\nLast paragraph.',
  fix: [
    "config/session.php: 'http_only' => true,",
    'Sign the token, and verify it: jwtVerify(token, key)',
    '```ts',
    'app.use(session({',
    `  name: '__Host-session', // ${'a comment that goes on and on '.repeat(5)}`,
    '}));',
    '```',
    'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax. Or keep it in memory.',
  ].join('\n'),
});

const waived = finding({ waived: { reason: `Known since 2019. ${'The test system only. '.repeat(12)}`, at: NOW } });

export const risks: Cases = {
  'risks-severities': about(siteReport({ findings: ofEach }), { tab: 'risks' }),
  'risks-code': about(siteReport({ findings: [code] }), { tab: 'risks' }),
  'risks-bare': about(siteReport({ findings: [finding({ evidence: [], references: [] })] }), { tab: 'risks' }),
  'risks-waived': about(siteReport({ findings: [waived] }), { tab: 'risks' }),
  'risks-none': about(siteReport(), { tab: 'risks' }),
  'risks-unchecked': about(siteReport({ checks: [], credentials: [] }), { tab: 'risks' }),
  'risks-checks': about(
    siteReport({ checks: [...checks, { rule: 'jwt-expired-accepted', outcome: 'crashed' }], findings: [] }),
    { tab: 'risks' },
  ),
  'risks-long': about(
    siteReport({
      findings: [finding({ title: `About \`${LONG}\``, subject: LONG, evidence: [`\`${LONG}\` ${LONG}`] })],
    }),
    { tab: 'risks' },
  ),
  'risks-40': about(
    siteReport({
      credentials: Array.from({ length: 40 }, (_, at) => credential({ id: `c-${at}` })),
      findings: Array.from({ length: 40 }, (_, at) =>
        finding({ ...ofEach[at % ofEach.length], subject: `cookie-${at}`, credential: `c-${at}` }),
      ),
    }),
    { tab: 'risks' },
  ),
  'set-aside-form': about(siteReport({ findings: [finding()] }), {
    tab: 'risks',
    steps: ['high', 'Set aside…'],
  }),
  'set-aside-without-reason': about(siteReport({ findings: [finding()] }), {
    tab: 'risks',
    steps: ['high', 'Set aside…', 'Set aside'],
  }),
  'take-back-refused': about(siteReport({ findings: [waived] }), {
    tab: 'risks',
    steps: ['Set aside', 'high', 'Undo'],
    world: { decided: failed('failed', 'The browser did not keep it.') },
  }),
};
