import fc from 'fast-check';
import { variable } from './aws-sketch.ts';
import type {
  ReferenceDocument,
  ReferenceLayers,
  ReferenceRequest,
  ReferenceStatement,
} from './reference-evaluator.ts';

/** Small policies over a handful of actions, resources and keys, so that statements meet often. */
const actions = ['s3:GetObject', 's3:PutObject', 'iam:PassRole', 'iam:CreateUser'];
const actionPatterns = [...actions, '*', 's3:*', 'IAM:pass*', 's3:?etObject', 'iam:*User'];
const resources = ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/x', 'arn:aws:s3:::a/bob'];
const resourcePatterns = [
  ...resources,
  '*',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::?/x',
  `arn:aws:s3:::a/${variable('aws:username')}`,
  `arn:aws:s3:::${variable("aws:PrincipalTag/team, 'b'")}/x`,
];

const some = (values: readonly string[], most = 2) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const words = ['red', 'blue', 'r*', '?ed', variable('aws:PrincipalTag/team')];
const quantified = ['', 'ForAllValues:', 'ForAnyValue:'];
const ending = ['', 'IfExists'];
const textClause = fc
  .tuple(
    fc.constantFrom(...quantified),
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
    fc.constantFrom(...ending),
    fc.constantFrom('aws:PrincipalTag/team', 'aws:TagKeys', 'AWS:USERNAME'),
    some(words),
  )
  // A key with several values needs a quantifier.
  .map(([quantifier, operator, end, key, values]) => ({
    operator: `${key === 'aws:TagKeys' && quantifier === '' ? 'ForAnyValue:' : quantifier}${operator}${end}`,
    key,
    values,
  }));
const clause = fc.oneof(
  textClause,
  fc.record({
    operator: fc.constantFrom('Bool', 'BoolIfExists'),
    key: fc.constant('aws:SecureTransport'),
    values: some(['true', 'false'], 1),
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom('aws:TagKeys', 'aws:username'),
    values: some(['true', 'false'], 1),
  }),
  fc.record({
    operator: fc.constant('NumericLessThan'),
    key: fc.constant('aws:MultiFactorAuthAge'),
    values: some(['10', '100'], 1),
  }),
  fc.record({
    operator: fc.constant('DateLessThan'),
    key: fc.constant('aws:CurrentTime'),
    values: some(['2025-01-01T00:00:00Z', '2027-01-01T00:00:00Z'], 1),
  }),
);

const conditions = fc.array(clause, { maxLength: 2 }).map((clauses) => {
  const block: Record<string, Record<string, string[]>> = {};
  for (const { operator, key, values } of clauses) block[operator] = { ...block[operator], [key]: values };
  return block;
});

export const statements = (effect?: 'Allow' | 'Deny'): fc.Arbitrary<ReferenceStatement> =>
  fc
    .record({
      Effect:
        effect === undefined
          ? fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const)
          : fc.constant(effect),
      action: some(actionPatterns),
      notAction: fc.integer({ max: 3 }).map((value) => value === 0),
      resource: some(resourcePatterns),
      notResource: fc.integer({ min: 0, max: 3 }).map((value) => value === 0),
      Condition: conditions,
    })
    .map(({ Effect, action, notAction, resource, notResource, Condition }) => ({
      Effect,
      ...(notAction ? { NotAction: action } : { Action: action }),
      ...(notResource ? { NotResource: resource } : { Resource: resource }),
      ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
    }));

export const documents = (effect?: 'Allow' | 'Deny'): fc.Arbitrary<ReferenceDocument> =>
  fc
    .array(statements(effect), { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: '2012-10-17', Statement }));

const everything: ReferenceDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
};
/** Limits let everything through as often as not, so that they do not decide every case. */
const limit = fc.oneof(fc.constant(everything), documents());

export const layers: fc.Arbitrary<ReferenceLayers> = fc.record({
  identity: fc.array(documents(), { maxLength: 3 }),
  boundary: fc.option(limit, { nil: undefined }),
  serviceControl: fc.array(fc.array(limit, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
});

const maybe = (values: readonly string[]) =>
  fc.option(
    fc.constantFrom(...values).map((value) => [value]),
    { nil: undefined },
  );

export const requests: fc.Arbitrary<ReferenceRequest> = fc
  .record({
    action: fc.constantFrom(...actions),
    resource: fc.constantFrom(...resources),
    'aws:username': maybe(['bob', 'red']),
    'aws:principaltag/team': maybe(['red', 'blue', 'a']),
    'aws:tagkeys': fc.option(some(['red', 'blue', 'green'], 3), { nil: undefined }),
    'aws:securetransport': maybe(['true', 'false']),
    'aws:multifactorauthage': maybe(['5', '50', '500']),
    'aws:currenttime': fc.constant(['2026-06-01T12:00:00Z']),
  })
  .map(({ action, resource, ...keys }) => ({
    action,
    resource,
    context: new Map(
      Object.entries(keys).flatMap(([key, values]) => (values === undefined ? [] : [[key, values] as const])),
    ),
  }));
