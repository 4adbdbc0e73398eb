import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/github/facts/inventory.ts';
import type { Draft } from '../../../../connectors/github/identities/draft.ts';
import {
  agentDrafts,
  dependabotDrafts,
  runnerDrafts,
} from '../../../../connectors/github/identities/runners-and-agents.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { api, organizationRecord, record, repository, shared, web } from '../support.ts';

const read = (...records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of [
    organizationRecord({ default_repository_permission: 'none' }),
    repository(web),
    repository(api),
    ...records,
  ])
    reader.add(each);
  return reader.finish();
};

describe('runners, agents and Dependabot', () => {
  const runner = (part: object = {}): SnapshotRecord =>
    record('github.runner', 'r', {
      id: 1,
      name: 'box',
      level: 'organization',
      status: 'online',
      ...part,
    } as never);
  const group = (part: object): SnapshotRecord =>
    record('github.runner-group', 'g', { id: 5, name: 'big', visibility: 'all', ...part } as never);
  const lets = (drafts: readonly Draft[]): readonly string[] =>
    drafts.flatMap(({ trusts = [] }) =>
      trusts.map(({ mechanism, party, principal, external, conditions }) =>
        [mechanism, party, principal, external, ...conditions.map(({ key }) => key)].join(', '),
      ),
    );
  const writes = (place: string, ...conditions: readonly string[]): string =>
    ['write-code', 'scope', `whoever may write to ${place}`, 'no', ...conditions].join(', ');
  const inGroup = { runner_group_id: 5 };
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['of an organisation', [runner()], [writes('a repository of acme')]],
    ['of a repository', [runner({ level: 'repository', repository: web })], [writes('acme/web')]],
    [
      'of a group for some',
      [runner(inGroup), group({ visibility: 'selected', repositories: [web, api] })],
      [writes('acme/api'), writes('acme/web')],
    ],
    [
      'of a group for nobody knows which',
      [runner(inGroup), group({ visibility: 'selected' })],
      [writes('a repository of acme')],
    ],
    [
      'of a group for what is not public',
      [runner(inGroup), group({ visibility: 'private' })],
      [writes('a repository of acme', 'the repository is not public')],
    ],
    [
      'of a group for some workflows',
      [
        runner(inGroup),
        group({
          restricted_to_workflows: true,
          selected_workflows: ['acme/web/.github/workflows/a.yml@main', 'x'],
        }),
      ],
      [writes('a repository of acme', 'the workflow is one of acme/web/.github/workflows/a.yml@main, x')],
    ],
    [
      'of a group for workflows that nobody told',
      [runner(inGroup), group({ restricted_to_workflows: true })],
      [writes('a repository of acme', 'the workflow is one of those of the group')],
    ],
  ])('%s run the jobs of those who write there', (_, records, expected) => {
    expect(lets(runnerDrafts(read(...records)))).toEqual(expected);
  });
  test('runners by what they are registered with', () => {
    const said = (part: object): string => {
      const [{ id, scope, credentials, grants }] = runnerDrafts(read(runner(part))) as [Draft];
      const [{ id: own, kind, lifetime, binding, status }] = credentials as [Draft['credentials'][number]];
      return [
        id,
        scope,
        own,
        kind,
        lifetime,
        binding,
        status,
        ...grants.map(
          ({ scope: on, name, via, rights }) =>
            `${name} ${via} ${on} ${rights.map((each) => `${each.place} ${each.service} ${each.level}`).join()}`,
        ),
      ].join(', ');
    };
    expect([
      said({}),
      said({ ephemeral: true, status: 'offline', level: 'repository', repository: web }),
    ]).toEqual([
      'orgs/acme/actions/runners/1, acme, registration of box, runner-registration, static, certificate, active, takes jobs registration acme organization runners 2',
      'repos/acme/web/actions/runners/1, acme/web, registration of box, runner-registration, short-lived, certificate, unknown, takes jobs registration acme/web repository actions 2',
    ]);
  });

  const copilot = (part: object): SnapshotRecord =>
    record('github.copilot', 'c', { level: 'organization', ...part } as never);
  const reads = 'what it reads makes it write that';
  const runs = 'somebody approves the workflow runs of its branch';
  test.each<[string, object, readonly string[], readonly string[]]>([
    [
      'everywhere',
      { enabled_repositories: 'all' },
      [`push acme if ${reads}; ${runs}`],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    ['nowhere', { enabled_repositories: 'none' }, [], []],
    [
      'in some',
      { enabled_repositories: 'selected', repositories: [web, api] },
      [`push acme/web if ${reads}; ${runs}`, `push acme/api if ${reads}; ${runs}`],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    [
      'in nobody knows which',
      { enabled_repositories: 'selected' },
      [],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    [
      'in one, whose runs nobody approves',
      { level: 'repository', repository: web, require_actions_workflow_approval: false },
      [`push acme/web if ${reads}`],
      ['start, scope, whoever may write to acme/web, no'],
    ],
    [
      'in one that automations set off',
      {
        level: 'repository',
        repository: web,
        is_automations_enabled: true,
        require_write_access_for_automation_triggers: false,
      },
      [`push acme/web if ${reads}; ${runs}`],
      [
        'start, scope, whoever may write to acme/web, no',
        'start, everyone, whoever sets off an automation, yes',
      ],
    ],
    [
      'in one whose automations ask for access',
      {
        level: 'repository',
        repository: web,
        is_automations_enabled: true,
        require_write_access_for_automation_triggers: true,
      },
      [`push acme/web if ${reads}; ${runs}`],
      ['start, scope, whoever may write to acme/web, no'],
    ],
  ])('an agent works %s', (_, part, holds, trusts) => {
    const drafts = agentDrafts(read(copilot(part)));
    expect(
      drafts.flatMap((draft) =>
        draft.holds.map(({ place, strength, assumes }) => `${strength} ${place} if ${assumes.join('; ')}`),
      ),
    ).toEqual(holds);
    expect(lets(drafts)).toEqual(trusts);
    expect(
      drafts.every(({ agent, nature }) => agent === true && nature.reason === 'the Copilot cloud agent'),
    ).toBe(true);
  });

  test('Dependabot is known by what is kept for it, the first of each organisation', () => {
    const secret = (id: string, part: object): SnapshotRecord =>
      record('github.secret', id, { level: 'repository', kind: 'dependabot', name: id, ...part } as never);
    const drafts = dependabotDrafts(
      read(
        secret('A', { repository: web }),
        secret('B', { level: 'organization' }),
        secret('C', { repository: { id: 9, full_name: 'other/x' } }),
        secret('D', { repository: shared, kind: 'actions' }),
        record('github.private-registry', 'R', { name: 'R', visibility: 'all' } as never),
      ),
    );
    expect(
      drafts
        .map(({ id, owner, name, source }) => [id, owner, name, source.record, source.id].join(', '))
        .sort(),
    ).toEqual([
      'orgs/acme/dependabot, acme, Dependabot in acme, github.secret, A',
      'orgs/other/dependabot, other, Dependabot in other, github.secret, C',
    ]);
    expect(lets(drafts).toSorted()).toEqual([
      writes('a repository of acme'),
      writes('a repository of other'),
    ]);
    expect(
      dependabotDrafts(
        read(record('github.private-registry', 'R', { name: 'R', visibility: 'all' } as never)),
      ).map(({ source }) => source),
    ).toEqual([{ record: 'github.private-registry', id: 'R' }]);
  });
});
