import { expect, test } from 'vitest';
import { readWorkflows } from '../../../../connectors/github/workflows/comparison.ts';
import { isJson, type Json, readWorkflowFile } from '../../../../connectors/github/workflows/file.ts';
import { givenInputs } from '../../../../connectors/github/workflows/job-values.ts';
import { localActions, withLocalActions } from '../../../../connectors/github/workflows/local-actions.ts';
import {
  type Lookup,
  shownText,
  spare,
  valuesOfText,
} from '../../../../connectors/github/workflows/values.ts';
import { estateOf, organizationRecord, repository, web, workflow } from '../support.ts';

/** Names that stand for texts of names: a few files of which each says twelve times what the one before it says. */
const levels = 9;
const often = 12;
const doubling = `"${'${{ inputs.a }}'.repeat(often)}"`;
const action = (steps: string): string =>
  `name: c\ninputs: { a: {} }\nruns:\n  using: composite\n  steps:\n${steps}`;
const inner = (level: number, given = doubling): string =>
  action(`    - uses: ./c${level + 1}\n      with: { a: ${given} }\n`);
const last = (role: string): string =>
  action(`    - uses: aws-actions/configure-aws-credentials@v4\n      with: { role-to-assume: ${role} }\n`);
const actionsOf = (role: string, given?: string): ReadonlyMap<string, string> =>
  new Map([
    ...[...Array(levels - 1).keys()].map((level) => [`./c${level}`, inner(level, given)] as const),
    [`./c${levels - 1}`, last(role)] as const,
  ]);
const using = `on: push
permissions: { id-token: write }
jobs:
  a:
    runs-on: x
    steps:
      - uses: ./c0
        with: { a: "arn:aws:iam::111122223333:role/x" }
`;
const files = [{ path: '.github/workflows/a.yml', text: using }];
const entered = (actions: ReadonlyMap<string, string>): readonly string[] =>
  readWorkflows({ files, actions }, '').identities.flatMap(({ entitlements }) =>
    entitlements.flatMap(({ privileges, resources }) =>
      privileges.includes('enter as') ? (resources ?? []) : [],
    ),
  );

test('what is given on through actions is known, as deep as they go', () => {
  expect(entered(actionsOf('"${{ inputs.a }}"', '"${{ inputs.a }}"'))).toEqual([
    'arn:aws:iam::111122223333:role/x',
  ]);
});

test("names that multiply are nobody's to tell, and no pass: the rest goes on", () => {
  const reading = readWorkflows({ files, actions: actionsOf('"${{ inputs.a }}"') }, '');
  expect(reading.open.map(({ item }) => item)).toEqual([
    expect.objectContaining({
      what: expect.stringContaining('as whom it enters aws'),
      why: 'it becomes too long to be told',
      privileged: true,
    }),
  ]);
  const changed = readWorkflows(
    {
      files: [{ ...files[0]!, text: using.replace('role/x', 'role/y') }],
      actions: actionsOf('"${{ inputs.a }}"'),
    },
    '',
  );
  // Another text that nobody can tell is another question.
  expect(changed.open[0]!.key).not.toBe(reading.open[0]!.key);
});

test('each name is worked out once, however often it is said', () => {
  let asked = 0;
  const bottom: Lookup = () => {
    asked += 1;
    return [{ is: 'known', value: 'x' }];
  };
  const declared: Json = { inputs: { a: {} } };
  let lookup = bottom;
  for (let level = 0; level < levels; level += 1) {
    const inputs = givenInputs(
      declared,
      new Map([['a', '${{ inputs.a }}${{ inputs.a }} ${{ inputs.A }}']]),
      lookup,
      'action',
    );
    lookup = (_, name) => inputs(name);
  }
  const [value] = valuesOfText('${{ inputs.a }}', lookup);
  expect(shownText(value!).length).toBeLessThan(2 * spare);
  // Twice: in two cases.
  expect(asked).toBe(2);
});

