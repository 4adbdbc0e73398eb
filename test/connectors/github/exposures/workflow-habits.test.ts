import { describe, expect, test } from 'vitest';
import { redactWorkflow } from '../../../../connectors/github/workflows/leaked-secrets.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  estateOf,
  exposuresIn,
  organizationRecord,
  record,
  repository as repositoryRecord,
} from '../support.ts';

const shop = { id: 7, full_name: 'acme/shop' };

const workflow = (text: string): SnapshotRecord =>
  record('github.workflow', 'acme/shop/.github/workflows/ci.yml', {
    repository: shop,
    path: '.github/workflows/ci.yml',
    text,
  });
const defaults = (permissions: string): SnapshotRecord =>
  record('github.actions-policy', 'acme', {
    level: 'organization',
    default_workflow_permissions: permissions,
  });

/** Keys of what is told of one kind. */
const told =
  (kind: string, visibility: string | null = 'public', ...more: readonly SnapshotRecord[]) =>
  (text: string): readonly string[] => {
    return exposuresIn([
      organizationRecord(),
      repositoryRecord(shop, { visibility }),
      ...more,
      workflow(text),
    ]).flatMap((each) => each.split(`repos/acme/shop/.github/workflows/ci.yml ${kind} `)[1] ?? []);
  };

interface Part {
  readonly on?: string;
  readonly top?: string;
  readonly job?: readonly string[];
}
const file = (
  steps: readonly string[],
  { on = 'push', top = 'permissions: {}', job = [] }: Part = {},
): string =>
  [
    `on: ${on}`,
    ...(top === '' ? [] : [top]),
    'jobs:',
    '  one:',
    ...(job.some((each) => each.startsWith('runs-on')) ? [] : ['    runs-on: ubuntu-latest']),
    ...job.map((each) => `    ${each}`),
    ...(steps.length === 0 ? [] : ['    steps:', ...steps.map((each) => `      - ${each}`)]),
  ].join('\n');
const make = '{ run: make test }';

describe('the token of a job', () => {
  test.each([
    [
      'may do everything by the top of the file',
      file([make], { top: 'permissions: write-all' }),
      ['write-all file'],
    ],
    [
      'may do everything by the job',
      file([make], { job: ['permissions: write-all'] }),
      ['write-all job one'],
    ],
    [
      'asks for less than the top of the file',
      file([make], { top: 'permissions: write-all', job: ['permissions: { contents: read }'] }),
      [],
    ],
    ['may read everything', file([make], { top: 'permissions: read-all' }), []],
    ['may write what it names', file([make], { top: 'permissions: { contents: write }' }), []],
    [
      'is what the default says, which was not read, and code of others has it',
      file(['{ uses: someone/build@v1 }'], { top: '' }),
      ['default'],
    ],
    [
      'is what the default says, which was not read, and a workflow of others has it',
      file([], { top: '', job: ['uses: someone/ci/.github/workflows/a.yml@v1'] }),
      ['default'],
    ],
    [
      'is what the default says, which was not read, and no code of others has it',
      file([make], { top: '' }),
      [],
    ],
    [
      'is what the default says, which was not read, and code of others is pinned',
      file([`{ uses: someone/build@${'a'.repeat(40)} }`], { top: '' }),
      [],
    ],
    ['is what its callers have', file([make], { top: '', on: 'workflow_call' }), []],
  ])('%s', (_, text, expected) => {
    expect(told('wide-token')(text)).toEqual(expected);
  });

  test.each([
    ['write', ['default']],
    ['read', []],
  ])('where the default is to %s', (permissions, expected) => {
    expect(told('wide-token', 'public', defaults(permissions))(file([make], { top: '' }))).toEqual(expected);
  });
});

const uses = (action: string, given: string): string => `{ uses: '${action}', with: { ${given} } }`;
const calls = (used: string, secrets: string): string =>
  ['on: push', 'permissions: {}', 'jobs:', '  one:', `    uses: ${used}`, `    secrets: ${secrets}`].join(
    '\n',
  );

