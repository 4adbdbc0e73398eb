import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Estate } from '../../src/model/estate.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import * as azure from '../connectors/azure/support.ts';
import * as gcp from '../connectors/gcp/support.ts';
import * as github from '../connectors/github/support.ts';
import * as aws from '../support/aws-sketch.ts';

/**
 * Every budget of `docs/limits.md`: one thing past it is judged as not known, and is a gap in the coverage that names its place;
 * everything beside it is judged as before. Its twin just below the budget is judged, and is no gap.
 */
interface Row {
  /** The row of the first table of `docs/limits.md`. */
  readonly of: string;
  readonly what: string;
  readonly estateOf: (records: readonly SnapshotRecord[]) => Estate;
  readonly beyond: readonly SnapshotRecord[];
  readonly within: readonly SnapshotRecord[];
  /** The line of the coverage. */
  readonly source: string;
  readonly place: RegExp;
  /** What a step of the estate rests on past the budget, and no step within it does. Absent: it is no step. */
  readonly rests?: RegExp;
  /** An identity that has nothing to do with it. */
  readonly beside: string;
}

const numbers = (count: number): readonly number[] => [...Array(count).keys()];

const { allow, deny } = aws;
const somebody = aws.user('somebody', { attached: [aws.administrator] });
const awsRow = (
  row: Omit<Row, 'estateOf' | 'beside' | 'beyond' | 'within'>,
  beyond: Parameters<typeof aws.user>[1],
  within: Parameters<typeof aws.user>[1],
): Row => ({
  ...row,
  estateOf: aws.estateOf,
  beside: aws.arn.user('somebody'),
  beyond: [
    aws.user('u', beyond),
    aws.role('builder', aws.trustingService('codebuild.amazonaws.com')),
    somebody,
  ],
  within: [
    aws.user('u', within),
    aws.role('builder', aws.trustingService('codebuild.amazonaws.com')),
    somebody,
  ],
});
const equals = (key: string, values: readonly string[], operator = 'StringEquals') => ({
  [operator]: { [key]: values },
});
const agents = (count: number) => ({
  inline: [
    [
      allow(
        'iam:*',
        '*',
        equals(
          'aws:UserAgent',
          numbers(count).map((index) => `agent-${index}`),
        ),
      ),
    ],
  ],
});
const patterns = (count: number) => ({
  inline: [
    [
      allow('iam:PassRole'),
      allow('codebuild:CreateProject', numbers(count).map(codebuild)),
      allow(
        'codebuild:StartBuild',
        numbers(count).map((index) => codebuild(index + count)),
      ),
    ],
  ],
});
const codebuild = (width: number): string =>
  `arn:aws:codebuild:us-east-1:${aws.account}:project/x${'?'.repeat(width + 1)}x`;
const tags = (keys: number) => ({
  inline: [
    [
      allow('iam:TagUser', '*', equals('aws:RequestTag/none', ['x'])),
      ...numbers(keys).map((key) =>
        allow(
          'iam:*',
          '*',
          equals(
            `aws:PrincipalTag/k${key}`,
            numbers(50).map((index) => `v${index}`),
          ),
        ),
      ),
    ],
  ],
});
const choices = (count: number) => {
  const [one, two] = ['a', 'b'].map((name) => numbers(count).map((index) => `${name}${index}`));
  const last = (values: readonly string[]): readonly string[] => [values.at(-1)!];
  return {
    inline: [
      [
        allow('iam:*', '*', { StringEquals: { 'aws:UserAgent': one!, 'aws:Referer': two! } }),
        deny('iam:*', '*', equals('aws:UserAgent', last(one!), 'StringNotEquals')),
        deny('iam:*', '*', equals('aws:Referer', last(two!), 'StringNotEquals')),
      ],
    ],
  };
};
const clauses = (count: number) => ({
  inline: [
    [
      allow('iam:*', '*', {
        StringLike: { 'aws:UserAgent': numbers(count).map((index) => `*a${index}-*`) },
        StringLikeIfExists: { 'aws:UserAgent': ['*-b'] },
      }),
    ],
  ],
});

