import type { DraftGrant as NeutralGrant } from '../../src/identities/draft.ts';
import { entitlementsOf } from '../../src/identities/entitlements.ts';
import { nestingDetail } from '../../src/identities/nesting.ts';
import { distinctDrafts, numberDrafts, type Place } from '../../src/identities/number-drafts.ts';
import { beyondCoverage } from '../../src/identities/too-complex.ts';
import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Entitlement } from '../../src/model/entitlement.ts';
import type { Estate } from '../../src/model/estate.ts';
import { withParents } from '../../src/model/scope.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { dataAt } from '../../src/snapshot/data-at.ts';
import { usageLayer } from '../../src/usage/apply.ts';
import { idleGroups } from './exposures/groups.ts';
import { exposuresOf } from './exposures/index.ts';
import { conditionsBeyond } from './facts/beyond.ts';
import { type AzureInventory, createInventoryReader } from './facts/inventory.ts';
import type { AzureRecordKind } from './facts/records.ts';
import { azureServices } from './facts/services.ts';
import { federationOf } from './federation/index.ts';
import { type Arranged, arrange } from './identities/arrange.ts';
import { type Draft, draftsOf } from './identities/drafts.ts';
import {
  armGrant,
  type DraftGrant,
  delegatedGrantsOf,
  directoryGrant,
  permissionGrant,
} from './identities/grants.ts';
import type { AzureRight } from './identities/rights.ts';
import { type AzureScopes, scopesOf } from './identities/scopes.ts';
import { authoritiesOf } from './takeover/authorities.ts';
import type { Authorities } from './takeover/authority.ts';
import { deniesOf } from './takeover/denies.ts';
import { directoryKey } from './takeover/directory.ts';
import { takeoverOf } from './takeover/index.ts';
import { azureUsage } from './usage.ts';
import { createWhoCan } from './who-can/index.ts';

/** Facts of Azure in the neutral words. Pure: the same records give the same estate, in whatever order they come. */
export const interpretAzure = (records: Iterable<SnapshotRecord>, options: InterpretOptions): Estate => {
  const reader = readAzure();
  for (const record of records) reader.add(record);
  return reader.finish(options);
};

export const readAzure = (): EstateReader => {
  const reader = createInventoryReader();
  const usage = usageLayer(azureUsage);
  return {
    add: (record) => {
      if (record.record.startsWith('azure.') && !usage.take(record)) reader.add(record);
    },
    finish: (options) => usage.over(estateOf(reader.finish(), options)),
  };
};

const estateOf = (
  inventory: AzureInventory,
  { collectedAt, coverage, settings }: InterpretOptions,
): Estate => {
  const arranged = arrange(inventory, collectedAt);
  const scopes = scopesOf(inventory, arranged.principals.all.values(), arranged.paths, settings);
  const denies = deniesOf(arranged);
  const authorities = authoritiesOf(arranged, scopes, denies);
  const known = distinctDrafts(draftsOf(arranged, scopes, settings));
  const exposures = exposuresOf(arranged, known, coverage);
  const idle = idleGroups(
    arranged,
    coverage.map((line) => placed(line, inventory)),
  );
  const ownersRead = ownersReadOf(arranged, coverage);
  const drafts = known.map((draft): Draft => {
    const found = exposures.get(draft.id);
    return {
      ...draft,
      ...(found === undefined ? {} : { exposures: found }),
      ...(draft.owner === undefined && !ownersRead(draft) ? { ownerUnseen: true as const } : {}),
    };
  });
  const shared = sharedGrants(arranged, scopes, authorities);
  // What groups and roles give is numbered with the identities, for whoever comes to have it.
  const { identities, profiles } = numberDrafts<AzureRight>(
    [...drafts, ...shared.map(({ draft }) => draft)],
    {
      provider: 'azure',
      scopes: scopes.numbered,
      services: azureServices,
      placesOf: (grant) => placesOf(grant, scopes),
    },
  );
  const own = identities.slice(0, drafts.length);
  const delegated = delegatedGrantsOf(inventory);
  const profileByKey = new Map(
    shared.map(({ key }, place) => [key, identities[drafts.length + place]!.profile]),
  );
  const takeover = takeoverOf({
    arranged,
    scopes,
    authorities,
    identities: own.map(({ id }) => id),
    profileOf: (key) => profileByKey.get(key),
  });
  const { nodeOf, ...federation } = federationOf(arranged, takeover);
  const finished = (node: number | undefined): number | undefined =>
    node === undefined ? undefined : nodeOf(node);
  return {
    collectedAt,
    scopes: scopes.numbered.list.map((scope) => {
      const found = scope.provider === 'azure' ? idle.get(scope.id) : undefined;
      return found === undefined ? scope : { ...scope, exposures: found };
    }),
    services: azureServices.list,
    identities: own,
    profiles,
    documents: 0,
    documentAt: dataAt((kind) => inventory.of(kind as AzureRecordKind)),
    ...federation,
    whoCan: createWhoCan({
      arranged,
      scopes,
      denies,
      authorities,
      identities: own.map(({ id }) => id),
      nodeOfAuthority: (authority) => finished(takeover.nodeOfAuthority(authority)),
      nodeOfGroup: (group) => finished(takeover.nodes.of(group)),
    }),
    entitlements: (identity) => {
      const draft = drafts[identity]!;
      const more = delegated.get(draft.id);
      return entitlementsOf(more === undefined ? draft : { grants: [...draft.grants, ...more] }, wordsOf);
    },
    coverage: [
      ...coverage.map((entry) => placed(entry, inventory)),
      ...unreadRoles(arranged),
      ...tooDeep(arranged),
      ...beyondCoverage(
        { connector: 'azure', source: 'conditions of Azure', gives: ['grants'] },
        conditionsBeyond(inventory),
      ),
    ],
  };
};

