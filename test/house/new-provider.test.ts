import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliRun, temporaryFolder } from '../support/cli.ts';
import { withoutLies } from '../support/every-lie.ts';

/**
 * A provider is one folder and one line: `test/connectors/tiny` is put into a copy of the project, a line into the index,
 * and everything knows it. Nothing else is changed.
 */
const project = join(temporaryFolder(), 'project');

const addProvider = (): void => {
  const folder = join(project, 'connectors/tiny');
  cpSync('test/connectors/tiny', folder, { recursive: true });
  for (const path of globSync('**/*.ts', { cwd: folder })) {
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(
      join(folder, path),
      text.replaceAll('../../../connectors/', '../').replaceAll('../../../src/', '../../src/'),
    );
  }
  const index = join(project, 'connectors/index.ts');
  const text = readFileSync(index, 'utf8');
  writeFileSync(
    index,
    `import { tiny } from './tiny/head.ts';\n${text.replace(/(readonly Connector\[\] = \[[^\]]*)\]/, '$1, tiny]')}`,
  );
};

const node = (args: readonly string[]): Promise<Omit<CliRun, 'bytes'>> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: project,
      env: { ...process.env, COLUMNS: '200' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        text[stream] += piece;
      });
    }
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...text }));
  });

/** The command line of the copy, which one process loads once: a line in is what to run, a line out what became of it. */
const commandLine = `
  import { createInterface } from 'node:readline';
  import { run } from './src/cli/run.ts';
  for await (const line of createInterface({ input: process.stdin })) {
    const text = { stdout: '', stderr: '' };
    const code = await run(JSON.parse(line), {
      write: async (pieces) => { for (const piece of pieces) text.stdout += piece; },
      note: (said) => { text.stderr += said + '\\n'; },
      progress: () => {},
      colour: false,
      columns: 200,
      workingDirectory: process.cwd(),
      isCi: false,
      now: () => new Date(),
      environment: (name) => process.env[name],
    });
    console.log(JSON.stringify({ code, ...text }));
  }
`;
let commands: ChildProcess;
let answers: AsyncIterator<string>;
const audit = async (...args: readonly string[]): Promise<Omit<CliRun, 'bytes'>> => {
  commands.stdin!.write(`${JSON.stringify(args)}\n`);
  const { value, done } = await answers.next();
  if (done) throw new Error(`the command line ended with ${commands.exitCode}`);
  return JSON.parse(value);
};

const keys = (...admins: readonly boolean[]): string =>
  JSON.stringify({ tinyKeys: admins.map((admin, n) => ({ id: `key-${n}`, admin })) });

const server = createServer((request, response) =>
  response.writeHead(request.method === 'GET' && request.url === '/keys' ? 200 : 403).end(keys(true, false)),
);
let url: string;

