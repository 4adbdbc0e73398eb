import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  document,
  policy,
  role,
  trusting,
  trustingService,
} from '../support/aws-sketch.ts';
import { judgePlan, kept } from '../support/plan-verdict.ts';

/** Plans judged on the estate that they change: what stands outside of the plan counts as well. */
const lambda = trustingService('lambda.amazonaws.com');
const text = (...statements: readonly ReturnType<typeof allow>[]): string =>
  JSON.stringify(document(...statements));
const ground = (...records: readonly SnapshotRecord[]) => ({
  records,
  coverage: [
    {
      connector: 'aws' as const,
      scope: account,
      source: 'test',
      status: 'complete' as const,
      detail: '',
      gives: ['inventory', 'grants', 'trusts', 'credentials', 'guardrails', 'workloads'] as const,
    },
  ],
});
const planned = (name: string, trust: object = lambda) => ({
  name,
  path: '/',
  arn: arn.role(name),
  assume_role_policy: JSON.stringify(trust),
});
const failing = (...judged: Parameters<typeof judgePlan>): readonly string[] =>
  judgePlan(...judged)
    .changes.filter(({ fails }) => fails)
    .map(({ class: kind, who }) => `${kind} ${who.slice(who.lastIndexOf('/') + 1)}`)
    .sort();

const trustsOutside = trusting({ AWS: arn.role('outside') });
const target = [
  kept('aws_iam_role.target', planned('target', trustsOutside)),
  {
    address: 'aws_iam_role_policy_attachment.target',
    after: { role: 'target', policy_arn: administrator },
  },
];
const outside = role('outside', lambda, { inline: [[allow('sts:AssumeRole', arn.role('target'))]] });

describe('a plan on the estate that it changes', () => {
  test('whoever may become the role from outside of the plan grows with it', () => {
    expect(failing(target, {}, ground(outside, role('target', trustsOutside)))).toEqual([
      'blast-radius-grown outside',
      'new-standing-grant target',
    ]);
  });

  test('without the estate only the role itself is seen', () => {
    expect(failing(target)).toEqual(['new-standing-grant target']);
  });

  test('a pass to a role that the plan does not hold shows what falls', () => {
    const deployer = { role: 'deploy', name: 'p' };
    const before = text(allow(['lambda:CreateFunction', 'lambda:InvokeFunction']));
    const after = text(
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      allow('iam:PassRole', arn.role('strong')),
    );
    const changes = [
      kept('aws_iam_role.deploy', planned('deploy')),
      {
        address: 'aws_iam_role_policy.deploy',
        before: { ...deployer, policy: before },
        after: { ...deployer, policy: after },
      },
    ];
    const strong = role('strong', lambda, { inline: [[allow('*')]] });
    const [change] = judgePlan(changes, {}, ground(strong, role('deploy', lambda))).changes;
    expect(change).toMatchObject({ class: 'new-standing-grant', fails: true });
    expect(change!.falls).toContain(`full control of ${account}`);
  });

  test('a policy of AWS whose text only the estate knows can be told', () => {
    const support = 'arn:aws:iam::aws:policy/AWSSupportAccess';
    const attach = [
      kept('aws_iam_role.helper', planned('helper')),
      { address: 'aws_iam_role_policy_attachment.a', after: { role: 'helper', policy_arn: support } },
    ];
    const known = policy('AWSSupportAccess', document(allow('sqs:*')));
    const record = { ...known, id: support, data: { ...(known.data as object), Arn: support } };
    expect(failing(attach, {}, ground(role('helper', lambda), record))).toEqual([
      'new-standing-grant helper',
    ]);
    expect(failing(attach, {}, ground(role('helper', lambda)))).toEqual([
      'indeterminate helper',
      'new-standing-grant helper',
    ]);
  });

  test('what the estate holds already is nothing new, and what a plan keeps is not there twice', () => {
    const own = { role: 'app', name: 'p', policy: text(allow('s3:PutObject')) };
    const changes = [
      kept('aws_iam_role.app', planned('app')),
      kept('aws_iam_role_policy.app', own),
      { address: 'aws_iam_role.empty', after: planned('empty') },
    ];
    const app = role('app', lambda, { inline: [[allow('s3:PutObject')]] });
    expect(judgePlan(changes, {}, ground(app, outside))).toMatchObject({ verdict: 'pass', narrowed: 0 });
  });
});
