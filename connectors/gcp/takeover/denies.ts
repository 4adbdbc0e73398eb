import type { Circumstances } from '../iam/condition/evaluate.ts';
import { asked, type Condition, readCondition } from '../iam/condition/index.ts';
import { permissionOfDeny } from '../iam/names.ts';
import type { Arranged } from '../identities/arrange.ts';
import { memberOf } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

/** A rule of a deny policy. https://cloud.google.com/iam/docs/deny-overview */
export interface Deny {
  /** Of its policy. */
  readonly name: string;
  /** Canonical name of the node that it is attached to. */
  readonly place: string;
  readonly principals: readonly string[];
  readonly exceptPrincipals: readonly string[];
  readonly permissions: readonly string[];
  readonly exceptPermissions: readonly string[];
  readonly condition?: Condition;
}

export const deniesOf = ({ inventory, places, now }: Arranged): readonly Deny[] =>
  inventory.of('gcp.deny-policy').flatMap(({ data }) => {
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
          principals: denyRule.deniedPrincipals ?? [],
          exceptPrincipals: denyRule.exceptionPrincipals ?? [],
          permissions: (denyRule.deniedPermissions ?? []).map(permissionOfDeny),
          exceptPermissions: (denyRule.exceptionPermissions ?? []).map(permissionOfDeny),
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

const isAmong = (permission: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? permission.startsWith(pattern.slice(0, -1)) : pattern === permission,
  );

/** Whether a principal of a deny policy stands for somebody. https://cloud.google.com/iam/docs/principal-identifiers#deny */
const standsFor = (written: string, principal: Principal, { places, groups }: Arranged): Answer => {
  const { id, project } = principal;
  if (written === 'principalSet://goog/public:all') return 'yes';
  const [, group] = /^principalSet:\/\/goog\/group\/(.+)$/.exec(written) ?? [];
  if (group !== undefined)
    return groups.of(id).includes(group.toLowerCase())
      ? 'yes'
      : groups.isRead(group.toLowerCase())
        ? 'no'
        : 'unknown';
  const [, node, type] =
    /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/((?:projects|folders|organizations)\/[^/]+)(?:\/type\/(\w+))?$/.exec(
      written,
    ) ?? [];
  if (node !== undefined) {
    if (project === undefined)
      return node.startsWith('organizations/') && type === undefined ? 'unknown' : 'no';
    const isOfType =
      type === undefined || (type === 'ServiceAccount' ? principal.place !== undefined : undefined);
    if (!places.chainOf(`projects/${project}`).includes(places.nameOf(node)) || isOfType === false)
      return 'no';
    return isOfType === undefined ? 'unknown' : 'yes';
  }
  const [, email] =
    /^principal:\/\/(?:goog\/subject|iam\.googleapis\.com\/projects\/-\/serviceAccounts)\/(.+)$/.exec(
      written,
    ) ?? [];
  if (email !== undefined) return email.toLowerCase() === id ? 'yes' : 'no';
  if (memberOf(written).is === 'federated')
    return written === id ? 'yes' : principal.kind === 'federated-principal' ? 'unknown' : 'no';
  return principal.kind === 'user' ? 'unknown' : 'no';
};

const any = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
const not = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown');
const all = (answers: readonly Answer[]): Answer => not(any(answers.map(not)));

/** Rules about somebody, with whether they are: asked once. */
export type DeniesAbout = readonly { readonly deny: Deny; readonly about: Exclude<Answer, 'no'> }[];

export const deniesAbout = (denies: readonly Deny[], principal: Principal, arranged: Arranged): DeniesAbout =>
  denies.flatMap((deny) => {
    const { principals, exceptPrincipals } = deny;
    const about = all([
      any(principals.map((each) => standsFor(each, principal, arranged))),
      not(any(exceptPrincipals.map((each) => standsFor(each, principal, arranged)))),
    ]);
    return about === 'no' ? [] : [{ deny, about }];
  });

export interface Denied {
  /** Rules that deny it for certain. */
  readonly surely: readonly Deny[];
  /** What must be so that none of the others does, one clause each. */
  readonly unless: readonly string[];
}

/** @param chain the target, and what holds it */
export const denied = (
  about: DeniesAbout,
  permission: string,
  chain: readonly string[],
  attributes: ReadonlyMap<string, string>,
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
      deny.condition === undefined ? 'yes' : asked(deny.condition, time, attributes, undefined, tags),
    ]);
    if (answer === 'yes') surely.push(deny);
    else if (answer === 'unknown') unless.push(`the deny policy ${deny.name} does not stop it`);
  }
  return { surely, unless };
};
