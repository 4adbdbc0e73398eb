import { describe, expect, test } from 'vitest';
import {
  type GitHubRecordInput,
  type GitHubRecordKind,
  githubRecords,
} from '../../../../connectors/github/facts/records.ts';
import { interpretGitHub } from '../../../../connectors/github/interpret.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';

const record = <Kind extends GitHubRecordKind>(
  kind: Kind,
  id: string,
  data: GitHubRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: 'acme', id, data: githubRecords[kind].schema.parse(data) });

type Branch = NonNullable<GitHubRecordInput<'github.repository'>['protection']>;
type Rule = GitHubRecordInput<'github.protection'>;

const web = { id: 2, full_name: 'acme/web' };
const reviewed: Branch = { requires_approving_reviews: true, required_approving_review_count: 1 };
const ruled: Branch = { rules: ['PULL_REQUEST'], rulesets: [{ id: 'RRS_5', rules: ['PULL_REQUEST'] }] };
const classic: Branch = {
  ...reviewed,
  restricts_pushes: true,
  branch_rule: 'BPR_2',
  is_admin_enforced: true,
};

const estateOf = (protection: Branch, rules: Readonly<Record<string, Rule>> = {}) => {
  const records = [
    record('github.organization', 'acme', { id: 1, login: 'acme', default_repository_permission: 'none' }),
    record('github.repository', '2', { ...web, name: 'web', default_branch: 'main', protection }),
    record('github.workflow', 'acme/web/ci.yml', {
      repository: web,
      path: '.github/workflows/ci.yml',
      text: 'on: { push: { branches: [main] } }\npermissions: { id-token: write }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }',
    }),
    record('github.app-installation', '7', {
      id: 7,
      app_slug: 'Deployer',
      permissions: { contents: 'write' },
      repository_selection: 'all',
    }),
    record('github.deploy-key', '4', { id: 4, repository: web, read_only: false }),
    record('github.pat-grant', '9', {
      id: 9,
      owner: { id: 5, login: 'ci-user' },
      repository_selection: 'all',
      permissions: { repository: { contents: 'write' } },
    }),
    record('github.team', '3', {
      slug: 'release',
      members: [{ login: 'CI-User' }],
      repositories: [{ repository: web, permission: 'WRITE' }],
    }),
    ...Object.entries(rules).map(([id, rule]) => record('github.protection', id, rule)),
  ];
  return interpretGitHub(records, {
    collectedAt: '2026-09-01T00:00:00.000Z',
    coverage: [],
    settings: defaultSettings,
  });
};

type Estate = ReturnType<typeof estateOf>;
const app = 'orgs/acme/installations/7';
const key = 'repos/acme/web/keys/4';
const token = 'orgs/acme/personal-access-tokens/9';

/** The way into the job of the protected branch. */
const wayOf = (estate: Estate, id: string) => {
  const index = (wanted: string): number => estate.identities.findIndex((each) => each.id === wanted);
  const job = index('repos/acme/web/.github/workflows/ci.yml');
  const steps = reachOf(estate, defaultSettings).pathsToAny({ identities: [job], scopes: [] })(index(id));
  expect(steps.length).toBeGreaterThan(0);
  return steps;
};

/** Whether it gets into that job with nobody to let it in. */
const merges = (estate: Estate, id: string): boolean =>
  wayOf(estate, id).every(({ assumes }) => assumes.length === 0);

/** Whether it gets a token that says it comes from the protected branch, by a workflow file of its own. */
const speaksForMain = (estate: Estate, id: string): boolean => {
  const from = estate.identities.findIndex((each) => each.id === id);
  const reached = new Set([from]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    estate.takeover.from.forEach((node, edge) => {
      const isGroup = estate.takeover.to[edge]! >= estate.identities.length;
      if (reached.has(node) && isGroup) reached.add(estate.takeover.to[edge]!);
    });
  }
  return (estate.tokenOffers ?? []).some(
    ({ node, claims: { ref } }) =>
      reached.has(node) &&
      ref?.like[0] === 'refs/heads/*' &&
      ref.except?.includes('refs/heads/main') !== true,
  );
};

