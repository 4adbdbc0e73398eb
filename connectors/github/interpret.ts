import { entitlementsOf } from '../../src/identities/entitlements.ts';
import { distinctDrafts, numberDrafts, type Place } from '../../src/identities/number-drafts.ts';
import { beyondBudgets, beyondCoverage } from '../../src/identities/too-complex.ts';
import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import type { Estate } from '../../src/model/estate.ts';
import { levelName } from '../../src/model/level.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { usageLayer } from '../../src/usage/apply.ts';
import { exposuresOf } from './exposures/index.ts';
import { createInventoryReader, type GitHubInventory } from './facts/inventory.ts';
import { githubServices } from './facts/services.ts';
import { federationOf } from './federation/index.ts';
import type { Draft, DraftGrant } from './identities/draft.ts';
import { exposedSettingDrafts } from './identities/exposed-settings.ts';
import { jobGroupsOf } from './identities/job-groups.ts';
import { expressionsPastReading, jobDrafts, unreadableWorkflows, unreadDefaults } from './identities/jobs.ts';
import { type Person, peopleOf } from './identities/people.ts';
import type { Right } from './identities/rights.ts';
import { agentDrafts, dependabotDrafts, runnerDrafts } from './identities/runners-and-agents.ts';
import { scopesOf } from './identities/scopes.ts';
import { grantsOfPerson, holdsOfPerson } from './identities/sso-authorizations.ts';
import { tokenDrafts } from './identities/tokens.ts';
import { takeoverOf } from './takeover/index.ts';
import { githubUsage } from './usage.ts';

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
  credentialsUnseen: true,
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
  const usage = usageLayer(githubUsage);
  return {
    add: (record) => {
      if (record.record.startsWith('github.') && !usage.take(record)) reader.add(record);
    },
    finish: (options) => usage.over(estateOf(reader.finish(), options)),
  };
};

const estateOf = (inventory: GitHubInventory, options: InterpretOptions): Estate => {
  const { collectedAt, coverage, settings } = options;
  const people = peopleOf(inventory);
  const groups = jobGroupsOf(inventory);
  const beyond = beyondBudgets();
  const exposures = exposuresOf(inventory, collectedAt, settings, beyond);
  for (const each of expressionsPastReading(inventory)) beyond.note(each);
  const known = [
    ...people.map(personDraft),
    ...tokenDrafts(inventory, people, collectedAt),
    ...jobDrafts(inventory, groups),
    ...runnerDrafts(inventory),
    ...agentDrafts(inventory),
    ...dependabotDrafts(inventory),
  ];
  const callers = new Set(inventory.of('github.caller').map(({ data }) => data.name));
  const drafts = distinctDrafts([...known, ...exposedSettingDrafts(inventory, exposures, known)]).map(
    (draft): Draft => {
      // What lives in a repository belongs to whoever keeps the repository.
      const owner = draft.owner ?? (isRepository(draft.scope) ? draft.scope : undefined);
      const found = exposures.get(draft.id) ?? [];
      return {
        ...draft,
        ...(owner === undefined ? {} : { owner }),
        ...(found.length === 0 ? {} : { exposures: found }),
        scanner: callers.has(draft.name),
      };
    },
  );
  const scopes = scopesOf(
    inventory,
    settings,
    drafts.map(({ scope }) => scope),
  );
  const takeover = takeoverOf({ inventory, drafts, groups, people, scopeIndex: scopes.places });
  return {
    collectedAt,
    scopes: scopes.list,
    services: githubServices.list,
    ...numberDrafts(drafts, {
      provider: 'github',
      scopes,
      services: githubServices,
      placesOf: (grant) => placesOf(grant, inventory),
    }),
    documents: 0,
    ...federationOf(inventory, groups, takeover),
    entitlements: (identity) => entitlementsOf(drafts[identity]!, wordsOf),
    coverage: [
      ...coverage,
      ...unreadDefaults(inventory, groups),
      ...unreadableWorkflows(inventory),
      ...beyondCoverage(
        { connector: 'github', source: 'expressions of workflows', gives: ['trusts', 'configuration'] },
        beyond.all(),
      ),
    ],
  };
};

/** Of ids of scopes: the others are of organisations. */
const isRepository = (scope: string): boolean => scope.includes('/');

/** What is given on repositories for an organisation holds in all of them. */
const placesOf = ({ scope, rights }: DraftGrant, inventory: GitHubInventory): readonly Place<Right>[] =>
  isRepository(scope)
    ? [{ scopes: [scope], rights }]
    : [
        { scopes: [scope], rights: rights.filter(({ place }) => place === 'organization') },
        {
          scopes: inventory.repositoriesOf(scope).map(({ data }) => data.full_name),
          rights: rights.filter(({ place }) => place === 'repository'),
        },
      ];

const wordsOf = (
  { place, service, level }: Right,
  { scope }: DraftGrant,
): Pick<Entitlement, 'privileges' | 'resources'> => ({
  privileges: [`${service}:${levelName(level)}`],
  resources: [place === 'repository' && !isRepository(scope) ? `${scope}/*` : scope],
});
