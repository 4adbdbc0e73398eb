import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoExceptionsFile, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoAzureFile } from '../../connectors/azure/demo/index.ts';
import { demoGcpFile } from '../../connectors/gcp/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const run = (args: readonly string[]) => cli(args, { cwd: folder });

describe('what people read', () => {
  test.each([
    ['--help'],
    ['scan --help'],
    ['collect --help'],
    ['analyze --help'],
    ['explain --help'],
    ['who-can --help'],
    ['rules --help'],
    ['permissions --help'],
    ['exceptions --help'],
    ['exceptions check --help'],
    ['exceptions add --help'],
    ['evidence --help'],
    ['evidence verify --help'],
    ['config --help'],
  ])('nhi-audit %s', async (line) => {
    const { stdout, stderr } = await run(line.split(' '));
    expect(stderr).toBe('');
    expect(stdout).toMatchSnapshot();
    for (const each of stdout.split('\n'))
      if (!each.includes('  $ ')) expect(each.length).toBeLessThanOrEqual(80);
  });

  test('a run without a source says what to do', async () => {
    expect((await run(['scan'])).stderr).toMatchSnapshot();
  });

  test('a wrong configuration', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'thresholds:\n  secretAgeDays: soon\n  unusedDays: 3\n');
    expect((await run(['config', 'show', '--config', 'wrong.yaml'])).stderr).toMatchSnapshot();
  });

  test('hostile file names are shown, not obeyed', async () => {
    const { stderr } = await run(['scan', 'a\u001b[2Jb\u202e.json']);
    expect(stderr).toContain('a\\u001b[2Jb\\u202e.json');
  });

  test('a list of rules, and one rule', async () => {
    expect((await run(['rules'])).stdout).toMatch(/^standing-administrator +critical +NHI5:2025$/m);
    const page = (await run(['rules', 'standing-administrator'])).stdout;
    for (const part of ['Why it matters', 'How to fix it', 'Limits of this check', 'Sources'])
      expect(page).toContain(part);
  });

  test('permissions are a policy that reads only', async () => {
    const { stdout } = await run(['permissions', 'aws', '--assume-role', 'arn:aws:iam::*:role/nhi-audit']);
    const policy: { Statement: { Effect: string; Action: string[] }[] } = JSON.parse(stdout);
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions).toContain('iam:GetAccountAuthorizationDetails');
    // The two Generate calls make reports of AWS's own; AssumeRole is asked for here.
    expect(
      actions.filter(
        (action) =>
          !/:(Get|BatchGet|List|Describe|Select|Generate(CredentialReport|ServiceLastAccessedDetails)$|AssumeRole$)/.test(
            action,
          ),
      ),
    ).toEqual([]);
  });
});

describe('the configuration', () => {
  test('is made once and never overwritten', async () => {
    const own = temporaryFolder();
    expect((await cli(['config', 'init'], { cwd: own })).code).toBe(0);
    writeFileSync(join(own, 'nhi-audit.yaml'), 'version: 1\n');
    const again = await cli(['config', 'init'], { cwd: own });
    expect(again.code).toBe(2);
    expect(readFileSync(join(own, 'nhi-audit.yaml'), 'utf8')).toBe('version: 1\n');
  });

  test('in the working directory is used, and a rule that is off finds nothing', async () => {
    const own = temporaryFolder();
    writeFileSync(join(own, 'nhi-audit.yaml'), 'rules:\n  standing-administrator: { enabled: false }\n');
    const rulesOf = async (cwd: string): Promise<readonly string[]> =>
      JSON.parse((await cli(['scan', '--demo', '--format', 'json'], { cwd })).stdout).findings.map(
        ({ rule }: { readonly rule: string }) => rule,
      );
    expect(await rulesOf(folder)).toContain('standing-administrator');
    expect(await rulesOf(own)).not.toContain('standing-administrator');
  });
});