describe('secrets that are handed over', () => {
  test.each([
    ['all of them in a variable', file(['{ run: x, env: { A: "${{ toJSON(secrets) }}" } }']), ['one whole']],
    [
      'all of them in another case',
      file(['{ run: x, env: { A: "${{ tojson( Secrets ) }}" } }']),
      ['one whole'],
    ],
    ['all values', file(['{ run: x, env: { A: "${{ join(secrets.*, 1) }}" } }']), ['one whole']],
    ['all of them to an action', file([uses('a/b@v1', 's: "${{ toJSON(secrets) }}"')]), ['one whole']],
    [
      'all of them for the whole file',
      file([make], { top: 'permissions: {}\nenv: { A: "${{ toJSON(secrets) }}" }' }),
      ['one whole'],
    ],
    ['one that the run names', file(['{ run: x, env: { A: "${{ secrets[matrix.s] }}" } }']), ['one whole']],
    ['one', file(['{ run: x, env: { A: "${{ secrets.A }}" } }']), []],
    ['one in brackets', file(['{ run: x, env: { A: "${{ secrets[\'A\'] }}" } }']), []],
    ['outputs of a job of that name', file(['{ run: x, env: { A: "${{ toJSON(needs.secrets) }}" } }']), []],
    ['the word', file(['{ run: x, env: { A: "${{ format(\'secrets {0}\', github.sha) }}" } }']), []],
    [
      'all of them to a workflow of others',
      calls('other/ci/.github/workflows/a.yml@v1', 'inherit'),
      ['one inherit'],
    ],
    ['named ones to it', calls('other/ci/.github/workflows/a.yml@v1', '{ A: "${{ secrets.A }}" }'), []],
    ['all of them to one of the same owner', calls('Acme/ci/.github/workflows/a.yml@v1', 'inherit'), []],
    ['all of them to one of the same repository', calls('./.github/workflows/a.yml', 'inherit'), []],
  ])('%s', (_, text, expected) => {
    expect(told('all-secrets')(text)).toEqual(expected);
  });
});

describe('tokens of apps', () => {
  const app = (given: string): string =>
    file([
      uses('actions/create-github-app-token@v2', ['app-id: 1', ...(given === '' ? [] : [given])].join(', ')),
    ]);
  test.each([
    ['everywhere, with everything', app('owner: acme'), ['one step 1']],
    ['here, with everything', app(''), ['one step 1']],
    ['everywhere, with little', app('owner: acme, permission-contents: read'), ['one step 1']],
    ['in one place, with little', app('owner: acme, repositories: web, permission-contents: read'), []],
    ['here, with little', app('permission-issues: write'), []],
    ['by an older action', file([uses('tibdex/github-app-token@v2', 'app_id: 1')]), ['one step 1']],
    ['by another action', file([uses('acme/token@v2', 'owner: acme')]), []],
  ])('%s', (_, text, expected) => {
    expect(told('token-not-narrowed')(text)).toEqual(expected);
  });
});

const run = (command: string, env = ''): string =>
  `{ run: '${command}'${env === '' ? '' : `, env: { ${env} }`} }`;
const secret = (variable: string, name: string): string => `${variable}: "\${{ secrets.${name} }}"`;

