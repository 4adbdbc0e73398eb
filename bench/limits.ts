/**
 * `npm run bench:limits [-- --ordinary MEBIBYTES]`: files of the largest sizes, and larger. Each is judged, or refused with a clear
 * error, within bounds of memory and time; ends with 1 where one is not. Of ordinary plans there is one, 200 MiB where nothing is said.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({ options: { ordinary: { type: 'string', default: '200' } } });
const mebibyte = 1024 * 1024;
const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-limits-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A text of a size that is never held as a whole. */
interface Large {
  readonly start: string;
  readonly piece: (index: number) => string;
  readonly end: string;
  readonly bytes: number;
}

const write = (path: string, { start, piece, end, bytes }: Large): void => {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  try {
    let written = writeSync(file, start);
    for (let index = 0; written < bytes; index += 1) written += writeSync(file, piece(index));
    writeSync(file, end);
  } finally {
    closeSync(file);
  }
};

const same = (text: string): (() => string) => {
  const piece = text.repeat(Math.ceil(65_536 / text.length));
  return () => piece;
};

const planStart =
  '{"format_version":"1.2","terraform_version":"1.9.0","timestamp":"2026-01-01T00:00:00Z","planned_values":{},"resource_changes":[';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const roles = (index: number): string =>
  Array.from({ length: 100 }, (_, at) =>
    JSON.stringify({
      address: `aws_iam_role.r${index}_${at}`,
      mode: 'managed',
      type: 'aws_iam_role',
      name: `r${index}_${at}`,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: ['create'],
        before: null,
        after: { name: `r${index}_${at}`, description: 'x'.repeat(200), assume_role_policy: trust },
        after_unknown: { arn: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    }),
  ).join(',');

const header =
  '{"record":"header","schema":"nhi-audit/snapshot/v2","tool":{"name":"x","version":"1"},"collectedAt":"2026-01-01T00:00:00.000Z"}\n';
const event =
  '{"Records":[{"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},"eventTime":"2026-01-01T00:00:00Z","eventSource":"iam.amazonaws.com","eventName":"x","a":[';

interface Row {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Absent: a file of that many bytes that takes no space. */
  readonly large?: Large;
  readonly bytes?: number;
  readonly codes: readonly number[];
  readonly says: RegExp;
  /** Mebibytes of memory. */
  readonly most: number;
}

const plan = (
  name: string,
  start: string,
  piece: Large['piece'],
  end: string,
  rest: Pick<Row, 'codes' | 'says'>,
): Row => ({
  name,
  file: 'plan.json',
  args: ['gate', '--plan', 'plan.json'],
  large: { start: `${planStart}${start}`, piece, end, bytes: 200 * mebibyte },
  most: 2_048,
  ...rest,
});
const refused = { codes: [2], says: /too complex to judge/ };
const tooLarge = (name: string, file: string, bytes: number, ...args: readonly string[]): Row => ({
  name,
  file,
  args,
  bytes,
  codes: [2, 3],
  says: /too large to be|larger than|more than \d+ MiB|is longer than/,
  most: 1_024,
});
const checkout = 'checkout/.github';

const rows: readonly Row[] = [
  plan('a plan of 200 MiB, of empty objects', '],"x":[', same('{},'), '{}]}', refused),
  plan('a plan of 200 MiB, of lists in one another', '],"x":', same('['), '', refused),
  plan('a plan of 200 MiB, one text', '],"x":"', same('a'), '"}', { codes: [0, 1], says: /gate/i }),
  {
    ...plan(
      `a plan of ${flags.ordinary} MiB, of roles`,
      '',
      (index) => `${roles(index)},`,
      `${roles(-1)}]}`,
      {
        codes: [0, 1],
        says: /gate/i,
      },
    ),
    large: {
      start: planStart,
      piece: (index) => `${roles(index)},`,
      end: `${roles(-1)}]}`,
      bytes: Number(flags.ordinary) * mebibyte,
    },
    most: 3_072,
  },
  {
    name: 'a snapshot with a line of 120 MiB, of empty objects',
    file: 'large.ndjson',
    args: ['scan', 'large.ndjson'],
    large: {
      start: `${header}{"record":"aws.role","scope":"1","id":"x","data":{"a":[`,
      piece: same('{},'),
      end: '{}]}}\n',
      bytes: 120 * mebibyte,
    },
    codes: [2],
    says: /line 2/,
    most: 1_024,
  },
  {
    name: 'a log with an event of 120 MiB, of empty objects',
    file: 'trail.json',
    args: ['scan', 'trail.json'],
    large: { start: event, piece: same('{},'), end: '{}]}]}', bytes: 120 * mebibyte },
    codes: [2],
    says: /trail\.json/,
    most: 1_024,
  },
  {
    name: 'a baseline of 200 MiB, of empty objects',
    file: 'baseline.json',
    args: ['gate', '--demo', '--baseline', 'baseline.json'],
    large: {
      start: '{"schema":"nhi-audit/baseline/v1","a":[',
      piece: same('{},'),
      end: '{}]}',
      bytes: 200 * mebibyte,
    },
    codes: [2, 3],
    says: /too complex to judge/,
    most: 2_048,
  },
  tooLarge('a plan', 'over.json', 501 * mebibyte, 'gate', '--plan', 'over.json'),
  tooLarge('a template', 'over.yaml', 501 * mebibyte, 'gate', '--template', 'over.yaml'),
  tooLarge(
    'a baseline',
    'over-baseline.json',
    257 * mebibyte,
    'gate',
    '--demo',
    '--baseline',
    'over-baseline.json',
  ),
  tooLarge(
    'exceptions',
    'over-exceptions.yaml',
    2 * mebibyte,
    'scan',
    '--demo',
    '--exceptions',
    'over-exceptions.yaml',
  ),
  tooLarge(
    'a configuration',
    'over-config.yaml',
    2 * mebibyte,
    'scan',
    '--demo',
    '--config',
    'over-config.yaml',
  ),
  {
    ...tooLarge('a snapshot of one line', 'over.ndjson', 200 * mebibyte, 'scan', 'over.ndjson'),
    large: { start: header, piece: same('a'), end: '', bytes: 200 * mebibyte },
  },
  {
    ...tooLarge('a log of one event', 'over-trail.json', 200 * mebibyte, 'scan', 'over-trail.json'),
    large: { start: `${event.slice(0, -1)}"`, piece: same('a'), end: '"}]}', bytes: 200 * mebibyte },
    says: /over-trail\.json/,
  },
  {
    ...tooLarge(
      'a CODEOWNERS beside a workflow',
      `${checkout}/CODEOWNERS`,
      4 * mebibyte,
      'scan',
      'checkout',
      '--format',
      'json',
    ),
    codes: [0],
    says: /CODEOWNERS/,
  },
];

const watch = `data:text/javascript,${encodeURIComponent(
  "import fs from 'node:fs'; process.once('exit', () => fs.writeFileSync(process.env.LIMITS_MEMORY, String(process.resourceUsage().maxRSS / 1024)));",
)}`;
/** Past that it is given up. */
const patience = 240_000;

write(join(folder, checkout, 'workflows/a.yml'), {
  start: 'on: push\njobs:\n  a: { runs-on: x, steps: [] }\n',
  piece: () => '',
  end: '',
  bytes: 0,
});

let failed = 0;
for (const { name, file, args, large, bytes, codes, says, most } of rows) {
  const path = join(folder, file);
  if (large !== undefined) write(path, large);
  else {
    write(path, { start: '', piece: () => '', end: '', bytes: 0 });
    truncateSync(path, bytes);
  }
  const memory = join(folder, 'memory');
  rmSync(memory, { force: true });
  const start = performance.now();
  const run = spawnSync(process.execPath, ['--import', watch, main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: patience,
    maxBuffer: 256 * mebibyte,
    env: { ...process.env, CI: '', LIMITS_MEMORY: memory },
  });
  const seconds = (performance.now() - start) / 1000;
  rmSync(path, { force: true });
  // One that was aborted says nothing of its memory.
  const used = run.status === null ? Number.POSITIVE_INFINITY : Number(readFileSync(memory, 'utf8'));
  const said = `${run.stdout}${run.stderr}`;
  const good =
    codes.includes(run.status ?? -1) && says.test(said) && used <= most && !/unexpected error/.test(said);
  if (!good) failed += 1;
  process.stdout.write(
    `${good ? 'ok  ' : 'FAIL'} ${name}: exit ${run.status ?? run.signal}, ${seconds.toFixed(1)} s, ${Math.round(used)} MiB of at most ${most}\n`,
  );
  if (!good) process.stdout.write(`${said.slice(-600)}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
