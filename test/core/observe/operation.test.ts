import { describe, expect, it } from 'vitest';
import { askedOperation, asksOnly } from '../../../src/core/observe/operation.ts';

const json = (body: unknown) => askedOperation({ text: JSON.stringify(body) });

describe('askedOperation', () => {
  it.each<[string, unknown, string]>([
    ['JSON-RPC', { jsonrpc: '2.0', method: 'auth.login', params: ['ada'], id: 1 }, 'login'],
    ['JSON-RPC in a batch', [{ method: 'user.login' }, { method: 'list' }], 'login'],
    ['JSON-RPC, out', { method: 'session.logout' }, 'logout'],
    ['GraphQL by name', { operationName: 'LoginUser', query: '…', variables: {} }, 'login'],
    ['GraphQL by its text', { query: 'mutation ($a: A!) { login(input: $a) { token } }' }, 'login'],
    ['GraphQL, out', { query: ' mutation SignOut { signOut { ok } }' }, 'logout'],
    ['the end of a session', { method: 'auth.delete_session' }, 'logout'],
    ['a command', { cmd: 'log_in' }, 'login'],
  ])('knows %s', (_title, body, expected) => {
    expect(json(body)).toBe(expected);
  });

  it('knows forms for scripts', () => {
    expect(askedOperation({ formData: { action: ['ajax_login'], user: ['ada'] } })).toBe('login');
    expect(askedOperation({ formData: { action: ['save'] } })).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['what reads', { query: 'query { loginHistory { at } }' }],
    ['the sessions of others', { method: 'users.delete_sessions' }],
    ['another method', { method: 'blog.list' }],
    ['a field that happens to be named so', { login: 'ada', method: 'PUT' }],
    ['no text', { method: 7, action: null, operationName: { login: 1 } }],
    ['a name that is too long', { method: `login${'x'.repeat(200)}` }],
    ['an heir of an object', { name: 'constructor' }],
    ['a list', [1, 2]],
    ['a word', 'login'],
  ])('leaves %s alone', (_title, body) => {
    expect(json(body)).toBeUndefined();
  });

  it('gives up on broken and on large texts', () => {
    expect(askedOperation({ text: '{"method":"login"' })).toBeUndefined();
    expect(askedOperation({ text: JSON.stringify({ method: 'login', pad: 'x'.repeat(70_000) }) })).toBeUndefined();
    expect(askedOperation({})).toBeUndefined();
  });
});

describe('asksOnly', () => {
  it.each([
    ['a query', 'query Me { me { name } }'],
    ['a query with variables', 'query Me($id: ID!) @live { user(id: $id) { name } }'],
    ['a query in short', '{ me { name } }'],
    ['a fragment and a query', 'fragment F on User { name } query { me { ...F } }'],
  ])('knows %s', (_title, query) => {
    expect(asksOnly({ text: JSON.stringify({ query }) })).toBe(true);
  });

  it.each([
    ['a mutation', { query: 'mutation { like(id: 1) }' }],
    ['a document with both', { query: 'query A { me { name } } mutation B { like(id: 1) }' }],
    ['several operations at once', [{ query: '{ me { name } }' }, { query: 'mutation { like(id: 1) }' }]],
    ['words to search for', { query: 'query planner' }],
    ['something in braces', { query: '{}' }],
    ['a persisted query', { operationName: 'Me', extensions: {} }],
    ['a number', { query: 7 }],
  ])('does not know %s', (_title, body) => {
    expect(asksOnly({ text: JSON.stringify(body) })).toBe(false);
  });

  it('does not know a form, nor nothing', () => {
    expect(asksOnly({ text: 'query={ me { name } }' })).toBe(false);
    expect(asksOnly({})).toBe(false);
  });
});
