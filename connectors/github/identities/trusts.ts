import type { Condition } from '../../../src/model/condition.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { collaboratorId, userId } from '../facts/identity-keys.ts';
import { type Fact, type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { environmentGuard } from '../facts/protection.ts';
import { publicRepositoriesOf } from '../facts/runner-places.ts';
import { useOf } from '../workflows/calls.ts';
import { jobTrusts, type Parties } from '../workflows/job-trusts.ts';
import type { JobGroup } from './job-groups.ts';

/** Who holds, starts or becomes an identity, as GitHub's own settings say. */

const condition = (clause: string): Condition => ({
  class: 'other',
  operator: 'If',
  key: clause,
  values: [],
});

type AccountKind = 'github.member' | 'github.outside-collaborator';
const known = new WeakMap<GitHubInventory, ReadonlyMap<string, AccountKind>>();

/** By organisation and login. */
const accountsIn = (inventory: GitHubInventory): ReadonlyMap<string, AccountKind> => {
  const found = known.get(inventory);
  if (found !== undefined) return found;
  const of = (kind: AccountKind): readonly [string, AccountKind][] =>
    inventory.of(kind).map(({ scope, data }) => [`${scope} ${data.login}`, kind]);
  const accounts = new Map([...of('github.outside-collaborator'), ...of('github.member')]);
  known.set(inventory, accounts);
  return accounts;
};

/** Whether an account is of the organisations that were read. */
const accountOf = (
  inventory: GitHubInventory,
  organization: string,
  login: string,
): Pick<Trust, 'party' | 'principal' | 'external' | 'scope'> => {
  if (login === organization || inventory.organizations.has(login))
    return { party: 'scope', principal: login, external: 'no', scope: login };
  const account = accountsIn(inventory).get(`${organization} ${login}`);
  if (account === 'github.member')
    return {
      party: 'identity',
      principal: userId(organization, login),
      external: 'no',
      scope: organization,
    };
  if (account === 'github.outside-collaborator')
    return { party: 'identity', principal: collaboratorId(organization, login), external: 'yes' };
  return { party: 'identity', principal: login, external: 'unknown' };
};

/** Whom a credential was made for: the owner of a token, who added a key. Unknown: nobody was told. */
export const holderTrusts = (
  inventory: GitHubInventory,
  organization: string,
  login: string | null | undefined,
  source: FactRef,
): readonly Trust[] =>
  login == null
    ? []
    : [{ mechanism: 'hold', ...accountOf(inventory, organization, login), conditions: [], source }];

/**
 * Whoever owns an App holds its private key, and acts as each of its installations.
 * https://docs.github.com/en/apps/creating-github-apps/about-creating-github-apps/about-creating-github-apps
 */
export const appTrusts = (
  inventory: GitHubInventory,
  { id, scope, data }: Fact<'github.app-installation'>,
): readonly Trust[] => {
  const source: FactRef = { record: 'github.app-installation', id };
  const owner = data.owner;
  if (owner == null)
    return [
      {
        mechanism: 'hold',
        party: 'scope',
        principal: `the owner of app ${data.app_slug}`,
        external: 'unknown',
        conditions: [],
        source,
      },
    ];
  const account = accountOf(inventory, scope, owner.login);
  const owning =
    account.external === 'unknown'
      ? ({
          party: owner.type === 'User' ? 'identity' : 'scope',
          principal: owner.login,
          external: 'yes',
        } as const)
      : account;
  return [{ mechanism: 'hold', ...owning, conditions: [], source: { ...source, pointer: '/owner' } }];
};

const placeIn = (inventory: GitHubInventory, used: string): Pick<Trust, 'external' | 'scope'> => {
  const name = useOf(used)?.repository ?? used;
  const known = inventory.repositoryNamed(name);
  if (known !== undefined) return { external: 'no', scope: known.data.full_name };
  return { external: inventory.organizations.has(organizationOf(name)) ? 'no' : 'yes' };
};

/** @param place a repository, or an organisation */
export const writersOf = (place: string): string =>
  `whoever may write to ${place.includes('/') ? place : `a repository of ${place}`}`;

export const trustsOfJobs = (
  inventory: GitHubInventory,
  { repository, file, jobs, protection }: JobGroup,
): readonly Trust[] => {
  const { workflow } = file;
  if (workflow === undefined) return [];
  const visibility = inventory.repositories.get(repository)?.data.visibility;
  const readers = {
    principal: `whoever may read ${repository}`,
    external: 'no',
    scope: repository,
  } as const;
  const guard = environmentGuard(protection?.data);
  const parties: Parties = {
    writers: { principal: writersOf(repository), external: 'no', scope: repository },
    ...(visibility === 'private' || visibility === 'internal' ? { readers } : {}),
    placeOf: (used) => placeIn(inventory, used),
    guards: guard === undefined ? [] : [condition(guard)],
  };
  const source: FactRef = { record: 'github.workflow', id: file.id };
  const trusts = jobs.flatMap((job) => jobTrusts(workflow, job, parties));
  return [...new Map(trusts.map((trust) => [JSON.stringify(trust), { ...trust, source }]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, trust]) => trust);
};

/**
 * A runner runs what the jobs of the repositories that may use it say.
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/manage-access
 */
export const runnerTrusts = (inventory: GitHubInventory, runner: Fact<'github.runner'>): readonly Trust[] => {
  const { id, scope, data } = runner;
  const group = inventory.runnerGroupOf(runner);
  const source: FactRef = { record: 'github.runner', id };
  const limits =
    data.level === 'organization' && group?.restricted_to_workflows === true
      ? [
          condition(
            `the workflow is one of ${(group.selected_workflows ?? ['those of the group']).join(', ')}`,
          ),
        ]
      : [];
  const places =
    data.repository !== undefined
      ? [data.repository.full_name]
      : group?.visibility === 'selected' && group.repositories !== undefined
        ? group.repositories.map(({ full_name }) => full_name).sort()
        : [scope];
  const hidden = group?.visibility === 'private' ? [condition('the repository is not public')] : [];
  return [
    ...places.map(
      (place): Trust => ({
        mechanism: 'write-code',
        party: 'scope',
        principal: writersOf(place),
        external: 'no',
        scope: place,
        conditions: [...hidden, ...limits],
        source,
      }),
    ),
    ...publicRepositoriesOf(inventory, runner).map(
      (name): Trust => ({
        mechanism: 'write-code',
        party: 'everyone',
        principal: `whoever opens a pull request to ${name}`,
        external: 'yes',
        // https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks
        conditions: [condition('its run is approved, where the policy asks for that'), ...limits],
        source,
      }),
    ),
  ];
};

/** https://docs.github.com/en/copilot/concepts/agents/coding-agent/about-coding-agent */
export const agentTrusts = ({ id, scope, data }: Fact<'github.copilot'>): readonly Trust[] => {
  const source: FactRef = { record: 'github.copilot', id };
  const place = data.repository?.full_name ?? scope;
  const start = { mechanism: 'start', conditions: [], source } as const;
  return [
    { ...start, party: 'scope', principal: writersOf(place), external: 'no', scope: place },
    ...(data.is_automations_enabled === true && data.require_write_access_for_automation_triggers === false
      ? [
          {
            ...start,
            party: 'everyone',
            principal: 'whoever sets off an automation',
            external: 'yes',
            source: { ...source, pointer: '/require_write_access_for_automation_triggers' },
          } as const,
        ]
      : []),
  ];
};
