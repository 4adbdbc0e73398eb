import { byText } from '../../model/by-text.ts';
import type { FactRef } from '../../model/evidence.ts';
import type { Grant } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import type { Way } from '../../model/reach.ts';
import { type ChangeKind, changeKinds, type Proposal } from '../../model/reduce.ts';
import type { Settings } from '../../model/settings.ts';
import { splitsOf } from './split.ts';
import { controlsAnything, type Simulation } from './standing.ts';
import { endsOf } from './time-bound.ts';
import { usedBy } from './used-by.ts';

/** Proposals that are made together, and what they are thought to be worth. */
export interface Candidate {
  /** The same whenever it is proposed again. */
  readonly key: string;
  readonly proposals: readonly Proposal[];
  /** Changes that it counts as. */
  readonly changes: number;
  /** Weight of standing privilege that it may end; on the graph, not interpreted. */
  readonly estimate: number;
  /** Indices of all that have what it takes away, sorted. */
  readonly holders: readonly number[];
}

export interface Proposing {
  readonly settings: Settings;
  /** Weight of what an identity reaches, by index; 0: it does not count. */
  readonly weights: Float64Array;
  /** Places of the statements of a grant that can go one by one. */
  readonly statements: (identity: Identity, grant: Grant) => readonly FactRef[];
  /** Places where consent can be asked for. Absent: what ends something is proposed. */
  readonly guards?: (identity: Identity) => readonly FactRef[];
}

const keyOf = (kind: ChangeKind, ...parts: readonly unknown[]): string =>
  JSON.stringify([changeKinds.indexOf(kind), ...parts]);

const placeKey = ({ record, id, pointer = '' }: FactRef): readonly string[] => [record, id, pointer];

const strengthsOfGrants = new WeakMap<Grant, ReadonlyMap<number, number>>();

/** Privileges of a grant, each level by its share. Any unit. */
const strengths = (grant: Grant): ReadonlyMap<number, number> => {
  let known = strengthsOfGrants.get(grant);
  if (known === undefined) {
    known = new Map(
      grant.privileges.map(({ service, level, breadth }) => [service, level * level * breadth]),
    );
    strengthsOfGrants.set(grant, known);
  }
  return known;
};

/** The most that any grant gives of a service in a scope, whose it is, and the most that any other gives. */
interface Most {
  strength: number;
  of: number;
  next: number;
}

const partsOfGrants = new WeakMap<readonly Grant[], readonly number[]>();

/** By position of a grant: of all that an identity may do the part that this grant alone gives. */
const ownParts = (grants: readonly Grant[]): readonly number[] => {
  const before = partsOfGrants.get(grants);
  if (before !== undefined) return before;
  const scopes = new Map<string, Map<number, Most>>();
  const all: Most[] = [];
  for (const [of, grant] of grants.entries()) {
    const cells = scopes.get(grant.scope) ?? new Map<number, Most>();
    scopes.set(grant.scope, cells);
    for (const [service, strength] of strengths(grant)) {
      const most = cells.get(service);
      if (most === undefined) {
        const first = { strength, of, next: 0 };
        cells.set(service, first);
        all.push(first);
      } else if (strength > most.strength) {
        most.next = most.strength;
        most.strength = strength;
        most.of = of;
      } else most.next = Math.max(most.next, strength);
    }
  }
  const total = all.reduce((sum, { strength }) => sum + strength, 0);
  const parts = grants.map((grant, position) => {
    if (total === 0) return 0;
    const cells = scopes.get(grant.scope)!;
    let alone = 0;
    for (const [service, strength] of strengths(grant)) {
      const { of, next } = cells.get(service)!;
      // Where another gives as much or more it ends nothing of this.
      if (of === position) alone += strength - next;
    }
    return alone / total;
  });
  partsOfGrants.set(grants, parts);
  return parts;
};

const inForce = ({ privileges, duration }: Grant): boolean => privileges.length > 0 || duration === 'unknown';

const day = 86_400_000;

const isUnused = (
  { lastUsedAt, createdAt, observedSince }: Identity,
  now: number,
  settings: Settings,
): boolean => {
  const { unusedIdentityDays, neverUsedIdentityDays } = settings.thresholds;
  const before = (time: string | undefined, days: number): boolean =>
    time !== undefined && Date.parse(time) <= now - days * day;
  return lastUsedAt === 'never'
    ? before(createdAt ?? observedSince, neverUsedIdentityDays)
    : before(lastUsedAt, unusedIdentityDays);
};

/** Paths of more identities are not cut one by one in a round. */
const mostPaths = 200;
/** Ways that are cut together. */
const mostTogether = 6;

const keyOfWay = ({ from, to, techniques, evidence }: Way): unknown => [
  from,
  to,
  techniques,
  evidence.map(placeKey),
];

const cutOf = ({ estate }: Simulation, index: number, ways: readonly Way[], worth: number): Candidate => ({
  key: keyOf('cut-step', ways.map(keyOfWay)),
  proposals: [{ kind: 'cut-step', identity: estate.identities[index]!, ways }],
  changes: ways.length,
  estimate: worth,
  holders: [index],
});