const awsRows: readonly Row[] = [
  awsRow(
    {
      of: 'a pattern in a policy (resource, value of `StringLike` and `Arn…`)',
      what: 'stars',
      source: 'policy documents',
      place:
        /policy inline-0 of arn:aws:iam::111122223333:user\/u: statement 0 has 1 pattern too complex to judge/,
      rests: /policy variable in the resource has the fitting value/,
    },
    { inline: [[allow('iam:*', [`arn:aws:iam::*${'*a'.repeat(300)}`])]] },
    { inline: [[allow('iam:*', [`arn:aws:iam::*${'*a'.repeat(50)}`])]] },
  ),
  awsRow(
    {
      of: 'values of one condition key',
      what: 'values',
      source: 'policy documents',
      place:
        /policy inline-0 of .*:user\/u: aws:UserAgent of statement 0 has too many values to compare: too complex to judge/,
      rests: /the request meets aws:UserAgent StringEquals/,
    },
    agents(800),
    agents(600),
  ),
  awsRow(
    {
      of: 'values of one condition key',
      what: 'patterns that two clauses list of one key',
      source: 'policy documents',
      place: /policy inline-0 of .*:user\/u: aws:UserAgent of statement 0 has too many values to compare/,
      rests: /the request meets aws:UserAgent StringLike/,
    },
    clauses(40),
    clauses(15),
  ),
  awsRow(
    {
      of: 'patterns of two actions on one resource',
      what: 'pairs',
      source: 'steps to other identities',
      place:
        /user\/u: whether one resource fits patterns of codebuild:CreateProject and codebuild:StartBuild/,
      rests: /one resource fits patterns of codebuild:CreateProject/,
    },
    patterns(40),
    patterns(20),
  ),
  awsRow(
    {
      of: 'values of tags that an identity may set',
      what: 'tags',
      source: 'steps to other identities',
      place:
        /user\/u: iam:\w+: whether it may set tags of .*:user\/u, of which more are asked for than are judged/,
      rests: /it may set tags of .*user\/u/,
    },
    tags(14),
    tags(3),
  ),
  awsRow(
    {
      of: 'choices of up to three keys together',
      what: 'choices',
      source: 'steps to other identities',
      place: /user\/u: iam:\w+: whether one choice serves every statement, of more than are tried for aws:/,
      rests: /one choice serves every statement/,
    },
    choices(25),
    choices(10),
  ),
];

const later = `request.time < timestamp("2030-01-01T00:00:00Z")`;
const long = (length: number): string => `${later} || "" == "${'a'.repeat(length - later.length - 12)}"`;
const turns = (count: number): string =>
  numbers(count)
    .map((at) => `request.time < timestamp("20${30 + (at % 60)}-01-01T00:00:00Z") + duration("${at}s")`)
    .join(' || ');
const gcpRow = (what: string, beyond: string, within: string): Row => {
  const records = (condition: string): readonly SnapshotRecord[] => [
    gcp.account('bot'),
    gcp.account('other'),
    gcp.policy(
      `//cloudresourcemanager.googleapis.com/projects/${gcp.project}`,
      { role: 'roles/viewer', members: [gcp.member('other')] },
      { role: 'roles/owner', members: [gcp.member('bot')], condition },
    ),
    gcp.policy(`//cloudresourcemanager.googleapis.com/projects/${gcp.otherProject}`, {
      role: 'roles/owner',
      members: [gcp.member('other')],
    }),
  ];
  return {
    of: 'a condition of Google Cloud',
    what,
    estateOf: gcp.estateOf,
    beyond: records(beyond),
    within: records(within),
    source: 'conditions of Google Cloud',
    place: /projects\/shop-prod: the condition of binding 1 \(roles\/owner\)/,
    rests: /condition/,
    beside: gcp.emailOf('other'),
  };
};
const gcpRows: readonly Row[] = [
  gcpRow('its length', long(16_385), long(16_384)),
  gcpRow(
    'its depth',
    `${'('.repeat(64)}${later}${')'.repeat(64)}`,
    `${'('.repeat(30)}${later}${')'.repeat(30)}`,
  ),
  gcpRow('its operators', `${later}${' || false'.repeat(1_001)}`, `${later}${' || false'.repeat(500)}`),
  gcpRow('its paths', `${later} || x${'.a'.repeat(65)} == "b"`, `${later} || resource.name == "b"`),
  gcpRow('its times', turns(80), turns(20)),
];

const lets = "@Environment[UtcNow] DateTimeLessThan '2030-01-01T00:00:00Z'";
const times = (count: number): string =>
  numbers(count)
    .map((at) => `@Environment[UtcNow] DateTimeLessThan '${2030 + at}-01-01T00:00:00Z'`)
    .join(' OR ');
