import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAction } from '../../../../connectors/github/workflows/action-files.ts';
import { fileOf, useOf } from '../../../../connectors/github/workflows/calls.ts';
import { loginOf } from '../../../../connectors/github/workflows/cloud-logins.ts';
import { readJobs, readWorkflowText, stepOf } from '../../../../connectors/github/workflows/file.ts';
import { redactWorkflow } from '../../../../connectors/github/workflows/leaked-secrets.ts';
import {
  cloudOf,
  identitiesIn,
  isUnknownLogin,
  variables,
} from '../../../../connectors/github/workflows/other-logins.ts';
import { refusalsOf } from '../../../../connectors/github/workflows/refusals.ts';

test('actions that enter a cloud, by the inputs that say how', () => {
  const told = [
    'aws-actions/configure-aws-credentials',
    'Azure/login',
    'google-github-actions/auth',
    'hashicorp/vault-action',
  ].map((name) => {
    const { issuer, cloud, key, federated, as } = loginOf(stepOf({ uses: `${name}@v1` }, 0))!;
    return [issuer, cloud, key, federated, as];
  });
  expect(told).toEqual([
    ['AWS', 'aws', ['aws-secret-access-key'], ['role-to-assume'], ['role-to-assume']],
    ['Azure', 'azure', ['creds'], ['client-id'], ['client-id']],
    [
      ...['Google Cloud', 'gcp', ['credentials_json'], ['workload_identity_provider']],
      ['service_account', 'workload_identity_provider'],
    ],
    ['HashiCorp Vault', 'vault', ['token', 'secretid'], [], ['role']],
  ]);
  expect(
    ['x/azure/login@v1', 'azure/login-more@v1', 'azure/login', undefined].map((uses) =>
      loginOf(stepOf({ uses }, 0)),
    ),
  ).toEqual(Array(4).fill(undefined));
});

describe('actions of which nobody knows what they open', () => {
  test.each([
    ['x', 'arn:aws:iam::111122223333:role/deploy', 'aws'],
    ['x', 'arn:aws-cn:iam::111122223333:user/ci', 'aws'],
    ['x', 'arn:aws:iam::111122223333:group/all', undefined],
    ['x', 'xarn:aws:iam::111122223333:role/deploy', undefined],
    ['x', 'ci@shop.iam.gserviceaccount.com', 'gcp'],
    ['x', 'ci@shop.iam.gserviceaccount.com.example', undefined],
    ['x', 'projects/1/locations/global/workloadIdentityPools/p/providers/gh', 'gcp'],
    ['x', '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p', 'gcp'],
    ['x', 'myprojects/1/locations/global/workloadIdentityPools/p', undefined],
    ['x', '/subscriptions/s/resourceGroups/g/providers/x/userAssignedIdentities/i', 'azure'],
    ['x', 'x/subscriptions/s/resourceGroups/g/providers/x/userAssignedIdentities/i', undefined],
    ...[
      'role-to-assume',
      'role-arn',
      'ROLE_ARN',
      'aws-role-arn',
      'iam-role-arn',
      'aws-iam-role-to-assume',
      'aws-role',
    ].map((name): [string, string, string] => [name, '${{ vars.X }}', 'aws']),
    ...['aws-role-name', 'aws-iam-role', 'assume-role', 'assume-role-arn'].map(
      (name): [string, string, string] => [name, 'x', 'aws'],
    ),
    ...[
      'workload-identity-provider',
      'gcp-service-account',
      'google_service_account_email',
      'service-account',
    ].map((name): [string, string, string] => [name, 'x', 'gcp']),
    ['workload-identity-federation-provider', 'x', 'gcp'],
    ...['azure-client-id', 'arm_client_id', 'AZ-CLIENT-ID'].map((name): [string, string, string] => [
      name,
      'x',
      'azure',
    ]),
    ...[
      'role',
      'my-role-arn',
      'role-arns',
      'client-id',
      'my-azure-client-id',
      'azure-client-ids',
      'service-accounts',
    ].map((name): [string, string, undefined] => [name, 'x', undefined]),
    ['my-service-account', 'x', undefined],
  ])('input %s of %s: %s', (input, value, cloud) => {
    expect(cloudOf(input, value)).toBe(cloud);
  });
  test.each([
    ...[
      'login',
      'signin',
      'auth',
      'authenticate',
      'authentication',
      'authorize',
      'credential',
      'credentials',
    ].map((word): [string, boolean] => [`acme/${word}@v1`, true]),
    ...[
      'assume',
      'oidc',
      'sts',
      'federate',
      'federated',
      'federation',
      'token',
      'tokens',
      'vault',
      'secrets',
    ].map((word): [string, boolean] => [`acme/get--${word.toUpperCase()}@v1`, true]),
    ...['iam', 'sso', 'kubeconfig', 'impersonate'].map((word): [string, boolean] => [
      `acme/x/${word}-y@a@b`,
      true,
    ]),
    ...['scan', 'scanner', 'scanning', 'detect', 'detection', 'lint', 'check'].map(
      (word): [string, boolean] => [`acme/${word}-secrets@v1`, false],
    ),
    ['acme/build@login', false],
    ['acme/author@v1', false],
    ['azure/login@v1', false],
    ['docker://acme/login:1', false],
    ['docker/login-action@v3', false],
    ['aws-actions/amazon-ecr-login@v2', false],
    ['google-github-actions/get-gke-credentials@v2', false],
    ['Azure/docker-login@v1', false],
    ['x/docker/login-action@v3', true],
  ])('%s signs in somewhere: %s', (uses, answer) => {
    expect(isUnknownLogin(uses)).toBe(answer);
  });
  test('variables of tools, and roles that a script names', () => {
    expect(variables.map(({ cloud, name }) => `${cloud} ${name}`)).toEqual([
      ...['aws aws_role_arn', 'azure arm_client_id', 'azure azure_client_id'],
    ]);
    const [a, b] = ['arn:aws:iam::111122223333:role/a/b', 'arn:aws-cn:iam::111122223333:role/c.d'];
    expect(
      identitiesIn(`x --role ${b}. "${a}" ${b}, arn:aws:iam::1:role/x arn:aws:iam::111122223333:user/u`),
    ).toEqual([
      { cloud: 'aws', id: b },
      { cloud: 'aws', id: a },
    ]);
    expect(identitiesIn('nothing')).toEqual([]);
  });
});

