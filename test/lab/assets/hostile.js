// What a page may write into its cookies and its storage besides: each key, each path and each value is a trap.
import { byId } from './ui.js';

const evil = '<img src=x onerror=alert(1)>';
const long = 'A'.repeat(100_000);

const part = (value) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
const token = (claims) => `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(4)}`;

if (byId('who').textContent !== 'nobody') {
  document.cookie = '\u202Eeikooc=dark; Path=/; SameSite=Lax';
  document.cookie = `${'n'.repeat(2000)}=long; Path=/; SameSite=Lax`;
  localStorage.setItem(`long ${evil}`, long);
  localStorage.setItem('long token', token({ sub: 'ada', long: long.slice(0, 40_000) }));
  localStorage.setItem('huge token', token({ sub: 'ada', long }));
  localStorage.setItem(
    '__proto__',
    JSON.stringify({
      ['__proto__']: { polluted: 'yes', [evil]: { id_token: token({ sub: 'ada', aud: 'hostile', nonce: evil }) } },
    }),
  );
  byId('logout').form.addEventListener('submit', () => localStorage.clear());
}
