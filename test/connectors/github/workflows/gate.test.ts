import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readJobs } from '../../../../connectors/github/workflows/file.ts';
import { compareCheckouts } from '../../../../connectors/github/workflows/gate.ts';
import { redactWorkflow } from '../../../../connectors/github/workflows/leaked-secrets.ts';
import { asWritten, pastedIn } from '../../../../connectors/github/workflows/outsider-text.ts';
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
