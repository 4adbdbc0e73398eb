import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { ChangeAbout } from '../../../src/plan/planned-resource.ts';
import {
  type GcpRecordData,
  type GcpRecordInput,
  type GcpRecordKind,
  gcpRecords,
  wholeEstate,
} from '../facts/records.ts';
import { redactGcp } from '../facts/redaction.ts';
import { memberOf } from '../identities/members.ts';
import type { Places } from '../identities/places.ts';
import { isAccountPlace } from '../identities/principals.ts';

type Data<Kind extends GcpRecordKind> = GcpRecordData<Kind>;

/** One member of a binding: bindings of several resources make one policy. */
export interface Bound {
  readonly is: 'binding';
  /** Canonical name of what the policy stands on. */
  readonly place: string;
  /** Node of the tree that it lies in. Absent: the estate tells. */
  readonly node?: string;
  readonly role: string;
  readonly member: string;
  readonly condition?: { readonly title: string | null; readonly expression: string };
}

/** What one resource of a plan says: small enough that two resources never say the same thing differently. */
export type Fact = { readonly is: 'record'; readonly record: SnapshotRecord } | Bound;

export const recordFact = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): Fact => ({
  is: 'record',
  record: { record: kind, scope: wholeEstate, id, data: gcpRecords[kind].schema.parse(data) },
});

export const dataOf = <Kind extends GcpRecordKind>(fact: Fact, kind: Kind): Data<Kind> | undefined =>
  fact.is === 'record' && fact.record.record === kind ? (fact.record.data as Data<Kind>) : undefined;

