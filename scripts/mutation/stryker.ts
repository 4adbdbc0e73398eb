import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Sample } from './draw.ts';
import type { MutationRoom } from './rooms.ts';
import { sampleVariable } from './sample-checker.ts';
import type { MutationReport } from './score.ts';
import { testsVariable } from './warm-runner.ts';

export interface StrykerOptions {
  /** The project's. */
  readonly root: string;
  /** For the names of the reports that are kept. */
  readonly name: string;
  readonly room: MutationRoom;
  readonly sample?: Sample | undefined;
  /** Processes that run tests. */
  readonly concurrency: number;
}

const run = (program: string, args: readonly string[], root: string, env: NodeJS.ProcessEnv = {}): void => {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      // npm and what it starts run by the Node that runs this, which Stryker takes; the machine's may be too old.
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      ...env,
    },
  });
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status ?? error?.message}`);
};

const isInstalled = (tools: string): boolean => {
  const [installed, wanted] = ['node_modules/.package-lock.json', 'package-lock.json'].map((name) =>
    join(tools, name),
  ) as [string, string];
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs;
};

/** Reports of the last run of each room, from the project's root; not in git. */
export const reportFolder = '.cache/mutation';

/** Changes the code of a room in a copy of the project, and runs the room's tests over each change. */
export const runStryker = ({ root, name, room, sample, concurrency }: StrykerOptions): MutationReport => {
  const tools = join(root, 'test/mutation');
  if (!isInstalled(tools)) run('npm', ['ci', '--prefix', tools, '--no-audit', '--no-fund'], root);
  // For all that follows: it takes long, and others want to work. Who started it nicer knows better.
  if (getPriority() === 0) setPriority(constants.priority.PRIORITY_LOW);
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-mutation-'));
  const report = join(root, reportFolder, name.replaceAll('/', '-'));
  mkdirSync(dirname(report), { recursive: true });
  const configuration = join(folder, 'stryker.config.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      testRunner: 'warm',
      plugins: ['warm-runner', 'sample-checker'].map((name) => join(root, `scripts/mutation/${name}.ts`)),
      checkers: sample === undefined ? [] : ['sample'],
      mutate: room.mutate,
      reporters: ['progress', 'json', 'html'],
      jsonReporter: { fileName: `${report}.json` },
      htmlReporter: { fileName: `${report}.html` },
      concurrency,
      coverageAnalysis: 'perTest',
      // On a busy machine a run that does well may take long: only what never ends may count as noticed.
      timeoutMS: 30_000,
      dryRunTimeoutMinutes: 60,
      ignorePatterns: ['test/mutation/node_modules', 'dist', '.venv', '.cache'],
      // Nothing is compiled: to take the checks out of two thousand files would cost a minute.
      disableTypeChecks: false,
      tempDirName: join(folder, 'sandboxes'),
      // The TypeScript of this project has no JavaScript interface, which Stryker would use to rewrite a tsconfig.json.
      tsconfigFile: 'test/mutation/no-tsconfig.json',
      allowConsoleColors: false,
    }),
  );
  try {
    run(
      process.execPath,
      [join(tools, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', configuration],
      root,
      {
        [testsVariable]: JSON.stringify(room.tests),
        ...(sample === undefined ? {} : { [sampleVariable]: JSON.stringify(sample) }),
      },
    );
    return JSON.parse(readFileSync(`${report}.json`, 'utf8')) as MutationReport;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
