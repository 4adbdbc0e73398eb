import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatIds, reportFileNames } from '../../reports/formats.ts';
import { noticeKinds } from '../../src/model/notify-schema.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { loopback, mailLoopback } from '../notices/loopback.ts';
import { canaries } from '../support/canaries.ts';
import { cliInProcess as cli, temporaryFolder } from '../support/cli.ts';
import { leafCommands } from '../support/command-tree.ts';
import { givenLawRuns, lawRuns } from '../support/law-runs.ts';
import { seenName, writePlanted } from '../support/planted-estate.ts';
import { filesIn, unpackedFile } from '../support/unpacked.ts';

/**
 * Secrets in every text of every record, and all that the program makes of them: each command in each of its formats, and each
 * file that it writes, unpacked. The commands, formats and flags are those of the program: one that is searched nowhere fails.
 */
const folder = temporaryFolder();
/** By default some: each form through each record is in the tests of records. */
const drawn = canaries.filter((_, at) => at % Math.ceil(canaries.length / lawRuns(6, canaries.length)) === 0);
const planted = drawn.map(([, text]) => text).join('\n');
const role = `arn:aws:iam::111122223333:role/${seenName}`;
const file = (name: string, text: string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return name;
};

interface Searched {
  /** Of the program: `evidence show`. */
  readonly command: string;
  readonly args: readonly string[];
  /** Of `--format`; absent: as it is by default. */
  readonly format?: string;
  readonly codes?: readonly number[];
  /** What it prints shows no names: why. */
  readonly nameless?: string;
}

const notices = `loopbackHttp: true
details: full
events: [${noticeKinds.join(', ')}]
spool: made/notices
targets:
  chat: {type: slack, urlFrom: NHI_AUDIT_NOTIFY_A}
  room: {type: teams, urlFrom: NHI_AUDIT_NOTIFY_B}
  hook: {type: webhook, urlFrom: NHI_AUDIT_NOTIFY_C, secretFrom: NHI_AUDIT_NOTIFY_SECRET}
  mail: {type: email, urlFrom: NHI_AUDIT_NOTIFY_MAIL, from: a@b.example, to: [c@d.example]}
  issues: {type: github-issue, repository: acme/audit, tokenFrom: NHI_AUDIT_NOTIFY_TOKEN, createIssues: true, urlFrom: NHI_AUDIT_NOTIFY_D}
`;

const report = (name: string, formats: readonly string[]): readonly string[] => [
  '--out',
  `made/${name}`,
  '--out-formats',
  formats.join(','),
  '--metrics',
  `made/${name}.prom`,
  '--lake',
  `made/${name}-lake`,
];