beforeAll(async () => {
  mkdirSync(project);
  for (const path of ['src', 'connectors', 'rules', 'reports', 'scripts', 'docs', 'package.json'])
    cpSync(path, join(project, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  addProvider();
  writeFileSync(join(project, 'keys.json'), keys(true, false));
  writeFileSync(join(project, 'before.json'), keys(false, false));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  commands = spawn(process.execPath, ['--input-type=module', '--eval', commandLine], {
    cwd: project,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  answers = createInterface({ input: commands.stdout! })[Symbol.asyncIterator]();
});
afterAll(() => {
  commands.stdin!.end();
  server.close();
});

test('a file of it is scanned: rules speak, with the commands of the provider', async () => {
  // Where nobody names an owner, that is one finding of the place and no command of the provider ends it.
  writeFileSync(join(project, 'owners.yaml'), 'owners:\n  - { pattern: key-0, owner: platform }\n');
  const { code, stdout } = await audit(
    ...['scan', 'keys.json', '--format', 'json', '--config', 'owners.yaml'],
  );
  expect(code).toBe(0);
  const { identities, findings } = JSON.parse(stdout);
  expect(identities.map(({ id, provider }: Record<string, string>) => `${provider} ${id}`)).toEqual([
    'tiny key-0',
    'tiny key-1',
  ]);
  const rules = findings.map(({ rule, identity }: Record<string, string>) => `${rule} ${identity}`);
  expect(rules).toContain('long-lived-secret key-0');
  const owner = findings.find(({ rule }: Record<string, string>) => rule === 'no-owner');
  expect(owner.fix).toContain('tiny label key-1');
});

test('it is asked live, what was asked is counted, and the snapshot is read again', async () => {
  const live = await audit('collect', '--tiny', url, '--snapshot', 'live.ndjson', '--verbose');
  expect(live.stderr).toContain('1  GET /keys');
  expect(live.code).toBe(0);
  const { stdout } = await audit('analyze', 'live.ndjson', '--format', 'json');
  expect(JSON.parse(stdout).identities).toHaveLength(2);
});

test('permissions are those of its table', async () => {
  expect(JSON.parse((await audit('permissions', 'tiny')).stdout)).toEqual({ read: ['keys'] });
  expect(JSON.parse((await audit('permissions', 'tiny', '--tiny-more')).stdout).read).toContain('more');
});

test('help, errors and near names know it', async () => {
  expect((await audit('scan', '--help')).stdout).toContain('--tiny <url>');
  expect((await audit('permissions', '--help')).stdout).toContain('nhi-audit permissions tiny');
  expect((await audit('scan')).stderr).toContain('nhi-audit scan --tiny URL');
  expect((await audit('scan', '--tiny-nam', 'x')).stderr).toContain('--tiny-name');
  expect((await audit('scan', 'package.json')).stderr).toContain('keys of a Tiny: GET /keys');
});

test('the gate compares it with a baseline, refuses its flags elsewhere, and says what to do instead', async () => {
  expect((await audit('baseline', 'write', 'before.json')).code).toBe(0);
  const { code, stdout } = await audit('gate', 'keys.json', '--format', 'json');
  expect(code).toBe(1);
  expect(stdout).toContain('Give it to a key that expires.');
  const idle = await audit('gate', '--plan', 'plan.json', '--tiny', url);
  expect(idle.stderr).toContain('--tiny does nothing in this gate');
  rmSync(join(project, 'nhi-audit.baseline.json'));
});

test('its page of calls and its name in the schema of the report are written', async () => {
  for (const script of ['write-api-calls', 'write-gate-resources-page', 'write-schema-providers'])
    expect((await node([`scripts/${script}.ts`])).code).toBe(0);
  expect(readFileSync(join(project, 'docs/api-calls/tiny.md'), 'utf8')).toContain(
    '| `GET /keys` | All that there is. |',
  );
  expect(readFileSync(join(project, 'src/model/report.schema.json'), 'utf8')).toContain('"tiny"]');
});

test('as long as nobody lies to it, the house says so', async () => {
  const asks = `import { connectors } from './connectors/index.ts';
    console.log(JSON.stringify(connectors.filter(({ live }) => live !== undefined).map(({ id }) => id)));`;
  const live = JSON.parse((await node(['--input-type=module', '--eval', asks])).stdout) as readonly string[];
  expect(live).toContain('tiny');
  const folder = join(project, 'test/connectors');
  cpSync('test/connectors', folder, {
    recursive: true,
    filter: (path) => !path.includes('tiny') && !/fixtures|import|takeover/.test(path),
  });
  expect(withoutLies(live, folder)).toContain('tiny');
  mkdirSync(join(folder, 'tiny/collect'), { recursive: true });
  const file = join(folder, 'tiny/collect/lies.test.ts');
  writeFileSync(file, "test('nothing', () => {});\n");
  expect(withoutLies(live, folder)).toContain('tiny');
  writeFileSync(
    file,
    `import { tinyCalls } from '../../../../connectors/tiny/collect/calls.ts';
everyLie('tiny', tinyCalls.map(({ id }) => id), () => []);
test('counts wrong entries', () => {});
`,
  );
  expect(withoutLies(live, folder)).not.toContain('tiny');
});

test('its imports are held to the rule of every connector', async () => {
  expect(await node(['scripts/check-layers.ts'])).toMatchObject({ code: 0, stderr: '' });
  const path = join(project, 'connectors/tiny/interpret.ts');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `import '../aws/index.ts';\nimport './collect/index.ts';\n${text}`);
  const { code, stderr } = await node(['scripts/check-layers.ts']);
  expect(code).toBe(1);
  expect(stderr).toContain('connectors/tiny/ must not import connectors/aws/index.ts');
  expect(stderr).toContain('connectors/tiny/ must not import connectors/tiny/collect/index.ts');
  writeFileSync(path, text);
});
