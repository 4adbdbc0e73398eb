import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  access,
  estateOf,
  member,
  nodeName,
  organizationRecord,
  record,
  repository,
  reviewed,
  web,
  workflow,
} from '../support.ts';

const name = 'AWS_SECRET_ACCESS_KEY';
const secret = (part: Partial<GitHubRecordInput<'github.secret'>>): SnapshotRecord =>
  record('github.secret', name, { level: 'repository', kind: 'actions', name, repository: web, ...part });

/** `who: what it rests on` of each who can read the key. */
const readers = (...records: readonly SnapshotRecord[]): readonly string[] => {
  const estate = estateOf([organizationRecord(), repository(web), ...records]);
  return estate
    .storedKeys!.map(({ node, assumes = [] }) => [nodeName(estate, node), ...assumes].join(': '))
    .sort();
};

const job = (on: string): SnapshotRecord =>
  workflow(`on: ${on}
jobs:
  one: { runs-on: ubuntu-latest, permissions: {}, steps: [{ run: make, env: { K: "\${{ secrets.${name} }}" } }] }
`);
const ci = 'repos/acme/web/.github/workflows/ci.yml';
const pushers = 'whoever can push a branch to acme/web';

describe('who can read a stored key', () => {
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'of Actions: jobs that name it, and whoever can write one that does',
      [secret({}), job('push')],
      [ci, 'whoever can push workflow files to acme/web'],
    ],
    [
      'of an environment that an expression may name, and that is reviewed',
      [
        secret({ level: 'environment', environment: 'production' }),
        record('github.environment', 'acme/web/production', {
          name: 'production',
          repository: web,
          reviewers: [{ type: 'User', name: 'ada' }],
        }),
        workflow(`on: workflow_dispatch
jobs:
  one: { runs-on: ubuntu-latest, environment: "\${{ inputs.where }}", permissions: {}, steps: [{ run: "\${{ secrets.${name} }}" }] }
`),
      ],
      [
        'control of acme/web',
        `${ci}#environment=\${{ inputs.where }}: \${{ inputs.where }} names production: a reviewer of environment production approves`,
      ],
    ],
    [
      'of selected repositories: whoever selects them as well',
      [
        secret({
          level: 'organization',
          repository: undefined,
          visibility: 'selected',
          repositories: [web],
        }),
      ],
      [
        'whoever can push workflow files to acme/web',
        'whoever decides which repositories use the secrets of acme: it can push to a repository that it lets use the secret',
      ],
    ],
    [
      'of Dependabot: it, jobs that it starts, and whoever tells it where to take the key',
      [secret({ kind: 'dependabot' }), job('pull_request')],
      ['control of acme/web', 'orgs/acme/dependabot', `${ci}: Dependabot starts it`, pushers],
    ],
    [
      'of Dependabot, whose configuration lies on a protected branch',
      [secret({ kind: 'dependabot' }), repository(web, { protection: reviewed })],
      [
        'control of acme/web',
        'orgs/acme/dependabot',
        `${pushers}: a change of the protected branch main is let in`,
      ],
    ],
    [
      'of Dependabot, whose configuration lies on a branch that lets a key past',
      [
        secret({ kind: 'dependabot' }),
        repository(web, { protection: { ...reviewed, is_admin_enforced: false } }),
        record('github.deploy-key', '4', { id: 4, repository: web, read_only: false }),
      ],
      [
        'control of acme/web',
        'orgs/acme/dependabot',
        'whoever can push to the protected branch of acme/web',
        `${pushers}: a change of the protected branch main is let in`,
      ],
    ],
    [
      'of Dependabot: not jobs that it does not start',
      [secret({ kind: 'dependabot' }), job('workflow_dispatch')],
      ['control of acme/web', 'orgs/acme/dependabot', pushers],
    ],
    [
      'of the agent: the one of the repository, and whoever gives it work',
      [
        secret({ kind: 'agents' }),
        record('github.copilot', 'acme/web', { level: 'repository', repository: web }),
        job('push'),
      ],
      ['repos/acme/web/copilot', `${pushers}: the agent does what its task tells it to`],
    ],
    [
      'of the agent: the one of the organisation, where it works there',
      [
        secret({ kind: 'agents', level: 'organization', repository: undefined, visibility: 'all' }),
        record('github.copilot', 'acme', {
          level: 'organization',
          enabled_repositories: 'selected',
          repositories: [web],
        }),
      ],
      ['orgs/acme/copilot', `${pushers}: the agent does what its task tells it to`],
    ],
    [
      'of the agent: nobody, where it works elsewhere',
      [
        secret({ kind: 'agents', level: 'organization', repository: undefined, visibility: 'all' }),
        record('github.copilot', 'acme', {
          level: 'organization',
          enabled_repositories: 'selected',
          repositories: [],
        }),
      ],
      [],
    ],
    [
      'of codespaces: people who write, if they may have one',
      [secret({ kind: 'codespaces' }), job('push')],
      ['people who can push a branch to acme/web: it may have a codespace there: that policy is not read'],
    ],
    [
      'of an archived repository: who can take it out of the archive',
      [secret({}), job('push'), repository(web, { archived: true })],
      ['control of acme/web'],
    ],
  ])('%s', (_, records, expected) => {
    expect(readers(...records)).toEqual([...expected].sort());
  });

  test('an app that writes secrets of the organisation selects their repositories', () => {
    const into = (access: string): number => {
      const estate = estateOf([
        organizationRecord(),
        repository(web),
        secret({ level: 'organization', repository: undefined, visibility: 'selected', repositories: [] }),
        record('github.app-installation', '7', {
          id: 7,
          app_slug: 'helper',
          permissions: { organization_secrets: access },
          repository_selection: 'all',
        }),
      ]);
      const { from, to } = estate.takeover;
      return [...from].filter(
        (node, edge) =>
          nodeName(estate, node) === 'orgs/acme/installations/7' &&
          nodeName(estate, to[edge]!) === 'whoever decides which repositories use the secrets of acme',
      ).length;
    };
    expect([into('write'), into('read')]).toEqual([1, 0]);
  });

  test('people with a codespace are members who write, and neither readers nor keys', () => {
    const estate = estateOf([
      organizationRecord(),
      repository(web),
      secret({ kind: 'codespaces' }),
      member('ada', 'ADMIN'),
      member('bob'),
      member('eve'),
      access('bob', web, 'WRITE'),
      record('github.deploy-key', '4', { id: 4, repository: web, read_only: false }),
    ]);
    const [key] = estate.storedKeys!;
    const { from, to } = estate.takeover;
    const into = [...from].filter((_, edge) => to[edge] === key!.node).map((node) => nodeName(estate, node));
    expect(into.sort()).toEqual(['orgs/acme/members/ada', 'orgs/acme/members/bob']);
  });
});
