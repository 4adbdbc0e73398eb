import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import { allow, arn, estateOf, group, role, trustingService, user } from '../../../support/aws-sketch.ts';
import { adminRole, trustRoot } from './trap.ts';

/** Roles of functions whose inline policies differ in what leads nowhere: names of tables, order, `Sid`. */
const alike = (names: readonly string[]) =>
  names.map((name, position) => {
    const own = Array.from({ length: position }, (_, k) => allow('dynamodb:GetItem', `${name}-${k}`));
    const power = { Sid: `Assume${position}`, ...allow('sts:AssumeRole', arn.role('admin')) };
    return role(name, trustingService('lambda.amazonaws.com'), { inline: [[...own, power]] });
  });

test('policies that differ in what leads nowhere are asked about once, and each path names its own statement', () => {
  const names = ['first', 'second', 'third'];
  const estate = estateOf([...alike(names), adminRole(trustRoot)]);
  const reach = reachOf(estate, defaultSettings);
  const index = (id: string): number => estate.identities.findIndex((identity) => identity.id === id);
  for (const [position, name] of names.entries()) {
    const [step] = reach.path(index(arn.role(name)));
    expect(step!.to).toBe(arn.role('admin'));
    expect(step!.evidence).toContainEqual(
      expect.objectContaining({
        id: arn.role(name),
        pointer: `/RolePolicyList/0/PolicyDocument/Statement/${position}`,
      }),
    );
  }
  const { groups } = estate.takeover;
  expect(groups.map(({ label }) => label)).toContainEqual(
    expect.stringMatching(/^3 roles with the same policies/),
  );
});

test('a statement that denies keeps a policy apart: a deny counts against full access whatever it is about', () => {
  const everything = allow('*');
  const estate = estateOf([
    role('whole', trustRoot, { inline: [[everything]] }),
    role('limited', trustRoot, {
      inline: [[everything, { Effect: 'Deny', Action: ['iam:*', 'sts:*'], Resource: '*' }]],
    }),
  ]);
  const reach = reachOf(estate, defaultSettings);
  const admin = (name: string) =>
    reach.radius(estate.identities.findIndex(({ id }) => id === arn.role(name))).admin;
  expect(admin('whole')).toHaveLength(1);
  expect(admin('limited')).toEqual([]);
});

test('a group whose policies say more than what leads anywhere is joined once', () => {
  const joins = allow('iam:AddUserToGroup', arn.group('*'));
  const estate = estateOf([
    group('staff', { inline: [[joins, allow('s3:GetObject')]] }),
    user('start', { inline: [[joins, allow('sqs:SendMessage')]] }),
  ]);
  expect(estate.takeover.groups.filter(({ kind }) => kind === 'holders').length).toBeLessThan(4);
});
