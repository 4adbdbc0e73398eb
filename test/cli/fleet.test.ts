import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleAccount, sampleOrganization } from '../support/aws-account.ts';
import { startLoopback } from '../support/aws-loopback.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const fleetFile = (store: string): string => `version: 1
store: file://${store}
sources:
  - name: all
    provider: aws
    targets: discover
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`;

test('schedule, work and report: all accounts of an organisation as one, without a server', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'nhi-audit.fleet.yaml'), fleetFile(join(folder, 'store')));
  const accounts = sampleOrganization.accounts.map(({ Id }) => Id!);
  const aws = await startLoopback({
    // Users have credentials, whose report AWS takes its time for.
    accounts: accounts.map((id) => ({ id, roles: sampleAccount(id).roles ?? [] })),
    organization: sampleOrganization,
  });
  const run = (...args: readonly string[]) =>
    cli(['fleet', ...args], {
      cwd: folder,
      env: {
        NHI_AUDIT_FLEET_DATABASE: `pglite:${join(folder, 'database')}`,
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: `AKIA${sampleOrganization.management}`,
        AWS_SECRET_ACCESS_KEY: 'loopback',
        AWS_REGION: 'eu-west-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
    });
  const active = sampleOrganization.accounts.filter(({ State }) => State === 'ACTIVE').map(({ Id }) => Id!);
  try {
    expect(await run('schedule')).toEqual({
      code: 0,
      stdout: `${active.length} targets put into the queue\n`,
      stderr: '',
    });
    const worked = await run('work', '--until-empty', '--concurrency', '1');
    expect(worked.code).toBe(0);
    expect(worked.stderr).toContain(`${active.length} targets collected, 0 tries failed`);
    const { code, stdout } = await run('report', '--format', 'json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const scopes = new Set(report.identities.map(({ scope }: { scope: string }) => scope));
    for (const account of active) expect(scopes).toContain(account);
    const ages = report.coverage.filter(
      ({ source }: { source: string }) => source === 'fleet: newest snapshot',
    );
    expect(ages.map(({ scope }: { scope: string }) => scope)).toEqual(active.toSorted());
  } finally {
    await aws.close();
  }
}, 120_000);

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