describe('the same facts give the same bytes', () => {
  /** How the exceptions came in is told, and is another here. */
  const withoutSource = (document: string): string => document.replace(/^ {2}"inForce": .*\n/m, '');
  const json = async (args: readonly string[]): Promise<string> => {
    const { code, stdout } = await run([...args, '--format', 'json']);
    expect(code).toBe(0);
    return withoutSource(stdout);
  };
  let scanned: string;
  // By the name that the demo gives them.
  const exceptions = ['--exceptions', 'demo/nhi-audit.exceptions.yaml'];
  beforeAll(async () => {
    mkdirSync(join(folder, 'demo'));
    copyFileSync(demoExceptionsFile, join(folder, 'demo', 'nhi-audit.exceptions.yaml'));
    scanned = await json(['scan', '--demo', '--snapshot', 'scan.ndjson']);
  });

  test('again', async () => {
    expect(await json(['scan', '--demo'])).toBe(scanned);
  });

  test('from the snapshot that the scan kept', async () => {
    expect(await json(['analyze', 'scan.ndjson', ...exceptions])).toBe(scanned);
  });

  test('from a snapshot that collect made', async () => {
    await run(['collect', '--demo', '--snapshot', 'collect.ndjson']);
    expect(await json(['analyze', 'collect.ndjson', ...exceptions])).toBe(scanned);
  });

  test('from the export files, in whatever order', async () => {
    const args = [demoAzureFile, demoGcpFile, demoGitHubFile, ...demoFiles].reverse().concat(exceptions);
    const exported = await json(['scan', ...args, '--collected-at', '2026-09-01T06:00:00Z']);
    // What the time rests on is said, and is another thing.
    const withoutClock = (text: string): string => text.replace(/^ {2}"clock": .*\n/m, '');
    expect(withoutClock(exported)).toBe(withoutClock(scanned));
    expect(exported).toContain('"basis":"given"');
  });

  test('as a file of the report folder', async () => {
    await run(['scan', '--demo', '--out', 'out']);
    expect(withoutSource(readFileSync(join(folder, 'out', 'report.json'), 'utf8'))).toBe(scanned);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'configuration.csv',
      'coverage.csv',
      'credentials.csv',
      'exceptions.csv',
      'findings.csv',
      'grants.csv',
      'identities.csv',
      'junit.xml',
      'ocsf.ndjson',
      'oscal-assessment-results.json',
      'report.html',
      'report.json',
      'report.sarif',
      'report.txt',
      'summary.md',
    ]);
  });
});

describe('the clock of an export', () => {
  const details = demoFiles.find((path) => path.includes('authorization-details'))!;
  const collectedAt = async (args: readonly string[]): Promise<string> =>
    JSON.parse((await run(['scan', ...args, '--format', 'json'])).stdout).collectedAt;

  beforeAll(() => {
    for (const [name, time] of [
      ['old.json', '2026-01-01T00:00:00Z'],
      ['fresh.json', '2026-09-01T06:00:00Z'],
      ['fresher.json', '2026-09-02T06:00:00Z'],
    ] as const) {
      writeFileSync(join(folder, name), readFileSync(details));
      utimesSync(join(folder, name), new Date(time), new Date(time));
    }
  });

  test("is the newest file's last change, where the newest date inside is near", async () => {
    expect(await collectedAt(['fresher.json', 'fresh.json'])).toBe('2026-09-02T06:00:00.000Z');
  });

  test('is the newest date inside where it is not: ages are minimums then, and every report says so', async () => {
    const document = JSON.parse((await run(['scan', 'old.json', '--format', 'json'])).stdout);
    expect(document.collectedAt).toBe(document.clock.newestInside);
    expect(document.clock).toMatchObject({ basis: 'newest-date', fileTime: '2026-01-01T00:00:00.000Z' });
    const disuse = document.assessments.filter(
      ({ rule }: { rule: string }) => rule === 'never-used-identity',
    );
    expect(disuse.map(({ status }: { status: string }) => status)).toEqual(['partial']);
    expect(disuse[0].reason).toContain('ages are minimums');
    expect((await run(['scan', 'old.json'])).stdout.replaceAll(/\s+/g, ' ')).toContain(
      'clock: newest date inside',
    );
  });

  test('a snapshot of such files keeps what its time rests on', async () => {
    await run(['collect', 'old.json', '--snapshot', 'of-old.ndjson']);
    const scanned = JSON.parse((await run(['scan', 'old.json', '--format', 'json'])).stdout);
    const analyzed = JSON.parse((await run(['analyze', 'of-old.ndjson', '--format', 'json'])).stdout);
    expect(analyzed.clock).toEqual(scanned.clock);
    expect(analyzed).toEqual(scanned);
  });

  test('unless it is said', async () => {
    expect(await collectedAt(['old.json', '--collected-at', '2026-10-01'])).toBe('2026-10-01T00:00:00.000Z');
  });

  test('what is said before a date inside is refused, with the date and its place', async () => {
    const { code, stderr } = await run(['scan', 'old.json', '--collected-at', '2026-03-01']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/before 2026-0[89]-.*\n.*where: old\.json: aws\.\S+ arn:/);
  });
});

describe('explain', () => {
  test('by name, by id, from a snapshot', async () => {
    await run(['collect', '--demo', '--snapshot', 'explain.ndjson']);
    const byName = await run(['explain', 'dev-platform-admin', '--demo']);
    const byId = await run([
      'explain',
      'arn:aws:iam::444455556666:role/dev-platform-admin',
      'explain.ndjson',
    ]);
    expect(byName.code).toBe(0);
    expect(byName.stdout).toContain('Blast radius');
    // The sample estate has exceptions in force, a snapshot of it has not.
    const ofIdentity = ({ stdout }: typeof byId): string => stdout.split('\nIn force:')[0]!;
    expect(ofIdentity(byId)).toBe(ofIdentity(byName));
  });
});
