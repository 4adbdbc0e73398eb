/**
 * `npm run mutation -- ROOM [--files GLOB] [--concurrency N]`: changes the code of a room bit by bit and sees whether
 * the room's tests notice. Takes minutes to hours, so it is no part of CI.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { leastKilled, mutationRooms } from './mutation/rooms.ts';
import { type MutationReport, type Survivor, scoreOf } from './mutation/score.ts';
import { intendedSurvivors } from './mutation/survivors.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = join(root, 'test/mutation');
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string' },
    concurrency: { type: 'string', default: '2' },
  },
});

const fail = (says: string): never => {
  process.stderr.write(`mutation: ${says}\n`);
  process.exit(2);
};

const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void => {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) fail(`${program} ${args[0]} ended with ${status ?? error?.message}`);
};

const survivorText = ({ file, lineNumber, line, mutator, replacement, isCovered }: Survivor): string =>
  `${file}:${lineNumber} ${mutator}${isCovered ? '' : ' (no test runs it)'}\n    ${line}\n  > ${replacement}\n`;

const [name = ''] = positionals;
const room = mutationRooms[name] ?? fail(`which room? One of: ${Object.keys(mutationRooms).join(', ')}`);
if (!existsSync(join(tools, 'node_modules')))
  run('npm', ['ci', '--prefix', tools, '--no-audit', '--no-fund']);

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-mutation-'));
const report = join(folder, 'report.json');
const configuration = join(folder, 'stryker.config.json');
writeFileSync(
  configuration,
  JSON.stringify({
    testRunner: 'vitest',
    plugins: [join(tools, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
    mutate: flags.files === undefined ? room.mutate : [flags.files],
    reporters: ['progress', 'json'],
    jsonReporter: { fileName: report },
    concurrency: Number(flags.concurrency),
    coverageAnalysis: 'perTest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    ignorePatterns: ['test/mutation/node_modules', 'dist', '.venv', '.cache'],
    tempDirName: join(folder, 'sandboxes'),
    // The TypeScript of this project has no JavaScript interface, which Stryker would use to rewrite a tsconfig.json.
    tsconfigFile: 'test/mutation/no-tsconfig.json',
    allowConsoleColors: false,
  }),
);
run(
  process.execPath,
  [join(tools, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', configuration],
  {
    NHI_AUDIT_MUTATION_TESTS: JSON.stringify(room.tests),
  },
);

const { total, killed, percent, survivors, outdated } = scoreOf(
  JSON.parse(readFileSync(report, 'utf8')) as MutationReport,
  intendedSurvivors,
);
rmSync(folder, { recursive: true });
for (const survivor of survivors) process.stdout.write(survivorText(survivor));
for (const { file, line } of outdated)
  process.stdout.write(`listed as living, and is not: ${file}: ${line}\n`);
process.stdout.write(
  `${name}: ${killed} of ${total} killed, ${percent.toFixed(1)} % (least: ${leastKilled} %)\n`,
);
process.exitCode = percent < leastKilled || outdated.length > 0 ? 1 : 0;
