import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsRemedies } from '../../connectors/aws/remedies/index.ts';
import { fill } from '../../src/model/command-line.ts';
import { carryOut, checkLines } from './aws-cli.ts';
import { seedFaults } from './fix-seed.ts';
import type { Moto } from './moto.ts';
import { startMoto } from './moto.ts';

const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');

interface Finding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly identity: string;
  readonly title: string;
  readonly fix: string;
}

/** Rules whose printed commands moto carries: after them a new scan no longer has what they were printed for. */
const carried = [
  'expired-grant',
  'external-trust-without-condition',
  'federated-trust-too-wide',
  'interactive-use-of-service-identity',
  'long-lived-secret',
  'no-owner',
  'privilege-escalation-path',
  'service-trust-without-source',
  'standing-administrator',
  'standing-privilege-short-lived-credential',
  'two-active-keys',
  'unused-credential',
  'unused-privileged-identity',
  'wildcard-privileges-on-sensitive-services',
] as const;

/** Stopped at first, and still never used until somebody deletes it a month later. */
const stopped: readonly string[] = ['never-used-identity'];

/** What the reader fills in. */
const filled: Readonly<Record<string, string>> = {
  ACTIONS_OF_THE_TASK: 's3:GetObject',
  END_TIME: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  EXTERNAL_ID: 'agreed-1',
  NEW_NAME: 'another',
  OWNER: 'team-a',
  RESOURCES_OF_THE_TASK: 'arn:aws:s3:::reports/*',
  SUBJECT: 'repo:acme/web:environment:production',
  TASK: 'task-1',
  TRUSTED_ROLE_ARN: 'arn:aws:iam::999988887777:role/the-vendors',
};
const fillIn = (line: string): string =>
  line.replace(/(?<![\w-])[A-Z][A-Z_]{3,}(?![\w-])/g, (word) =>
    Object.hasOwn(filled, word) ? filled[word]! : word,
  );

