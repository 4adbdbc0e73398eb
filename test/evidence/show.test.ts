import { describe, expect, test } from 'vitest';
import { targetOf } from '../../src/evidence/show.ts';

const data = {
  'a/b': { '~': [10, { x: null }] },
  Document: encodeURIComponent(JSON.stringify({ Statement: [{ Effect: 'Allow' }] })),
  Content: '{"Statement":{"Effect":"Deny"}}',
  Note: 'no document',
};

describe('what a pointer leads to', () => {
  test.each<[string, string | undefined, unknown]>([
    ['the whole', undefined, data],
    ['the whole, empty', '', data],
    ['escaped names', '/a~1b/~0/0', 10],
    ['a null', '/a~1b/~0/1/x', null],
    ['into a document that is encoded', '/Document/Statement/0/Effect', 'Allow'],
    ['into a document that is text', '/Content/Statement/Effect', 'Deny'],
    ['a text', '/Note', 'no document'],
  ])('%s', (_, pointer, value) => {
    expect(targetOf(data, pointer)).toEqual({ found: true, value });
  });

  test.each([
    '/none',
    '/a~1b/~0/2',
    '/a~1b/~0/01',
    '/Note/x',
    '/constructor',
    '/a~1b/__proto__',
    '/a~1b/~0/1/x/y',
  ])('%s leads nowhere', (pointer) => {
    expect(targetOf(data, pointer)).toEqual({ found: false });
  });
});
