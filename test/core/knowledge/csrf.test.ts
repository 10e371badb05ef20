import { describe, expect, test } from 'vitest';
import { csrfCookie, csrfField, csrfHeader } from '../../../src/core/knowledge/csrf.ts';

describe('anti-CSRF names', () => {
  test.each([
    'XSRF-TOKEN',
    'csrftoken',
    '_csrf',
    '_csrf-frontend',
    'ci_csrf_token',
    'csrf_cookie_name',
    'YII_CSRF_TOKEN',
    '__Host-csrf',
    '.AspNetCore.Antiforgery.abc',
    '__RequestVerificationToken_L2FwcA2',
    '__AntiXsrfToken',
    'CMSCsrfCookie',
    '__Host-authjs.csrf-token',
    'csrf_access_token',
    '_xsrf',
    'sAntiCsrf',
    'CRAFT_CSRF_TOKEN',
    'form_key',
    'crumb',
    'ct0',
    'bili_jct',
    '_tb_token_',
    '__Host-psifi.x-csrf-token',
    'app_csrf_value',
    'csrf-canary',
    '.Shop.AntiForgery',
  ])('the cookie %s is one', (name) => {
    expect(csrfCookie(name)).toBe(true);
  });

  test.each([
    'X-CSRF-Token',
    'x-xsrf-token',
    'x-csrftoken',
    'RequestVerificationToken',
    'X-CSRF',
    'X-XSRFToken',
    'anti-csrf',
    'Jenkins-Crumb',
    'X-WP-Nonce',
    'X-FB-LSD',
    'X-GitLab-CSRF',
  ])('the header %s is one', (name) => {
    expect(csrfHeader(name)).toBe(true);
  });

  test.each([
    'csrfmiddlewaretoken',
    'authenticity_token',
    '_token',
    '__RequestVerificationToken',
    'CSRFToken',
    'OWASP_CSRFTOKEN',
    '_wpnonce',
    'form_key',
    'form_build_id',
    'sesskey',
    'logintoken',
    '_xsrf',
    'crumb',
    'fb_dtsg',
    '_xfToken',
    'org.apache.struts.taglib.html.TOKEN',
    'javax.faces.ViewState',
    '__anti-forgery-token',
  ])('the field %s is one', (name) => {
    expect(csrfField(name)).toBe(true);
  });

  test.each(['sessionid', 'ct', 'token', 'sid', 'forged', 'crumbs'])('the cookie %s is none', (name) => {
    expect(csrfCookie(name)).toBe(false);
  });

  test('other headers and fields are none', () => {
    expect(csrfHeader('X-Requested-With')).toBe(false);
    expect(csrfHeader('Authorization')).toBe(false);
    expect(csrfField('token')).toBe(false);
    expect(csrfField('password')).toBe(false);
  });
});
