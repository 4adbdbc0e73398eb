/**
 * `npm run bench:worst [-- --factor N] [--only WORDS …] [--list]`: the worst inputs that are known, each in three sizes; prints
 * time and with what exponent it grows. 1 is linear. Past a budget (docs/limits.md) it does not grow with what is past it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { worstOfAws } from './worst/aws.ts';
import { worstOfAzure } from './worst/azure.ts';
import { worstOfGcp } from './worst/gcp.ts';
import { worstTexts } from './worst/texts.ts';

const { values: flags } = parseArgs({
  options: {
    factor: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
  },
});
const factor = Number(flags.factor);
const worst = [...worstOfAws, ...worstTexts, ...worstOfAzure, ...worstOfGcp].filter(
  ({ name }) => flags.only === undefined || flags.only.some((words) => name.includes(words)),
);
if (flags.list || worst.length === 0 || !(factor > 0)) {
  process.stdout.write(`${worst.map(({ name }) => name).join('\n')}\n`);
  process.exit(flags.list ? 0 : 2);
}

const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-worst-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Tells its processor time when it ends, so that what else the machine does is not counted. */
const watch = `data:text/javascript,${encodeURIComponent(
  "import fs from 'node:fs'; process.once('exit', () => { const { user, system } = process.cpuUsage(); fs.writeFileSync(process.env.WORST_TIME, String((user + system) / 1e6)); });",
)}`;
const told = join(folder, 'time');
/** Past that it is given up: a run that hangs is a finding, and is to end. */
const patience = 60_000;

/** Seconds of processor time of a run, the shorter of two. */
const secondsOf = (args: readonly string[]): number =>
  Math.min(
    ...[1, 2].map(() => {
      rmSync(told, { force: true });
      spawnSync(process.execPath, ['--import', watch, main, ...args], {
        cwd: folder,
        stdio: 'ignore',
        timeout: patience,
        env: { ...process.env, WORST_TIME: told },
      });
      return existsSync(told) ? Number(readFileSync(told, 'utf8')) : Number.POSITIVE_INFINITY;
    }),
  );

const idle = secondsOf(['--version']);
execFileSync(process.execPath, [main, 'scan', '--demo'], { cwd: folder, stdio: 'ignore' });
process.stdout.write(`start: ${idle.toFixed(2)} s, which is taken off\n`);
for (const { name, size, file, text, args } of worst) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const points = [1, 2, 4].map((times) => {
    const content = text(Math.round(size * times * factor));
    writeFileSync(path, content);
    return { bytes: content.length, seconds: secondsOf(args(path, folder)) };
  });
  const [first, , last] = points as [(typeof points)[0], unknown, (typeof points)[0]];
  const took = ({ seconds }: (typeof points)[0]): number => Math.max(seconds - idle, 0.01);
  const exponent = Math.log(took(last) / took(first)) / Math.log(last.bytes / first.bytes);
  const shown = points.map(({ bytes, seconds }) => `${bytes} B ${seconds.toFixed(2)} s`).join(', ');
  process.stdout.write(`${name}: exponent ${exponent.toFixed(2)} (${shown})\n`);
}