const json = 'json';
const figures = 'figures of scans alone';
const wrote = 'where it wrote';
/** What runs in this order: what one writes another reads. */
const runs: readonly Searched[] = [
  {
    command: 'analyze',
    args: [
      'earlier.ndjson',
      ...report('analyze', ['json']),
      '--history',
      'made/nhi.db',
      '--compare-with',
      'planted.ndjson',
    ],
  },
  {
    command: 'scan',
    args: [
      'planted.ndjson',
      ...report('scan', formatIds),
      ...['--snapshot', 'made/kept.ndjson', '--history', 'made/nhi.db', '--compare-with', 'earlier.ndjson'],
      ...['--with-plan', '--notify', 'notices.yaml', '--since', 'earlier.ndjson', '--verbose'],
    ],
  },
  {
    command: 'collect',
    args: ['planted.ndjson', '--snapshot', 'made/collected.ndjson', '--verbose'],
    nameless: wrote,
  },
  { command: 'explain', args: [role, 'planted.ndjson'] },
  { command: 'explain', args: [role, 'planted.ndjson'], format: json },
  { command: 'who-can', args: ['s3:GetObject', 'planted.ndjson', '--denied'] },
  { command: 'who-can', args: ['s3:GetObject', 'planted.ndjson', '--denied'], format: json },
  {
    command: 'reduce',
    args: [
      ...['planted.ndjson', '--most', '2', '--out', 'made/plan', '--write-patches', 'made/patches'],
      '--verbose',
    ],
  },
  ...['markdown', json, 'csv', 'html'].map((format) => ({
    command: 'reduce',
    args: ['planted.ndjson', '--most', '1'],
    format,
  })),
  { command: 'what-if', args: ['planted.ndjson', '--without', role] },
  { command: 'what-if', args: ['earlier.ndjson', '--with', 'planted.ndjson'], format: json },
  {
    command: 'gate',
    args: [
      'planted.ndjson',
      ...['--against', 'earlier.ndjson', '--out', 'made/gate', '--notify', 'notices.yaml', '--verbose'],
    ],
    // Of things that nobody has heard of it cannot tell what is new; what it says of them is looked at all the same.
    codes: [1, 3],
  },
  { command: 'gate', args: ['whole.ndjson', '--against', 'smaller.ndjson'], codes: [1] },
  ...[json, 'markdown', 'sarif', 'junit', 'annotations'].map((format) => ({
    command: 'gate',
    args: ['whole.ndjson', '--against', 'smaller.ndjson'],
    format,
    codes: [1],
  })),
  { command: 'baseline write', args: ['smaller.ndjson', '--out', 'made/baseline.json'], nameless: wrote },
  { command: 'gate', args: ['whole.ndjson', '--baseline', 'made/baseline.json'], codes: [1] },
  {
    command: 'baseline update',
    args: ['whole.ndjson', '--baseline', 'made/baseline.json', '--accept-growth'],
    nameless: wrote,
  },
  { command: 'baseline check', args: ['made/baseline.json'], nameless: 'that its digest fits' },
  {
    command: 'exceptions check',
    args: ['planted.ndjson', '--exceptions', 'exceptions.yaml'],
    codes: [0, 1],
  },
  { command: 'exceptions list', args: ['planted.ndjson', '--exceptions', 'exceptions.yaml'] },
  { command: 'exceptions list', args: ['planted.ndjson', '--exceptions', 'exceptions.yaml'], format: json },
  {
    command: 'exceptions add',
    args: [
      ...['planted.ndjson', '--exceptions', 'made/added.yaml', '--id', 'a', '--identity', role],
      ...['--rule', 'standing-administrator', '--reason', 'It is needed.', '--owner', 'a@b.example'],
      ...['--approver', 'c@d.example', '--expires', '2026-10-01', '--compensating-control', 'an alarm'],
    ],
    nameless: wrote,
  },
  {
    command: 'evidence',
    args: ['planted.ndjson', '--out', 'made/pack', '--with-snapshot', '--sign-key', 'key.pem'],
    nameless: wrote,
  },
  { command: 'evidence verify', args: ['made/pack'], nameless: 'that its digests fit' },
  { command: 'evidence show', args: ['FINGERPRINT', 'planted.ndjson'] },
  ...[undefined, json].flatMap((format): readonly Searched[] =>
    [
      { command: 'history list', args: [], nameless: figures },
      { command: 'history show', args: [] },
      { command: 'history diff', args: ['2026-08', 'latest'] },
      { command: 'history finding', args: ['FINGERPRINT'] },
      { command: 'history identity', args: [role] },
      { command: 'trend', args: [], nameless: figures },
    ].map(({ args, ...rest }) => ({
      ...rest,
      args: [...args, '--history', 'made/nhi.db'],
      ...(format === undefined ? {} : { format }),
    })),
  ),
  ...[undefined, json].flatMap((format) =>
    [
      { command: 'history remove', args: ['latest'] },
      { command: 'history prune', args: ['--keep', '1'] },
    ].map(
      ({ command, args }): Searched => ({
        command,
        args: [...args, '--history', 'made/nhi.db'],
        ...(format === undefined ? {} : { format }),
        nameless: 'numbers of what was removed',
      }),
    ),
  ),
];

/** Every format that `scan` and `analyze` print: each is in the folder of reports as well. */
const printed = leafCommands()
  .filter(({ path }) => ['scan', 'analyze'].includes(path))
  .flatMap(({ path, formats }) =>
    formats.map((format): Searched => ({ command: path, args: ['planted.ndjson'], format })),
  );

/** By default few of the further formats of a command are made. */
const isFurther = ({ format }: Searched): boolean => format !== undefined;

/** Commands that read no facts: what they print is the same for every estate. */
const withoutFacts: ReadonlySet<string> = new Set([
  'rules',
  'permissions',
  'config init',
  'config show',
  'completion',
]);
/** A fleet needs its database: these are searched where there is one, in the same way. */
const inFleetRoom = 'test/pglite/canaries.test.ts';

