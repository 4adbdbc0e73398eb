import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { isMissing } from '../support/needed.ts';

const cwd = temporaryFolder();
const run = (line: string) => cli(line.split(' '), { cwd });

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(cwd, folder)).map((name) => [name, readFileSync(join(cwd, folder, name), 'utf8')]),
  );

beforeAll(async () => {
  await run('collect --demo --snapshot demo.ndjson');
});

describe('nhi-audit evidence', () => {
  test('of a snapshot knows its end, and gives the same bytes again, from a shuffled file too', async () => {
    expect(await run('evidence demo.ndjson --out first --with-snapshot')).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect((await run('evidence demo.ndjson --out second --with-snapshot')).code).toBe(0);
    expect(contentOf('second')).toEqual(contentOf('first'));
    const { collection } = JSON.parse(contentOf('first')['manifest.json']!);
    expect(collection.startedAt).toBe('2026-09-01T06:00:00.000Z');
    expect(Date.parse(collection.completedAt)).not.toBeNaN();
    // The pack's own snapshot gives the same pack.
    expect((await run('evidence first/snapshot.ndjson --out third --with-snapshot')).code).toBe(0);
    expect(contentOf('third')).toEqual(contentOf('first'));
  });

  test('can be read by its owner only', () => {
    for (const name of ['', 'manifest.json', 'findings.csv'])
      expect(statSync(join(cwd, 'first', name)).mode & 0o077).toBe(0);
  });

  test('is never written over something', async () => {
    mkdirSync(join(cwd, 'full'));
    writeFileSync(join(cwd, 'full', 'report.json'), '{}');
    for (const folder of ['full', 'first', 'demo.ndjson']) {
      const { code, stderr } = await run(`evidence demo.ndjson --out ${folder}`);
      expect([code, stderr.includes('There is something there already')]).toEqual([2, true]);
    }
    expect(readFileSync(join(cwd, 'full', 'report.json'), 'utf8')).toBe('{}');
    mkdirSync(join(cwd, 'empty'));
    expect((await run('evidence demo.ndjson --out empty')).code).toBe(0);
  });

  test('says what is missing', async () => {
    expect(await run('evidence demo.ndjson')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--out'),
    });
    expect((await run('evidence --out none')).code).toBe(2);
    const wrong = await run('evidence demo.ndjson --out none --sign-key demo.ndjson');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('too large to be a key') });
    expect(readdirSync(cwd)).not.toContain('none');
  });

  test('with --demo has the exceptions of the sample estate', async () => {
    expect((await run('evidence --demo --out demo')).code).toBe(0);
    expect(contentOf('demo')['exceptions.csv']).toContain('"break-glass-standing-admin","valid"');
    expect(JSON.parse(contentOf('demo')['manifest.json']!).collection.completedAt).toBeNull();
  });
});

describe('nhi-audit evidence verify', () => {
  test('ends with 0, 1 and 2', async () => {
    await run('evidence demo.ndjson --out verified');
    expect(await run('evidence verify verified')).toMatchObject({
      code: 0,
      stdout: '12 files as the manifest says; not signed\n',
    });
    writeFileSync(join(cwd, 'verified', 'findings.csv'), 'all is well');
    writeFileSync(join(cwd, 'verified', 'no\u001b[2Jte'), '');
    const { code, stdout } = await run('evidence verify verified');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^changed {5}findings\.csv has 11 bytes, not \d+$/m);
    expect(stdout).toMatch(/^additional {2}no\\u001b\[2Jte is not in the manifest$/m);
    expect((await run('evidence verify nowhere')).code).toBe(2);
  });
});

describe('nhi-audit evidence show', () => {
  test('prints a finding, the places that it rests on and the whole records', async () => {
    const { findings } = JSON.parse((await run('analyze demo.ndjson --format json')).stdout);
    const wanted = findings.find(
      ({ rule, evidence }: { rule: string; evidence: readonly { pointer: string | null }[] }) =>
        rule === 'external-trust-without-condition' && evidence[0]!.pointer !== null,
    );
    const { code, stdout } = await run(`evidence show ${wanted.fingerprint.slice(0, 10)} demo.ndjson`);
    expect(code).toBe(0);
    const shown = JSON.parse(stdout);
    expect(shown.finding).toMatchObject({ fingerprint: wanted.fingerprint, rule: wanted.rule });
    expect(shown.evidence[0]).toMatchObject({
      id: wanted.evidence[0].id,
      pointer: wanted.evidence[0].pointer,
    });
    expect(shown.evidence[0].places).toMatchObject([{ scope: wanted.scope, found: true }]);
    expect(shown.records.map(({ id }: { id: string }) => id)).toContain(wanted.evidence[0].id);
  });

  test('takes the flags that say where the facts come from', async () => {
    const { findings } = JSON.parse((await run('scan --demo --format json')).stdout);
    const [{ fingerprint }] = findings;
    const { code, stdout } = await run(`evidence show ${fingerprint} --demo`);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).finding).toMatchObject({ fingerprint });
    expect(await run(`evidence show ${fingerprint} --demo --config none.yaml`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.yaml'),
    });
  });

  test('refuses what is of no finding, or too short to tell', async () => {
    expect(await run(`evidence show ${'0'.repeat(32)} demo.ndjson`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no finding of these facts has this fingerprint'),
    });
    expect(await run('evidence show a demo.ndjson')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('eight characters'),
    });
  });
});

const missing = ['openssl', 'sha256sum', 'jq'].filter((program) => isMissing(program, has(program)));
/** As docs/evidence.md tells auditors to do it, without this tool. */
describe.skipIf(missing.length > 0)('the commands for auditors', () => {
  const shell = (line: string): string => execFileSync('sh', ['-c', line], { cwd, encoding: 'utf8' });
  const commands = [
    ...readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8').matchAll(
      /```sh\n([\s\S]*?)```/g,
    ),
  ].map(([, block]) => block!);
  const block = (word: string): string => {
    const found = commands.filter((each) => each.includes(word));
    expect(found, word).toHaveLength(1);
    return found[0]!;
  };

  test('make keys, sign, and verify sums, facts and signature', async () => {
    shell(block('openssl genpkey'));
    expect(
      await run('evidence demo.ndjson --with-snapshot --sign-key private.pem --out evidence'),
    ).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('chmod'),
    });
    expect(shell(block('sha256sum --check'))).not.toContain('FAILED');
    const [told, counted] = shell(block('sed')).trim().split('\n');
    expect(told!.split(' ')[0]).toBe(counted);
    expect(shell(block('openssl pkeyutl'))).toContain('Signature Verified Successfully');
    expect(await run('evidence verify evidence --public-key public.pem')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('the signature is good'),
    });
  });

  test('notice a change', () => {
    writeFileSync(join(cwd, 'evidence', 'findings.csv'), 'x');
    expect(() => shell(block('sha256sum --check'))).toThrow();
    const manifest = join(cwd, 'evidence', 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"open"', '"0pen"'));
    expect(() => shell(block('openssl pkeyutl'))).toThrow();
  });
});
