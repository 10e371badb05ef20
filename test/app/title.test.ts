import { expect, it } from 'vitest';
import { titleOf } from '../../src/app/view-model.ts';
import { nothingReport, siteReport } from '../helpers/reports.ts';

it.each([
  ['nothing yet', undefined, 'Coatcheck'],
  ['the site and the verdict', siteReport({ site: 'https://shop.example' }), 'shop.example · Session – Coatcheck'],
  [
    'no verdict without access',
    nothingReport({ site: 'http://localhost:3000', access: 'withheld' }),
    'http://localhost:3000 – Coatcheck',
  ],
  ['no page of the browser', nothingReport({ site: 'chrome://version', access: 'unsupported' }), 'Coatcheck'],
  ['no site that is hidden', nothingReport({ site: '', access: 'withheld' }), 'Coatcheck'],
])('the title of a page of its own: %s', (_title, report, words) => {
  expect(titleOf(report)).toBe(words);
});