const azureRow = (what: string, beyond: string, within: string, rests?: RegExp): Row => {
  const records = (condition: string): readonly SnapshotRecord[] => [
    azure.servicePrincipal('bot'),
    azure.servicePrincipal('other'),
    azure.assignment('bot', azure.role.owner, azure.subscriptionPath, {
      condition,
      conditionVersion: '2.0',
    } as object),
    azure.assignment('other', azure.role.owner),
  ];
  return {
    of: 'a condition of Azure',
    what,
    estateOf: azure.estateOf,
    beyond: records(beyond),
    within: records(within),
    source: 'conditions of Azure',
    place:
      /role assignment \/subscriptions\/.*\/roleAssignments\/.*: its condition (is longer or deeper than is read|names more times)/,
    ...(rests === undefined ? {} : { rests }),
    beside: azure.idOf('other'),
  };
};
const azureRows: readonly Row[] = [
  azureRow('its length', lets.padEnd(65_537), lets.padEnd(65_536), /the condition of .* lets it/),
  azureRow(
    'its depth',
    `${'('.repeat(300)}${lets}${')'.repeat(300)}`,
    `${'('.repeat(40)}${lets}${')'.repeat(40)}`,
    /the condition of .* lets it/,
  ),
  azureRow('its times', times(101), times(100)),
];

const title = '${{ github.event.issue.title }}';
const workflow = (run: string, more = ''): string =>
  `on: issues\npermissions: { contents: write }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${more}      - run: ${JSON.stringify(run)}\n`;
const handed = (hops: number): string => {
  const steps = numbers(hops).map(
    (at) =>
      `      - id: s${at}\n        env: { V: "\${{ ${at === 0 ? 'github.event.issue.title' : `steps.s${at - 1}.outputs.v`} }}" }\n        run: echo "v=$V" >> "$GITHUB_OUTPUT"\n`,
  );
  return workflow(`echo \${{ steps.s${hops - 1}.outputs.v }}`, steps.join(''));
};
const githubRow = (of: string, what: string, beyond: string, within: string, place: RegExp): Row => {
  const records = (text: string): readonly SnapshotRecord[] => [
    github.organizationRecord(),
    github.repository(github.web),
    github.workflow(text),
    github.workflow(workflow(`echo ${title}`), github.web, 'beside.yml'),
  ];
  return {
    of,
    what,
    estateOf: github.estateOf,
    beyond: records(beyond),
    within: records(within),
    source: 'expressions of workflows',
    place,
    beside: 'repos/acme/web/.github/workflows/beside.yml',
  };
};
const expression = 'what an expression of a workflow comes to';
const isPastReading =
  /acme\/web\/\.github\/workflows\/ci\.yml, line 7: an expression longer, deeper or of more parts/;
const ofJob =
  /acme\/web\/\.github\/workflows\/ci\.yml, line 4: job "a": an expression of more parts, values or steps/;
const options = (count: number): string =>
  workflow(`echo \${{ format('{0}{1}', inputs.a, inputs.b) }} `).replace(
    'on: issues',
    `on: { issues: {}, workflow_dispatch: { inputs: { a: { type: choice, options: [${numbers(count).join(', ')}] }, b: { type: choice, options: [${numbers(count).join(', ')}] } } } }`,
  );
const githubRows: readonly Row[] = [
  githubRow(
    'an expression of a workflow',
    'its parts',
    workflow(
      `echo \${{ ${numbers(600)
        .map(() => "''")
        .join(' || ')} || github.actor }}`,
    ),
    workflow(
      `echo \${{ ${numbers(300)
        .map(() => "''")
        .join(' || ')} || github.actor }}`,
    ),
    isPastReading,
  ),
  githubRow(
    'an expression of a workflow',
    'its length',
    workflow(`echo \${{ '${'a'.repeat(21_000)}' }}`),
    workflow(`echo \${{ '${'a'.repeat(20_000)}' }}`),
    isPastReading,
  ),
  githubRow(
    'an expression of a workflow',
    'its depth',
    workflow(`echo \${{ ${'!'.repeat(52)}github.actor }}`),
    workflow(`echo \${{ ${'!'.repeat(40)}github.actor }}`),
    isPastReading,
  ),
  githubRow(expression, 'its values', options(9), options(4), ofJob),
  githubRow(
    expression,
    'its characters',
    workflow(`echo \${{ format('{0}{0}{0}', '${'a'.repeat(5_000)}') }}`),
    workflow(`echo \${{ format('{0}{0}', '${'a'.repeat(1_000)}') }}`),
    ofJob,
  ),
  githubRow('steps that hand a value on', 'hops', handed(8), handed(2), ofJob),
];