let moto: Moto;
let folder: string;

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: npm run build makes it`);
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-fixes-'));
  const task = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  };
  writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
  moto = await startMoto();
});

afterAll(async () => {
  await moto?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const fresh = async (): Promise<void> => {
  await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' });
  await seedFaults(moto.url);
};

/** A scan of what the command line exports, as if more than a year had gone by: keys are old then, and unused. */
const scan = (): readonly Finding[] => {
  const lines = [
    'aws iam get-account-authorization-details --filter User Role Group LocalManagedPolicy',
    'aws iam generate-credential-report',
    'aws iam get-credential-report',
  ];
  const [details = '', , credentials = ''] = carryOut([{ lines, key: 0 }], moto.url, folder);
  writeFileSync(join(folder, 'details.json'), details);
  writeFileSync(join(folder, 'credentials.json'), credentials);
  const later = new Date(Date.now() + 500 * 86_400_000).toISOString();
  const out = join(folder, 'report');
  const files = [join(folder, 'details.json'), join(folder, 'credentials.json')];
  const args = [cli, 'scan', ...files, '--collected-at', later, '--out', out];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return (JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as { findings: readonly Finding[] })
    .findings;
};

const commandsOf = ({ fix }: Finding): readonly string[] =>
  fix.split('\n').filter((line) => line.startsWith('aws '));

/** Runs what the fixes print, each from top to bottom. Keys that no export names are those of the list, in its order. */
const apply = (findings: readonly Finding[]): void => {
  const before = new Map<string, number>();
  const tasks = findings.map((finding) => {
    const key = before.get(finding.identity) ?? 0;
    before.set(finding.identity, key + 1);
    return { lines: commandsOf(finding).map(fillIn), key };
  });
  carryOut(tasks, moto.url, folder);
};

describe('what a fix prints ends the finding', () => {
  let before: readonly Finding[];
  beforeAll(async () => {
    await fresh();
    before = scan();
  });

  test('the account has something of each rule, and nothing without a command', () => {
    const found = new Set(before.map(({ rule }) => rule));
    for (const rule of carried) expect(found, rule).toContain(rule);
    expect([...found].filter((rule) => !(carried as readonly string[]).includes(rule)).sort()).toEqual(
      stopped,
    );
    for (const finding of before) expect(commandsOf(finding), finding.fix).not.toEqual([]);
  });

  test.each(carried)('%s', async (rule) => {
    await fresh();
    const meant = before.filter((finding) => finding.rule === rule);
    apply(meant);
    const left = new Set(scan().map(({ fingerprint }) => fingerprint));
    expect(
      meant
        .filter(({ fingerprint }) => left.has(fingerprint))
        .map(({ identity, fix }) => `${identity}: ${fix}`),
    ).toEqual([]);
  });
});

describe('all commands of AWS, by its own models', () => {
  /** Values of which each template takes its own. */
  const values: Readonly<Record<string, string>> = {
    name: 'x',
    id: 'arn:aws:iam::111122223333:role/x',
    scope: '111122223333',
    credential: 'AKIAIOSFODNN7EXAMPLE000000',
    tag: 'owner',
    group: 'x',
    holder: 'x',
    document: '{"Version":"2012-10-17","Statement":[]}',
    policy: 'arn:aws:iam::111122223333:policy/x',
    service: 'bedrock.amazonaws.com',
  };
  const table = [
    ...Object.values(awsRemedies.commands).flatMap((own) => Object.values(own)),
    ...(awsRemedies.cuts ?? []).flatMap((row) => [...(row.replacement ?? []), ...row.commands]),
  ].map((template) => fill({ template, values }));
  /** Commands written out in the rooms of AWS: in fixes of exposures, and of what AWS makes for itself. */
  const written = ['exposures', 'identities'].flatMap((room) => {
    const path = join(import.meta.dirname, '../../connectors/aws', room);
    return readdirSync(path).flatMap((name) =>
      [
        ...readFileSync(join(path, name), 'utf8').matchAll(
          /(?:\\n|['"])(aws [a-z0-9-]+ [a-z-]+ [^\n]*?)(?:['"`],|\\n|`$)/gm,
        ),
      ].map(([, line = '']) =>
        line
          .replaceAll("\\'", "'")
          .replaceAll('\\"', '"')
          .replace(/\$\{[^}]*\}|\{[a-z]+\}/g, 'i-0123456789abcdef0')
          .replaceAll('INSTANCE_ARN', 'arn:aws:sso:::instance/ssoins-0123456789abcdef')
          .replaceAll('FUNCTION', 'arn:aws:lambda:eu-west-1:111122223333:function:x')
          .replaceAll('CREDENTIAL', values.credential!),
      ),
    );
  });
  const lines = [...new Set([...table, ...written])].sort();

  test('operations, flags and values', () => {
    for (const name of ['trust.json', 'new-secret']) writeFileSync(join(folder, name), '{}');
    expect(table.length).toBeGreaterThan(25);
    expect(written.length).toBeGreaterThan(10);
    const problems = checkLines(lines, folder);
    expect(
      lines.flatMap((line, index) => (problems[index] === '' ? [] : [`${line}: ${problems[index]}`])),
    ).toEqual([]);
    process.stdout.write(`carried by moto, and gone in a new scan: ${carried.join(', ')}\n`);
    const operations = lines.map((line) => line.split(' ', 3).join(' '));
    process.stdout.write(`judged by the models of AWS: ${[...new Set(operations)].join(', ')}\n`);
  });

  test('the page lists what is carried', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/fixes.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \| `(?:iam|sts) /gm)].map(([, rule]) => rule);
    expect(listed).toEqual([...carried]);
  });

  test('what could not be sent is told', () => {
    const wrong = [
      'aws iam list-usrs',
      'aws iam get-user --name x',
      'aws iam delete-role',
      'aws iam delete-role --role-name ""',
    ];
    expect(checkLines(['aws iam list-users', ...wrong], folder).map((problem) => problem === '')).toEqual([
      true,
      ...wrong.map(() => false),
    ]);
  });
});