describe('packages that are published', () => {
  test.each([
    ['to npm with a key', [run('npm publish', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN'))], ['one npm']],
    [
      'to npm with a key of another name',
      [run('pnpm -r publish', secret('NODE_AUTH_TOKEN', 'X'))],
      ['one npm'],
    ],
    ['to npm without a key', [run('npm publish')], []],
    ['installed with a key', [run('npm ci', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN'))], []],
    [
      'to GitHub with the token of the job',
      [run('npm publish', secret('NODE_AUTH_TOKEN', 'GITHUB_TOKEN'))],
      [],
    ],
    [
      'to another registry',
      [run('npm publish --registry https://npm.acme.test', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN'))],
      [],
    ],
    [
      'to another registry that was set up',
      [
        uses('actions/setup-node@v4', "registry-url: 'https://npm.pkg.github.com'"),
        run('npm publish', secret('NODE_AUTH_TOKEN', 'PAT')),
      ],
      [],
    ],
    [
      'to npm, which was set up',
      [
        uses('actions/setup-node@v4', "registry-url: 'https://registry.npmjs.org'"),
        run('npm publish --provenance', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN')),
      ],
      ['one npm'],
    ],
    [
      'to PyPI by the action',
      [uses('pypa/gh-action-pypi-publish@v1', secret('password', 'PYPI'))],
      ['one PyPI'],
    ],
    [
      'to PyPI by the action without a key',
      [uses('pypa/gh-action-pypi-publish@v1', 'skip-existing: true')],
      [],
    ],
    [
      'to an index of its own by the action',
      [
        uses(
          'pypa/gh-action-pypi-publish@v1',
          `${secret('password', 'P')}, repository-url: 'https://pypi.acme.test'`,
        ),
      ],
      [],
    ],
    [
      'to PyPI by command',
      [run('twine upload dist/*', secret('TWINE_PASSWORD', 'PYPI_TOKEN'))],
      ['one PyPI'],
    ],
    ['to PyPI with the key in the command', [run('uv publish --token ${{ secrets.PYPI }}')], ['one PyPI']],
    ['to an index of its own', [run('twine upload -r internal dist/*', secret('TWINE_PASSWORD', 'P'))], []],
    ['to crates.io', [run('cargo publish', secret('CARGO_REGISTRY_TOKEN', 'CRATES'))], ['one crates.io']],
    [
      'to crates.io by a script',
      [run('./release', secret('CARGO_REGISTRY_TOKEN', 'CRATES'))],
      ['one crates.io'],
    ],
    [
      'to crates.io with a token that lasts an hour',
      [run('cargo publish', 'CARGO_REGISTRY_TOKEN: "${{ steps.auth.outputs.token }}"')],
      [],
    ],
    ['to RubyGems', [run('gem push x.gem', secret('GEM_HOST_API_KEY', 'RUBYGEMS'))], ['one RubyGems']],
    [
      'to a host of its own',
      [run('gem push --host https://gems.acme.test x.gem', secret('GEM_HOST_API_KEY', 'RUBYGEMS'))],
      [],
    ],
    [
      'to NuGet',
      [run('dotnet nuget push x -k ${{ secrets.NUGET }} -s https://api.nuget.org/v3/index.json')],
      ['one NuGet'],
    ],
    ['to another feed', [run('dotnet nuget push x -k ${{ secrets.NUGET }} -s https://nuget.acme.test')], []],
  ])('%s', (_, steps, expected) => {
    expect(told('key-instead-of-federation')(file(steps))).toEqual(expected);
  });

  test('to npm from a machine of its own, which it takes no tokens from', () => {
    const steps = [run('npm publish', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN'))];
    expect(told('key-instead-of-federation')(file(steps, { job: ['runs-on: self-hosted'] }))).toEqual([]);
  });

  test('with a key that is told where it is stored', () => {
    const stored = record('github.secret', 'acme/shop/actions/NPM_TOKEN', {
      level: 'repository',
      kind: 'actions',
      name: 'NPM_TOKEN',
      repository: shop,
    });
    const text = file([run('npm publish', secret('NODE_AUTH_TOKEN', 'NPM_TOKEN'))]);
    expect(told('key-instead-of-federation', 'public', stored)(text)).toEqual([]);
  });
});

describe('a variable with a key of a cloud', () => {
  const stored = (name: string): string => `${name}: '\${{ secrets.KEY }}'`;
  const ran = '{ run: make deploy }';
  const ofJob = (...lines: readonly string[]): Part => ({
    job: ['env:', ...lines.map((line) => `  ${line}`)],
  });
  test.each<readonly [string, readonly string[], Part, readonly string[]]>([
    ...(
      [
        ['AWS_SECRET_ACCESS_KEY', 'AWS'],
        ['AZURE_CLIENT_SECRET', 'Azure'],
        ['AZURE_CREDENTIALS', 'Azure'],
        ['ARM_CLIENT_SECRET', 'Azure'],
        ['GOOGLE_CREDENTIALS', 'Google Cloud'],
        ['GCP_SA_KEY', 'Google Cloud'],
      ] as const
    ).map(([name, cloud]) => [`${name} of a job`, [ran], ofJob(stored(name)), [`one ${cloud}`]] as const),
    [
      'of the file',
      [ran],
      { top: `permissions: {}\nenv: { ${stored('ARM_CLIENT_SECRET')} }` },
      ['one Azure'],
    ],
    ['of a step', [`{ run: x, env: { ${stored('AWS_SECRET_ACCESS_KEY')} } }`], {}, ['one AWS']],
    ['by its index', [`{ run: x, env: { GCP_SA_KEY: "\${{ secrets['KEY'] }}" } }`], {}, ['one Google Cloud']],
    [
      'and the input of a login, once',
      [
        `{ run: x, env: { ${stored('AWS_SECRET_ACCESS_KEY')} } }`,
        uses('aws-actions/configure-aws-credentials@v4', "aws-secret-access-key: '${{ secrets.KEY }}'"),
      ],
      {},
      ['one AWS'],
    ],
    ['the id of a key alone', [ran], ofJob(stored('AWS_ACCESS_KEY_ID')), []],
    ['a name that only looks like one', [ran], ofJob(stored('MY_AWS_SECRET_ACCESS_KEY_NAME')), []],
    [
      'what a login by a token gave',
      [ran],
      ofJob("AWS_SECRET_ACCESS_KEY: '${{ steps.login.outputs.aws-secret-access-key }}'"),
      [],
    ],
    ['an output that is called secrets', [ran], ofJob("GCP_SA_KEY: '${{ needs.secrets.outputs.key }}'"), []],
    ['a value for tests', [ran], ofJob('AWS_SECRET_ACCESS_KEY: test'), []],
  ])('%s', (_, steps, part, expected) => {
    expect(told('key-instead-of-federation')(file(steps, part))).toEqual(expected);
  });
});

describe('the checkout that is uploaded', () => {
  const keeps = '{ uses: actions/checkout@v4 }';
  const upload = (given: string, version = 'v4'): string => uses(`actions/upload-artifact@${version}`, given);
  test.each([
    ['with the token', [keeps, upload('path: ., include-hidden-files: true')], ['one step 2']],
    ['with the token, by an older action', [keeps, upload('path: ./', 'v3')], ['one step 2']],
    ['with the token, as long as hidden files stay out', [keeps, upload('path: .')], ['one step 2']],
    ['by the name of the folder', [keeps, upload("path: '${{ github.workspace }}'")], ['one step 2']],
    ['as a cache', [keeps, uses('actions/cache@v4', 'path: ., key: x')], ['one step 2']],
    [
      'in a folder',
      [uses('actions/checkout@v4', 'path: src'), upload('path: src, include-hidden-files: true')],
      ['one step 2'],
    ],
    ['without the token', [uses('actions/checkout@v4', 'persist-credentials: false'), upload('path: .')], []],
    [
      'by a checkout that keeps the token elsewhere',
      [uses('actions/checkout@v6', 'fetch-depth: 0'), upload('path: .')],
      [],
    ],
    ['in part', [keeps, upload('path: dist')], []],
    ['without its configuration', [keeps, upload('path: ".\\n!.git/**"')], []],
    ['before there is one', [upload('path: .'), keeps], []],
  ])('%s', (_, steps, expected) => {
    expect(told('credential-in-files')(file(steps))).toEqual(expected);
  });
});

describe('conditions against outsiders', () => {
  const guarded = (
    condition: string,
    on = 'pull_request_target',
    permissions = '{ contents: write }',
  ): string =>
    file([make], { on, top: `permissions: ${permissions}`, job: [`if: ${JSON.stringify(condition)}`] });
  const bot = "github.actor == 'dependabot[bot]'";
  test.each([
    ['who acted last', guarded(bot), ['one']],
    ['who acted last, written as an expression', guarded(`\${{ ${bot} }}`), ['one']],
    [
      'who acted last, by index and in another case',
      guarded("GitHub['ACTOR'] == 'dependabot[bot]'"),
      ['one'],
    ],
    ['who acted last, the other way round', guarded("'renovate[bot]' == github.triggering_actor"), ['one']],
    ['one of several bots', guarded('contains(fromJSON(\'["dependabot[bot]"]\'), github.actor)'), ['one']],
    ['any bot', guarded("endsWith(github.actor, '[bot]')"), ['one']],
    [
      'who acted last, and something of no worth',
      guarded(`${bot} && github.event.action == 'opened'`),
      ['one'],
    ],
    ['who acted last, on another run', guarded(bot, 'workflow_run'), ['one']],
    ['the name of the branch', guarded("startsWith(github.head_ref, 'dependabot/')"), ['one']],
    [
      'the name of the branch of another run',
      guarded("github.event.workflow_run.head_branch == 'main'", 'workflow_run'),
      ['one'],
    ],
    // A second question that outsiders cannot meet.
    [
      'who acted last, from the repository itself',
      guarded(`${bot} && github.event.pull_request.head.repo.full_name == github.repository`),
      [],
    ],
    ['who opened it', guarded("github.event.pull_request.user.login == 'dependabot[bot]'"), []],
    [
      'the name of the branch of a push',
      guarded(
        "github.event.workflow_run.event == 'push' && github.event.workflow_run.head_branch == 'main'",
        'workflow_run',
      ),
      [],
    ],
    // No guard at all: that outsiders start it is told by itself.
    ['everybody but a bot', guarded("github.actor != 'dependabot[bot]'"), []],
    ['a bot, or everybody', guarded(`${bot} || github.event.action == 'opened'`), []],
    ['a person', guarded("github.actor == 'mona'"), []],
    // Forks have nothing there.
    ['who acted last, where forks get no privileges', guarded(bot, 'pull_request'), []],
    ['who acted last, where nothing is held', guarded(bot, 'pull_request_target', '{}'), []],
  ])('%s', (_, text, expected) => {
    expect(told('spoofable-guard')(text)).toEqual(expected);
  });

  test('of a step', () => {
    const text = file(['{ run: gh pr merge, if: "github.actor == \'dependabot[bot]\'" }'], {
      on: 'pull_request_target',
      top: 'permissions: { contents: write }',
    });
    expect(told('spoofable-guard')(text)).toEqual(['one step 1']);
  });
});

describe("pull requests on machines of one's own", () => {
  const job = (runsOn: string, ...more: readonly string[]): string =>
    file([make], { on: 'pull_request', job: [`runs-on: ${runsOn}`, ...more] });
  test.each([
    ['of a repository that may be public', null, job('[self-hosted, linux]'), ['one pull_request']],
    ['of a public repository', 'public', job('self-hosted'), ['one pull_request']],
    [
      'by a row of the matrix',
      'public',
      job('"${{ matrix.os }}"', 'strategy: { matrix: { os: [self-hosted, ubuntu-latest] } }'),
      ['one pull_request'],
    ],
    ['of a private repository', 'private', job('self-hosted'), []],
    ['on a machine of GitHub', 'public', job('ubuntu-latest'), []],
    [
      'that come from the repository itself',
      'public',
      job('self-hosted', 'if: github.event.pull_request.head.repo.full_name == github.repository'),
      [],
    ],
    ['other events', 'public', file([make], { job: ['runs-on: self-hosted'] }), []],
  ] as const)('%s', (_, visibility, text, expected) => {
    expect(told('open-host', visibility)(text)).toEqual(expected);
  });
});

describe('texts that look like secrets', () => {
  const leaked = (text: string): readonly (readonly [kind: string, unsure: boolean])[] =>
    redactWorkflow(text).secrets.map(({ kind, unsure }) => [kind, unsure === true]);
  test.each([
    ['generated', 'API_TOKEN: aB3dE5fG7hJ9', [['named-value', false]]],
    ['written by a person', 'API_TOKEN: some-words:of-somebody', [['named-value', true]]],
    ['code', 'run: \'x(access_token=os.getenv("A"),)\'', []],
    ['a path in a store', 'repo_secrets: |\n  API_TOKEN=store:api-key', [['named-value', true]]],
    ['a password of tests', 'API_TOKEN: testtoken', [['named-value', true]]],
    ['one of a test database', 'DB_PASSWORD: demo123456789', [['named-value', true]]],
    ['a form of a test', 'run: "curl -d \'password=111111%40&port=SAME\' http://x"', [['named-value', true]]],
    ['a password that somebody made up', 'DB_PASSWORD: Tr0ub4dor&3', [['named-value', false]]],
    ['one with a word of tests in it', 'DB_PASSWORD: test8Kq!x2', [['named-value', false]]],
    ['names of variables', 'PASS_LINUX: >-\n  CACHE_DIR\n  CACHE_CHECK', []],
    ['a switch', 'run: \'{ "security.password": false, "a": 1 }\'', []],
    ['the name of a key', 'run: "curl -H \'X-Signing-Key-Name: packages\' https://x.example"', []],
    ['a title', 'run: gh issue create -t "Nightly run failed" -b "$body"', []],
    ['an archive in a list of names', "run: find . -name '*.zip' -print0 -exec unzip {} \\;", []],
    ['the end of a text', 'run: "cat << RUN_CONFIG_bffb3bf6bfa885fd_SETUP_End_OF"', []],
    ['the name of a flag', 'run: "make -e LIB_SYS_CFLAGS_powerpc64le_Unknown_linux_gnu=-DA=26"', []],
    ['generated, with signs', `run: "x aB3dE5fG7_hJ9kL2mN4pQ6rS8tU0vW1xY3zA5"`, [['random-text', true]]],
    ['of a form of its own', `API_TOKEN: ghp_${'aB3'.repeat(12)}`, [['token', false]]],
  ])('%s', (_, text, expected) => {
    expect(leaked(text)).toEqual(expected);
  });

  test('one that may well be none is told as unsure', () => {
    const of = (unsure: boolean): SnapshotRecord =>
      record('github.workflow', 'acme/shop/.github/workflows/ci.yml', {
        repository: shop,
        path: '.github/workflows/ci.yml',
        text: file([make]),
        blanked: 1,
        secrets: [{ kind: 'named-value', line: 1, ...(unsure ? { unsure: true as const } : {}) }],
      });
    const told = (unsure: boolean): unknown => {
      const found = estateOf([organizationRecord(), repositoryRecord(shop), of(unsure)])
        .identities.flatMap(({ exposures = [] }) => exposures)
        .find(({ kind }) => kind === 'literal-secret');
      return [found?.confidence, found?.atMost];
    };
    expect([told(true), told(false)]).toEqual([
      ['low', 'low'],
      [undefined, undefined],
    ]);
  });
});