const rows = [...awsRows, ...gcpRows, ...azureRows, ...githubRows];

const restsIn = ({ takeover }: Estate, rests: RegExp): boolean =>
  takeover.reasons.some(({ assumes }) => assumes.some((text) => rests.test(text)));

/** Of the identity beside it: all that is judged, by itself. */
const besideIn = (estate: Estate, id: string): unknown => {
  const {
    grants,
    credentials,
    trusts,
    exposures,
    profile: _,
  } = estate.identities.find((identity) => identity.id === id)!;
  return { grants, credentials, trusts, exposures };
};

describe.each(rows.map((row) => [row.of, row.what, row] as const))('%s, %s', (_, __, row) => {
  const gaps = ({ coverage }: Estate): readonly string[] =>
    coverage.flatMap(({ source, status, detail }) => (source === row.source ? [`${status}: ${detail}`] : []));

  test('past the budget it is not known, and a gap with its place; within, it is judged', () => {
    const [beyond, within] = [row.estateOf(row.beyond), row.estateOf(row.within)];
    expect(gaps(within)).toEqual([]);
    expect(gaps(beyond).length).toBeGreaterThan(0);
    for (const gap of gaps(beyond)) {
      expect(gap).toMatch(row.place);
      expect(gap).toMatch(/^partial: .*too complex to judge/);
      expect(gap.length).toBeLessThan(2_000);
    }
    if (row.rests !== undefined)
      expect([restsIn(beyond, row.rests), restsIn(within, row.rests)]).toEqual([true, false]);
    expect(besideIn(beyond, row.beside)).toEqual(besideIn(within, row.beside));
  });
});

/** Budgets whose gap is held elsewhere, or that leave nothing unjudged. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['groups in one another', 'test/identities/nesting.test.ts'],
  [
    'bindings of Google Cloud that two lists make together (roles that may be asked for × who may ask; buckets × who edits the project)',
    'test/connectors/gcp/identities/too-much.test.ts',
  ],
  ['folders of Google Cloud in one another', 'test/connectors/gcp/identities/too-much.test.ts'],
  ['steps of a path', 'test/reach/long-paths.test.ts'],
  ['what a step rests on', 'test/reach/long-paths.test.ts'],
  [
    "a job with the steps of the repository's own actions",
    'test/connectors/github/workflows/too-much.test.ts',
  ],
  [
    'actions of the repository that the workflows of a checkout use',
    'test/connectors/github/import/checkout.test.ts',
  ],
  ['a workflow with the jobs of those that it calls', 'test/connectors/github/workflows/too-much.test.ts'],
  ['a template, with its nested stacks', 'test/cli/hostile-texts.test.ts'],
  ['a value of a template', 'test/connectors/aws/plan/template/budgets.test.ts'],
  ['nested stacks of a template', 'test/connectors/aws/plan/template/budgets.test.ts'],
  ['values in one another in YAML', 'test/cli/hostile-texts.test.ts'],
  ['aliases in a workflow or the configuration', 'test/cli/hostile-texts.test.ts'],
  ['lines named for exceptions of one id', 'test/cli/hostile-texts.test.ts'],
  ['a file of configuration or exceptions, a workflow', 'bench/limits.ts'],
  ['a plan or template', 'bench/limits.ts'],
  ['a baseline', 'bench/limits.ts'],
  ['CODEOWNERS of a checkout', 'test/connectors/github/import/checkout.test.ts'],
  ['an element of an export, a line of a snapshot', 'test/exports/json-elements.test.ts'],
  ['gzip', 'test/exports/source-file.test.ts'],
]);

test('every budget of the documentation is held by this table, or by a test that is named', () => {
  const [first] = readFileSync('docs/limits.md', 'utf8').split('## Servers');
  const documented = [...first!.matchAll(/^\| (.+?) \| .+ \| .+ \|$/gm)]
    .map(([, of]) => of!)
    .filter((of) => of !== 'of');
  expect(documented.length).toBeGreaterThan(20);
  const held = new Set([...rows.map(({ of }) => of), ...elsewhere.keys()]);
  expect(documented.filter((of) => !held.has(of))).toEqual([]);
  expect([...held].filter((of) => !documented.includes(of))).toEqual([]);
  for (const file of elsewhere.values()) expect(readFileSync(file, 'utf8').length).toBeGreaterThan(100);
});
