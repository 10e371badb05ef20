import { describe, expect, it } from 'vitest';
import { TERM, topicOfFormat, topicOfMechanism, topicOfRole, topicOfRule } from '../../src/app/topics.ts';
import { MECHANISM, ROLE } from '../../src/app/words.ts';
import type { Mechanism, Role } from '../../src/core/report.ts';
import { allRules } from '../../src/core/rules/index.ts';

describe('topics', () => {
  it.each(allRules.map(({ meta }) => meta.id))('a finding of %s has a place in Learn', (rule) => {
    expect(Object.keys(TERM)).toContain(topicOfRule(rule));
  });

  it.each([
    ['csrf-exposed', 'csrf'],
    ['token-in-local-storage', 'web-storage'],
    ['jwt-weak-secret', 'forged-token'],
    ['session-cookie-without-samesite', 'same-site'],
    ['a-rule-of-tomorrow', undefined],
    ['constructor', undefined],
  ])('%s leads to %s', (rule, topic) => expect(topicOfRule(rule)).toBe(topic));

  it('so has every role and every mechanism', () => {
    const topics = [
      ...(Object.keys(ROLE) as Role[]).map(topicOfRole),
      ...(Object.keys(MECHANISM) as Mechanism[]).map(topicOfMechanism),
    ];
    for (const topic of topics) expect(Object.keys(TERM)).toContain(topic);
  });

  it.each([
    ['opaque', 'opaque'],
    ['jwe', 'jwe'],
    ['sealed:rails', 'sealed'],
    ['basic', 'http-auth'],
    ['unseen', undefined],
    ['toString', undefined],
  ])('the format %s leads to %s', (format, topic) => expect(topicOfFormat(format)).toBe(topic));
});