/** Flags with a value that make no output: what is read, asked for or left out. */
const readOnly =
  /^--(?:collected-at|live-\w+|severity|rule|scope|provider|nature|compare-with|fail-on(?:-age)?|top|since|config|exceptions|on|most|goal|keep-used-within|without|with|plan|account|template|base-template|workflows|base-workflows|against|base-ref|renamed|policy|on-indeterminate|ignore-unread|without-scope|assume-role|at|id|fingerprint|identity|reason|owner|approver|created|expires|review-every-days|last-reviewed|compensating-control|rotate-every-days|ticket|prepared-by|public-key|points|keep|cron|concurrency|fleet)$/;
/** Both: at these commands it is read alone. */
const readHere: ReadonlySet<string> = new Set([
  'gate --snapshot',
  'gate --baseline',
  'scan --baseline',
  'analyze --baseline',
]);

interface Made {
  readonly name: string;
  readonly text: string;
  readonly nameless?: string | undefined;
}
const made: Made[] = [];
const codes: (readonly [name: string, code: number | null, codes: readonly number[], stderr: string])[] = [];

/** Files that show no names, each with the reason. */
const namelessFiles: readonly (readonly [form: RegExp, why: string])[] = [
  [/(?:exceptions|configuration)\.csv$/, 'no exception and no configuration is in force'],
  [/\.nhi-audit$/, 'the mark of a folder of ours'],
  [/pack\/(?:manifest\.json(?:\.sig)?|statement\.intoto\.json)$/, 'digests of files'],
  [/\.prom$/, 'figures by provider'],
  [/notices\/known\.json$/, 'digests of what was told'],
  [/notices\/lock$/, 'it is held, and holds nothing'],
];

beforeAll(async () => {
  const isSmaller = ({ record, id }: SnapshotRecord): boolean => record !== 'aws.access-key' && id !== role;
  const isKnown = ({ id }: SnapshotRecord): boolean => id !== 'x';
  // What nobody knows anything of comes into few outputs: by default one kind of record in eight.
  const every = givenLawRuns === undefined ? 8 : 1;
  const before = '2026-08-01T06:00:00.000Z';
  const write = (name: string, which: (record: SnapshotRecord) => boolean, at?: string): unknown =>
    writePlanted(
      join(folder, name),
      planted,
      (records) =>
        records.filter((record, place) => which(record) && (isKnown(record) || place % every === 0)),
      at,
    );
  write('planted.ndjson', () => true);
  write('earlier.ndjson', isSmaller, before);
  write('whole.ndjson', isKnown);
  write('smaller.ndjson', (record) => isKnown(record) && isSmaller(record), before);
  file('notices.yaml', notices);
  file(
    'exceptions.yaml',
    `version: 1\nexceptions:\n  - id: kept\n    covers: { identity: '${role}', rule: standing-administrator }\n    reason: It is needed.\n    owner: a@b.example\n    approver: c@d.example\n    created: 2026-08-01\n    expires: 2026-10-01\n`,
  );
  file('key.pem', String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })));
  mkdirSync(join(folder, 'made'));

  const server = await loopback((response, { method, path }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(method === 'GET' && path.includes('/issues') ? '[]' : '{"private":true}');
  });
  const mail = await mailLoopback();
  const env = {
    ...Object.fromEntries(
      ['A', 'B', 'C', 'D'].map((name) => [`NHI_AUDIT_NOTIFY_${name}`, `${server.url}/${name}`]),
    ),
    NHI_AUDIT_NOTIFY_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    NHI_AUDIT_NOTIFY_MAIL: `smtp://127.0.0.1:${mail.port}`,
    NHI_AUDIT_NOTIFY_TOKEN: 'token-of-the-issues',
  };
  let names: readonly (readonly [string, string])[] = [];
  const run = async ({ command, args, format, codes: expected = [0], nameless }: Searched): Promise<void> => {
    const name = [command, ...(format === undefined ? [] : [`--format ${format}`])].join(' ');
    const given = args.map((arg) => names.find(([word]) => word === arg)?.[1] ?? arg);
    const { code, stderr, bytes } = await cli(
      [...command.split(' '), ...given, ...(format === undefined ? [] : ['--format', format])],
      { cwd: folder, env },
    );
    codes.push([name, code, expected, stderr]);
    writeFileSync(join(folder, 'printed'), bytes);
    made.push({ name, text: await unpackedFile(join(folder, 'printed')), nameless });
    made.push({ name: `${name}: standard error`, text: stderr, nameless: 'it may say nothing' });
  };
  const more = [...runs.filter(isFurther), ...printed];
  const few = more.filter((_, at) => at % Math.ceil(more.length / lawRuns(4, more.length)) === 0);
  const isLast = ({ command }: Searched): boolean => ['history remove', 'history prune'].includes(command);
  const usual = runs.filter((one) => !isFurther(one));
  for (const each of [...usual, ...few].toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)))) {
    await run(each);
    if (each.command === 'scan' && each.format === undefined) {
      const found = JSON.parse(readFileSync(join(folder, 'made/scan/report.json'), 'utf8'));
      const own = found.findings.find((finding: { identity: string }) => finding.identity === role);
      names = [['FINGERPRINT', own.fingerprint]];
    }
  }
  for (const { method, path, body } of server.received)
    if (method === 'POST') made.push({ name: `notice to ${path}`, text: body });
  // Lines of a mail are folded.
  for (const text of mail.mails) made.push({ name: 'notice by mail', text: text.replaceAll('=\r\n', '') });
  const texts = new Map<string, string>();
  for (const path of filesIn(join(folder, 'made'))) {
    // A table of a lake has a file for each scope.
    const name = path.replace(/(-lake\/\w+)\/.*/, '$1');
    texts.set(name, `${texts.get(name) ?? ''}${await unpackedFile(join(folder, 'made', path))}\n`);
  }
  for (const [name, text] of texts)
    made.push({ name, text, nameless: namelessFiles.find(([form]) => form.test(name))?.[1] });
}, 600_000);

