import { byText } from '../../../src/model/by-text.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { fuller } from '../../../src/snapshot/records-by-kind.ts';
import { fileOf as calledFileOf, withCalls } from '../workflows/calls.ts';
import { type Json, readWorkflowFile, type Unreadable, type Workflow } from '../workflows/file.ts';
import { localActions, withLocalActions } from '../workflows/local-actions.ts';
import type { GitHubRecordData, GitHubRecordKind } from './records.ts';

/** A record with its place in the snapshot. */
export interface Fact<Kind extends GitHubRecordKind> {
  /** Id of the record. */
  readonly id: string;
  /** Login of the organisation; of an offline reading the repository's full name. */
  readonly scope: string;
  readonly data: GitHubRecordData<Kind>;
}

export interface WorkflowFact extends Fact<'github.workflow'> {
  /** As it is written, with the steps of the repository's own actions that were read. Absent: not read, or no workflow. */
  readonly workflow?: Workflow;
  /** Why its text is no workflow, or none that anybody can judge. Absent: it is one, or its text is not there. */
  readonly unreadable?: Unreadable;
  /** With the jobs of the workflows that it calls. */
  readonly runs?: Workflow;
  /** Whether a workflow that was read calls it. */
  readonly isCalled?: true;
}

/** All facts about GitHub, by kind, in an order of their own. */
export interface GitHubInventory {
  readonly of: <Kind extends GitHubRecordKind>(kind: Kind) => readonly Fact<Kind>[];
  /** By full name, sorted. */
  readonly repositories: ReadonlyMap<string, Fact<'github.repository'>>;
  /** By full name in whatever case. */
  readonly repositoryNamed: (fullName: string) => Fact<'github.repository'> | undefined;
  /** By login, sorted. */
  readonly organizations: ReadonlyMap<string, Fact<'github.organization'>>;
  /** By full name of the repository. */
  readonly workflows: ReadonlyMap<string, readonly WorkflowFact[]>;
  /** Actions that lie in a repository, by what `localPlace` makes of a use of them. */
  readonly localActionsOf: (repository: string) => (used: string) => Json | undefined;
  /** By full name of the repository. */
  readonly environments: ReadonlyMap<string, readonly Fact<'github.environment'>[]>;
  /** Repositories of an organisation, by login. */
  readonly repositoriesOf: (organization: string) => readonly Fact<'github.repository'>[];
  /** Secrets that a workflow of the repository can use: its own, of its environments, and of its organisation. */
  readonly secretsOf: (repository: string) => readonly Fact<'github.secret'>[];
  /** Self-hosted runners that take jobs of the repository. */
  readonly runnersOf: (repository: string) => readonly Fact<'github.runner'>[];
  /** Of an organisation's runner; undefined: of a repository, or not read. */
  readonly runnerGroupOf: (
    runner: Pick<Fact<'github.runner'>, 'scope' | 'data'>,
  ) => GitHubRecordData<'github.runner-group'> | undefined;
  /** What a job's token may do that asks for nothing: `read` or `write`; undefined: not known. */
  readonly defaultToken: (repository: string) => string | undefined;
  /** Whether jobs run there: not in an archived repository, nor where the organisation does not allow Actions. */
  readonly runsJobs: (repository: string) => boolean;
}

export const organizationOf = (fullName: string): string => fullName.split('/', 1)[0]!;

const groupedBy = <Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> => Map.groupBy(items, key);

/** Takes in records one by one, in whatever order. */
export const createInventoryReader = () => {
  const facts = new Map<string, Map<string, Fact<GitHubRecordKind>>>();
  return {
    add: ({ record, id, scope, data }: SnapshotRecord): void => {
      let kind = facts.get(record);
      if (kind === undefined) {
        kind = new Map();
        facts.set(record, kind);
      }
      // The reader of the snapshot has held the data against the schema of the kind.
      const fact = { id, scope, data: data as GitHubRecordData<GitHubRecordKind> };
      const known = kind.get(`${scope} ${id}`);
      kind.set(`${scope} ${id}`, known === undefined ? fact : fuller(known, fact));
    },
    finish: (): GitHubInventory => inventoryOf(facts),
  };
};

const placeOfAction = (path: string): string => `./${path.split('/').slice(0, -1).join('/')}`;

const actionsByRepository = (
  facts: readonly Fact<'github.local-action'>[],
): GitHubInventory['localActionsOf'] => {
  const found = new Map(
    [...groupedBy(facts, ({ data }) => data.repository.full_name)].map(([name, own]) => [
      name,
      localActions(new Map(own.map(({ data }) => [placeOfAction(data.path), data.text]))),
    ]),
  );
  return (repository) => found.get(repository) ?? (() => undefined);
};

const workflowsIn = (
  facts: readonly Fact<'github.workflow'>[],
  actionsOf: GitHubInventory['localActionsOf'],
): readonly WorkflowFact[] => {
  const read = facts.map((fact): WorkflowFact => {
    if (fact.data.text === undefined) return fact;
    const own = readWorkflowFile(fact.data.text);
    const workflow = 'why' in own ? own : withLocalActions(own, actionsOf(fact.data.repository.full_name));
    return 'why' in workflow ? { ...fact, unreadable: workflow } : { ...fact, workflow };
  });
  // Names of owners and repositories ignore case, those of files do not: two that differ in nothing else are rare.
  const fileOf = (file: string): string => file.toLowerCase();
  const byFile = new Map(
    read.map(({ data, workflow }) => [fileOf(`${data.repository.full_name}/${data.path}`), workflow]),
  );
  const called = new Set(
    read.flatMap(({ data, workflow }) =>
      (workflow?.jobs ?? []).flatMap(({ calls }) => {
        const place = calls === undefined ? undefined : calledFileOf(calls, data.repository.full_name);
        return place === undefined ? [] : [fileOf(place.file)];
      }),
    ),
  );
  return read.map((fact) => {
    if (fact.workflow === undefined) return fact;
    const { full_name } = fact.data.repository;
    const runs = withCalls(fact.workflow, full_name, (file) => byFile.get(fileOf(file)));
    return {
      ...fact,
      ...(called.has(fileOf(`${full_name}/${fact.data.path}`)) ? { isCalled: true as const } : {}),
      ...('why' in runs ? { unreadable: runs } : { runs }),
    };
  });
};

