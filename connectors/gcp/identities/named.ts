import type { Groups } from './groups.ts';
import { agentSetsOf, isAgentSet, memberOf } from './members.ts';
import type { Places } from './places.ts';
import type { Principal } from './principals.ts';

export type Answer = 'yes' | 'no' | 'unknown';

export const any = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
export const not = (answer: Answer): Answer =>
  answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown';
export const all = (answers: readonly Answer[]): Answer => not(any(answers.map(not)));

/** Principals that a rule names, sorted out once: rules except thousands, and are asked of each account. */
export interface Named {
  readonly everyone: boolean;
  /** E-mails, and members of pools as they are written. */
  readonly ids: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** Whether a group is among them whose members were not read. */
  readonly hasUnread: boolean;
  /** By node of the tree: of which types; undefined: all. */
  readonly nodes: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly hasOrganization: boolean;
  readonly hasFederated: boolean;
  readonly hasOther: boolean;
}

interface Known {
  readonly places: Places;
  readonly groups: Groups;
}

/** https://cloud.google.com/iam/docs/principal-identifiers#deny */
export const namedIn = (written: readonly string[], { places, groups }: Known): Named => {
  const ids = new Set<string>();
  const named = new Set<string>();
  const nodes = new Map<string, (string | undefined)[]>();
  let [everyone, hasOrganization, hasFederated, hasOther] = [false, false, false, false];
  for (const each of written) {
    const [, group] = /^principalSet:\/\/goog\/group\/(.+)$/.exec(each) ?? [];
    const [, node, type] =
      /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/((?:projects|folders|organizations)\/[^/]+)(?:\/type\/(\w+))?$/.exec(
        each,
      ) ?? [];
    const [, email] =
      /^principal:\/\/(?:goog\/subject|iam\.googleapis\.com\/projects\/-\/serviceAccounts)\/(.+)$/.exec(
        each,
      ) ?? [];
    if (each === 'principalSet://goog/public:all') everyone = true;
    // Who is no more is nobody.
    else if (each.startsWith('deleted:')) continue;
    else if (group !== undefined) named.add(group.toLowerCase());
    else if (node !== undefined) {
      const name = places.nameOf(node);
      const types = nodes.get(name) ?? [];
      if (!types.includes(type)) nodes.set(name, [...types, type]);
      hasOrganization ||= type === undefined && node.startsWith('organizations/');
    } else if (email !== undefined) ids.add(email.toLowerCase());
    else if (memberOf(each).is === 'federated') {
      ids.add(each);
      hasFederated = true;
    } else if (memberOf(each).is === 'agent' || isAgentSet(each)) ids.add(each);
    else hasOther = true;
  }
  return {
    everyone,
    ids,
    groups: named,
    hasUnread: [...named].some((group) => !groups.isRead(group)),
    nodes,
    hasOrganization,
    hasFederated,
    hasOther,
  };
};

const standsForType = (type: string | undefined, { place, kind }: Principal): Answer => {
  if (type === undefined) return 'yes';
  if (place === undefined) return 'no';
  if (type === 'ServiceAccount') return kind === 'service-agent' ? 'no' : 'yes';
  return type === 'ServiceAgent' ? (kind === 'service-agent' ? 'yes' : 'no') : 'unknown';
};

/** Whether one of them stands for somebody. */
export const standsFor = (named: Named, principal: Principal, { places, groups }: Known): Answer => {
  const { id, project, kind } = principal;
  if (named.everyone || named.ids.has(id)) return 'yes';
  if (kind === 'agent' && agentSetsOf(id).some((set) => named.ids.has(set))) return 'yes';
  if (
    named.groups.has(id) ||
    (named.groups.size > 0 && groups.of(id).some((group) => named.groups.has(group)))
  )
    return 'yes';
  const chain = project === undefined || named.nodes.size === 0 ? [] : places.chainOf(`projects/${project}`);
  const byPlace = any(
    chain.flatMap((node) => (named.nodes.get(node) ?? []).map((type) => standsForType(type, principal))),
  );
  return any([
    byPlace,
    named.hasUnread ||
    (project === undefined && named.hasOrganization) ||
    (named.hasFederated && kind === 'federated-principal') ||
    (named.hasOther && kind === 'user')
      ? 'unknown'
      : 'no',
  ]);
};