test.each([
  ['acme/web@v1', { repository: 'acme/web', path: '', ref: 'v1' }],
  ['acme/web/a/b.yml@feature/x', { repository: 'acme/web', path: 'a/b.yml', ref: 'feature/x' }],
  ['acme/web', undefined],
  ['acme/web@', undefined],
  ['acme@v1', undefined],
  ['./a/b.yml', undefined],
  ['docker://alpine@sha256:0', undefined],
  ['acme/web@${{ inputs.ref }}', undefined],
])('%s taken apart', (used, expected) => {
  expect(useOf(used)).toEqual(expected);
});
test('the file that is called', () => {
  expect(
    ['./a/b.yml/', '$/a.yml', 'other/x/c.yml@v2', 'docker://x'].map((used) => fileOf(used, 'acme/web')),
  ).toEqual([
    ...[
      { file: 'acme/web/a/b.yml' },
      { file: 'acme/web/a.yml' },
      { file: 'other/x/c.yml', ref: 'v2' },
      undefined,
    ],
  ]);
});

/** One job with everything, as it is read. */
test('all of a job, value by value', () => {
  const [job, other] = readJobs(`on: push
permissions: write-all
env: { SHARED: "\${{ secrets.shared }}", A: file }
jobs:
  one:
    name: shown
    if: github.ref == 'x'
    environment: { name: production, url: x }
    runs-on: { group: org/big, labels: [Linux, "\${{ inputs.x }}"] }
    permissions: { contents: read, id-token: write, actions: [x] }
    env: { A: job, N: 1, B: true, L: [x] }
    container: { image: x, credentials: { password: "\${{ secrets['Registry'] }}" } }
    steps:
      - { uses: actions/checkout@v4, with: { Ref: main } }
      - { run: "\${{ secrets.GITHUB_TOKEN }} \${{ needs.secrets.x }} \${{ secrets [ \\"D-2\\" ] }} \${{ 'secrets.no' }}", if: always(), env: { T: t } }
      - { parallel: [ { run: a }, { run: b } ] }
  two:
    permissions: write-all
    uses: ./.github/workflows/x.yml
    with: { A-B: c, n: 2 }
    secrets: inherit
`)!.jobs;
  const plain = ({ permissions, env, inputs, steps, ...rest }: NonNullable<typeof job>) => ({
    ...rest,
    ...(permissions === undefined ? {} : { permissions: Object.fromEntries(permissions) }),
    ...(env === undefined ? {} : { env: Object.fromEntries(env) }),
    inputs: Object.fromEntries(inputs),
    steps: steps.map(({ with: given, env: own, ...step }) => ({
      ...step,
      with: Object.fromEntries(given),
      ...(own === undefined ? {} : { env: Object.fromEntries(own) }),
    })),
  });
  const scopes = [
    ...['actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions'],
    ...['id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses'],
  ];
  expect(plain(job!)).toEqual({
    name: 'one',
    permissions: { contents: 'read', 'id-token': 'write' },
    environment: 'production',
    secrets: ['D-2', 'REGISTRY', 'SHARED'],
    env: { SHARED: '${{ secrets.shared }}', A: 'job', N: '1', B: 'true' },
    inputs: {},
    runsOn: [{ labels: ['linux', '${{ inputs.x }}'], groups: ['big'] }],
    if: "github.ref == 'x'",
    conditions: "github.ref == 'x' ; always()",
    line: 5,
    steps: [
      { uses: 'actions/checkout@v4', number: 1, with: { ref: 'main' } },
      {
        run: `\${{ secrets.GITHUB_TOKEN }} \${{ needs.secrets.x }} \${{ secrets [ "D-2" ] }} \${{ 'secrets.no' }}`,
        if: 'always()',
        number: 2,
        with: {},
        env: { T: 't' },
      },
      { number: 3, with: {} },
      { run: 'a', number: 4, with: {} },
      { run: 'b', number: 5, with: {} },
    ],
  });
  expect(plain(other!)).toEqual({
    name: 'two',
    permissions: Object.fromEntries(scopes.map((scope) => [scope, 'write'])),
    asksForAll: 'job',
    secrets: ['*'],
    inherits: true,
    env: { SHARED: '${{ secrets.shared }}', A: 'file' },
    calls: './.github/workflows/x.yml',
    inputs: { 'a-b': 'c', n: '2' },
    steps: [],
    runsOn: [{ labels: [] }],
    conditions: '',
    line: 17,
  });
});

