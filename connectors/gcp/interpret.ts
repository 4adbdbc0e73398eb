import type { DraftGrant as NeutralGrant } from '../../src/identities/draft.ts';
import { entitlementsOf } from '../../src/identities/entitlements.ts';
import { distinctDrafts, numberDrafts, type Place } from '../../src/identities/number-drafts.ts';
import { beyondCoverage } from '../../src/identities/too-complex.ts';
import type { EstateReader, InterpretOptions } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { TokenOffer } from '../../src/model/federation.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { dataAt } from '../../src/snapshot/data-at.ts';
import { usageLayer } from '../../src/usage/apply.ts';
import { withExposures } from './exposures/index.ts';
import { createInventoryReader, type GcpInventory } from './facts/inventory.ts';
import type { GcpRecordKind } from './facts/records.ts';
import { wholeEstate } from './facts/records.ts';
import { gcpServices, heldByParents } from './facts/services.ts';
import { type Arranged, arrange } from './identities/arrange.ts';
import { conditionsBeyond } from './identities/beyond.ts';
import { type DraftGrant, draftsOf } from './identities/drafts.ts';
import { gapsOf } from './identities/gaps.ts';
import { livingOf } from './identities/living.ts';
import type { Places } from './identities/places.ts';
import type { GcpRight } from './identities/rights.ts';
import { directoryScope, scopeIdOf, scopesOf } from './identities/scopes.ts';
import { takeoverOf } from './takeover/index.ts';
import { gcpUsage } from './usage.ts';
import { createWhoCan } from './who-can/index.ts';

/** Facts of Google Cloud in the neutral words. Pure: the same records give the same estate, in whatever order they come. */
export const interpretGcp = (records: Iterable<SnapshotRecord>, options: InterpretOptions): Estate => {
  const reader = readGcp();
  for (const record of records) reader.add(record);
  return reader.finish(options);
};

export const readGcp = (): EstateReader => {
  const reader = createInventoryReader();
  const usage = usageLayer(gcpUsage);
  return {
    add: (record) => {
      if (record.record.startsWith('gcp.') && !usage.take(record)) reader.add(record);
    },
    finish: (options) => usage.over(estateOf(livingOf(reader.finish()), options)),
  };
};

/** What is given above projects holds in all of them; what is eligible holds nowhere yet. */
const placesIn = (places: Places): ((grant: NeutralGrant<GcpRight>) => readonly Place<GcpRight>[]) => {
  const nodesOfScope = new Map(places.nodes.map((node) => [scopeIdOf(node), node]));
  return (grant) => {
    const { scope, rights, eligible } = grant as DraftGrant;
    const node = nodesOfScope.get(scope);
    if (eligible || node === undefined) return [];
    const below = places.nodesBelow(node);
    const [projects, parents] = [true, false].map((wanted) =>
      below.filter((each) => each.startsWith('projects/') === wanted).map(scopeIdOf),
    );
    return [
      { scopes: projects!, rights },
      { scopes: parents!, rights: rights.filter(({ service }) => heldByParents.has(service)) },
    ];
  };
};

/** What was read, and what of it says too little. */
const coverageIn = (
  arranged: Arranged,
  coverage: readonly Coverage[],
  hasDirectory: boolean,
  roots: readonly string[],
): readonly Coverage[] => [
  // What a file tells of no project in particular is of all that the estate has.
  ...coverage.flatMap((entry): readonly Coverage[] => {
    if (entry.connector !== 'gcp') return [entry];
    if (entry.scope === wholeEstate && roots.length > 0) return roots.map((id) => ({ ...entry, scope: id }));
    // Of people and groups is known what the policies of the tree say of them.
    return hasDirectory && entry.gives.length > 0 ? [entry, { ...entry, scope: directoryScope }] : [entry];
  }),
  ...gapsOf(arranged, roots),
  ...beyondCoverage(
    { connector: 'gcp', source: 'conditions of Google Cloud', gives: ['grants'] },
    conditionsBeyond(arranged, roots),
  ),
];

const estateOf = (inventory: GcpInventory, { collectedAt, coverage, settings }: InterpretOptions): Estate => {
  const arranged = arrange(inventory, collectedAt, coverage);
  const { places, principals } = arranged;
  const scopes = scopesOf(
    inventory,
    places,
    [...principals.values()].map(({ project }) => project),
    settings,
  );
  const drafts = distinctDrafts(withExposures(arranged, draftsOf(arranged)));
  const { identities, profiles } = numberDrafts<GcpRight>(drafts, {
    provider: 'gcp',
    scopes,
    services: gcpServices,
    placesOf: placesIn(places),
  });
  const { graph, offers } = takeoverOf({
    arranged,
    identities: identities.map(({ id }) => id),
    scopeOf: (node) => scopes.places.get(scopeIdOf(node)),
  });
  const { takeover, nodeOf } = graph.finish();
  const hasDirectory = scopes.list.some(({ id }) => id === directoryScope);
  const roots = scopes.list.flatMap(({ id, parent, kind }) =>
    parent === undefined && kind !== 'external-project' ? [id] : [],
  );
  return {
    collectedAt,
    scopes: scopes.list,
    services: gcpServices.list,
    identities,
    profiles,
    documents: 0,
    documentAt: dataAt((kind) => inventory.of(kind as GcpRecordKind)),
    takeover,
    tokenOffers: [
      ...offersOf(
        arranged,
        identities.map(({ id }) => id),
      ),
      ...offers,
    ].map((offer) => ({
      ...offer,
      node: nodeOf(offer.node),
    })),
    whoCan: createWhoCan(
      arranged,
      identities.map(({ id }) => id),
      (node) => scopes.places.get(scopeIdOf(node)),
    ),
    entitlements: (identity) =>
      entitlementsOf(drafts[identity]!, ({ privileges }, grant) => ({
        privileges,
        resources: [(grant as DraftGrant).on],
      })),
    coverage: coverageIn(arranged, coverage, hasDirectory, roots),
  };
};

/**
 * ID tokens of Google that service accounts present to others: subject is the account's number.
 * https://cloud.google.com/docs/authentication/token-types#id
 */
const offersOf = ({ principals }: Arranged, identities: readonly string[]): readonly TokenOffer[] =>
  identities.flatMap((id, node): readonly TokenOffer[] => {
    const fact = principals.get(id)?.fact;
    if (fact === undefined || fact.data.disabled === true) return [];
    const { uniqueId } = fact.data;
    return [
      {
        node,
        issuer: 'accounts.google.com',
        claims: {
          sub: { like: [uniqueId] },
          azp: { like: [uniqueId] },
          email: { like: [id] },
          aud: { like: ['*'] },
        },
        assumes: [],
        within: true,
      },
    ];
  });
