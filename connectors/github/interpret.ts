import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Exposure } from '../../src/model/exposure.ts';
import type { Cell, Grant, PrivilegeProfile } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import { levelName } from '../../src/model/level.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { exposuresOf } from './exposures/index.ts';
import { createInventoryReader, type GitHubInventory } from './facts/inventory.ts';
import { githubServices, serviceIndex } from './facts/services.ts';
import { grantsOfPerson, holdsOfPerson } from './identities/authorizations.ts';
import { carrierDrafts } from './identities/carriers.ts';
import type { Draft, DraftGrant } from './identities/draft.ts';
import { agentDrafts, dependabotDrafts, runnerDrafts } from './identities/hosts.ts';
import { jobDrafts, jobGroupsOf, unreadDefaults } from './identities/jobs.ts';
import { type Person, peopleOf } from './identities/people.ts';
import { scopesOf } from './identities/scopes.ts';
import { tokenDrafts } from './identities/tokens.ts';
import { waysOf } from './takeover/index.ts';

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

const personDraft = (person: Person): Draft => ({
  id: person.id,
  kind: person.outside ? 'outside-collaborator' : 'user',
  nature: person.nature,
  name: person.login,
  scope: person.organization,
  owner: person.login,
  ...(person.createdAt === undefined ? {} : { createdAt: person.createdAt }),
  ...(person.lastUsedAt === undefined ? {} : { lastUsedAt: person.lastUsedAt }),
  // How a user signs in is the user's own affair: GitHub does not show it.
  credentials: [],
  grants: grantsOfPerson(person, person.source, person.owner ? 'owner' : 'membership'),
  holds: holdsOfPerson(person),
  approvesAs: person.login,
  source: person.source,
});

/** Facts of GitHub in the neutral words. Pure: the same records give the same estate, in whatever order they come. */
export const interpretGitHub = (records: Iterable<SnapshotRecord>, options: InterpretOptions): Estate => {
  const reader = readGitHub();
  for (const record of records) reader.add(record);
  return reader.finish(options);
};

export const readGitHub = (): EstateReader => {
  const reader = createInventoryReader();
  return {
    add: (record) => {
      if (record.record.startsWith('github.')) reader.add(record);
    },
    finish: (options) => estateOf(reader.finish(), options),
  };
};

const estateOf = (inventory: GitHubInventory, options: InterpretOptions): Estate => {
  const { collectedAt, coverage, settings } = options;
  const people = peopleOf(inventory);
  const groups = jobGroupsOf(inventory);
  const exposures = exposuresOf(inventory, collectedAt, settings);
  const known = [
    ...people.map(personDraft),
    ...tokenDrafts(inventory, people, collectedAt),
    ...jobDrafts(inventory, groups),
    ...runnerDrafts(inventory),
    ...agentDrafts(inventory),
    ...dependabotDrafts(inventory),
  ];
  const drafts = [
    ...new Map(
      [...known, ...carrierDrafts(inventory, exposures, known)].map((draft) => [draft.id, draft]),
    ).values(),
  ].sort(byId);
  const scopes = scopesOf(
    inventory,
    settings,
    drafts.map(({ scope }) => scope),
  );
  const scopeIndex = new Map(scopes.map(({ id }, index) => [id, index]));
  const profiles = createProfiles(inventory, scopeIndex);
  const callers = new Set(inventory.of('github.caller').map(({ data }) => data.name));
  const identities = drafts.map(
    (draft): Identity =>
      identityOf(draft, scopes[scopeIndex.get(draft.scope)!]!, {
        profile: profiles.of(draft.grants),
        exposures: exposures.get(draft.id) ?? [],
        scanner: callers.has(draft.name),
      }),
  );
  const { takeover, tokenOffers, storedKeys } = waysOf({ inventory, drafts, groups, people, scopeIndex });
  return {
    collectedAt,
    scopes,
    services: githubServices,
    identities,
    profiles: profiles.list,
    documents: 0,
    takeover,
    entitlements: (identity) => entitlementsOf(drafts[identity]!),
    tokenOffers,
    storedKeys,
    coverage: [...coverage, ...unreadDefaults(inventory, groups)],
  };
};

