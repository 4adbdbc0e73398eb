import type { Draft as NeutralDraft, DraftGrant as NeutralGrant } from '../../../src/identities/draft.ts';
import type { Identity, Workload } from '../../../src/model/identity.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from './arrange.ts';
import type { Binding, Ended } from './bindings.ts';
import { credentialsOf } from './credentials.ts';
import { externalPeople } from './domains.ts';
import { insightUseOf } from './insight-use.ts';
import { isAccountPlace, type Principal } from './principals.ts';
import { type GcpRight, rightsOfRole } from './rights.ts';
import { directoryScope, scopeIdOf } from './scopes.ts';
import { conditionsOf, trustsOfAccount, trustsOfPool } from './trusts.ts';
import { usesOf } from './use.ts';

export interface DraftGrant extends NeutralGrant<GcpRight> {
  /** Canonical name of the resource that it was given on. */
  readonly on: string;
  /** Not held before somebody asks for it. */
  readonly eligible: boolean;
}

export interface Draft extends NeutralDraft<GcpRight> {
  readonly grants: readonly DraftGrant[];
}

const natures: Readonly<Record<Principal['kind'], Identity['nature']>> = {
  'service-account': { is: 'machine', reason: 'service account' },
  'default-service-account': { is: 'machine', reason: 'default service account of a project' },
  'service-agent': { is: 'machine', reason: 'service agent of Google' },
  'federated-principal': { is: 'machine', reason: 'identity of a pool' },
  'kubernetes-service-account': { is: 'machine', reason: 'service account of Kubernetes' },
  agent: { is: 'machine', reason: 'identity of an agent' },
  'api-key': { is: 'machine', reason: 'API key that is bound to nobody' },
  'deleted-service-account': { is: 'machine', reason: 'service account that was deleted' },
  'deleted-user': { is: 'human', reason: 'user account that was deleted' },
  'deleted-group': { is: 'human', reason: 'group of people that was deleted' },
  'deleted-principal': { is: 'machine', reason: 'identity of a pool that was deleted' },
  'outside-group': { is: 'human', reason: 'stands for people in a group of others' },
  'outside-domain': { is: 'human', reason: 'stands for the people of a domain of others' },
  group: { is: 'unknown', reason: 'group whose members were not read' },
  domain: { is: 'human', reason: 'stands for the people of a domain' },
  'principal-set': { is: 'machine', reason: 'service accounts that were not listed' },
  'auth-provider': { is: 'machine', reason: 'sign-in of agents, none of which is known' },
  user: { is: 'human', reason: 'user account' },
  everyone: { is: 'unknown', reason: 'stands for everybody' },
};

/** How they prove who they are no policy tells. */
const signsInElsewhere: ReadonlySet<Principal['kind']> = new Set([
  'user',
  'group',
  'domain',
  'principal-set',
]);

/** Share of a project that one resource of it is taken to be: how many there are is not known. */
const shareOfResource = 0.1;

/** The node of the tree that a resource is in; undefined: nobody can tell. */
const nodeOf = (place: string, { places }: Arranged): string | undefined =>
  places.chainOf(place).find((each) => /^(?:organizations|folders|projects)\/[^/]+$/.test(each));

const grantOf = (binding: Binding, group: string | undefined, arranged: Arranged): readonly DraftGrant[] => {
  const { role, place, term, source } = binding;
  const node = nodeOf(place, arranged);
  if (node === undefined || (!arranged.places.isOwnProject(scopeIdOf(node)) && node.startsWith('projects/')))
    return [];
  const rights = rightsOfRole(role);
  return [
    {
      scope: scopeIdOf(node),
      on: place,
      name: role.name,
      via: group === undefined ? 'bound' : `group ${group}`,
      duration: role.read ? term.duration : 'unknown',
      ...(term.until === undefined ? {} : { until: term.until }),
      eligible: term.duration === 'eligible',
      rights:
        place === node
          ? rights
          : rights.map((right) => ({ ...right, breadth: shareOfResource, full: false })),
      providerManaged: role.predefined,
      conditions: conditionsOf(binding),
      source,
    },
  ];
};

