import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { exposuresIn, organizationRecord, record, repository as repositoryRecord } from '../support.ts';

const app = record('github.app-installation', '7', {
  id: 7,
  app_id: 4711,
  app_slug: 'deployer',
  client_id: 'Iv23abc',
  permissions: { contents: 'write' },
  repository_selection: 'all',
});

const repositoryOf = (name: string) => ({ id: name.charCodeAt(0), full_name: `acme/${name}` });

/** A workflow of a repository that makes a token of an App, as it names it. */
const using = (name: string, given: string, action = 'actions/create-github-app-token@v2'): SnapshotRecord =>
  record('github.workflow', `acme/${name}/.github/workflows/ci.yml`, {
    repository: repositoryOf(name),
    path: '.github/workflows/ci.yml',
    text: `on: push\njobs:\n  a:\n    steps:\n      - uses: ${action}\n        with: { ${given}, private-key: '\${{ secrets.KEY }}' }`,
  });

const told = (...workflows: readonly SnapshotRecord[]): readonly string[] =>
  exposuresIn([
    organizationRecord(),
    ...['shop', 'web'].map((name) => repositoryRecord(repositoryOf(name), { visibility: 'private' })),
    app,
    ...workflows,
  ]).filter((each) => each.includes('key-in-several-places'));

const expected = ['orgs/acme/installations/7 key-in-several-places app-key'];

test.each([
  ['two repositories', [using('shop', 'app-id: 4711'), using('web', 'app-id: 4711')], expected],
  [
    'by number and by client id',
    [using('shop', "app-id: '4711'"), using('web', 'client-id: Iv23abc')],
    expected,
  ],
  [
    'by another action',
    [using('shop', 'app_id: 4711', 'tibdex/github-app-token@v2'), using('web', 'app-id: 4711')],
    expected,
  ],
  ['one repository', [using('shop', 'app-id: 4711')], []],
  ['another App', [using('shop', 'app-id: 4711'), using('web', 'app-id: 4712')], []],
  ['a variable', [using('shop', 'app-id: 4711'), using('web', "app-id: '${{ vars.APP }}'")], []],
  ['another action', [using('shop', 'app-id: 4711'), using('web', 'app-id: 4711', 'acme/thing@v1')], []],
] as const)('the key of an App is used from: %s', (_, workflows, exposures) => {
  expect(told(...workflows)).toEqual(exposures);
});