interface Judged {
  readonly profile: number;
  readonly exposures: readonly Exposure[];
  readonly scanner: boolean;
}

const identityOf = (draft: Draft, scope: Scope, { profile, exposures, scanner }: Judged): Identity => {
  const { holds: _, approvesAs: __, grants, trusts = [], agent = false, ...own } = draft;
  // What lives in a repository belongs to whoever keeps the repository.
  const owner = draft.owner ?? (scope.kind === 'repository' ? draft.scope : undefined);
  return {
    ...own,
    ...(owner === undefined ? {} : { owner }),
    provider: 'github',
    environment: scope.environment,
    grants: grants.map(grantOf),
    trusts,
    attachments: [],
    profile,
    providerOwned: false,
    breakGlass: false,
    scanner,
    agent,
    bounded: false,
    ...(exposures.length === 0
      ? {}
      : {
          exposures: exposures.toSorted((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1)),
        }),
  };
};

const grantOf = ({ rights, conditions = [], ...grant }: DraftGrant): Grant => ({
  ...grant,
  providerManaged: false,
  privileges: rights
    .map(({ service, level }) => ({
      service: serviceIndex.get(service)!,
      level,
      breadth: 1,
      full: level === 4,
    }))
    .sort((a, b) => a.service - b.service)
    // One service can be there for the organisation and for its repositories: the stronger level speaks for both.
    .filter(
      (privilege, index, all) =>
        !all.some(
          (other, place) =>
            place !== index &&
            other.service === privilege.service &&
            (other.level > privilege.level || (other.level === privilege.level && place < index)),
        ),
    ),
  conditions,
});

/** Profiles of privileges; identities that were given the same have the same one. */
const createProfiles = (inventory: GitHubInventory, scopeIndex: ReadonlyMap<string, number>) => {
  const list: PrivilegeProfile[] = [];
  const places = new Map<string, number>();
  const cellsOf = (grants: readonly DraftGrant[]): readonly Cell[] => {
    const best = new Map<string, Cell>();
    const put = (scope: number | undefined, service: number, level: Cell['level']): void => {
      if (scope === undefined) return;
      const key = `${scope} ${service}`;
      if ((best.get(key)?.level ?? 0) < level) best.set(key, { scope, service, level, breadth: 1 });
    };
    for (const { scope, rights } of grants) {
      for (const { place, service, level } of rights) {
        const index = serviceIndex.get(service)!;
        if (place === 'organization' || scope.includes('/')) put(scopeIndex.get(scope), index, level);
        else
          for (const { data } of inventory.repositoriesOf(scope))
            put(scopeIndex.get(data.full_name), index, level);
      }
    }
    return [...best.values()].sort((a, b) => a.scope - b.scope || a.service - b.service);
  };
  return {
    list,
    of: (grants: readonly DraftGrant[]): number => {
      const key = JSON.stringify(grants.map(({ scope, rights }) => [scope, rights]).sort());
      let place = places.get(key);
      if (place === undefined) {
        place = list.length;
        list.push({ cells: cellsOf(grants) });
        places.set(key, place);
      }
      return place;
    },
  };
};

/** Line by line what was given, for the gate and the evidence. */
const entitlementsOf = ({ grants }: Draft): readonly Entitlement[] =>
  grants
    .flatMap(({ scope, rights, duration, until, conditions = [], source }) =>
      rights.map(
        ({ place, service, level }): Entitlement => ({
          scope,
          service,
          level: levelName(level),
          privileges: [`${service}:${levelName(level)}`],
          resources: [place === 'repository' && !scope.includes('/') ? `${scope}/*` : scope],
          exceptResources: [],
          duration,
          ...(until === undefined ? {} : { until }),
          conditions,
          sources: [source],
        }),
      ),
    )
    .map((entry) => [JSON.stringify({ ...entry, sources: [] }), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry);
