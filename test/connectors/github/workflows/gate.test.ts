import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readJobs } from '../../../../connectors/github/workflows/file.ts';
import { compareCheckouts } from '../../../../connectors/github/workflows/gate.ts';
import { redactWorkflow } from '../../../../connectors/github/workflows/leaked-secrets.ts';
import { asWritten, pastedIn } from '../../../../connectors/github/workflows/outsider-text.ts';
import type { GateInput } from '../../../../src/model/gate.ts';
import { InputError } from '../../../../src/model/input-error.ts';

/** Two checkouts of one repository, compared from the disk. */
const root = mkdtempSync(join(tmpdir(), 'nhi-audit-gate-'));
afterAll(() => rmSync(root, { recursive: true }));
const put = (path: string, text = '', day = 1): string => {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  const at = new Date(Date.UTC(2026, 0, day));
  utimesSync(full, at, at);
  return full;
};
const workflow =
  'on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { contents: read }, steps: [{ uses: ./act }] } }\n';
put('old/.github/workflows/a.yml', workflow, 3);
put('old/.github/workflows/b.yaml', workflow, 2);
put('new/.github/workflows/a.yml', workflow.replace('read', 'write'), 4);
put('new/.github/workflows/notes.txt', 'no workflow', 9);
put('new/.github/workflows/a.yml.bak', 'no workflow', 9);
put('new/act/action.yml', 'runs: { using: composite, steps: [{ run: x }] }\n', 9);
put('none/README.md');
put('linked/.github/workflows/real.yml', workflow);
symlinkSync(join(root, 'linked/.github/workflows/real.yml'), join(root, 'linked/.github/workflows/link.yml'));
put('large/.github/workflows/a.yml', '#'.repeat(1_048_577));
put('largest/.github/workflows/a.yml', workflow.padEnd(1_048_576, '#'));
mkdirSync(join(root, 'hidden'));
symlinkSync(join(root, 'old/.github'), join(root, 'hidden/.github'));

const compared = async (head: string | undefined, base: string | undefined, files: readonly string[] = []) =>
  compareCheckouts(
    {
      ...(head === undefined ? {} : { workflows: join(root, head) }),
      ...(base === undefined ? {} : { baseWorkflows: join(root, base) }),
    } as never,
    files,
  );
const refused = async (...given: Parameters<typeof compared>): Promise<string> => {
  try {
    await compared(...given);
    return 'taken';
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message.replaceAll(`${root}/`, '');
  }
};

test('what is compared, and since when', async () => {
  const { before, after, input } = (await compared('new', 'old')) as never as {
    readonly before: string;
    readonly after: string;
    readonly input: { readonly madeAt?: string };
  };
  expect([before, after].map((each) => each.replace(`${root}/`, ''))).toEqual([
    'workflows of old',
    'workflows of new',
  ]);
  const text = JSON.stringify(input);
  expect(text).toContain('2026-01-04T00:00:00.000Z');
  expect(text).not.toContain('2026-01-09');
  expect(text).toContain('.github/workflows/a.yml');
});

test.each<[string, Parameters<typeof compared>, string]>([
  ['no base', ['new', undefined], 'two checkouts are compared'],
  ['no head', [undefined, 'old'], 'two checkouts are compared'],
  ['files beside them', ['new', 'old', ['x.json']], 'files cannot be given together with --workflows'],
  ['no such folder', ['gone', 'old'], 'there is no such folder'],
  ['a file', ['none/README.md', 'old'], 'there is no such folder'],
  ['a folder inside', ['new/.github', 'old'], 'this is a folder inside of a checkout'],
  ['a folder deeper inside', ['new/.github/workflows', 'old'], 'this is a folder inside of a checkout'],
  ['a link among the workflows', ['linked', 'old'], 'this is no plain file'],
  ['more than GitHub takes', ['large', 'old'], 'the file is larger than 1 MiB'],
  ['as much as GitHub takes', ['largest', 'old'], 'taken'],
  ['no workflows on one side', ['none', 'old'], 'taken'],
  ['no workflows on the other', ['new', 'none'], 'taken'],
  ['no workflows at all', ['none', 'none'], 'neither none nor none has a workflow in .github/workflows'],
  ['behind a link', ['hidden', 'none'], 'this is a symbolic link'],
])('%s', async (_, given, expected) => {
  expect(await refused(...given)).toContain(expected);
});

const using = (uses: readonly string[]): string =>
  `on: push\npermissions: { contents: read, id-token: write }\njobs: { a: { runs-on: ubuntu-latest, steps: [${uses.map((each) => `{ uses: ${each} }`).join(', ')}] } }\n`;
const entering =
  'runs: { using: composite, steps: [{ uses: aws-actions/configure-aws-credentials@v4, with: { role-to-assume: "arn:aws:iam::111122223333:role/admin" } }] }\n';
const harmless = 'runs: { using: composite, steps: [{ run: make }] }\n';
const link = (target: string, path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
};
const checkoutUsing = (name: string, uses: readonly string[] = ['./act']): void => {
  put(`${name}/.github/workflows/a.yml`, using(uses));
};
const many = [...Array(501).keys()].map((index) => `./b${index}`);
put('q-before/.github/workflows/a.yml', using([]));
put('outside/action.yml', entering);
for (const name of ['plain', 'calm', 'in', 'out', 'file', 'aliases', 'broken', 'large', 'gone', 'deep'])
  checkoutUsing(`q-${name}`);
