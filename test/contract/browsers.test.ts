/** What is left out for Firefox, or told of it otherwise, is there to be left out: a name that is misspelt leaves out nothing. */
import { afterAll, describe, expect, it } from 'vitest';
import { allRules } from '../../src/core/rules/index.ts';
import { CHROMIUM_SPECS, FIREFOX_RULES, SEVERITIES, WORDS } from '../e2e/differences.ts';
import { startLab } from '../lab/index.ts';
import { filesIn } from './source.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
afterAll(() => lab.stop());

const hosts = new Set(lab.sites.map(({ host }) => host));
const REASON = /\S.{10,}/;

describe('the differences between the browsers', () => {
  const specs = filesIn('test/e2e', /\.spec\.ts$/);

  it.each(Object.entries(CHROMIUM_SPECS))(
    '%s is a spec, and there is a reason why Chromium alone runs it',
    (name, why) => {
      expect(specs).toContain(`test/e2e/${name}`);
      expect(why).toMatch(REASON);
    },
  );

  it.each(Object.entries({ ...SEVERITIES, ...WORDS }))(
    '%s is a site of the lab, and there is a reason why its words differ',
    (host, why) => {
      expect(hosts).toContain(host);
      expect(why).toMatch(REASON);
    },
  );

  it.each(Object.entries(FIREFOX_RULES))(
    '%s is a site of the lab, and there is a reason why rules speak in one browser alone',
    (host, { less = [], more = [], why }) => {
      expect(hosts).toContain(host);
      expect(why).toMatch(REASON);
      const known = allRules.map(({ meta }) => meta.id);
      expect([...less, ...more].filter((rule) => !known.includes(rule))).toEqual([]);
      expect(less.length + more.length).toBeGreaterThan(0);
    },
  );
});
