import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

const fleetFile = (store: string): string => `version: 1
store: file://${store}
sources:
  - name: all
    provider: aws
    targets: discover
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`;

test.each([
  ['no configuration', '', {}, 'No such file'],
  ['no database', fleetFile('/x'), {}, 'it is not said where the database of the fleet is'],
  [
    'an address that is none, with a password that is not repeated',
    fleetFile('/x'),
    { NHI_AUDIT_FLEET_DATABASE: 'mysql://nhi:hunter2secret@db/x' },
    'this is no address of a database',
  ],
  ['a key that there is not', `${fleetFile('/x')}password: x\n`, {}, 'password: unknown key'],
])('%s ends in 2 and says what to do', async (_, text, env, says) => {
  const cwd = temporaryFolder();
  if (text !== '') writeFileSync(join(cwd, 'nhi-audit.fleet.yaml'), text);
  const { code, stderr } = await cli(['fleet', 'status'], { cwd, env });
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect(stderr).not.toContain('hunter2secret');
});

test('a database that is away is no verdict', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'nhi-audit.fleet.yaml'), fleetFile(join(cwd, 'store')));
  const env = { NHI_AUDIT_FLEET_DATABASE: 'postgres://nhi:hunter2secret@127.0.0.1:9/x' };
  const { code, stderr } = await cli(['fleet', 'status'], { cwd, env });
  expect(code).toBe(3);
  expect(stderr).toContain('nhi-audit: the database of the fleet cannot be reached: ECONNREFUSED');
  expect(stderr).not.toContain('hunter2secret');
});
