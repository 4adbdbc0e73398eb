import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWildcard } from '../../../../connectors/aws/policy/wildcard.ts';
import type { Entitlement } from '../../../../src/model/entitlement.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  document,
  group,
  organization,
  policy,
  role,
  type Statement,
  user,
} from '../../../support/aws-sketch.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { documents, layers, requests, statements } from '../../../support/policy-arbitraries.ts';
import {
  type ReferenceDocument,
  type ReferenceRequest,
  type ReferenceStatement,
  referenceDecides,
} from '../../../support/reference-evaluator.ts';
import { lambda, linesOf, ofRole, told } from './told.ts';

const runs = lawRuns(25, 300);
const bucket = 'arn:aws:s3:::a';

describe('lines', () => {
  test.each<readonly [string, readonly (readonly Statement[])[], readonly string[]]>([
    ['everything is one line', [[allow('*')]], ['control * on *']],
    ['a whole service is one line', [[allow('sqs:*')]], ['control sqs:* on *']],
    [
      'actions are named as AWS writes them',
      [[allow('S3:getobject', `${bucket}/*`)]],
      [`read s3:GetObject on ${bucket}/*`],
    ],
    [
      'actions that know no resource are not granted on one',
      [[allow(['s3:ListAllMyBuckets', 's3:GetObject'], `${bucket}/*`)]],
      [`read s3:GetObject on ${bucket}/*`],
    ],
    [
      'an action on all of what another statement gives in part is told once',
      [[allow('s3:GetObject', `${bucket}/*`)], [allow('s3:GetObject')]],
      ['read s3:GetObject on *'],
    ],
    [
      'a deny on everything takes actions away',
      [[allow('s3:Get*Tagging'), deny('s3:GetBucketTagging')]],
      [
        'read s3:GetJobTagging s3:GetObjectTagging s3:GetObjectVersionTagging s3:GetStorageLensConfigurationTagging on *',
      ],
    ],
    [
      'a deny on a resource is an exception',
      [[allow('s3:GetObject'), deny('s3:GetObject', `${bucket}/*`)]],
      [`read s3:GetObject on * except ${bucket}/*`],
    ],
    [
      'a deny on another resource is none',
      [[allow('s3:GetObject', `${bucket}/*`), deny('s3:GetObject', 'arn:aws:s3:::b/*')]],
      [`read s3:GetObject on ${bucket}/*`],
    ],
    [
      'a deny on all but a resource leaves that',
      [[allow('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: `${bucket}/*` }]],
      [`read s3:GetObject on ${bucket}/*`],
    ],
    [
      'a deny under a condition is a condition',
      [[allow('s3:GetObject'), deny('*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })]],
      [
        'read s3:GetObject on * if mfa: Unless aws:MultiFactorAuthPresent aws:MultiFactorAuthPresent BoolIfExists false',
      ],
    ],
    [
      'an end of an allow is its duration',
      [[allow('s3:GetObject', '*', { DateLessThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })]],
      ['read s3:GetObject on * until 2026-07-01T00:00:00.000Z'],
    ],
    [
      'a deny that begins later is an end',
      [
        [
          allow('s3:GetObject'),
          deny('*', '*', { DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } }),
        ],
      ],
      ['read s3:GetObject on * until 2026-07-01T00:00:00.000Z'],
    ],
    [
      'what has ended is not told',
      [[allow('s3:GetObject', '*', { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })]],
      [],
    ],
    [
      'the same with and without an end lasts',
      [
        [allow('s3:GetObject', '*', { DateLessThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' } })],
        [allow('s3:GetObject')],
      ],
      ['read s3:GetObject on *'],
    ],
    [
      'a condition stays',
      [[allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })]],
      ['read s3:GetObject on * if source-network: IpAddress aws:SourceIp 10.0.0.0/8'],
    ],
    [
      'an action that nobody knows is written down',
      [[allow('newservice:DoThis')]],
      ['write newservice:dothis on *'],
    ],
    [
      'NotResource is an exception',
      [[{ Effect: 'Allow', Action: 's3:GetObject', NotResource: `${bucket}/*` }]],
      [`read s3:GetObject on * except ${bucket}/*`],
    ],
  ])('%s', (_, inline, expected) => {
    expect(ofRole(...inline).map(told)).toEqual(expected);
  });

  test('everything but one service is a line for each other', () => {
    const lines = ofRole([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]);
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.some(({ service }) => service === 'iam')).toBe(false);
    expect(lines.every(({ privileges }) => privileges.length === 1 && privileges[0]!.endsWith(':*'))).toBe(
      true,
    );
  });

  test('a boundary leaves what both allow', () => {
    const lines = linesOf(
      arn.role('r'),
      policy('limit', document(allow('s3:*', `${bucket}/*`), allow('sqs:*'))),
      role('r', lambda, {
        inline: [[allow(['s3:GetObject', 'ec2:RunInstances', 'sqs:SendMessage'])]],
        boundary: arn.policy('limit'),
      }),
    );
    expect(lines.map(told)).toEqual([`read s3:GetObject on ${bucket}/*`, 'write sqs:SendMessage on *']);
  });

  test('a service control policy leaves what every level allows', () => {
    const lines = linesOf(
      arn.role('r'),
      ...organization([account], { scps: [document(allow('*')), document(deny('iam:*'))] }),
      role('r', lambda, { inline: [[allow(['iam:CreateUser', 's3:GetObject'])]] }),
    );
    expect(lines.map(told)).toEqual(['read s3:GetObject on *']);
  });

  test('groups and attached policies count, and each line names the statements that allow it', () => {
    const lines = linesOf(
      arn.user('u'),
      policy('p', document(allow('s3:GetObject'), allow('sqs:SendMessage'))),
      group('g', { attached: [arn.policy('p')] }),
      user('u', { groups: ['g'] }),
    );
    expect(lines.map(({ privileges, sources }) => [privileges[0], sources])).toEqual([
      [
        's3:GetObject',
        [{ record: 'aws.policy', id: arn.policy('p'), pointer: '/PolicyVersionList/0/Document/Statement/0' }],
      ],
      [
        'sqs:SendMessage',
        [{ record: 'aws.policy', id: arn.policy('p'), pointer: '/PolicyVersionList/0/Document/Statement/1' }],
      ],
    ]);
  });

  test('a policy whose text nobody has is a line of unknown duration', () => {
    const unread = 'arn:aws:iam::111122223333:policy/unread';
    const lines = linesOf(arn.role('r'), role('r', lambda, { attached: [unread] }));
    expect(lines).toMatchObject([
      { duration: 'unknown', level: 'control', privileges: [`policy ${unread}`] },
    ]);
  });

  test('an administrator by an AWS managed policy is one line, though its text is not in the snapshot', () => {
    expect(linesOf(arn.role('r'), role('r', lambda, { attached: [administrator] })).map(told)).toEqual([
      'control * on *',
    ]);
  });
});

const wide = (text: string): string => text.replaceAll(/\$\{[^}]*\}/g, '*');
const fits = (pattern: string, value: string): boolean => compileWildcard(wide(pattern))(value);

/** Whether a line speaks of a request; conditions left aside. */
const speaksOf = (line: Entitlement, { action, resource }: ReferenceRequest): boolean =>
  line.privileges.some((privilege) => fits(privilege.toLowerCase(), action.toLowerCase())) &&
  line.resources.some((pattern) => fits(pattern, resource)) &&
  !line.exceptResources.some((pattern) => !pattern.includes('${') && fits(pattern, resource));

/** The drawn resources are buckets and objects: other services' actions on them are allowed in vain. */
const asked = fc.array(
  requests.filter(({ action }) => action.startsWith('s3:')),
  { minLength: 1, maxLength: 6 },
);

const asStatements = (list: readonly ReferenceStatement[]): readonly Statement[] => list;
const asRole = (identity: readonly ReferenceDocument[], extra: Parameters<typeof role>[2] = {}) =>
  role('r', lambda, { inline: identity.map(({ Statement }) => asStatements(Statement)), ...extra });

describe('laws', () => {
  test('what the reference evaluator allows, a line tells', () => {
    fc.assert(
      fc.property(layers, asked, (drawn, list) => {
        const { identity, boundary, serviceControl } = drawn;
        const lines = linesOf(
          arn.role('r'),
          ...(boundary === undefined ? [] : [policy('limit', boundary)]),
          ...(serviceControl.length === 0 ? [] : organization([account], { scps: serviceControl[0]! })),
          asRole(identity, boundary === undefined ? {} : { boundary: arn.policy('limit') }),
        );
        for (const request of list) {
          if (referenceDecides(drawn, request))
            expect(lines.some((line) => speaksOf(line, request))).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  // Two patterns that overlap in part are told by one of them: a line may then say more than is so.
  const plain = documents().filter(({ Statement }) =>
    Statement.every(
      ({ Condition, Resource, NotResource }) =>
        Condition === undefined &&
        ![...(Resource ?? []), ...(NotResource ?? [])].some((text) => /[?$]/.test(text)),
    ),
  );
  test('what a line tells without conditions, the reference evaluator allows', () => {
    fc.assert(
      fc.property(
        fc.array(plain, { minLength: 1, maxLength: 3 }),
        fc.option(plain, { nil: undefined }),
        asked,
        (identity, boundary, list) => {
          const lines = linesOf(
            arn.role('r'),
            ...(boundary === undefined ? [] : [policy('limit', boundary)]),
            asRole(identity, boundary === undefined ? {} : { boundary: arn.policy('limit') }),
          );
          for (const request of list) {
            const isTold = lines.some((line) => speaksOf(line, request));
            expect(isTold).toBe(referenceDecides({ identity, boundary, serviceControl: [] }, request));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  const withoutSources = (lines: readonly Entitlement[]) => lines.map(({ sources: _, ...line }) => line);
  test('how statements are split over policies, repeated and ordered leaves no trace', () => {
    fc.assert(
      fc.property(
        fc.array(statements(), { minLength: 1, maxLength: 5 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
              maxLength: list.length * 2,
            }),
          ),
        ),
        ([list, again]) => {
          const one = ofRole(asStatements(list));
          const split = again.flatMap((statement) =>
            (statement.Resource ?? [undefined]).flatMap((resource) =>
              (statement.Action ?? [undefined]).map(
                (action): Statement => ({
                  ...statement,
                  ...(resource === undefined || statement.Effect === 'Deny' ? {} : { Resource: resource }),
                  ...(action === undefined ? {} : { Action: action }),
                }),
              ),
            ),
          );
          expect(withoutSources(ofRole(...split.map((statement) => [statement])))).toEqual(
            withoutSources(one),
          );
        },
      ),
      { numRuns: runs },
    );
  });

  test('a deny adds no line that was not within one before', () => {
    fc.assert(
      fc.property(documents(), statements('Deny'), asked, (drawn, more, list) => {
        const before = ofRole(asStatements(drawn.Statement));
        const after = ofRole(asStatements([...drawn.Statement, more]));
        for (const request of list) {
          if (after.some((line) => speaksOf(line, request)))
            expect(before.some((line) => speaksOf(line, request))).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });
});
