import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../../connectors/aws/policy/document.ts';
import { markOf, saysSame } from '../../../../connectors/aws/policy/same-document.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { lawRuns } from '../../../support/law-runs.ts';

/** Few words, so that documents that say the same are drawn often, and others that nearly do. */
const word = fc.constantFrom('a:b', 'a:*', '*', '');
const texts = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(word, fc.array(word, { maxLength: 2 })) },
  { weight: 1, arbitrary: fc.constantFrom(null, 1, true, ['a:b', 1], { a: 'b' }) },
);
const principal = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: texts, Service: texts, CanonicalUser: texts }, { requiredKeys: [] }),
);
const statement = fc.record(
  {
    Sid: fc.constantFrom('', 'a'),
    Effect: fc.constantFrom('Allow', 'Deny', 'allow'),
    Action: texts,
    NotAction: texts,
    action: texts,
    Resource: texts,
    NotResource: texts,
    Principal: principal,
    NotPrincipal: principal,
    Condition: fc.dictionary(
      fc.constantFrom('StringLike', 'Bool'),
      fc.dictionary(fc.constantFrom('aws:a', 'aws:b'), texts, { maxKeys: 2 }),
      { maxKeys: 2 },
    ),
  },
  { requiredKeys: ['Effect'] },
);
const document = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17'),
    Id: fc.constantFrom('x', 'y'),
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 2 })),
  },
  { requiredKeys: ['Statement'] },
);

/** What there is of it, without what tells compiled things apart. */
const meaning = ({ statements, single, variables, problems }: PolicyDocument): string =>
  JSON.stringify([
    statements.map(({ sid, allow, actions, resources, notResource, principals, conditions }) => [
      sid,
      allow,
      actions.patterns,
      actions.not,
      resources.map(({ text }) => text),
      notResource,
      principals,
      conditions,
    ]),
    single,
    variables,
    problems,
  ]);

const compiled = (raw: unknown): PolicyDocument => createPolicyStore().read(raw);

describe('a text that says what a compiled document says', () => {
  test('means the same, and has the same mark', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        if (!saysSame(b, compiled(a))) return;
        expect(meaning(compiled(b))).toBe(meaning(compiled(a)));
        if (JSON.stringify(a) === JSON.stringify(b)) expect(markOf(b)).toBe(markOf(a));
      }),
      { numRuns: lawRuns(4000, 20_000) },
    );
  });

  test.each([
    ['a trust policy', { Effect: 'Allow', Principal: { Service: 'a.b' }, Action: 'sts:AssumeRole' }],
    ['one that lets everyone in', { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
    ['an identity policy', { Effect: 'Deny', Sid: 'No', NotAction: ['a:b'], NotResource: ['x', 'y'] }],
    [
      'conditions',
      {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:a': 'true' }, StringLike: { 'aws:a': ['x', 'y'], 'aws:b': 'z' } },
      },
    ],
  ])('is told: %s', (_, one) => {
    for (const Statement of [one, [one], [one, one]]) {
      const raw = { Version: '2012-10-17', Statement };
      expect(saysSame(structuredClone(raw), compiled(raw))).toBe(true);
    }
  });

  test.each([
    ['another effect', { Effect: 'Deny' }],
    ['another action', { Action: 'a:c' }],
    ['one action more', { Action: ['a:b', 'a:c'] }],
    ['all but the action', { Action: undefined, NotAction: 'a:b' }],
    ['another resource', { Resource: 'y' }],
    ['one resource more', { Resource: ['x', 'y'] }],
    ['a resource that is no text', { Resource: 5 }],
    ['an action that is no text', { Action: 5 }],
    ['conditions that are none', { Condition: null }],
    ['principals that are none', { Principal: null }],
    ['all but the resource', { Resource: undefined, NotResource: 'x' }],
    ['a condition', { Condition: { Bool: { 'aws:a': 'true' } } }],
    ['a principal', { Principal: { AWS: '1' } }],
    ['everyone', { Principal: '*' }],
    ['all but a principal', { NotPrincipal: { AWS: '1' } }],
    ['a name', { Sid: 'a' }],
    ['an element in another case', { resource: 'y' }],
  ])('is not one with %s', (_, change) => {
    const one = { Effect: 'Allow', Action: 'a:b', Resource: 'x' };
    const other = JSON.parse(JSON.stringify({ ...one, ...change }));
    expect(saysSame({ Statement: [other] }, compiled({ Statement: [one] }))).toBe(false);
    expect(saysSame({ Statement: [one] }, compiled({ Statement: [other] }))).toBe(false);
  });

  test.each([
    ['actions', { Action: ['a:b', 'a:d'] }],
    ['resources', { Resource: ['x', 'z'] }],
    ['values', { Condition: { StringLike: { 'aws:a': ['x', 'z'] } } }],
    ['principals', { Principal: { AWS: ['1', '3'] } }],
  ])('is not one in which the second of two %s is another', (_, change) => {
    const one = {
      Effect: 'Allow',
      Action: ['a:b', 'a:c'],
      Resource: ['x', 'y'],
      Principal: { AWS: ['1', '2'] },
      Condition: { StringLike: { 'aws:a': ['x', 'y'] } },
    };
    expect(saysSame({ Statement: [{ ...one, ...change }] }, compiled({ Statement: [one] }))).toBe(false);
    expect(saysSame({ Statement: { ...one, ...change } }, compiled({ Statement: one }))).toBe(false);
  });

  test('is none of what is no statement, and none of what could not be read whole', () => {
    const one = { Effect: 'Allow', Action: 'a:b', Resource: 'x' };
    for (const Statement of ['x', null, 5, ['x'], [null], [[one]], []])
      expect(saysSame({ Statement }, compiled({ Statement: Array.isArray(Statement) ? [one] : one }))).toBe(
        false,
      );
    for (const Condition of [{ Bool: null }, { Bool: 5 }])
      expect(saysSame({ Statement: { ...one, Condition } }, compiled({ Statement: one }))).toBe(false);
    const [raw, unread] = [{ Statement: [one] }, { Statement: [one, 'x'] }];
    expect([
      saysSame(raw, compiled(raw)),
      saysSame(raw, compiled(unread)),
      saysSame(unread, compiled(unread)),
    ]).toEqual([true, false, false]);
    expect([
      saysSame('x', compiled(raw)),
      saysSame(null, compiled(raw)),
      saysSame([raw], compiled(raw)),
    ]).toEqual([false, false, false]);
  });

  test('is none of a statement that stands alone beside one in a list', () => {
    const one = { Effect: 'Allow', Action: 'a:b', Resource: 'x' };
    expect(saysSame({ Statement: one }, compiled({ Statement: [one] }))).toBe(false);
    expect(saysSame({ Statement: [one] }, compiled({ Statement: one }))).toBe(false);
    expect(saysSame({ Statement: one }, compiled({ Statement: one }))).toBe(true);
  });
});

test('a store gives one document for texts that say the same, however many share their mark, and in any order', () => {
  const raws = Array.from({ length: 30 }, (_, k) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: `a:${k % 15}`, Resource: '*' }],
  }));
  const partition = (order: readonly unknown[]): string => {
    const store = createPolicyStore();
    for (const raw of order) store.read(raw);
    return JSON.stringify(raws.map((raw) => store.intern(structuredClone(raw))));
  };
  const expected = JSON.stringify(raws.map((_, k) => k % 15));
  expect(partition(raws)).toBe(expected);
  expect(partition(raws.toReversed())).toBe(expected);
});
