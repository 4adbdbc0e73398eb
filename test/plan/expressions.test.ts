import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { awsPlan } from '../../connectors/aws/plan/index.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';

/** A plan that Terraform made of `main.tf`: each attachment says by another expression which policy it is. */
const plan = readTerraformPlan(
  readFileSync(new URL('../fixtures/terraform-expressions/plan.json', import.meta.url), 'utf8'),
  'plan.json',
  '2026-11-01T00:00:00Z',
);
const reading = awsPlan.read(plan, { records: [], terraform: ['aws'], now: 0 });
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
const attached = new Map(
  reading.after.records
    .filter(({ record }) => record === 'aws.role')
    .map(({ id, data }) => [
      nameIn(id),
      (data as { AttachedManagedPolicies: readonly { PolicyArn: string }[] }).AttachedManagedPolicies.map(
        ({ PolicyArn }) => nameIn(PolicyArn),
      ),
    ]),
);

test.each([
  ['all instances of a policy by a for expression', 'splat', ['p-admin', 'p-queue']],
  ['two instances by their index', 'lst', ['c-0', 'c-1']],
  ['each.value of resources, lookup by each.key, a list of all', 'r-admin', ['only', 'p-admin', 'p-queue']],
  ['count.index, element of a splat, one of a list', 'r-queue', ['c-0', 'c-1', 'only', 'p-queue']],
  [
    'what a module is called with by each.key, and its outputs by each.key',
    'team-admin',
    ['own-admin', 'p-admin'],
  ],
  ['the same of its other instance', 'team-queue', ['own-queue', 'p-queue']],
])('%s', (_, role, policies) => {
  expect(attached.get(role)).toEqual(policies);
});

test('members of a group by a for expression', () => {
  expect(
    reading.after.records
      .filter(({ record }) => record === 'aws.user')
      .map(({ id, data }) => [nameIn(id), (data as { GroupList: readonly string[] }).GroupList]),
  ).toEqual([
    ['u-a', ['g']],
    ['u-b', ['g']],
  ]);
});

test('what several resources may be is told with their names, and a local value of several by its own', () => {
  expect(
    reading.indeterminate
      .map(({ location, why }) => [location?.address, why.replace(/^.*\(|\)$/g, '')])
      .sort(),
  ).toEqual([
    [
      'aws_iam_role_policy_attachment.mapvalue["queue"]',
      'one of aws_iam_policy.p["admin"], aws_iam_policy.only',
    ],
    ['aws_iam_role_policy_attachment.tern', 'one of aws_iam_policy.only, aws_iam_policy.c[1]'],
    ['aws_iam_role_policy_attachment.viamap["admin"]', 'from local.arns'],
    ['aws_iam_role_policy_attachment.viamap["queue"]', 'from local.arns'],
    ['module.team["admin"].aws_iam_role_policy_attachment.viaLocal', 'from local.arn'],
    ['module.team["queue"].aws_iam_role_policy_attachment.viaLocal', 'from local.arn'],
  ]);
});