const ruleset = (...bypass_actors: NonNullable<Rule['bypass_actors']>): Record<string, Rule> => ({
  RRS_5: { type: 'ruleset', name: 'main is reviewed', bypass_actors },
});

describe('an app that pushes code, and no workflows', () => {
  test.each<[string, Branch, Record<string, Rule>, boolean]>([
    ['whom the ruleset lets past', ruled, ruleset({ type: 'App', name: 'deployer', mode: 'ALWAYS' }), true],
    [
      'whom it lets past with a pull request only',
      ruled,
      ruleset({ type: 'App', name: 'deployer', mode: 'PULL_REQUEST' }),
      false,
    ],
    ['where it lets another one past', ruled, ruleset({ type: 'App', name: 'other', mode: 'ALWAYS' }), false],
    ['where GitHub did not tell whom', ruled, { RRS_5: { type: 'ruleset', name: 'x' } }, false],
    ['where the rules are of nobody knows what', { rules: ['PULL_REQUEST'] }, {}, false],
    [
      'whom one ruleset lets past and the other does not',
      {
        rules: ['PULL_REQUEST', 'UPDATE'],
        rulesets: [...ruled.rulesets!, { id: 'RRS_6', rules: ['UPDATE'] }],
      },
      {
        ...ruleset({ type: 'App', name: 'deployer', mode: 'ALWAYS' }),
        RRS_6: { type: 'ruleset', name: 'y', bypass_actors: [] },
      },
      false,
    ],
    [
      'who may push and need not wait for a review, by a branch protection rule',
      classic,
      {
        BPR_2: {
          type: 'branch-protection',
          name: 'main',
          push_actors: [{ type: 'App', name: 'deployer' }],
          bypass_actors: [{ type: 'App', name: 'deployer' }],
        },
      },
      true,
    ],
    [
      'who may push and has to wait for a review',
      classic,
      {
        BPR_2: {
          type: 'branch-protection',
          name: 'main',
          push_actors: [{ type: 'App', name: 'deployer' }],
          bypass_actors: [],
        },
      },
      false,
    ],
    [
      'where administrators are let past, and it is none',
      { ...reviewed, is_admin_enforced: false },
      {},
      false,
    ],
  ])('%s', (_, branch, rules, expected) => {
    expect(merges(estateOf(branch, rules), app)).toBe(expected);
  });
});

describe('a deploy key that writes', () => {
  test.each<[string, Branch, Record<string, Rule>, boolean]>([
    ['whom the ruleset lets past', ruled, ruleset({ type: 'DeployKey', mode: 'ALWAYS' }), true],
    ['whom it does not', ruled, ruleset({ type: 'App', name: 'deployer', mode: 'ALWAYS' }), false],
    ['where administrators are let past', { ...reviewed, is_admin_enforced: false }, {}, true],
    ['where they are not', { ...reviewed, is_admin_enforced: true }, {}, false],
  ])('%s', (_, branch, rules, expected) => {
    expect(speaksForMain(estateOf(branch, rules), key)).toBe(expected);
  });
});

test('a token acts as its owner, and by the owner for the team', () => {
  const past = (name: string): boolean =>
    merges(estateOf(ruled, ruleset({ type: 'Team', name, mode: 'ALWAYS' })), token);
  expect([past('release'), past('others')]).toEqual([true, false]);
});

test('the way names the ruleset that lets it past', () => {
  const way = wayOf(estateOf(ruled, ruleset({ type: 'App', name: 'deployer', mode: 'ALWAYS' })), app);
  expect(way.flatMap(({ evidence }) => evidence)).toContainEqual(
    expect.objectContaining({
      record: 'github.protection',
      id: 'RRS_5',
      says: 'ruleset main is reviewed lets it past',
    }),
  );
});