test('what is searched was made', () => {
  for (const [name, code, expected, stderr] of codes)
    expect({ name, code, stderr: expected.includes(code!) ? '' : stderr }).toEqual({
      name,
      code: expect.toSatisfy((each: number) => expected.includes(each)),
      stderr: '',
    });
});

test('no output holds one of the secrets', () => {
  const found = made.flatMap(({ name, text }) =>
    drawn.filter(([, , secret]) => text.includes(secret)).map(([form]) => `${name}: ${form}`),
  );
  expect(found).toEqual([]);
});

test('each shows the name beside which they were planted: it was searched as it reads', () => {
  expect(
    made
      .filter(({ text, nameless }) => nameless === undefined && !text.includes(seenName))
      .map(({ name }) => name),
  ).toEqual([]);
});

describe('nothing that the program makes is left out', () => {
  const used = [...runs, ...printed];

  test.each(leafCommands().filter(({ path }) => !withoutFacts.has(path)))(
    '$path',
    ({ path, formats, flags }) => {
      if (path.startsWith('fleet ')) {
        const searched = readFileSync(inFleetRoom, 'utf8');
        expect(searched).toContain(`'${path.split(' ')[1]}'`);
        return;
      }
      const own = used.filter(({ command }) => command === path);
      expect(own.length, 'no run of it is searched').toBeGreaterThan(0);
      const [usual] = formats;
      expect(new Set(own.map(({ format }) => format ?? usual))).toEqual(
        new Set(formats.length === 0 ? [undefined] : formats),
      );
      const given = new Set(own.flatMap(({ args }) => args));
      expect(
        flags.filter(
          (flag) =>
            flag !== '--format' &&
            !readOnly.test(flag) &&
            !readHere.has(`${path} ${flag}`) &&
            !given.has(flag),
        ),
      ).toEqual([]);
    },
  );

  test('every file of every format of a report', () => {
    const names = made.map(({ name }) => name);
    for (const name of reportFileNames) expect(names).toContain(`scan/${name}`);
  });

  test('a notice to each kind of target', () => {
    for (const target of readdirSync('src/notices/targets'))
      expect(notices).toContain(`type: ${target.replace('.ts', '')}, `);
    const told = made.filter(({ name }) => name.startsWith('notice ')).map(({ name }) => name.slice(-6));
    expect(new Set(told)).toEqual(new Set(['hook/A', 'hook/B', 'hook/C', 'issues', 'y mail']));
  });
});
