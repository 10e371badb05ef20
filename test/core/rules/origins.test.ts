import { describe, expect, it } from 'vitest';
import { hostOf, isLocal, isReadableOnTheWay, pathOf } from '../../../src/core/rules/origins.ts';

describe('addresses', () => {
  it.each([
    ['https://app.example', '/'],
    ['https://app.example/a/b?c=1#d', '/a/b'],
    ['https://app.example?c=1', '/'],
    ['http://[::1]:8080/x', '/x'],
    ['not an address', '/'],
  ])('the path of %s is %s', (url, path) => expect(pathOf(url)).toBe(path));

  it.each([
    ['https://APP.example:8443/x', 'app.example'],
    ['http://[::1]:8080/x', '::1'],
    ['https://name:pass@app.example/x', 'app.example'],
    ['http://localhost@evil.example/x', 'evil.example'],
    ['/x', ''],
  ])('the host of %s is %s', (url, host) => expect(hostOf(url)).toBe(host));

  it.each(['http://localhost:3000', 'http://app.localhost', 'http://127.0.0.1', 'http://127.9.8.7/x', 'http://[::1]'])(
    '%s does not leave the machine',
    (url) => {
      expect(isLocal(url)).toBe(true);
      expect(isReadableOnTheWay(url)).toBe(false);
    },
  );

  it.each([
    'http://app.example',
    'ws://app.example/s',
    'http://192.168.0.2',
    'http://127.0.0.1.evil.example',
    'http://notlocalhost',
  ])('%s is readable on the way', (url) => expect(isReadableOnTheWay(url)).toBe(true));

  it.each(['https://app.example', 'wss://app.example', 'not an address', ''])('%s is not', (url) =>
    expect(isReadableOnTheWay(url)).toBe(false),
  );
});
