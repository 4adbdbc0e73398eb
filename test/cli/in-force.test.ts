import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { gateFormats } from '../../reports/gate/index.ts';
import { reportFormats } from '../../reports/index.ts';
import { type Snapshot, snapshotSchema } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { pageBlocksIn } from '../reports/readers.ts';
import { sampleResult } from '../reports/sample.ts';
import { account, allow, role, trustingService } from '../support/aws-sketch.ts';
import { type CliOptions, cli, temporaryFolder } from '../support/cli.ts';

const root = temporaryFolder();
const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(root, 'in-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const loose = `thresholds: { secretAgeDays: 3650 }
humanNames: ['svc-*']
trustedScopes: ['999900001111']
rules:
  no-owner: { enabled: false }
  unused-credential: { severity: info }
`;
const strict = 'thresholds: { secretAgeDays: 30 }\n';
const exceptions = 'version: 1\nexceptions: []\n';
const ci = { env: { CI: 'true' } };

/** One role, for runs of which only the words around the findings are read: the sample estate takes ten times as long. */
const oneRole = JSON.stringify({
  UserDetailList: [],
  GroupDetailList: [],
  Policies: [],
  RoleDetailList: [
    {
      RoleName: 'deploy',
      RoleId: 'AROADEPLOY0000000000',
      Arn: 'arn:aws:iam::111111111111:role/deploy',
      Path: '/',
      CreateDate: '2026-01-01T00:00:00Z',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      InstanceProfileList: [],
      Tags: [],
    },
  ],
});

/** All that a gate needs to know of an account. */
const wholeAccount: Snapshot = {
  header: {
    record: 'header',
    schema: snapshotSchema,
    tool: { name: 'test', version: '0' },
    collectedAt: '2026-06-01T12:00:00.000Z',
  },
  records: [role('app', trustingService('lambda.amazonaws.com'), { inline: [[allow('s3:GetObject')]] })],
  coverage: [
    {
      connector: 'aws',
      scope: account,
      source: 'test',
      status: 'complete',
      detail: '',
      gives: ['inventory', 'grants', 'trusts', 'credentials', 'owners'],
    },
  ],
};

const keys = [
  'thresholds.secretAgeDays',
  'humanNames',
  'trustedScopes',
  'rules.no-owner',
  'rules.unused-credential',
];
/** Markdown and XML take texts apart; what has to be there is. */
const plain = (text: string): string => text.replaceAll('`', '').replaceAll('\n', ' ').replace(/ +/g, ' ');

/** Some formats are for machines, and name files and keys without the words. */
const namesAll = (text: string): void => {
  const flat = plain(text);
  for (const wanted of [
    'nhi-audit.yaml',
    sha256(loose),
    'nhi-audit.exceptions.yaml',
    sha256(exceptions),
    ...keys,
  ])
    expect(flat, wanted).toContain(wanted);
};

describe('every output names configuration and exceptions in force', () => {
  const cwd = folder({
    'nhi-audit.yaml': loose,
    'nhi-audit.exceptions.yaml': exceptions,
    'account.json': oneRole,
  });
  const out = join(cwd, 'reports');
  let metrics = '';
  beforeAll(async () => {
    const formats = reportFormats.map(({ id }) => id).join(',');
    const args = [
      'scan',
      'account.json',
      '--out',
      out,
      '--out-formats',
      formats,
      '--metrics',
      join(cwd, 'm.prom'),
    ];
    expect((await cli(args, { cwd })).code).toBe(0);
    metrics = readFileSync(join(cwd, 'm.prom'), 'utf8');
  });

  /** What a file says, where it is no text: a format that is new is taken for one. */
  const readers: Readonly<Record<string, (bytes: Buffer) => string>> = {
    '.xlsx': (bytes) =>
      Object.values(unzipSync(bytes))
        .map((part) => Buffer.from(part).toString('utf8'))
        .join('\n'),
    '.html': (bytes) =>
      (
        pageBlocksIn(bytes.toString('utf8')).get('main') as { readonly inForce: readonly string[] }
      ).inForce.join('\n'),
    // What is of the file and not of a row stands at its end, as it is.
    '.parquet': (bytes) => bytes.toString('latin1').replaceAll('\\"', '"'),
  };
  const textOf = (name: string): string => {
    const bytes = readFileSync(join(out, name));
    return (readers[name.slice(name.lastIndexOf('.'))] ?? ((text: Buffer) => text.toString('utf8')))(bytes);
  };
  /** Formats that have no place for it, each with its reason, which `docs/formats.md` gives: none. */
  const without: ReadonlyMap<string, string> = new Map();

  test.each(reportFormats.map(({ id }) => id).filter((id) => !without.has(id)))(
    'scan --out-formats %s, in each of its files, or in one that is for it',
    (id) => {
      const format = reportFormats.find((each) => each.id === id)!;
      const names = format.files(sampleResult(), { width: 80, colour: false }).map(({ name }) => name);
      const own = names.find((name) => name === 'configuration.csv');
      for (const name of own === undefined ? names : [own]) namesAll(textOf(name));
    },
  );

  test('the formats without it are those of the documentation', () => {
    const documented = readFileSync('docs/formats.md', 'utf8').split('## History')[0]!;
    for (const [id, reason] of without) expect(documented).toContain(`${id}: ${reason}`);
    for (const { id } of reportFormats)
      expect(documented.toLowerCase(), id).toMatch(new RegExp(`\\b${id.replace('markdown', 'markdown')}\\b`));
  });

  test('metrics, by path and digest, and how many settings loosen', () => {
    for (const wanted of ['nhi-audit.yaml', sha256(loose), 'nhi-audit.exceptions.yaml', sha256(exceptions)])
      expect(metrics).toContain(wanted);
    expect(metrics).toMatch(/^nhi_audit_loosened_settings 5$/m);
  });

  test.each([
    ['reduce', ['reduce', '--most', '1']],
    ['reduce as Markdown', ['reduce', '--most', '1', '--format', 'markdown']],
    ['reduce as JSON', ['reduce', '--most', '1', '--format', 'json']],
  ] as const)('%s', async (_, args) => {
    const given = ['account.json', '--exceptions', 'nhi-audit.exceptions.yaml'];
    const { stdout, stderr } = await cli([...args, ...given], { cwd });
    namesAll(stdout);
    expect(stderr).toContain('loosens what is judged');
  });

  test.each(['terminal', 'json'])('what-if --format %s', async (format) => {
    const { stdout, stderr } = await cli(
      ['what-if', '--with', 'account.json', 'account.json', '--format', format],
      { cwd },
    );
    expect(plain(stdout)).toContain(sha256(loose));
    expect(stderr).toContain('loosens what is judged');
  });

  test.each(gateFormats.map(({ id }) => id))('gate --format %s', async (id) => {
    const args = ['gate', 'account.json', '--format', id];
    namesAll((await cli(args, { cwd })).stdout);
  });

  test.each([
    ['explain', ['explain', 'deploy', 'account.json']],
    ['explain, for scripts', ['explain', 'deploy', 'account.json', '--format', 'json']],
  ])('%s', async (_, args) => namesAll((await cli(args, { cwd })).stdout));

  test.each([['terminal'], ['json']])('who-can --format %s, which looks at no exceptions', async (format) => {
    const { stdout } = await cli(['who-can', 's3:GetObject', 'account.json', '--format', format], { cwd });
    expect(plain(stdout)).toContain(sha256(loose));
  });

  test('an evidence pack, in its manifest', async () => {
    const out = join(cwd, 'pack');
    await cli(['evidence', 'account.json', '--out', out], { cwd });
    namesAll(readFileSync(join(out, 'manifest.json'), 'utf8'));
    const { predicate } = JSON.parse(readFileSync(join(out, 'statement.intoto.json'), 'utf8'));
    expect(predicate.inForce).toEqual([
      { role: 'configuration', path: 'nhi-audit.yaml', sha256: sha256(loose) },
      { role: 'exceptions', path: 'nhi-audit.exceptions.yaml', sha256: sha256(exceptions) },
    ]);
  });
});

test('a path is relative to the working directory, however it was written', async () => {
  const cwd = folder({});
  mkdirSync(join(cwd, 'conf'));
  writeFileSync(join(cwd, 'conf', 'own.yaml'), strict);
  const args = ['scan', '--demo', '--config', join(cwd, 'conf', 'own.yaml'), '--format', 'json'];
  const { inForce } = JSON.parse((await cli(args, { cwd })).stdout);
  expect(inForce).toMatchObject({
    files: [
      { role: 'configuration', path: 'conf/own.yaml', sha256: sha256(strict), foundBy: 'flag' },
      { role: 'exceptions', foundBy: 'sample' },
    ],
    deviations: [{ key: 'thresholds.secretAgeDays', value: '30', standard: '90', effect: 'stricter' }],
    loosenedUnasked: 'no',
    severity: null,
  });
});

describe('with CI=true a configuration that was found by itself and loosens is a finding of severity high', () => {
  const quiet = (rules: string): string => `rules:\n${rules}`;
  const found = folder({ 'nhi-audit.yaml': loose });
  const tight = folder({ 'nhi-audit.yaml': strict });
  /** All rules off, so that nothing else can end the run with 1. */
  const silent = (): string => {
    const listed = JSON.parse(allRules) as readonly { readonly id: string }[];
    return quiet(listed.map(({ id }) => `  ${id}: { enabled: false }\n`).join(''));
  };
  let allRules = '[]';
  let off = '';
  beforeAll(async () => {
    allRules = (await cli(['rules', '--format', 'json'])).stdout;
    off = folder({ 'nhi-audit.yaml': silent(), 'account.json': oneRole });
  });
  const scan = async (...args: readonly string[]) =>
    (await cli(['scan', 'account.json', ...args], { cwd: off, ...ci })).code;

  test('any --fail-on counts it', async () => {
    expect(await scan('--fail-on', 'low')).toBe(1);
    expect(await scan('--fail-on', 'critical')).toBe(1);
  });
  test('not without --fail-on', async () => expect(await scan()).toBe(0));
  test('not with --allow-loosened-config', async () => {
    expect(await scan('--fail-on', 'low', '--allow-loosened-config')).toBe(0);
  });
  test('not where a flag names it', async () => {
    expect(await scan('--fail-on', 'low', '--config', 'nhi-audit.yaml')).toBe(0);
  });
  test('--no-config takes the defaults', async () => {
    expect(await scan('--fail-on', 'low', '--no-config')).toBe(1);
    const { stdout } = await cli(['scan', 'account.json', '--no-config', '--format', 'json'], { cwd: off });
    expect(JSON.parse(stdout).inForce).toMatchObject({ deviations: [], loosenedUnasked: 'no' });
  });
  test('not outside of CI', async () => {
    expect((await cli(['scan', 'account.json', '--fail-on', 'low'], { cwd: off })).code).toBe(0);
  });

  test('no byte of a report depends on CI', async () => {
    const formats = reportFormats.map(({ id }) => id).join(',');
    const out = join(found, 'reports');
    const written = async (options: CliOptions) => {
      const args = ['scan', '--demo', '--out', out, '--out-formats', formats];
      const { stdout } = await cli(args, { cwd: found, ...options });
      const files = readdirSync(out).map(
        (name) => [name, readFileSync(join(out, name)).toString('latin1')] as const,
      );
      expect(files.length).toBeGreaterThan(reportFormats.length);
      rmSync(out, { recursive: true });
      return new Map([['stdout', stdout], ...files]);
    };
    const [inCi, elsewhere] = [await written(ci), await written({})];
    expect([...inCi.keys()]).toEqual([...elsewhere.keys()]);
    for (const [name, text] of elsewhere) expect(inCi.get(name) === text, name).toBe(true);
  });

  test('one that is stricter is none', async () => {
    const { stderr } = await cli(['scan', '--demo'], { cwd: tight, ...ci });
    expect(stderr).not.toContain('loosens');
  });

  test('it is told at every run, with what to do', async () => {
    const { stderr } = await cli(['scan', '--demo'], { cwd: found });
    expect(stderr).toContain('found by itself and loosens what is judged: nhi-audit.yaml, 5 settings');
    expect(stderr).toContain('--no-config');
  });

  test('the gate does not pass with it', async () => {
    const cwd = folder({
      'nhi-audit.yaml': 'ownerTagKeys: [owner, team, contact, managed-by-team, owner-email, Name]\n',
    });
    const snapshot = join(cwd, 'now.ndjson');
    writeSnapshot(snapshot, wholeAccount, wholeAccount.header.collectedAt);
    const gate = (...args: readonly string[]) =>
      cli(['gate', snapshot, '--against', snapshot, ...args], { cwd, ...ci });
    expect((await cli(['gate', snapshot, '--against', snapshot], { cwd })).code).toBe(0);
    expect((await gate()).code).toBe(1);
    expect((await gate('--allow-loosened-config')).code).toBe(0);
    expect((await gate('--no-config')).code).toBe(0);
    expect((await gate('--config', 'nhi-audit.yaml')).code).toBe(0);
  });
});

test('--config and --no-config together are refused', async () => {
  const { code, stderr } = await cli(['scan', '--demo', '--config', 'x.yaml', '--no-config']);
  expect(code).toBe(2);
  expect(stderr).toContain('--config, --no-config');
});
