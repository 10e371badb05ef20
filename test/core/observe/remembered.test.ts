/** What is asked of memories that keep their questions: names, origins and kept paths, and never a value. */
import { expect, it, vi } from 'vitest';

const questions = vi.hoisted((): string[] => []);
vi.mock('../../../src/core/remember.ts', () => ({
  remembering:
    <Answer>(answer: (question: string) => Answer) =>
    (question: string): Answer => {
      questions.push(question);
      return answer(question);
    },
}));

import { assessSite } from '../../../src/core/assess.ts';
import { story } from '../../helpers/observations.ts';

const SECRET = 'Zk3vQm8WfLr2Xb7N';
const SITE = 'https://app.example';

it('no secret is, wherever it stands', () => {
  const told = story(SITE)
    .get(`/reset?t=${SECRET}&code=${SECRET}&state=${SECRET}#access_token=${SECRET}`)
    .sets(`sid=${SECRET}; Path=/`, `${SECRET}; Path=/x`)
    .post(`/login;jsessionid=${SECRET}?password=${SECRET}`, { body: `user=${SECRET}&password=${SECRET}&otp=${SECRET}` })
    .redirects(`/home?token=${SECRET}`)
    .calls('GET', '/a', { headers: { Authorization: SECRET, 'X-Access-Token': SECRET, 'X-Other': SECRET } })
    .calls('GET', '/b', {
      headers: { Authorization: `Bearer ${SECRET}`, Cookie: `a=${SECRET}`, Referer: `${SITE}/?t=${SECRET}` },
    })
    .calls('POST', '/c', { headers: { 'X-CSRF-Token': SECRET }, body: `{"token":"${SECRET}","password":"${SECRET}"}` })
    .answers(401, { 'WWW-Authenticate': `Basic realm="${SECRET}"`, Location: `/d?access_token=${SECRET}` })
    .stores('token', SECRET)
    .stores('auth', `{"access_token":"${SECRET}"}`)
    .shows(`/e?code=${SECRET}#id_token=${SECRET}`)
    .readsJar();
  assessSite(told.state());

  expect(questions.filter((question) => question.toLowerCase().includes(SECRET.toLowerCase()))).toEqual([]);
  for (const name of ['sid', 'x-access-token', 'password', 'token', SITE]) expect(questions).toContain(name);
});