const inventoryOf = (
  facts: ReadonlyMap<string, ReadonlyMap<string, Fact<GitHubRecordKind>>>,
): GitHubInventory => {
  const sorted = new Map<string, readonly Fact<GitHubRecordKind>[]>();
  const of = <Kind extends GitHubRecordKind>(kind: Kind): readonly Fact<Kind>[] => {
    let found = sorted.get(kind);
    if (found === undefined) {
      found = [...(facts.get(kind) ?? [])].sort(([a], [b]) => byText(a, b)).map(([, fact]) => fact);
      sorted.set(kind, found);
    }
    return found as readonly Fact<Kind>[];
  };

  const repositories = new Map(
    of('github.repository')
      .map((fact): [string, Fact<'github.repository'>] => [fact.data.full_name, fact])
      .sort(([a], [b]) => byText(a, b)),
  );
  const byLowerCase = new Map([...repositories].map(([name, fact]) => [name.toLowerCase(), fact]));
  const byOwner = groupedBy([...repositories.values()], ({ data }) => organizationOf(data.full_name));
  const secrets = of('github.secret');
  const ofOrganization = groupedBy(
    secrets.filter(({ data }) => data.level === 'organization'),
    ({ scope }) => scope,
  );
  const ofRepository = groupedBy(
    secrets.filter(({ data }) => data.repository !== undefined),
    ({ data }) => data.repository!.full_name,
  );
  const runnersOfOrganization = groupedBy(
    of('github.runner').filter(({ data }) => data.level === 'organization'),
    ({ scope }) => scope,
  );
  const runnersOfRepository = groupedBy(
    of('github.runner').filter(({ data }) => data.repository !== undefined),
    ({ data }) => data.repository!.full_name,
  );
  const groups = new Map(
    of('github.runner-group').map((fact) => [`${fact.scope} ${fact.data.id}`, fact.data]),
  );
  const tokens = new Map(
    of('github.actions-policy').map(({ scope, data }) => [
      data.repository?.full_name ?? scope,
      data.default_workflow_permissions ?? undefined,
    ]),
  );

  const allowed = new Map(
    of('github.actions-policy').flatMap(({ scope, data }) => {
      const chosen = data.enabled_repositories === 'none' ? [] : data.enabled_repository_list;
      return data.repository !== undefined || chosen === undefined
        ? []
        : [[scope, new Set(chosen.map(({ id }) => id))] as const];
    }),
  );

  /** Whether something of an organisation with such a visibility is there for a repository. */
  const isVisible = (
    { data }: Fact<'github.repository'>,
    visibility: string | null | undefined,
    selected: readonly { readonly id: number }[] | undefined,
  ): boolean =>
    visibility === 'all' ||
    (visibility === 'private' && data.visibility !== 'public') ||
    // Selected, and nobody told which: it may be this one.
    (visibility === 'selected' && (selected === undefined || selected.some(({ id }) => id === data.id)));

  const localActionsOf = actionsByRepository(of('github.local-action'));

  return {
    of,
    repositories,
    repositoryNamed: (name) => byLowerCase.get(name.toLowerCase()),
    organizations: new Map(of('github.organization').map((fact) => [fact.data.login, fact])),
    workflows: groupedBy(
      workflowsIn(of('github.workflow'), localActionsOf),
      ({ data }) => data.repository.full_name,
    ),
    localActionsOf,
    environments: groupedBy(of('github.environment'), ({ data }) => data.repository.full_name),
    repositoriesOf: (organization) => byOwner.get(organization) ?? [],
    secretsOf: (name) => {
      const repository = repositories.get(name);
      if (repository === undefined) return ofRepository.get(name) ?? [];
      return [
        ...(ofRepository.get(name) ?? []),
        ...(ofOrganization.get(organizationOf(name)) ?? []).filter(({ data }) =>
          isVisible(repository, data.visibility, data.repositories),
        ),
      ];
    },
    runnersOf: (name) => {
      const repository = repositories.get(name);
      if (repository === undefined) return runnersOfRepository.get(name) ?? [];
      return [
        ...(runnersOfRepository.get(name) ?? []),
        ...(runnersOfOrganization.get(organizationOf(name)) ?? []).filter(({ scope, data }) => {
          const group = groups.get(`${scope} ${data.runner_group_id}`);
          // Of a group that was not read nobody knows whom it serves: then it may be everybody.
          if (group === undefined) return true;
          if (repository.data.visibility === 'public' && group.allows_public_repositories === false)
            return false;
          return isVisible(repository, group.visibility, group.repositories);
        }),
      ];
    },
    runnerGroupOf: ({ scope, data }) => groups.get(`${scope} ${data.runner_group_id}`),
    runsJobs: (name) => {
      const { archived, disabled, id } = repositories.get(name)?.data ?? {};
      return (
        archived !== true &&
        disabled !== true &&
        (id === undefined || allowed.get(organizationOf(name))?.has(id) !== false)
      );
    },
    defaultToken: (name) => tokens.get(name) ?? tokens.get(organizationOf(name)),
  };
};
