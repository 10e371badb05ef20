import { describe, expect, it } from 'vitest';
import { jsonOf } from '../../../src/core/export/json.ts';
import { finding, siteReport, tokenReport } from '../../helpers/reports.ts';

const HIDDEN = '\u202Egnp\u2066\u200B\u0000\uD800\u{E0041}';

describe('a report as JSON', () => {
  it('is the report, and several are a list', () => {
    const [one, two] = [siteReport(), tokenReport()];
    expect(JSON.parse(jsonOf(one))).toEqual(one);
    expect(JSON.parse(jsonOf([one, two]))).toEqual([one, two]);
    expect(JSON.parse(jsonOf([one]))).toEqual([one]);
    expect(JSON.parse(jsonOf([]))).toEqual([]);
  });

  it('is written in lines, and ends with one', () => {
    expect(jsonOf(siteReport())).toMatch(/^\{\n {2}"schema": 1,\n[\s\S]*\n\}\n$/);
  });

  it('hides nothing from who looks at it, and changes nothing', () => {
    const report = siteReport({ findings: [finding({ subject: HIDDEN })] });
    const text = jsonOf(report);
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}\u0000]/u);
    expect(text).toContain('"subject": "\\u202egnp\\u2066\\u200b\\u0000\\ud800\\udb40\\udc41"');
    expect(JSON.parse(text)).toEqual(report);
  });
});
