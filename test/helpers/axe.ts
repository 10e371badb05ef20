/** What axe-core complains of in a page: all its rules, the best practices included. */
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

export const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const results = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
      // Of WCAG 2.2, and off unless asked for.
      rules: { 'target-size': { enabled: true } },
    });
    return results.violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html}`));
  });
};