test.each<[string, readonly string[], readonly string[] | undefined]>([
  ['"${{ toJSON(secrets) }}"', ['*'], ['toJSON(secrets)']],
  ['"${{ secrets[env.X] }}"', ['*'], ['secrets[env.X]']],
  ['"${{ secrets.* }}"', ['*'], ['secrets.*']],
  ["\"${{ secrets[ 'A' ] }} ${{ secrets [ 'B' ] }}\"", ['A', 'B'], undefined],
  ['"${{ secrets.A || secrets.b }}"', ['A', 'B'], undefined],
  ['"${{ secrets[\'a b\'] }}"', ['A B'], undefined],
  ['"${{ my.secrets }} ${{ my-secrets }} ${{ secrets_x }}"', [], undefined],
  ["\"${{ 'toJSON(secrets)' }} ${{ format('it''s secrets', 1) }}\"", [], undefined],
  ['secrets.A', [], undefined],
])('secrets of %s', (written, secrets, wholesale) => {
  const [job] = readJobs(`on: push\njobs: { one: { steps: [{ run: ${written} }] } }\n`)!.jobs;
  expect([job!.secrets, job!.wholesale]).toEqual([secrets, wholesale]);
});

test.each<[string, readonly object[]]>([
  ['runs-on: [A, b]', [{ labels: ['a', 'b'] }]],
  [
    'runs-on: { group: [org/a, organization/b, ent/c, enterprise/d, e/f] }',
    [{ labels: [], groups: ['a', 'b', 'c', 'd', 'e/f'] }],
  ],
  [
    'runs-on: "${{ matrix.os }}", strategy: { matrix: { os: [A, [b, C]], include: [{ os: d }, { x: e }, f] } }',
    [{ labels: ['a'] }, { labels: ['b', 'c'] }, { labels: ['d'] }],
  ],
  [
    'runs-on: ["${{ matrix.os }}", x], strategy: { matrix: { os: [A] } }',
    [{ labels: ['${{ matrix.os }}', 'x'] }],
  ],
  ['runs-on: "${{ matrix.none }}", strategy: { matrix: { os: [A] } }', [{ labels: ['${{ matrix.none }}'] }]],
  ['runs-on: "${{ matrix.os }}", strategy: { matrix: "${{ x }}" }', [{ labels: ['${{ matrix.os }}'] }]],
  ['runs-on: "x${{ matrix.os }}", strategy: { matrix: { os: [A] } }', [{ labels: ['x${{ matrix.os }}'] }]],
  ['steps: []', [{ labels: [] }]],
])('machines of { %s }', (job, runsOn) => {
  expect(readJobs(`on: push\njobs: { one: { ${job} } }\n`)!.jobs[0]!.runsOn).toEqual(runsOn);
});

