import { expect, test } from 'vitest';
import {
  candidates,
  chosen,
  classify,
  isTooMuch,
  known,
} from '../../../../connectors/aws/policy/condition.ts';
import { decide } from '../../../../connectors/aws/policy/evaluate.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import { patternBudget } from '../../../../connectors/aws/policy/wildcard.ts';
import { allow, deny, document, type Statement } from '../../../support/aws-sketch.ts';

/** Up to where conditions are tried out, on each side of each border. */

type Condition = NonNullable<Parameters<typeof allow>[2]>;

const read = (...statements: readonly Statement[]) => createPolicyStore().read(document(...statements));
const clausesOf = (condition: Condition) => read(allow('*', '*', condition)).statements[0]!.conditions;

/** So many texts without letters, which are the same in any case. */
const texts = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(1000 + from + n));
const key = 'aws:UserAgent';

test('patterns are met with each other where there are twenty of them, and not where there are more', () => {
  const both = (count: number) =>
    candidates(clausesOf({ StringLike: { [key]: [...texts(count - 2), 'ab*', '*cd'] } })).some(
      (values) => values?.[0] === 'abcd',
    );
  expect([both(2), both(20), both(21)]).toEqual([true, true, false]);
});

test('values are taken two by two where there are twenty of them, and all at once in any case', () => {
  const several = (count: number, operator: string) => {
    // One that nobody mentions is a value as well.
    const lengths = candidates(clausesOf({ [operator]: { [key]: texts(count - 1) } })).map(
      (each) => each?.length ?? 0,
    );
    return [lengths.filter((length) => length === 2).length, lengths.filter((length) => length > 2).length];
  };
  expect(several(3, 'ForAnyValue:StringEquals')).toEqual([3, 1]);
  expect(several(20, 'ForAnyValue:StringEquals')).toEqual([190, 1]);
  expect(several(21, 'ForAnyValue:StringEquals')).toEqual([0, 1]);
  expect(several(20, 'StringEquals')).toEqual([0, 0]);
});

/** Nothing meets it: what is there is one of these, and none of these. */
const contradiction = (count: number, equal: string, not: string, suffix = ''): Condition => {
  const values = texts(count).map((text) => `${text}${suffix}`);
  return { [equal]: { [key]: values }, [not]: { [key]: values }, Null: { [key]: 'false' } };
};

test.each<[says: string, condition: Condition, tooMuch: boolean]>([
  ['999 values', { StringEquals: { [key]: texts(999) } }, false],
  ['a thousand values', { StringEquals: { [key]: texts(1000) } }, true],
  ['twenty patterns', contradiction(20, 'StringLike', 'StringNotLike', '*'), false],
  ['more patterns', contradiction(21, 'StringLike', 'StringNotLike', '*'), true],
  ['as many texts', contradiction(21, 'StringEquals', 'StringNotEquals'), false],
  ['few of several', contradiction(9, 'ForAllValues:StringEquals', 'StringNotEquals'), false],
  ['many of several', contradiction(10, 'ForAllValues:StringEquals', 'StringNotEquals'), true],
  [
    'many of several that some meet',
    { 'ForAllValues:StringEquals': { [key]: texts(30) }, StringNotEquals: { [key]: texts(3) } },
    false,
  ],
  ['many of several of one clause', { 'ForAllValues:StringEquals': { [key]: texts(30) } }, false],
])('too much is, or is not, %s', (_, condition, tooMuch) => {
  expect(isTooMuch(clausesOf(condition))).toBe(tooMuch);
  expect(read(allow('s3:*', '*', condition)).problems).toEqual(
    tooMuch ? [`${key} of statement 0 has too many values to compare: too complex to judge`] : [],
  );
});

test('of what nobody can read there is never too much, and of what is too much the key alone is told', () => {
  const unreadable = clausesOf({ StringIs: { [key]: texts(1000) } });
  expect(isTooMuch(unreadable)).toBe(false);
  const [many] = clausesOf({ StringLike: { 'aws:SourceIp': [...texts(1000), '*'] } });
  const [few] = clausesOf({ StringLikeIfExists: { 'aws:SourceIp': ['1', '*'] } });
  expect([classify(many!, 0).class, classify(few!, 0).class]).toEqual(['source-network', 'always']);
});

test('two thousand choices are tried, and what is beyond is an assumption', () => {
  const choice = (values: number) => {
    const condition = { StringEquals: { 'aws:K': texts(30), 'aws:L': texts(values) } };
    const { verdict, assumes } = decide(
      {
        identity: [
          read(allow('s3:*', '*', condition), deny('s3:*', '*', { StringEquals: { 'aws:K': texts(30) } })),
        ],
        limits: [],
      },
      {
        action: 's3:getobject',
        resource: 'arn:aws:s3:::a/b',
        context: (name) => (name.startsWith('aws:k') || name.startsWith('aws:l') ? chosen : known('x')),
      },
    );
    return [verdict, ...assumes];
  };
  // What nobody mentions, and nothing, are two more of each: 32 of the one, and 64 or 65 of the other.
  expect(choice(62)).toEqual(['denied']);
  expect(choice(63)).toEqual([
    'conditional',
    'one choice serves every statement, of more than are tried for aws:k and aws:l',
  ]);
});

test('a pattern within the budget stands as it is written, and one beyond as its beginning', () => {
  const { characters, withWildcards, wildcards } = patternBudget;
  const stands = (pattern: string): boolean =>
    read(allow('s3:*', pattern)).statements[0]!.resources[0]!.text === pattern;
  const wild = (count: number) => 'a*'.repeat(count);
  expect([
    stands('a'.repeat(characters)),
    stands('a'.repeat(characters + 1)),
    stands(`${'a'.repeat(withWildcards - 1)}*`),
    stands(`${'a'.repeat(withWildcards)}*`),
    stands(wild(wildcards)),
    stands(wild(wildcards + 1)),
    stands('**??'.repeat(100)),
  ]).toEqual([true, false, true, false, true, false, true]);
  const [beyond] = read(allow('s3:*', `${'b'.repeat(3000)}*`)).statements[0]!.resources;
  expect(beyond!.text).toBe(`${'b'.repeat(characters)}\${nhi-audit:too-complex}`);
});
