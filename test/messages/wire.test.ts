import { expect, test } from 'vitest';
import { done, failed, type Reply } from '../../src/messages/reply.ts';
import { fromWire, withText } from '../../src/messages/wire.ts';

const claims = JSON.parse('{"sub":"a","__proto__":{"polluted":"yes"},"constructor":{"prototype":1},"toString":"x"}');

/** What Firefox makes of a message: members that every object has do not arrive. */
const throughFirefox = <Value>(reply: Value): Value =>
  JSON.parse(JSON.stringify(reply), (key, value) => (key !== '' && key in {} ? undefined : value));

test('an answer arrives as it was given, with members that every object has', () => {
  const reply = done({ claims });
  expect(JSON.stringify(throughFirefox(reply))).not.toContain('constructor');
  const arrived = fromWire(throughFirefox(withText(reply)) as Reply<unknown>);
  expect(JSON.stringify(arrived)).toBe(JSON.stringify(reply));
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('an answer without a text is itself', () => {
  const reply = failed('no-tab', 'There is no tab 1.');
  expect(fromWire(reply)).toBe(reply);
  expect(fromWire(withText(reply))).toEqual(reply);
});