put('q-plain/act/action.yml', entering);
put('q-calm/act/action.yml', harmless);
put('q-in/hidden/action.yml', entering);
link('hidden', 'q-in/act');
link('../outside', 'q-out/act');
put('q-file/act/real.yml', entering);
link('real.yml', 'q-file/act/action.yml');
put('q-aliases/act/action.yml', `x: &x [a]\ny: [${Array(150).fill('*x').join(', ')}]\n${entering}`);
put('q-broken/act/action.yml', 'a: [\n');
put('q-large/act/action.yml', `${entering}#${'#'.repeat(1_048_576)}`);
put('q-deep/act/action.yml', 'runs: { using: composite, steps: [{ uses: ./inner }] }\n');
link('../outside', 'q-deep/inner');
checkoutUsing('q-dots', ['./.github/../hidden']);
put('q-dots/hidden/action.yml', entering);
checkoutUsing('q-windows', ['.\\act']);
put('q-windows/act/action.yml', entering);
checkoutUsing('q-many', ['./act', ...many]);
put('q-many/act/action.yml', entering);
for (const used of many) put(`q-many/${used}/action.yml`, harmless);

const toldOf = async (head: string, base: string): Promise<readonly string[]> => {
  const { input } = (await compared(head, base)) as never as { readonly input: GateInput };
  return input.indeterminate.map(({ what, why, privileged }) => `${what}: ${why}, ${privileged}`);
};
const entersIn = async (head: string): Promise<boolean> =>
  JSON.stringify(
    ((await compared(head, 'q-before')) as never as { readonly input: GateInput }).input.after,
  ).includes('role/admin');

test.each<[string, string, string | undefined]>([
  ['a link inside of the repository', 'q-in', 'it lies behind a link'],
  ['a link out of it', 'q-out', 'it lies behind a link'],
  ['a file that is a link', 'q-file', 'its action.yml is a link, or no plain file'],
  ['more aliases than are followed', 'q-aliases', 'its text is no sound YAML'],
  ['no YAML', 'q-broken', 'its text is no sound YAML'],
  ['larger than is read', 'q-large', 'it is larger than 1 MiB'],
  ['not there', 'q-gone', 'there is no such action in the checkout'],
  ['a plain one', 'q-plain', undefined],
  ['a plain one that does no harm', 'q-calm', undefined],
])('an own action that cannot be read is told, and no pass: %s', async (_, head, why) => {
  expect(await toldOf(head, 'q-before')).toEqual(
    why === undefined ? [] : [`what its step with ./act does: the action was not read: ${why}, true`],
  );
  expect(await entersIn(head)).toBe(head === 'q-plain');
});

test('an own action that is used by another, or by a winding path, or behind too many', async () => {
  expect([
    await toldOf('q-deep', 'q-before'),
    await toldOf('q-dots', 'q-before'),
    await entersIn('q-windows'),
    (await toldOf('q-many', 'q-before')).length,
  ]).toEqual([
    ['what its step with ./inner does: the action was not read: it lies behind a link, true'],
    [
      'what its step with ./.github/../hidden does: the action was not read: its path is not written plainly, true',
    ],
    true,
    2,
  ]);
});

test.each<[string, string, string, number]>([
  ['missing in the base only', 'q-calm', 'q-gone', 0],
  ['missing as before: a run puts it there', 'q-gone', 'q-gone', 0],
  ['the same text as before', 'q-broken', 'q-broken', 0],
  ['behind a link as before: what lies there may be another one', 'q-in', 'q-in', 1],
  ['a link in the base only', 'q-calm', 'q-in', 0],
])('what was so before is not new, where it can be seen: %s', async (_, head, base, count) => {
  expect((await toldOf(head, base)).length).toBe(count);
});

test.each([
  ['env of the job', { T: '${{ github.event.issue.title }}' }, undefined, 'env.t', true],
  ['of the step, which hides it', { T: '${{ github.event.issue.title }}' }, { t: 'safe' }, 'env.T', false],
  ['of the step', undefined, { T: '${{ github.event.issue.title }}' }, 'env.T', true],
  ['of another name', { U: '${{ github.event.issue.title }}' }, undefined, 'env.T', false],
  ['of another context', { T: '${{ github.event.issue.title }}' }, undefined, 'vars.T', false],
])('a variable as written: %s', (_, job, step, asked, answer) => {
  const { steps, env } = readJobs(
    `on: issues\njobs: { a: { env: ${JSON.stringify(job ?? {})}, steps: [{ run: "echo \${{ ${asked} }}", env: ${JSON.stringify(step ?? {})} }] } }\n`,
  )!.jobs[0]!;
  expect(pastedIn(asWritten(steps, env), ['issues'], () => []) !== undefined).toBe(answer);
});

test('what is only random text may be none, and tokens of a form are some', () => {
  const kinds = (text: string): readonly string[] =>
    redactWorkflow(text).secrets.map(({ kind, unsure }) => `${kind} ${unsure === true ? 'unsure' : 'sure'}`);
  expect(
    kinds('on: push\njobs: { a: { steps: [{ run: "curl http://me:Kq8vX2mPz7Lw@127.0.0.1/x" }] } }\n'),
  ).toEqual(['password-in-address unsure']);
  expect(
    kinds('on: push\njobs: { a: { steps: [{ run: "curl http://me:Kq8vX2mPz7Lw@db.example/x" }] } }\n'),
  ).toEqual(['password-in-address sure']);
});