/** Every step of an identity's path to control, whether or not others are left beside it. */
const stepsAlong = (simulation: Simulation, index: number): readonly Candidate[] => {
  const { reach, indexOf } = simulation;
  const { admin, adminIf } = reach.radius(index);
  const scope = admin[0] ?? adminIf[0]?.scope;
  const steps = scope === undefined ? [] : reach.cuts(index, scope).steps;
  return steps.map((way) => cutOf(simulation, indexOf(way.from) ?? index, [way], 0));
};

const cutsOf = (
  simulation: Simulation,
  owners: readonly number[],
  behind: (identity: number) => number,
): readonly Candidate[] => {
  const { reach, indexOf } = simulation;
  return owners
    .filter((index) => controlsAnything(reach, index))
    .toSorted((a, b) => behind(b) - behind(a) || a - b)
    .slice(0, mostPaths)
    .flatMap((index) => {
      const { admin, adminIf } = reach.radius(index);
      const scope = admin[0] ?? adminIf[0]!.scope;
      const { enough, first, more } = reach.cuts(index, scope);
      const single = enough.map((way) => {
        const origin = indexOf(way.from) ?? index;
        return cutOf(simulation, origin, [way], behind(origin));
      });
      const together =
        more === 0 && first.length > 1 && first.length <= mostTogether
          ? [cutOf(simulation, index, first, behind(index))]
          : [];
      return [...single, ...together];
    });
};

/** What is the same for all that have it: by it, who they are and what it is worth in all. */
interface Shared {
  readonly proposal: Proposal;
  readonly holders: number[];
  estimate: number;
}

const sharedOf = (
  simulation: Simulation,
  { statements }: Proposing,
  behind: (identity: number) => number,
): readonly Candidate[] => {
  const found = new Map<string, Shared>();
  const known = new Map<string, readonly FactRef[]>();
  const add = (key: string, proposal: Proposal, index: number, worth: number): void => {
    const before = found.get(key);
    if (before === undefined) found.set(key, { proposal, holders: [index], estimate: worth });
    else {
      before.holders.push(index);
      before.estimate += worth;
    }
  };
  for (const [index, identity] of simulation.estate.identities.entries()) {
    const worth = behind(index);
    for (const [position, grant] of identity.grants.entries()) {
      if (!inForce(grant)) continue;
      const part = worth === 0 ? 0 : worth * ownParts(identity.grants)[position]!;
      if (grant.via.startsWith('group ')) {
        add(
          keyOf('withdraw-from-group', identity.scope, grant.via, placeKey(grant.source)),
          { kind: 'withdraw-from-group', identity, grant },
          index,
          part,
        );
      }
      if (grant.providerManaged || grant.source.id === identity.id) continue;
      const source = JSON.stringify(placeKey(grant.source));
      const places = known.get(source) ?? statements(identity, grant);
      known.set(source, places);
      for (const place of places)
        add(
          keyOf('withdraw-statement', placeKey(place)),
          { kind: 'withdraw-statement', identity, grant, place },
          index,
          part / 2,
        );
    }
  }
  return [...found].map(([key, { proposal, holders, estimate }]) => ({
    key,
    proposals: [proposal],
    changes: 1,
    estimate,
    holders,
  }));
};

