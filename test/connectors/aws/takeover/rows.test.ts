import { describe, expect, test } from 'vitest';
import {
  type Need,
  type PassRoleTechnique,
  passRoleTechniques,
  type WorkloadTechnique,
  workloadTechniques,
} from '../../../../connectors/aws/techniques/index.ts';
import {
  account,
  administrator,
  allow,
  arn,
  controlOf,
  document,
  role,
  trusting,
  user,
  workload,
} from '../../../support/aws-sketch.ts';

/**
 * Every row of the tables, on its own: an identity with exactly the row's permissions, and its twins without one of
 * them. What is left of a twin may make another row's path, which is computed.
 */
type Row = PassRoleTechnique | WorkloadTechnique;
const passes = (row: Row): row is PassRoleTechnique => !('resourceType' in row);

const providers: Readonly<Record<string, string>> = {
  'cognito-identity.amazonaws.com': 'cognito-identity.amazonaws.com',
  'oidc.eks.': `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF`,
};
const trustOf = (row: Row) =>
  row.identityProvider === undefined
    ? trusting({ Service: row.services[0] })
    : document({
        Effect: 'Allow',
        Principal: { Federated: providers[row.identityProvider] },
        Action: 'sts:AssumeRoleWithWebIdentity',
      });
const actionsOf = (row: Row): readonly string[] => [
  ...new Set([...(passes(row) ? ['iam:PassRole'] : []), ...row.needs.map(({ action }: Need) => action)]),
];
const adminOf = (row: Row) =>
  role('admin', trustOf(row), {
    attached: [administrator],
    inInstanceProfile: row.services.includes('ec2.amazonaws.com'),
  });
const records = (row: Row, actions: readonly string[]) => [
  user('start', { inline: [actions.map((action) => allow(action))] }),
  adminOf(row),
];
// What a service does with a role where that is not all of it: test/connectors/aws/takeover/service-use.test.ts.
const rows: readonly Row[] = [...passRoleTechniques, ...workloadTechniques].filter(
  ({ uses }) => uses === undefined,
);
const coveredBy = (held: readonly string[]): readonly string[] =>
  rows.filter((row) => actionsOf(row).every((action) => held.includes(action))).map(({ id }) => id);

describe.each(rows)('$id', (row) => {
  const actions = actionsOf(row);

  test('is found, and rests on an assumption only where the row says so', () => {
    const { admin, adminIf } = controlOf(records(row, actions), arn.user('start'));
    // Other rows may need no more than a part of these permissions: they may do without an assumption.
    const proven = rows.some(
      (one) => passes(one) && one.assumes === undefined && coveredBy(actions).includes(one.id),
    );
    if (passes(row) && row.assumes === undefined) expect(admin).toEqual([account]);
    else if (!proven) {
      expect(admin).toEqual([]);
      expect(adminIf.map(({ scope }) => scope)).toEqual([account]);
    }
  });

  test.each(actions)('is gone without %s', (missing) => {
    const rest = actions.filter((action) => action !== missing);
    const { admin, adminIf, path } = controlOf(records(row, rest), arn.user('start'));
    if (coveredBy(rest).length === 0) expect([...admin, ...adminIf]).toEqual([]);
    else for (const { technique } of path) expect([...coveredBy(rest), 'full-access']).toContain(technique);
  });

  test('is nothing on a role that trusts another service', () => {
    const stranger = role('admin', trusting({ Service: 'backup.amazonaws.com' }), {
      attached: [administrator],
      inInstanceProfile: true,
    });
    const found = controlOf([records(row, actions)[0]!, stranger], arn.user('start'));
    expect([...found.admin, ...found.adminIf]).toEqual([]);
  });

  if (!passes(row)) {
    test('goes through a workload that is known, and through no other', () => {
      const part = row.owner === undefined ? undefined : partArns[row.resourceType];
      const target =
        row.needs.find(({ on }) => on !== '*')?.on ?? 'arn:{partition}:service:?*:{account}:thing/?*';
      const own = part ?? exampleOf(target);
      const known = [...records(row, actions), workload(row.resourceType, own, 'admin')];
      const { admin, adminIf } = controlOf(known, arn.user('start'));
      expect([...admin, ...adminIf.map(({ scope }) => scope)]).toContain(account);
      if (row.assumes === undefined && row.identityProvider === undefined) expect(admin).toContain(account);
    });
  }
});

const partArns: Readonly<Record<string, string>> = {
  'AWS::Deadline::Queue': `arn:aws:deadline:eu-west-1:${account}:farm/farm-1/queue/queue-1`,
  'AWS::Deadline::Fleet': `arn:aws:deadline:eu-west-1:${account}:farm/farm-1/fleet/fleet-1`,
  'AWS::EKS::PodIdentityAssociation': `arn:aws:eks:eu-west-1:${account}:podidentityassociation/main/a-1`,
  'AWS::EKS::Nodegroup': `arn:aws:eks:eu-west-1:${account}:nodegroup/main/nodes/1`,
  'AWS::EKS::Addon': `arn:aws:eks:eu-west-1:${account}:addon/main/ebs/1`,
};
const exampleOf = (pattern: string): string =>
  pattern
    .replace('{partition}', 'aws')
    .replace('{account}', account)
    .replace(':?*:', ':eu-west-1:')
    .replaceAll('?*', 'x');