/** Of whom it was asked who owns them: of what has tags whoever has a record of its own, of the rest where any list gives owners. */
const ownersReadOf = (
  { inventory, principals }: Arranged,
  coverage: readonly Coverage[],
): ((draft: Draft) => boolean) => {
  const own = coverage.filter(({ connector }) => connector === 'azure');
  const read = new Set([
    ...inventory.of('azure.ownership').map(({ tenant }) => tenant),
    ...own.flatMap(({ gives, scope, status }) =>
      gives.includes('owners') && (status === 'complete' || status === 'partial')
        ? [inventory.tenantOf(scope)]
        : [],
    ),
  ]);
  const tagged = new Set(inventory.of('azure.managed-identity').map(({ data }) => data.principalId));
  return ({ id, kind }) =>
    own.length === 0 ||
    kind === 'account-keys' ||
    (kind === 'managed-identity' && tagged.has(id)) ||
    read.has(principals.all.get(id)?.tenant ?? '');
};

/** Coverage of a file that did not say its tenant is about the tenant that the others name. */
const placed = (entry: Coverage, { tenantOf }: AzureInventory): Coverage =>
  entry.connector === 'azure' ? { ...entry, scope: tenantOf(entry.scope) } : entry;

/** Assignments of roles whose definitions were not read give privileges that nobody knows. */
const unreadRoles = ({ arm, directory, inventory }: Arranged): readonly Coverage[] => {
  const named = [
    ['role definitions of Azure', arm.unread, 'az role definition list --custom-role-only'],
    ['role definitions of the directory', directory.unread, 'GET /roleManagement/directory/roleDefinitions'],
  ] as const;
  return inventory.tenants.flatMap((tenant) =>
    named.flatMap(([source, all, command]): readonly Coverage[] => {
      const unread = all.get(tenant) ?? [];
      return unread.length === 0
        ? []
        : [
            {
              connector: 'azure',
              scope: tenant,
              source,
              status: 'partial',
              detail: `not known what ${unread.slice(0, 5).join(', ')} permit${unread.length === 1 ? 's' : ''}; ${command.startsWith('az ') ? `add the output of ${command}` : `a live scan reads it (${command})`}`,
              gives: ['grants'],
            },
          ];
    }),
  );
};

/** Of whom the groups of groups were not followed. */
const tooDeep = ({ groups, principals, inventory }: Arranged): readonly Coverage[] => {
  const [first] = inventory.tenants;
  const tenantOf = (id: string): string | undefined =>
    (groups.all.get(id) ?? principals.all.get(id))?.tenant ?? first;
  return [...Map.groupBy(groups.nesting.givenUp(), tenantOf)].flatMap(([tenant, ids]): readonly Coverage[] =>
    tenant === undefined
      ? []
      : [
          {
            connector: 'azure',
            scope: tenant,
            source: 'groups in groups',
            status: 'partial',
            detail: nestingDetail(ids),
            gives: ['grants'],
          },
        ],
  );
};