/** What is over gives nothing, and stands in the policy all the same. */
const endedGrant = ({ role, place, until, source }: Ended, arranged: Arranged): readonly DraftGrant[] => {
  const node = nodeOf(place, arranged);
  if (node === undefined) return [];
  return [
    {
      scope: scopeIdOf(node),
      on: place,
      name: role.name,
      via: 'bound',
      duration: 'time-bound',
      until,
      eligible: false,
      rights: [],
      providerManaged: role.predefined,
      conditions: [],
      source,
    },
  ];
};

/** Resources that run as each account, by e-mail. */
const workloadsOf = ({ inventory }: Arranged): ReadonlyMap<string, readonly Workload[]> => {
  const pairs = inventory.of('gcp.resource').flatMap((fact) => {
    const { name, assetType, serviceAccounts } = fact.data;
    const workload: Workload = {
      id: name,
      kind: assetType,
      name: name.slice(name.lastIndexOf('/') + 1),
      source: sourceOf(fact),
    };
    return (serviceAccounts ?? []).map((email) => ({ email: email.toLowerCase(), workload }));
  });
  return new Map(
    [...Map.groupBy(pairs, ({ email }) => email)].map(([email, own]) => [
      email,
      own.map(({ workload }) => workload),
    ]),
  );
};

/** Everybody of the estate, as the model has it. */
export const draftsOf = (arranged: Arranged): readonly Draft[] => {
  const { inventory, places, principals, pools, bindings, heldBy, now } = arranged;
  const uses = usesOf(inventory, places);
  const credentials = credentialsOf(inventory, places, now, uses);
  const seen = insightUseOf(inventory);
  const workloads = workloadsOf(arranged);
  const external = externalPeople(inventory);
  const ended = Map.groupBy(arranged.ended, ({ member }) =>
    'id' in member && member.is !== 'deleted' ? member.id : '',
  );
  const policies = Map.groupBy(
    bindings.filter(({ place }) => isAccountPlace(place)),
    ({ place }) => place,
  );
  return [...principals.values()].map((principal): Draft => {
    const { id, kind, name, project, place, member, source } = principal;
    const held = heldBy(id);
    const trusts =
      member === undefined
        ? trustsOfAccount(place === undefined ? [] : (policies.get(place) ?? []), pools, places, external)
        : trustsOfPool(member, pools, [], source);
    return {
      id,
      kind,
      nature: natures[kind],
      name,
      scope: project ?? directoryScope,
      credentials: credentials(principal),
      // How people sign in is an affair of Workspace, or of whom it trusts.
      ...(signsInElsewhere.has(kind) ? { credentialsUnseen: true as const } : {}),
      // Its address is that of the team that owns what it is given.
      ...(kind === 'group' ? { owner: id } : {}),
      // Who answers for an account of others is theirs to say.
      ...(project !== undefined && !places.isOwnProject(project) ? { ownerUnseen: true as const } : {}),
      grants: [
        ...held.flatMap(({ binding, group }) => grantOf(binding, group, arranged)),
        ...(ended.get(id) ?? []).flatMap((each) => endedGrant(each, arranged)),
      ],
      ...(trusts.length === 0 ? {} : { trusts }),
      ...(inventory.of('gcp.resource').length === 0 || place === undefined
        ? {}
        : { workloads: workloads.get(id) ?? [] }),
      ...(place === undefined ? {} : uses.ofAccount(id)),
      ...(place === undefined
        ? {}
        : seen(
            id,
            held.map(({ binding }) => binding),
          )),
      ...(principal.agent === true && kind !== 'service-agent' ? { agent: true, ...uses.ofAgent(id) } : {}),
      providerOwned: kind === 'service-agent',
      source,
    };
  });
};