const refused = (text: string): readonly string[] => {
  const read = readWorkflowText(text);
  if ('why' in read) return [`${read.line} ${read.why}`];
  return refusalsOf(read.written, read.lines).map(({ why, line }) => `${line} ${why}`);
};
/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const taken = `name: x
run-name: x
on: push
permissions: read-all
env: {}
defaults: {}
concurrency: x
jobs:
  one: { name: x, permissions: write-all, needs: x, if: x, runs-on: x, snapshot: x, environment: x, concurrency: x, outputs: {}, env: {}, defaults: {}, timeout-minutes: 1, cancel-timeout-minutes: 1, strategy: {}, continue-on-error: true, container: x, services: {}, uses: x, with: {}, secrets: {}, steps: [ { id: x, name: x, if: x, uses: x, run: x, with: {}, env: {}, shell: x, working-directory: x, timeout-minutes: 1, continue-on-error: true, background: x, wait: x, wait-all: x, cancel: x, parallel: [ { run: x } ] } ] }
  two: { permissions: { contents: read, actions: write, checks: none } }
  three: { permissions: }
`;
test.each<[string, readonly string[]]>([
  [taken, []],
  ['jobs: {}\nextra: 1\n', ['2 a workflow has no key `extra`']],
  [`jobs: {}\n${'x'.repeat(61)}: 1\n`, [`2 a workflow has no key \`${'x'.repeat(60)}…\``]],
  ['jobs:\n  one:\n    extra: 1\n', ['3 a job has no key `extra`']],
  ['jobs:\n  one:\n    steps:\n      - extra: 1\n', ['4 a step has no key `extra`']],
  ['jobs:\n  one: x\n', ['2 the job one is no mapping']],
  ['jobs:\n  one:\n    steps: x\n', ['3 the steps of a job are no list']],
  ['jobs:\n  one:\n    steps:\n      - x\n', ['4 a step is no mapping']],
  ['jobs:\n  one:\n    uses: ${{ x }}\n', ['3 a job names the workflow that it calls by an expression']],
  [
    'jobs:\n  one:\n    steps:\n      - run: x\n        uses: ${{ x }}\n',
    ['5 a step names its action by an expression'],
  ],
  [
    'jobs:\n  one:\n    steps:\n      - parallel:\n          - parallel: []\n          - extra: 1\n          - x\n',
    ['5 parallel steps lie in parallel steps', '6 a step has no key `extra`', '7 a step is no mapping'],
  ],
  [
    'jobs: {}\npermissions: all\n',
    ['2 its permissions are neither `read-all`, `write-all` nor a list of permissions'],
  ],
  ['jobs: {}\npermissions: ${{ x }}\n', ['2 its permissions are an expression, which nobody can work out']],
  [
    'jobs:\n  one:\n    permissions:\n      contents: read\n      actions: admin\n',
    ['5 the permission `actions` is neither `read`, `write` nor `none`'],
  ],
  [
    'jobs:\n  one:\n    steps: []\n    Steps: []\n',
    ['4 a job has no key `Steps`', '4 the key `Steps` stands there twice'],
  ],
  [
    'x: &x { run: y }\njobs:\n  one:\n    steps:\n      - <<: *x\n',
    ['1 a workflow has no key `x`', '5 it has a merge key (`<<`)'],
  ],
  ['jobs:\n  one:\n    permissions:\n      <<: { contents: admin }\n', ['4 it has a merge key (`<<`)']],
  ['jobs:\n  <<: { one: x }\n', ['2 it has a merge key (`<<`)']],
  ['jobs: []\n', ['1 it has no jobs']],
  ['on: push\n', ['1 it has no jobs']],
])('refused: %j', (text, expected) => {
  expect(refused(text)).toEqual(expected);
});