interface SharedGrants {
  /** Of a group its id, of an authority its key, of a role of the directory `directoryKey`. */
  readonly key: string;
  readonly draft: Draft;
}

/** What groups, authorities and roles of the directory give, each as a draft whose profile is asked for. */
const sharedGrants = (
  arranged: Arranged,
  scopes: AzureScopes,
  authorities: Authorities,
): readonly SharedGrants[] => {
  const { arm, directory, permissions, groups, now, inventory } = arranged;
  const armOf = Map.groupBy(arm.assignments, ({ principal }) => principal);
  const directoryOf = Map.groupBy(directory.assignments, ({ principal }) => principal);
  const permissionOf = Map.groupBy(permissions, ({ principal }) => principal);
  const always = { duration: 'permanent' } as const;
  const draftOf = (key: string, tenant: string, grants: readonly DraftGrant[]): SharedGrants => ({
    key,
    draft: {
      id: key,
      kind: 'shared',
      nature: { is: 'unknown', reason: 'no identity' },
      name: key,
      scope: tenant,
      credentials: [],
      grants,
      source: { record: 'azure.tenant', id: tenant },
    },
  });
  return [
    ...[...groups.all.values()].map(({ id, tenant }) =>
      draftOf(id, tenant, [
        ...(armOf.get(id) ?? []).map((each) => armGrant(each, 'assigned', always, scopes, now)),
        ...(directoryOf.get(id) ?? []).map((each) => directoryGrant(each, 'assigned', always)),
        ...(permissionOf.get(id) ?? []).map((each) => permissionGrant(each, 'assigned', always)),
      ]),
    ),
    ...authorities.all.map(({ key, role, scope, tenant, condition }) =>
      draftOf(key, tenant, [
        armGrant(
          {
            principal: '',
            principalType: undefined,
            role,
            scope,
            tenant,
            ...(condition === undefined ? {} : { condition }),
            term: always,
            source: { record: 'azure.tenant', id: tenant },
          },
          'assigned',
          always,
          scopes,
          now,
        ),
      ]),
    ),
    ...[...Map.groupBy(directory.assignments, directoryKey)].map(([key, [first]]) =>
      draftOf(key, first!.tenant, [directoryGrant({ ...first!, term: always }, 'assigned', always)]),
    ),
  ].filter(({ draft }) => inventory.tenants.includes(draft.scope));
};

/** What is given above subscriptions holds in all of them; what is eligible holds nowhere yet. */
const placesOf = (grant: NeutralGrant<AzureRight>, scopes: AzureScopes): readonly Place<AzureRight>[] => {
  const { on, scope, rights, source } = grant as DraftGrant;
  const isTenant = scopes.numbered.list[scopes.numbered.indexOf(scope)]!.kind === 'tenant';
  // At a service of the tenant without a subscription, what is there is not known.
  if (isTenant && /^azure\.role-/.test(source.record)) return [];
  if (rights.some(({ eligible }) => eligible === true)) return [];
  if (!on.startsWith('/') || isTenant) return [{ scopes: [scope], rights }];
  return [{ scopes: scopes.subscriptionsBelow(on, tenantAbove(scope, scopes) ?? ''), rights }];
};

const tenantAbove = (scope: string, { numbered }: AzureScopes): string | undefined => {
  const chain = withParents(numbered.list)(scope);
  return numbered.list.find(({ id, kind }) => kind === 'tenant' && chain.has(id))?.id;
};

/** What is given at a scope of Azure holds below it; in the directory at its root everywhere. */
const placesBelow = ({ on, source }: DraftGrant): readonly string[] => {
  if (source.record.startsWith('azure.directory-role')) return [on === '/' ? '*' : on];
  return on.startsWith('/') ? [on, on === '/' ? '/*' : `${on}/*`] : [on];
};

const wordsOf = (
  { privileges }: AzureRight,
  grant: NeutralGrant<AzureRight>,
): Pick<Entitlement, 'privileges' | 'resources'> => ({
  privileges,
  resources: placesBelow(grant as DraftGrant),
});
