/** What the extension asks for: little, and each thing with a reason that the README gives. */
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../src/core/assess.ts';
import { reasonsIn } from '../package/review.ts';
import { isThere, read } from './source.ts';

const manifest = JSON.parse(read('manifest.json'));
const pack = JSON.parse(read('package.json'));

const directives = new Map<string, string[]>(
  String(manifest.content_security_policy.extension_pages)
    .split(';')
    .map((directive) => directive.trim().split(/\s+/))
    .map(([name = '', ...sources]) => [name, sources]),
);

const reasons = reasonsIn(read('README.md'));

describe('the manifest', () => {
  it('asks for these permissions and no more', () => {
    expect(manifest.permissions).toEqual([
      'cookies',
      'scripting',
      'sidePanel',
      'storage',
      'webNavigation',
      'webRequest',
    ]);
    expect(manifest.host_permissions).toEqual(['<all_urls>']);
    expect(manifest.optional_permissions).toBeUndefined();
    expect(manifest.optional_host_permissions).toBeUndefined();
  });

  it.each([...manifest.permissions, ...manifest.host_permissions])('the README says why %s is needed', (permission) => {
    expect(reasons.get(permission) ?? '', `README.md has no row "| \`${permission}\` | reason |"`).toMatch(/.{20,}/);
  });

  it('lets pages of the extension load only what is in the package, and connect to nothing', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.has('connect-src')).toBe(false);
    for (const name of ['script-src', 'style-src', 'img-src']) expect(directives.get(name)).toEqual(["'self'"]);
    for (const name of ['base-uri', 'form-action']) expect(directives.get(name)).toEqual(["'none'"]);
    expect([...directives.values()].flat().filter((source) => /unsafe|http|\*|data:|blob:/.test(source))).toEqual([]);
  });

  it('lets no page show it in a frame; DevTools shows its panels in one', () => {
    expect(directives.get('frame-ancestors')).toEqual(['devtools:']);
  });

  it('names its doors', () => {
    expect(manifest.side_panel.default_path).toBe(manifest.sidebar_action.default_panel);
    for (const door of [manifest.action.default_popup, manifest.side_panel.default_path, manifest.devtools_page])
      expect(isThere(door), door).toBe(true);
    // Firefox would open it, unasked, for whoever installs it.
    expect(manifest.sidebar_action.open_at_install).toBe(false);
  });

  it('can be neither spoken to nor seen by pages', () => {
    for (const key of [
      'externally_connectable',
      'web_accessible_resources',
      'content_scripts',
      'sandbox',
      'update_url',
    ])
      expect(manifest).not.toHaveProperty(key);
  });

  it('names the background for both browsers, as one module', () => {
    const { service_worker, scripts, type } = manifest.background;
    expect(scripts).toEqual([service_worker]);
    expect(type).toBe('module');
    expect(isThere(service_worker)).toBe(true);
  });

  it('tells Firefox its id, and that no data is collected', () => {
    const { gecko } = manifest.browser_specific_settings;
    expect(gecko.id).toMatch(/^[\w.-]+@[\w.-]+$/);
    expect(gecko.data_collection_permissions).toEqual({ required: ['none'] });
    // Where Firefox, on a telephone as well, knows what `data_collection_permissions` says: before, the linter warns.
    expect(Number.parseInt(gecko.strict_min_version, 10)).toBeGreaterThanOrEqual(142);
  });

  it('has one version: of the extension, of the package and of the engine', () => {
    expect(manifest.version).toBe(pack.version);
    expect(ENGINE_VERSION).toBe(pack.version);
  });

  it('has a name and a description within the stores’ limits', () => {
    expect(manifest.name.length).toBeLessThanOrEqual(45);
    expect(manifest.short_name.length).toBeLessThanOrEqual(12);
    expect(manifest.description.length).toBeLessThanOrEqual(132);
  });
});