/** Records that say one thing by their content: ids differ between a plan and a collection, numbers and ids of projects too. */
const byContent: {
  readonly [Kind in GcpRecordKind]?: (data: Data<Kind>, nameOf: Places['nameOf']) => readonly unknown[];
} = {
  'gcp.project': ({ projectId }) => [projectId],
  'gcp.iam-policy': ({ resource }, nameOf) => [nameOf(resource)],
  'gcp.service-account': ({ email }) => [email.toLowerCase()],
  'gcp.service-account-key': ({ name }) => [name.slice(name.lastIndexOf('/') + 1)],
  'gcp.hmac-key': ({ accessId }) => [accessId],
  'gcp.api-key': ({ name }, nameOf) => [nameOf(name)],
  'gcp.role': ({ name }, nameOf) => [nameOf(name)],
  'gcp.pool-provider': ({ name }, nameOf) => [nameOf(name)],
  'gcp.membership': ({ group, member }) => [group.toLowerCase(), member.toLowerCase()],
  'gcp.entitlement': ({ name }, nameOf) => [nameOf(name)],
  'gcp.resource': ({ name }, nameOf) => [nameOf(name)],
  'gcp.deny-policy': ({ name }, nameOf) => [nameOf(name)],
  'gcp.org-policy': ({ resource, constraint }, nameOf) => [
    nameOf(resource),
    constraint.replace(/^constraints\//, ''),
  ],
};

/** Facts with the same key replace each other. */
export const keyOf = (fact: Fact, nameOf: Places['nameOf']): string => {
  if (fact.is === 'binding') {
    const { place, role, member, condition } = fact;
    return JSON.stringify([place, role, member, condition?.expression.replace(/\s+/g, ' ') ?? '']);
  }
  const { record, id, data } = fact.record;
  const content = Object.hasOwn(byContent, record)
    ? (byContent[record as GcpRecordKind] as (data: unknown, nameOf: Places['nameOf']) => readonly unknown[])(
        data,
        nameOf,
      )
    : [id];
  return JSON.stringify([record, ...content]);
};

/** A record of a snapshot in the same pieces, so that a plan can change a part of it. */
export const factsOfRecord = (record: SnapshotRecord, nameOf: Places['nameOf']): readonly Fact[] => {
  if (record.record !== 'gcp.iam-policy') return [{ is: 'record', record }];
  const { bindings, ...data } = record.data as Data<'gcp.iam-policy'>;
  return [
    { is: 'record', record: { ...record, data } },
    ...(bindings ?? []).flatMap(({ role, members, condition }) =>
      (members ?? []).map(
        (member): Fact => ({
          is: 'binding',
          place: nameOf(data.resource),
          role,
          member,
          ...(condition?.expression == null || condition.expression === ''
            ? {}
            : { condition: { title: condition.title ?? null, expression: condition.expression } }),
        }),
      ),
    ),
  ];
};

const credentials: ReadonlySet<string> = new Set(['gcp.service-account-key', 'gcp.hmac-key', 'gcp.api-key']);

/** What a fact is about, for the place of a change. @param who whom it bears on */
export const aboutOf = (fact: Fact, who: string): ChangeAbout => {
  if (fact.is === 'binding') return isAccountPlace(fact.place) && who === ownerOf(fact) ? 'trust' : 'grant';
  if (credentials.has(fact.record.record)) return 'credential';
  return fact.record.record === 'gcp.pool-provider' ? 'trust' : 'grant';
};

/** The account whose policy a binding is in. */
export const ownerOf = ({ place }: Bound): string | undefined =>
  isAccountPlace(place) ? place.slice(place.lastIndexOf('/') + 1) : undefined;

/** `group ADDRESS`, `domain NAME`, or the id of an identity; nobody: a deleted member. */
const memberId = (written: string): readonly string[] => {
  const member = memberOf(written);
  if (member.is === 'group' || member.is === 'domain') return [`${member.is} ${member.id}`];
  return member.is === 'deleted' || member.is === 'other' || member.is === 'convenience' ? [] : [member.id];
};

/** Ids of the identities that a fact bears on; `group ADDRESS`, `role NAME`, `pool NAME` of those behind one. */
export const bearers = (fact: Fact): readonly string[] => {
  if (fact.is === 'binding') {
    const owner = ownerOf(fact);
    return [...memberId(fact.member), ...(owner === undefined ? [] : [owner])];
  }
  const data = <Kind extends GcpRecordKind>(kind: Kind) => dataOf(fact, kind);
  const account = data('gcp.service-account');
  if (account !== undefined) return [account.email.toLowerCase()];
  const key = data('gcp.service-account-key');
  if (key !== undefined)
    return [(/\/serviceAccounts\/([^/]+)\/keys\//.exec(key.name)?.[1] ?? '').toLowerCase()];
  const bound = data('gcp.hmac-key') ?? data('gcp.api-key');
  if (bound !== undefined)
    return bound.serviceAccountEmail == null ? [] : [bound.serviceAccountEmail.toLowerCase()];
  const membership = data('gcp.membership');
  if (membership !== undefined) return [membership.member.toLowerCase()];
  const role = data('gcp.role');
  if (role !== undefined) return [`role ${role.name}`];
  const provider = data('gcp.pool-provider');
  if (provider !== undefined) return [`pool ${provider.name.replace(/\/providers\/[^/]+$/, '')}`];
  const entitlement = data('gcp.entitlement');
  if (entitlement !== undefined)
    return (entitlement.eligibleUsers ?? []).flatMap(({ principals }) =>
      (principals ?? []).flatMap(memberId),
    );
  return (data('gcp.resource')?.serviceAccounts ?? []).map((email) => email.toLowerCase());
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Facts as the records that a collector would have kept, without secrets; sorted, whatever the order of the facts. */
export const recordsOf = (facts: Iterable<Fact>, nameOf: Places['nameOf']): readonly SnapshotRecord[] => {
  const all = [...facts];
  const policies = new Map<string, SnapshotRecord>();
  const others: SnapshotRecord[] = [];
  for (const fact of all) {
    const policy = dataOf(fact, 'gcp.iam-policy');
    if (fact.is === 'record' && policy !== undefined) policies.set(nameOf(policy.resource), fact.record);
    else if (fact.is === 'record') others.push(fact.record);
  }
  const bound = Map.groupBy(
    all.flatMap((fact) => (fact.is === 'binding' ? [fact] : [])),
    ({ place }) => place,
  );
  for (const [place, same] of bound) {
    const node = same.find((each) => each.node !== undefined)?.node;
    const own = policies.get(place) ?? {
      record: 'gcp.iam-policy',
      scope: wholeEstate,
      id: place,
      data: { resource: place, ...(node === undefined ? {} : { ancestors: [node] }) },
    };
    const bindings = [
      ...Map.groupBy(same, ({ role, condition }) => JSON.stringify([role, condition ?? null])),
    ]
      .sort(([a], [b]) => byText(a, b))
      .map(([, alike]) => ({
        role: alike[0]!.role,
        members: alike.map(({ member }) => member).sort(byText),
        ...(alike[0]!.condition === undefined ? {} : { condition: alike[0]!.condition }),
      }));
    policies.set(place, { ...own, data: { ...(own.data as object), bindings } });
  }
  return [...others, ...policies.values()]
    .map(redactGcp)
    .sort((a, b) => byText(a.record, b.record) || byText(a.id, b.id));
};
