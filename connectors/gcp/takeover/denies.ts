import type { Circumstances } from '../iam/condition/evaluate.ts';
import { askedOfEach, type Condition, readCondition } from '../iam/condition/index.ts';
import { isAmong, type PermissionPattern, permissionPattern } from '../iam/names.ts';
import type { Arranged } from '../identities/arrange.ts';
import { memberOf } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

/** A rule of a deny policy. https://cloud.google.com/iam/docs/deny-overview */
export interface Deny {
  /** Of its policy. */
  readonly name: string;
  /** Canonical name of the node that it is attached to. */
  readonly place: string;
  readonly principals: Named;
  readonly exceptPrincipals: Named;
  readonly permissions: readonly PermissionPattern[];
  readonly exceptPermissions: readonly PermissionPattern[];
  readonly condition?: Condition;
}

export const deniesOf = (arranged: Arranged): readonly Deny[] =>
  arranged.inventory.of('gcp.deny-policy').flatMap(({ data }) => {
    const { places, now } = arranged;
    const [, attached] = /^policies\/([^/]+)\/denypolicies\//.exec(data.name) ?? [];
    if (attached === undefined) return [];
    const place = places.nameOf(`//${decoded(attached)}`);
    return (data.rules ?? []).flatMap(({ denyRule }): readonly Deny[] => {
      if (denyRule == null) return [];
      const text = denyRule.denialCondition?.expression?.trim() ?? '';
      return [
        {
          name: data.displayName ?? data.name,
          place,
          principals: namedIn(denyRule.deniedPrincipals ?? [], arranged),
          exceptPrincipals: namedIn(denyRule.exceptionPrincipals ?? [], arranged),
          permissions: (denyRule.deniedPermissions ?? []).map(permissionPattern),
          exceptPermissions: (denyRule.exceptionPermissions ?? []).map(permissionPattern),
          ...(text === '' ? {} : { condition: readCondition(text, now) }),
        },
      ];
    });
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A name that is not written so names nothing that is known.
    if (error instanceof URIError) return text;
    throw error;
  }
};

type Answer = 'yes' | 'no' | 'unknown';

/** Principals of a deny rule, sorted out once: rules except thousands, and are asked of each account. */
interface Named {
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

/** https://cloud.google.com/iam/docs/principal-identifiers#deny */
const namedIn = (written: readonly string[], { places, groups }: Arranged): Named => {
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
    } else hasOther = true;
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

const standsForType = (type: string | undefined, { place }: Principal): Answer =>
  type === undefined ? 'yes' : type !== 'ServiceAccount' ? 'unknown' : place === undefined ? 'no' : 'yes';

/** Whether one of them stands for somebody. */
const standsFor = (named: Named, principal: Principal, { places, groups }: Arranged): Answer => {
  const { id, project, kind } = principal;
  if (named.everyone || named.ids.has(id)) return 'yes';
  if (named.groups.size > 0 && groups.of(id).some((group) => named.groups.has(group))) return 'yes';
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

const any = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
const not = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown');
const all = (answers: readonly Answer[]): Answer => not(any(answers.map(not)));

/** Rules about somebody, with whether they are: asked once. */
export type DeniesAbout = readonly { readonly deny: Deny; readonly about: Exclude<Answer, 'no'> }[];

export const deniesAbout = (denies: readonly Deny[], principal: Principal, arranged: Arranged): DeniesAbout =>
  denies.flatMap((deny) => {
    const about = all([
      standsFor(deny.principals, principal, arranged),
      not(standsFor(deny.exceptPrincipals, principal, arranged)),
    ]);
    return about === 'no' ? [] : [{ deny, about }];
  });

export interface Denied {
  /** Rules that deny it for certain. */
  readonly surely: readonly Deny[];
  /** What must be so that none of the others does, one clause each. */
  readonly unless: readonly string[];
}

/** @param chain the target, and what holds it @param attributes what those of the target may be */
export const denied = (
  about: DeniesAbout,
  permission: string,
  chain: readonly string[],
  attributes: () => readonly Circumstances['attributes'][],
  time: number,
  tags?: Circumstances['tags'],
): Denied => {
  const surely: Deny[] = [];
  const unless: string[] = [];
  for (const { deny, about: who } of about) {
    if (!chain.includes(deny.place) || !isAmong(permission, deny.permissions)) continue;
    if (isAmong(permission, deny.exceptPermissions)) continue;
    const answer = all([
      who,
      deny.condition === undefined ? 'yes' : askedOfEach(deny.condition, time, attributes(), undefined, tags),
    ]);
    if (answer === 'yes') surely.push(deny);
    else if (answer === 'unknown') unless.push(`the deny policy ${deny.name} does not stop it`);
  }
  return { surely, unless };
};