test.each([
  ['format', (inside: string) => `format('{0}{0}{0}', ${inside})`],
  ['join', (inside: string) => `join(fromJSON('["a","b","c","d"]'), ${inside})`],
  ['toJSON', (inside: string) => `toJSON(${inside})`],
  ['members by names', (inside: string) => `vars.x[${inside}]`],
])('%s in itself does not grow without end', (_, around) => {
  let written = `'"'`;
  for (let level = 0; level < 40; level += 1) written = around(written);
  const values = valuesOfText(`\${{ ${written} }}`, (context, name) => [
    { is: 'unknown', text: `${context}.${name}`, why: 'only a run tells it' },
  ]);
  for (const value of values) expect(shownText(value).length).toBeLessThan(60 * spare);
});

test('in a scan, what becomes too long stays an expression', () => {
  const own = readWorkflowFile(using);
  const find = localActions(actionsOf('"${{ inputs.a }}"'));
  const whole = 'why' in own ? own : withLocalActions(own, find);
  if ('why' in whole) throw new Error(whole.why);
  const texts = whole.jobs.flatMap(({ steps }) => steps.flatMap((step) => [...step.with.values()]));
  expect(texts.length).toBe(levels + 1);
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(doubling.length + spare);
  expect(isJson(find('./c0'))).toBe(true);
});

const base = [organizationRecord(), repository(web)];
const gapsOf = (text: string) =>
  estateOf([...base, workflow(text)]).coverage.filter(({ source }) => source === 'workflow files');

test('a workflow that nobody can read is told in the coverage, with its line and without its text', () => {
  expect(gapsOf('on: push\njobs:\n  a: { runs-on: x, steps: [] }\n')).toEqual([]);
  expect(gapsOf('on: push\npassword: [hunter2hunter2\n')).toEqual([
    expect.objectContaining({
      status: 'partial',
      detail: 'acme/web/.github/workflows/ci.yml, line 3: the file is no YAML',
      gives: ['inventory', 'workloads', 'trusts', 'grants'],
    }),
  ]);
});

test('steps of a job beyond those of actions that are looked at do not vanish in silence', () => {
  const many = (count: number): string =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${'      - uses: ./c\n'.repeat(count)}      - run: last\n`;
  const find = localActions(new Map([['./c', action('    - run: a\n    - run: b\n')]]));
  const with_ = (count: number) => {
    const own = readWorkflowFile(many(count));
    return 'why' in own ? own : withLocalActions(own, find);
  };
  const few = with_(600);
  expect('why' in few ? few.why : few.jobs[0]!.steps.at(-1)!.run).toBe('last');
  expect(with_(5_000)).toEqual({
    why: 'too complex to judge: with the actions of the repository the job "a" has more steps than are looked at',
    line: 3,
  });
});

test('workflows that call one another many times over are told, and the others are read', () => {
  const calling = (next: string, jobs: number): string =>
    `on: [push, workflow_call]\npermissions: { contents: write }\njobs:\n${[...Array(jobs).keys()].map((job) => `  j${job}: { uses: ./.github/workflows/${next}.yml }\n`).join('')}`;
  const end = 'on: [push, workflow_call]\njobs:\n  a: { runs-on: x, steps: [] }\n';
  const files = (jobs: number) => [
    ...[...Array(8).keys()].map((level) => workflow(calling(`c${level + 1}`, jobs), web, `c${level}.yml`)),
    workflow(end, web, 'c8.yml'),
  ];
  const gaps = (jobs: number) =>
    estateOf([...base, ...files(jobs)]).coverage.filter(({ source }) => source === 'workflow files');
  expect(gaps(2)).toEqual([]);
  const [gap, ...more] = gaps(8);
  expect(more).toEqual([]);
  expect(gap!.detail).toContain(
    'acme/web/.github/workflows/c0.yml, line 4: too complex to judge: with those of the workflows that it calls it has more jobs than are looked at',
  );
  // What calls no more than the last ones is judged.
  expect(gap!.detail).not.toContain('c6.yml');
  const { identities } = estateOf([...base, ...files(8)]);
  expect(identities.map(({ id }) => id)).toContain('repos/acme/web/.github/workflows/c7.yml');
});
