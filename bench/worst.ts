/**
 * `npm run bench:worst [-- FACTOR]`: the worst inputs that are known, each in three sizes; prints time, peak memory and with what
 * exponent time grows. 1 is linear. Past a budget (docs/limits.md) it does not grow with what is past it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Worst {
  readonly name: string;
  readonly size: number;
  readonly file: string;
  readonly text: (size: number) => string;
  readonly args: (file: string, folder: string) => readonly string[];
}

const many = <Item>(size: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => item(index));

const account = (statements: readonly object[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        RoleName: 'r',
        Arn: 'arn:aws:iam::111122223333:role/r',
        Path: '/',
        CreateDate: '2025-01-01T00:00:00Z',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        RolePolicyList: [
          { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
        ],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  });

const allow = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const scan = (file: string): readonly string[] => ['scan', file];
const template = (file: string): readonly string[] => ['gate', '--template', file];
const policy = (name: string, size: number, statements: (size: number) => readonly object[]): Worst => ({
  name,
  size,
  file: 'account.json',
  text: (n) => account(statements(n)),
  args: scan,
});

const worst: readonly Worst[] = [
  policy('stars in one pattern', 20_000, (n) => [
    { ...allow, Resource: `arn:aws:lambda:*:*:*${'*a'.repeat(n)}` },
  ]),
  policy('patterns of stars', 500, (n) => [
    { ...allow, Resource: many(n, (index) => `arn:aws:lambda:*:*:*a*${index}*`) },
  ]),
  policy('long patterns', 10, (n) =>
    many(n, (index) => ({
      ...allow,
      Resource: many(10, (part) => `arn:aws:lambda:*:*:function:${'ab*'.repeat(60)}${index}x${part}`),
    })),
  ),
  policy('values of one condition', 500, (n) => [
    { ...allow, Condition: { StringLike: { 'aws:RequestTag/x': many(n, (index) => `*a${index}*b*`) } } },
  ]),
  policy('actions of stars', 100, (n) => [{ ...allow, Action: many(n, (index) => `*:*a${index}*`) }]),
  policy('allow and deny in turn', 500, (n) =>
    many(n, (index) => ({
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Action: 'iam:*',
      Resource: `arn:aws:iam::*:role/*${index}*`,
    })),
  ),
  policy('allow and deny in turn, by tag', 100, (n) =>
    many(n, (index) => ({
      ...allow,
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Condition: { StringLike: { [`aws:PrincipalTag/t${index}`]: 'a*' } },
    })),
  ),
  {
    name: 'Fn::Sub never closed',
    size: 200_000,
    file: 'sub.json',
    text: (n) =>
      JSON.stringify({
        Resources: { R: { Type: 'AWS::IAM::User', Properties: { UserName: { 'Fn::Sub': '${'.repeat(n) } } } },
      }),
    args: template,
  },
  {
    name: 'keys of one mapping',
    size: 5000,
    file: 'keys.yaml',
    text: (n) => `Metadata:\n${many(n, (index) => `  k${index}: 1\n`).join('')}Resources: {}\n`,
    args: template,
  },
  {
    name: 'aliases',
    size: 2000,
    file: 'aliases.yaml',
    text: (n) => `Metadata:\n  a: &a [x]\n  b: [${'*a,'.repeat(n)}]\nResources: {}\n`,
    args: template,
  },
  {
    name: 'expressions never closed',
    size: 10_000,
    file: 'checkout/.github/workflows/a.yml',
    text: (n) =>
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${JSON.stringify('${{ secrets.A '.repeat(n))}\n`,
    args: (_, folder) => ['scan', join(folder, 'checkout')],
  },
  {
    name: 'exceptions of one id',
    size: 1000,
    file: 'exceptions.yaml',
    text: (n) => `exceptions:\n${'  - id: a\n'.repeat(n)}`,
    args: (file) => ['scan', '--demo', '--exceptions', file],
  },
];

const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-worst-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Seconds of a run, the shorter of two. */
const secondsOf = (args: readonly string[]): number =>
  Math.min(
    ...[1, 2].map(() => {
      const start = performance.now();
      spawnSync(process.execPath, [main, ...args], { cwd: folder, stdio: 'ignore' });
      return (performance.now() - start) / 1000;
    }),
  );

const factor = Number(process.argv[2] ?? 1);
const idle = secondsOf(['--version']);
execFileSync(process.execPath, [main, 'scan', '--demo'], { cwd: folder, stdio: 'ignore' });
process.stdout.write(`start: ${idle.toFixed(2)} s, which is taken off\n`);
for (const { name, size, file, text, args } of worst) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const points = [1, 2, 4].map((times) => {
    const content = text(size * times * factor);
    writeFileSync(path, content);
    return { bytes: content.length, seconds: secondsOf(args(path, folder)) };
  });
  const [first, , last] = points as [(typeof points)[0], unknown, (typeof points)[0]];
  const took = ({ seconds }: (typeof points)[0]): number => Math.max(seconds - idle, 0.01);
  const exponent = Math.log(took(last) / took(first)) / Math.log(last.bytes / first.bytes);
  const shown = points.map(({ bytes, seconds }) => `${bytes} B ${seconds.toFixed(2)} s`).join(', ');
  process.stdout.write(`${name}: exponent ${exponent.toFixed(2)} (${shown})\n`);
}