describe('actions of a checkout', () => {
  const root = mkdtempSync(join(tmpdir(), 'nhi-audit-action-'));
  const put = (path: string, text: string): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('action.yml', 'root');
  put('a/b/action.yaml', 'second');
  put('a/action.yml', 'first');
  put('a/action.yaml', 'not this one');
  put('c/other.yml', 'other');
  mkdirSync(join(root, 'd/action.yml'), { recursive: true });
  symlinkSync(join(root, 'a'), join(root, 'linked'));
  mkdirSync(join(root, 'e'));
  symlinkSync(join(root, 'action.yml'), join(root, 'e/action.yml'));
  put('large/action.yml', '#'.repeat(1_048_577));
  put('both/action.yaml', 'harmless');
  symlinkSync(join(root, 'action.yml'), join(root, 'both/action.yml'));
  const read = [
    './',
    './a',
    './a/b',
    './c',
    './d',
    './e',
    './gone',
    './linked',
    './linked/b',
    './a/../a',
    './a//b',
    './a/.',
    `./${'x'.repeat(5000)}`,
    './nul\0',
    './large',
    './both',
  ].map((used) => {
    const found = readAction(root, used);
    return found === undefined || 'why' in found ? found?.why : `${found.path}: ${found.text}`;
  });
  rmSync(root, { recursive: true });
  test('are read where they are plain files in plain folders of it', () => {
    expect(read).toEqual([
      ...['action.yml: root', 'a/action.yml: first', 'a/b/action.yaml: second'],
      ...[undefined, undefined, 'its action.yml is a link, or no plain file', undefined],
      ...['it lies behind a link', 'it lies behind a link'],
      ...Array(3).fill('its path is not written plainly'),
      ...['it cannot be read', 'it cannot be read', 'it is larger than 1 MiB'],
      // The runner takes the first, wherever it leads.
      'its action.yml is a link, or no plain file',
    ]);
  });
});

describe('what looks like a secret in a workflow', () => {
  const told = (text: string) =>
    redactWorkflow(text).secrets.map(({ line, kind, throw_away, unsure }) =>
      [line, kind, throw_away === true ? 'thrown away' : 'kept', unsure === true ? 'unsure' : 'sure'].join(
        ' ',
      ),
    );
  const job = (services: string, rest: string, name = 'one'): string =>
    `  ${name}:\n    services:\n${services}    steps:\n${rest}`;
  const database = '      db: { image: postgres, env: { POSTGRES_PASSWORD: Kq8vX2mPz7Lw } }\n';
  test('a password of a service container, alone and where the job uses it', () => {
    expect(told(`on: push\njobs:\n${job(database, '      - run: make\n')}`)).toEqual([
      '5 named-value thrown away sure',
    ]);
    expect(
      told(`on: push\njobs:\n${job(database, '      - run: psql postgres://me:Kq8vX2mPz7Lw@localhost/x\n')}`),
    ).toEqual(['5 named-value thrown away sure', '7 password-in-address thrown away unsure']);
    expect(
      told(`on: push\njobs:\n${job(database, '      - run: psql postgres://me:Kq8vX2mPz7Lw@db/x\n')}`),
    ).toEqual(['5 named-value thrown away sure', '7 password-in-address thrown away sure']);
  });
  test('one that is used elsewhere, or in another job, is none that is thrown away', () => {
    expect(
      told(
        `on: push\njobs:\n${job(database, '      - run: psql postgres://me:Kq8vX2mPz7Lw@db.example/x\n')}`,
      ),
    ).toEqual(['5 named-value kept sure', '7 password-in-address kept sure']);
    const other = '  two:\n    steps:\n      - { run: x, env: { DB_PASSWORD: Kq8vX2mPz7Lw } }\n';
    expect(told(`on: push\njobs:\n${job(database, '      - run: make\n')}${other}`)).toEqual([
      '5 named-value thrown away sure',
      '10 named-value kept sure',
    ]);
    expect(told('on: push\nenv: { DB_PASSWORD: Kq8vX2mPz7Lw }\njobs: {}\n')).toEqual([
      '2 named-value kept sure',
    ]);
  });
});
