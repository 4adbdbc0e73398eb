import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/model/identity.ts';
import { identityFactKinds, identityFacts, unknownFacts } from '../../src/model/identity-fact.ts';

const known = {
  environment: 'production',
  nature: { is: 'machine', reason: '' },
  lastUsedAt: '2026-01-01T00:00:00Z',
  credentials: [{ lastUsedAt: 'never' }],
  workloads: [],
} as unknown as Identity;

describe('unknownFacts', () => {
  test.each<[text: string, more: object, unknown: readonly string[]]>([
    ['all is known', {}, []],
    ['of no environment', { environment: 'unknown' }, ['environment']],
    ['machine or person', { nature: { is: 'unknown', reason: '' } }, ['nature']],
    ['a person is known as well', { nature: { is: 'human', reason: '' } }, []],
    ['no last use', { lastUsedAt: undefined }, ['use']],
    ['never used, and nobody knows since when', { lastUsedAt: 'never' }, ['use']],
    ['never used, but when was it made?', { lastUsedAt: 'never', observedSince: '2026' }, ['use']],
    ['never used, but who looked?', { lastUsedAt: 'never', createdAt: '2026' }, ['use']],
    ['never used since it was made', { lastUsedAt: 'never', createdAt: '2025', observedSince: '2026' }, []],
    ['nothing to sign in with has no use either', { credentials: [] }, []],
    ['no use of any credential', { credentials: [{}, {}] }, ['credential-use']],
    ['the use of one credential', { credentials: [{}, { lastUsedAt: '2026' }] }, []],
    ['what runs as it', { workloads: undefined }, ['workloads']],
  ])('%s', (_, more, unknown) => {
    expect(unknownFacts({ ...known, ...more }, identityFacts)).toEqual(unknown);
  });

  test('only of what is asked for', () => {
    const nobody = { ...known, environment: 'unknown', nature: { is: 'unknown', reason: '' } } as Identity;
    expect(unknownFacts(nobody, ['nature'])).toEqual(['nature']);
  });
});

test.each(identityFacts)('%s: named, and whence to take it', (fact) => {
  const { title, give } = identityFactKinds[fact];
  expect(title).toMatch(/^[a-z ]{5,}$/);
  expect(give).toMatch(/^(?:add|name|say) .{20,}/);
});
