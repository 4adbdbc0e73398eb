import type { Beyond } from '../../../src/identities/too-complex.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { pastReading } from '../workflows/values.ts';
import type { Draft } from './draft.ts';
import type { JobGroup } from './job-groups.ts';
import { type Right, strongest } from './rights.ts';
import { trustsOfJobs } from './trusts.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
const tokenRights: Readonly<
  Record<string, { readonly service: string; readonly read: 1 | 2; readonly write: 3 }>
> = {
  actions: { service: 'actions', read: 1, write: 3 },
  checks: { service: 'pull-requests', read: 1, write: 3 },
  contents: { service: 'contents', read: 2, write: 3 },
  deployments: { service: 'environments', read: 1, write: 3 },
  issues: { service: 'pull-requests', read: 1, write: 3 },
  packages: { service: 'packages', read: 2, write: 3 },
  pages: { service: 'contents', read: 1, write: 3 },
  'pull-requests': { service: 'pull-requests', read: 1, write: 3 },
  'security-events': { service: 'security', read: 2, write: 3 },
  statuses: { service: 'pull-requests', read: 1, write: 3 },
};

/**
 * What a token may do that nothing is asked for.
 * https://docs.github.com/en/actions/concepts/security/github_token#permissions-for-the-github_token
 */
const byDefault: Readonly<Record<'read' | 'write', ReadonlyMap<string, string>>> = {
  read: new Map([
    ['contents', 'read'],
    ['packages', 'read'],
  ]),
  write: new Map(Object.keys(tokenRights).map((scope) => [scope, 'write'])),
};

const rightsOf = (permissions: ReadonlyMap<string, string>): readonly Right[] =>
  [...permissions].flatMap(([scope, access]): readonly Right[] => {
    const meaning = tokenRights[scope];
    if (meaning === undefined || (access !== 'read' && access !== 'write')) return [];
    return [{ place: 'repository', service: meaning.service, level: meaning[access] }];
  });

/** Where the default was not read, writing rests on it. */
const mayBeDefault: Condition = {
  class: 'other',
  operator: 'StringEquals',
  key: 'default_workflow_permissions',
  values: ['write'],
};
const unreadDefault = 'tokens of jobs that ask for nothing may write, which was not read';

const pushes = (rights: readonly Right[]): boolean =>
  rights.some(({ service, level }) => service === 'contents' && level >= 3);

/** Rights that the jobs surely have, and those that they have if the default is to write. */
const tokenRightsOf = ({ jobs, repository, secrets }: JobGroup, inventory: GitHubInventory) => {
  const known = inventory.defaultToken(repository);
  const asksNothing = jobs.some(({ permissions }) => permissions === undefined);
  const sure = strongest([
    ...jobs.flatMap(({ permissions }) =>
      rightsOf(permissions ?? byDefault[known === 'write' ? 'write' : 'read']),
    ),
    ...(secrets.length === 0 ? [] : [{ place: 'repository', service: 'secrets', level: 2 } satisfies Right]),
  ]);
  return {
    asksNothing,
    sure,
    perhaps: asksNothing && known === undefined ? rightsOf(byDefault.write) : [],
  };
};

/** https://docs.github.com/en/actions/concepts/security/github_token */
export const jobDrafts = (inventory: GitHubInventory, groups: readonly JobGroup[]): readonly Draft[] =>
  groups.map((group): Draft => {
    const { repository, file, environment } = group;
    const source: FactRef = { record: 'github.workflow', id: file.id };
    const { asksNothing, sure, perhaps } = tokenRightsOf(group, inventory);
    const grant = {
      scope: repository,
      via: 'job token',
      // Ends with the job: no date of its own.
      duration: 'time-bound' as const,
      source,
    };
    const name = file.data.path.slice(file.data.path.lastIndexOf('/') + 1);
    return {
      id: group.id,
      kind: 'workflow',
      nature: { is: 'machine', reason: 'GitHub Actions runs it' },
      name: environment === undefined ? name : `${name} (${environment})`,
      scope: repository,
      credentials: [
        {
          id: `job token of ${file.data.path}`,
          kind: 'job-token',
          lifetime: 'short-lived',
          binding: 'attested',
          status: 'active',
        },
      ],
      grants: [
        ...(sure.length === 0
          ? []
          : [
              {
                ...grant,
                name: asksNothing ? 'default permissions of job tokens' : 'permissions of the job',
                rights: sure,
              },
            ]),
        ...(perhaps.length === 0
          ? []
          : [
              {
                ...grant,
                name: 'default permissions of job tokens, if they may write',
                rights: perhaps,
                conditions: [mayBeDefault],
              },
            ]),
      ],
      holds:
        pushes(sure) || pushes(perhaps)
          ? [
              {
                place: repository,
                strength: 'push',
                assumes: [
                  ...(pushes(sure) ? [] : [unreadDefault]),
                  'somebody else starts what it pushed: events of a job token start no workflow',
                ],
              },
            ]
          : [],
      trusts: trustsOfJobs(inventory, group),
      source,
    };
  });

/** Where jobs ask for nothing and nobody told what they get then. */
export const unreadDefaults = (
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
): readonly Coverage[] => {
  const files = groups
    .filter((group) => tokenRightsOf(group, inventory).perhaps.length > 0)
    .map(({ file }) => file);
  return [...Map.groupBy(files, ({ scope }) => scope)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, own]): Coverage => {
      const count = new Set(own.map(({ id }) => id)).size;
      return {
        connector: 'github',
        scope,
        source: 'default permissions of job tokens',
        status: 'partial',
        detail: `jobs of ${count === 1 ? 'one workflow' : `${count} workflows`} ask for no permissions, and what they get then was not read: that they may write is assumed and shown as such (an App reads it with organization_administration: read)`,
        gives: ['grants'],
      };
    });
};

/** Expressions of workflow files that are longer, deeper or of more parts than are read. */
export const expressionsPastReading = (inventory: GitHubInventory): readonly Beyond[] =>
  [...inventory.workflows.values()].flat().flatMap(({ scope, data: { repository, path, text = '' } }) => {
    const places = pastReading(text);
    const lines = places.slice(0, mostNamed).map((at) => text.slice(0, at).split('\n').length);
    const more = places.length - lines.length;
    return places.length === 0
      ? []
      : [
          {
            scope,
            what: `${repository.full_name}/${path}, line ${[...new Set(lines)].join(', ')}${more > 0 ? ` and ${more} more` : ''}: an expression longer, deeper or of more parts than is read`,
          },
        ];
  });

const mostNamed = 5;

/** What the parser says may quote the text. */
const unquoted = (why: string): string => why.replace(/^(the file is no YAML):.*$/s, '$1');

/** Files in the place of workflows that nobody could read: what their jobs may do is not known. */
export const unreadableWorkflows = (inventory: GitHubInventory): readonly Coverage[] => {
  const files = [...inventory.workflows.values()].flat().filter(({ unreadable }) => unreadable !== undefined);
  return [...Map.groupBy(files, ({ scope }) => scope)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, own]): Coverage => {
      const named = own
        .slice(0, mostNamed)
        .map(
          ({ data: { repository, path }, unreadable }) =>
            `${repository.full_name}/${path}, line ${unreadable!.line}: ${unquoted(unreadable!.why)}`,
        );
      return {
        connector: 'github',
        scope,
        source: 'workflow files',
        status: 'partial',
        detail: `${named.join('; ')}${own.length > mostNamed ? `; and ${own.length - mostNamed} more` : ''}`,
        gives: ['inventory', 'workloads', 'trusts', 'grants'],
      };
    });
};
