import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFleetDatabase } from '../../src/fleet/database.ts';
import { allow, encoded, sampleAccount } from '../support/aws-account.ts';
import { startLoopback } from '../support/aws-loopback.ts';
import { canaries } from '../support/canaries.ts';
import { type CliRun, cli, temporaryFolder } from '../support/cli.ts';
import { filesIn, unpackedFile } from '../support/unpacked.ts';

/**
 * Secrets in what an account holds, on their way through a fleet: jobs, tables and files of the database, the store, reports, and
 * all that is printed. `test/redaction/outputs.test.ts` holds that each command of `fleet` is here.
 */
const seen = 'seenq7x';
const id = '111111111111';
const planted = canaries.map(([, text]) => text).join('\n');
const document = { ...allow('*'), Id: planted };
const leaky = {
  RoleName: seen,
  Arn: `arn:aws:iam::${id}:role/${seen}`,
  Path: '/',
  RoleId: 'AROASEEN',
  CreateDate: new Date(0),
  Description: planted,
  AssumeRolePolicyDocument: encoded(document),
  RolePolicyList: [{ PolicyName: 'p', PolicyDocument: encoded(document) }],
  AttachedManagedPolicies: [],
  InstanceProfileList: [],
  Tags: [{ Key: 'note', Value: planted }],
};

/** Every row of every table, whoever made it: those of the queue as well. */
const rowsOf = async (url: string): Promise<string> => {
  const database = await openFleetDatabase({ url, supervise: false, note: () => undefined });
  try {
    const tables = (await database.rows(
      "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      [],
    )) as readonly { readonly table_schema: string; readonly table_name: string }[];
    const rows = [];
    for (const { table_schema, table_name } of tables)
      rows.push(...(await database.rows(`select * from "${table_schema}"."${table_name}"`, [])));
    return JSON.stringify(rows);
  } finally {
    await database.close();
  }
};

test('no secret of an account is in a job, a table, a store, a report or anything printed', async () => {
  const cwd = temporaryFolder();
  const account = sampleAccount(id);
  const aws = await startLoopback({ accounts: [{ ...account, roles: [...(account.roles ?? []), leaky] }] });
  mkdirSync(join(cwd, 'made'));
  // The second target does not answer: what is said of it is kept with its tries.
  writeFileSync(
    join(cwd, 'nhi-audit.fleet.yaml'),
    `version: 1
store: file://${join(cwd, 'made/store')}
tries: 1
sources:
  - name: all
    provider: aws
    targets: ['${id}', '999999999999']
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`,
  );
  const env = {
    NHI_AUDIT_FLEET_DATABASE: `pglite:${join(cwd, 'database')}`,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: `AKIA${id}`,
    AWS_SECRET_ACCESS_KEY: canaries[0]![1],
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const runs: CliRun[] = [];
  const fleet = async (command: string, ...args: readonly string[]): Promise<CliRun> => {
    const run = await cli(['fleet', command, ...args], { cwd, env });
    runs.push(run);
    expect(run.code, run.stderr).toBe(0);
    return run;
  };
  try {
    await fleet('targets');
    await fleet('schedule');
    await fleet('work', '--until-empty');
    await fleet('status');
    const status = await fleet('status', '--format', 'json');
    await fleet('report', '--out', 'made/parts', '--parts');
    const report = await fleet(
      'report',
      ...['--out', 'made/report', '--snapshot', 'made/all.ndjson', '--history', 'made/nhi.db', '--verbose'],
      ...['--metrics', 'made/all.prom', '--lake', 'made/lake'],
    );
    const rows = await rowsOf(env.NHI_AUDIT_FLEET_DATABASE);
    const files = filesIn(join(cwd, 'made'));
    const texts = new Map<string, string>();
    for (const path of files) texts.set(path, await unpackedFile(join(cwd, 'made', path)));
    const raw = await Promise.all(
      filesIn(join(cwd, 'database')).map((path) => unpackedFile(join(cwd, 'database', path))),
    );
    await fleet('prune');

    const all = [rows, ...texts.values(), ...raw, ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr])];
    expect(
      canaries.filter(([, , secret]) => all.some((text) => text.includes(secret))).map(([form]) => form),
    ).toEqual([]);

    // It was there to be found.
    for (const text of [
      report.stdout,
      texts.get('all.ndjson'),
      texts.get('report/report.json'),
      texts.get('parts/report.json'),
    ])
      expect(text).toContain(seen);
    expect([...texts].filter(([path, text]) => path.startsWith('store/') && text.includes(seen)).length).toBe(
      1,
    );
    expect(rows).toContain(`all/${id}`);
    expect(status.stdout).toContain('999999999999');
  } finally {
    await aws.close();
  }
}, 180_000);
