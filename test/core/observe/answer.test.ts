import { describe, expect, it } from 'vitest';
import { issuedValues } from '../../../src/core/observe/answer.ts';
import { adas, opaque } from '../classify/values.ts';

const print = (value: string): string => value;
const JSON_TYPE = 'application/json; charset=utf-8';
const TOKEN = adas('1');

describe('what an answer may hand out', () => {
  it.each<[title: string, type: string | undefined, text: string, found: string[]]>([
    ['a token by its name', JSON_TYPE, '{"access_token":"short-one"}', ['short-one']],
    ['a token by its look, further in', JSON_TYPE, `{"data":{"a":[{"b":"${TOKEN}"}]}}`, [TOKEN]],
    [
      'the named ones first',
      JSON_TYPE,
      `{"id":"${opaque('a')}","refresh_token":"${opaque('b')}"}`,
      [opaque('b'), opaque('a')],
    ],
    ['each once', JSON_TYPE, `{"token":"${TOKEN}","id_token":"${TOKEN}"}`, [TOKEN]],
    ['JSON of another type', 'application/problem+json', `["${TOKEN}"]`, [TOKEN]],
    ['a text that is a token', 'text/plain', TOKEN, [TOKEN]],
    ['JSON without a type', undefined, `["${TOKEN}"]`, [TOKEN]],
    ['no words', JSON_TYPE, '{"token_type":"Bearer","name":"Ada Lovelace","state":"abcdefgh"}', []],
    ['no page', 'text/html', `{"access_token":"${TOKEN}"}`, []],
    ['no script', 'application/javascript', `["${TOKEN}"]`, []],
    ['no large body', JSON_TYPE, `["${TOKEN}","${'x'.repeat(65_536)}"]`, []],
    ['no broken JSON', JSON_TYPE, `{"access_token":"${TOKEN}`, []],
  ])('is %s', (_title, type, text, found) => {
    expect(issuedValues(type, text, print)).toEqual(found);
  });

  it('is twenty values at most', () => {
    const many = Array.from({ length: 60 }, (_, at) => opaque(`value ${at}`));
    expect(issuedValues(JSON_TYPE, JSON.stringify(many), print)).toEqual(many.slice(0, 20));
  });
});