const ofIdentity = (
  { estate, reach }: Simulation,
  { settings, weights, statements }: Proposing,
  index: number,
  worth: number,
): readonly Candidate[] => {
  const identity = estate.identities[index]!;
  const now = Date.parse(estate.collectedAt);
  const of = (
    kind: ChangeKind,
    part: readonly unknown[],
    proposals: readonly Proposal[],
    estimate: number,
  ): Candidate => ({
    key: keyOf(kind, identity.id, ...part),
    proposals,
    changes: proposals.length,
    estimate,
    holders: [index],
  });
  const grants = identity.grants.every(inForce) ? identity.grants : identity.grants.filter(inForce);
  const withdrawals = grants.map((grant): Proposal => ({ kind: 'withdraw-grant', identity, grant }));
  const used = usedBy(identity);
  const active = identity.credentials.filter(
    ({ status, lifetime }) =>
      (status === 'active' || status === 'unknown') &&
      lifetime !== 'short-lived' &&
      lifetime !== 'platform-managed',
  );
  const ends = active.map((credential): Proposal => ({ kind: 'end-credential', identity, credential }));
  const own = weights[index]!;
  const wide = identity.trusts.filter(
    ({ party, external, conditions }) =>
      (party === 'everyone' || external === 'yes') && conditions.length === 0,
  );
  const federated = identity.trusts.filter(({ accepts }) => accepts !== undefined);
  const enters =
    wide.length + federated.length === 0
      ? 0
      : reach.takenOverBy(index).reduce((sum, other) => sum + Math.min(weights[other]!, own), 0);
  return [
    ...(isUnused(identity, now, settings)
      ? [of('end-identity', [], [{ kind: 'end-identity', identity }], worth)]
      : []),
    ...(used === undefined || grants.length === 0
      ? []
      : [of('narrow-to-used', [used], [{ kind: 'narrow-to-used', identity, used }], worth * 0.9)]),
    ...withdrawals.map((proposal, position) =>
      of(
        'withdraw-grant',
        [grants[position]!.via, placeKey(grants[position]!.source)],
        [proposal],
        worth * ownParts(grants)[position]!,
      ),
    ),
    ...endsOf(identity, grants, estate, settings).map((proposal) => {
      const position = proposal.grant === undefined ? -1 : grants.indexOf(proposal.grant);
      const part = position < 0 ? 1 : ownParts(grants)[position]!;
      const place = proposal.grant && [proposal.grant.via, placeKey(proposal.grant.source)];
      return of(proposal.kind, place ?? ['all'], [proposal], worth * part);
    }),
    ...splitsOf(identity).map((split) => ({
      ...of(
        'split-identity',
        [split.parts.map(({ workload, used: own }) => [workload.id, own])],
        [split],
        worth,
      ),
      changes: split.parts.length,
    })),
    // Two that give the same end nothing one by one.
    ...(withdrawals.length > 1 && withdrawals.length <= mostTogether
      ? [of('withdraw-grant', ['all'], withdrawals, worth)]
      : []),
    ...grants.flatMap((grant, position) =>
      grant.source.id === identity.id
        ? statements(identity, grant).map((place) =>
            of(
              'withdraw-statement',
              [placeKey(place)],
              [{ kind: 'withdraw-statement', identity, grant, place }],
              (worth * ownParts(grants)[position]!) / 2,
            ),
          )
        : [],
    ),
    ...(own > 0 && ends.length === 1 ? [of('end-credential', [active[0]!.id], ends, own)] : []),
    ...(own > 0 && ends.length > 1 && ends.length <= mostTogether
      ? [of('end-credential', ['all'], ends, own)]
      : []),
    ...(wide.length > 0
      ? [
          of(
            'narrow-trust',
            ['removed'],
            [{ kind: 'narrow-trust', identity, trusts: wide, change: 'removed' }],
            own + enters,
          ),
        ]
      : []),
    ...(federated.length > 0
      ? [
          of(
            'narrow-trust',
            ['to-subjects'],
            [{ kind: 'narrow-trust', identity, trusts: federated, change: 'to-subjects' }],
            enters,
          ),
        ]
      : []),
  ];
};

const guardsOf = (
  { estate }: Simulation,
  guards: (identity: Identity) => readonly FactRef[],
  behind: (identity: number) => number,
): readonly Candidate[] => {
  const found = new Map<string, Candidate>();
  // Whoever writes a job of its own goes past the one that is there: that nothing lies behind it says nothing.
  const order = estate.identities.map((identity, index) => ({ identity, index, worth: behind(index) }));
  for (const { identity, index, worth } of order.sort((a, b) => b.worth - a.worth || a.index - b.index)) {
    for (const place of guards(identity)) {
      const key = keyOf('guard-step', placeKey(place));
      if (found.has(key)) continue;
      const proposals: readonly Proposal[] = [{ kind: 'guard-step', identity, place }];
      found.set(key, { key, proposals, changes: 1, estimate: worth, holders: [index] });
    }
  }
  return [...found.values()];
};

/** Everything that may end standing privilege, the most promising first. The order of the facts never matters. */
export const candidatesOf = (simulation: Simulation, proposing: Proposing): readonly Candidate[] => {
  const { reach, estate } = simulation;
  const behind = reach.behind(proposing.weights);
  const worthwhile = estate.identities.flatMap((_, index) => (behind(index) > 0 ? [index] : []));
  if (proposing.guards !== undefined) return guardsOf(simulation, proposing.guards, behind);
  const all = [
    ...sharedOf(simulation, proposing, behind),
    ...worthwhile.flatMap((index) => ofIdentity(simulation, proposing, index, behind(index))),
    ...cutsOf(simulation, worthwhile, behind),
  ];
  const distinct = new Map<string, Candidate>();
  for (const candidate of all) if (!distinct.has(candidate.key)) distinct.set(candidate.key, candidate);
  return [...distinct.values()]
    .filter(({ estimate }) => estimate > 0 || estate.identities.length <= smallEstate)
    .sort((a, b) => b.estimate / b.changes - a.estimate / a.changes || byText(a.key, b.key));
};

/**
 * Changes of all who stand on a way, and of its steps: also of those whom nobody needs to come through, as there are others beside them.
 * @param nodes who stand on it, by index in `simulation`
 * @param after where the way is: what some changes leave of `simulation`
 * @param of whose way it is, by index in `after`
 */
export const candidatesAlong = (
  simulation: Simulation,
  proposing: Proposing,
  nodes: readonly number[],
  after: Simulation,
  of: number,
): readonly Candidate[] => [
  ...nodes.flatMap((node) =>
    ofIdentity(simulation, proposing, node, Math.max(leastWorth, proposing.weights[node]!)),
  ),
  ...stepsAlong(after, of),
];

/** What is on a way is worth something, whoever else is. */
const leastWorth = 1;

/** Of which everything is looked at, whatever it is thought to be worth. */
const smallEstate = 200;
