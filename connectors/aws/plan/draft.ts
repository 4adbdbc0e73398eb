import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsGroup, AwsPolicy, AwsRole, AwsUser } from '../records.ts';
import { textOfJson } from './documents.ts';
import { type Fact, type Holder, holderKey, type Text } from './facts.ts';

/** A user, role or group while it is put together. */
interface DraftPrincipal {
  readonly holder: Holder;
  arn: string;
  path: string;
  uniqueId?: string | undefined;
  trust?: unknown;
  boundary?: string | undefined;
  tags: Readonly<Record<string, string>>;
  maxSession?: number | undefined;
  mentioned: boolean;
  readonly attached: Set<string>;
  /** Document by name. */
  readonly inline: Map<string, unknown>;
  /** Names of groups; users only. */
  readonly groups: Set<string>;
  /** ARN to name; roles only. */
  readonly profiles: Map<string, string>;
}

interface DraftPolicy {
  readonly account: string;
  readonly name: string;
  document?: unknown;
}

interface DraftGuardrail {
  name: string;
  type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  document?: unknown;
  readonly targets: Set<string>;
}

/** One side of a change, in pieces that facts add to and take from. */
export interface Draft {
  readonly principals: Map<string, DraftPrincipal>;
  readonly policies: Map<string, DraftPolicy>;
  readonly guardrails: Map<string, DraftGuardrail>;
  /** Everything else, by kind and id. */
  readonly records: Map<string, SnapshotRecord>;
}

export const emptyDraft = (): Draft => ({
  principals: new Map(),
  policies: new Map(),
  guardrails: new Map(),
  records: new Map(),
});

export const copyOf = ({ principals, policies, guardrails, records }: Draft): Draft => ({
  principals: new Map(
    [...principals].map(([key, each]) => [
      key,
      {
        ...each,
        attached: new Set(each.attached),
        inline: new Map(each.inline),
        groups: new Set(each.groups),
        profiles: new Map(each.profiles),
      },
    ]),
  ),
  policies: new Map([...policies].map(([key, each]) => [key, { ...each }])),
  guardrails: new Map(
    [...guardrails].map(([key, each]) => [key, { ...each, targets: new Set(each.targets) }]),
  ),
  records: new Map(records),
});

const recordKey = ({ record, scope, id }: SnapshotRecord): string => JSON.stringify([record, scope, id]);

const principalOf = (draft: Draft, holder: Holder, arn?: string): DraftPrincipal => {
  const key = holderKey(holder);
  const known = draft.principals.get(key);
  if (known !== undefined) return known;
  const made: DraftPrincipal = {
    holder,
    arn: arn ?? `arn:aws:iam::${holder.account}:${holder.kind}/${holder.name}`,
    path: '/',
    tags: {},
    mentioned: true,
    attached: new Set(),
    inline: new Map(),
    groups: new Set(),
    profiles: new Map(),
  };
  draft.principals.set(key, made);
  return made;
};

const statementsOf = (document: unknown): readonly unknown[] => {
  const value: unknown = typeof document === 'string' ? textOfJson(document).document : document;
  const statements = (value as { Statement?: unknown } | undefined)?.Statement;
  return statements === undefined ? [] : Array.isArray(statements) ? statements : [statements];
};

/**
 * What is known of a text after the change. Where that is not all, what it said before is taken to stay: the rest is
 * told as indeterminate, and nothing is called narrower that may not be.
 */
const documentOf = ({ document, unknown }: Text, was: unknown): unknown => {
  if (unknown.length === 0 || was === undefined) return document ?? was;
  return { Version: '2012-10-17', Statement: [...statementsOf(was), ...statementsOf(document)] };
};

type Apply = {
  readonly [Name in Fact['fact']]: (draft: Draft, fact: Extract<Fact, { fact: Name }>, was: Draft) => void;
};

const applying: Apply = {
  principal: (draft, fact, was) => {
    const each = principalOf(draft, fact.holder, fact.arn);
    if (fact.mentioned === true && !each.mentioned) return;
    each.arn = fact.arn;
    each.path = fact.path;
    each.mentioned = fact.mentioned === true;
    each.uniqueId = fact.uniqueId ?? each.uniqueId;
    each.boundary = fact.boundary;
    each.tags = fact.tags;
    each.maxSession = fact.maxSession;
    if (fact.trust !== undefined) {
      each.trust = documentOf(fact.trust, was.principals.get(holderKey(fact.holder))?.trust);
    }
  },
  attached: (draft, { holder, policy }) => {
    principalOf(draft, holder).attached.add(policy);
  },
  inline: (draft, { holder, name, text }, was) => {
    const document = documentOf(text, was.principals.get(holderKey(holder))?.inline.get(name));
    const each = principalOf(draft, holder);
    if (document !== undefined) each.inline.set(name, document);
  },
  'only-attached': (draft, { holder, policies }) => {
    const each = principalOf(draft, holder);
    each.attached.clear();
    for (const policy of policies) each.attached.add(policy);
  },
  'only-inline': (draft, { holder, names }) => {
    const { inline } = principalOf(draft, holder);
    for (const name of [...inline.keys()]) if (!names.includes(name)) inline.delete(name);
  },
  policy: (draft, { arn, account, name, text }, was) => {
    const document = documentOf(text, was.policies.get(arn)?.document);
    draft.policies.set(arn, { account, name, ...(document === undefined ? {} : { document }) });
  },
  member: (draft, { user, group }) => {
    principalOf(draft, { ...user, kind: 'group', name: group });
    principalOf(draft, user).groups.add(group);
  },
  'only-groups': (draft, { user, groups }) => {
    const each = principalOf(draft, user);
    each.groups.clear();
    for (const name of groups) {
      principalOf(draft, { ...user, kind: 'group', name });
      each.groups.add(name);
    }
  },
  'instance-profile': (draft, { account, arn, name, role }) => {
    principalOf(draft, { kind: 'role', account, name: role }).profiles.set(arn, name);
  },
  password: (draft, { user, arn }) => {
    principalOf(draft, user, arn);
    const kind = 'aws.credential-report-row';
    const known = draft.records.get(recordKey({ record: kind, scope: user.account, id: arn, data: {} }));
    const data = {
      ...reportRow(user.name, arn),
      ...(known?.data as object | undefined),
      password_enabled: 'true',
    };
    const record = { record: kind, scope: user.account, id: arn, data };
    draft.records.set(recordKey(record), record);
  },
  record: (draft, { record }) => {
    draft.records.set(recordKey(record), record);
  },
  'organization-policy': (draft, { id, name, type, text }, was) => {
    const known = draft.guardrails.get(id);
    const document = documentOf(text, was.guardrails.get(id)?.document);
    draft.guardrails.set(id, {
      name,
      type,
      targets: known?.targets ?? new Set(),
      ...(document === undefined ? {} : { document }),
    });
  },
  'organization-target': (draft, { policy, target }) => {
    draft.guardrails.get(policy)?.targets.add(target);
  },
  unknown: () => {},
};

const withdrawing: Apply = {
  principal: (draft, { holder }) => {
    draft.principals.delete(holderKey(holder));
  },
  attached: (draft, { holder, policy }) => {
    draft.principals.get(holderKey(holder))?.attached.delete(policy);
  },
  inline: (draft, { holder, name }) => {
    draft.principals.get(holderKey(holder))?.inline.delete(name);
  },
  'only-attached': () => {},
  'only-inline': () => {},
  policy: (draft, { arn }) => {
    draft.policies.delete(arn);
    for (const { attached } of draft.principals.values()) attached.delete(arn);
  },
  member: (draft, { user, group }) => {
    draft.principals.get(holderKey(user))?.groups.delete(group);
  },
  'only-groups': (draft, { user, groups }) => {
    for (const group of groups) draft.principals.get(holderKey(user))?.groups.delete(group);
  },
  'instance-profile': (draft, { account, arn, role }) => {
    draft.principals.get(holderKey({ kind: 'role', account, name: role }))?.profiles.delete(arn);
  },
  password: (draft, { user, arn }) => {
    const key = recordKey({ record: 'aws.credential-report-row', scope: user.account, id: arn, data: {} });
    const known = draft.records.get(key);
    if (known !== undefined) {
      draft.records.set(key, { ...known, data: { ...(known.data as object), password_enabled: 'false' } });
    }
  },
  record: (draft, { record }) => {
    draft.records.delete(recordKey(record));
  },
  'organization-policy': (draft, { id }) => {
    draft.guardrails.delete(id);
  },
  'organization-target': (draft, { policy, target }) => {
    draft.guardrails.get(policy)?.targets.delete(target);
  },
  unknown: () => {},
};

/** Whoever others point at has to be there first, and what takes away what is not listed comes last. */
const order: readonly Fact['fact'][] = [
  'principal',
  'policy',
  'organization-policy',
  'organization-target',
  'inline',
  'attached',
  'member',
  'instance-profile',
  'record',
  'password',
  'only-attached',
  'only-inline',
  'only-groups',
  'unknown',
];

const inOrder = (facts: readonly Fact[]): readonly Fact[] => {
  const byName = Map.groupBy(facts, ({ fact }) => fact);
  // Own words come after what the provider listed: where both know a policy, the own words are the newer ones.
  return order.flatMap((name) =>
    (byName.get(name) ?? []).toSorted((a, b) => Number('shown' in b) - Number('shown' in a)),
  );
};

/** @param was what a text is taken from that nobody knows after the change */
export const apply = (draft: Draft, facts: readonly Fact[], was: Draft): void => {
  for (const fact of inOrder(facts))
    (applying[fact.fact] as (d: Draft, f: Fact, w: Draft) => void)(draft, fact, was);
};

export const withdraw = (draft: Draft, facts: readonly Fact[]): void => {
  for (const fact of inOrder(facts).toReversed())
    (withdrawing[fact.fact] as (d: Draft, f: Fact, w: Draft) => void)(draft, fact, draft);
};

/** A row of the credential report of somebody of whom nothing is known. */
const reportRow = (user: string, arn: string) => ({
  user,
  arn,
  user_creation_time: 'N/A',
  password_enabled: 'false',
  password_last_used: 'no_information',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_1_last_rotated: 'N/A',
  access_key_1_last_used_date: 'N/A',
  access_key_2_active: 'false',
  access_key_2_last_rotated: 'N/A',
  access_key_2_last_used_date: 'N/A',
  cert_1_active: 'false',
  cert_1_last_rotated: 'N/A',
  cert_2_active: 'false',
  cert_2_last_rotated: 'N/A',
});

const principalRecord = (each: DraftPrincipal): SnapshotRecord => {
  const {
    holder,
    arn,
    path,
    uniqueId,
    trust,
    boundary,
    tags,
    maxSession,
    attached,
    inline,
    groups,
    profiles,
  } = each;
  const { kind, account, name } = holder;
  const policies = [...inline].map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument }));
  const shared = {
    Path: path,
    Arn: arn,
    AttachedManagedPolicies: [...attached].sort().map((PolicyArn) => ({ PolicyArn })),
    ...(boundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  const data = {
    role: () => ({
      ...shared,
      RoleName: name,
      ...(uniqueId === undefined ? {} : { RoleId: uniqueId }),
      ...(trust === undefined ? {} : { AssumeRolePolicyDocument: trust }),
      ...(maxSession === undefined ? {} : { MaxSessionDuration: maxSession }),
      RolePolicyList: policies,
      InstanceProfileList: [...profiles].map(([Arn, InstanceProfileName]) => ({ InstanceProfileName, Arn })),
    }),
    user: () => ({
      ...shared,
      UserName: name,
      ...(uniqueId === undefined ? {} : { UserId: uniqueId }),
      UserPolicyList: policies,
      GroupList: [...groups].sort(),
    }),
    group: () => ({ ...shared, GroupName: name, GroupPolicyList: policies }),
  }[kind]();
  return { record: `aws.${kind}`, scope: account, id: arn, data };
};

const policyRecord = (arn: string, { account, name, document }: DraftPolicy): SnapshotRecord => ({
  record: 'aws.policy',
  scope: account,
  id: arn,
  data: {
    PolicyName: name,
    Arn: arn,
    DefaultVersionId: 'v1',
    PolicyVersionList: [
      { VersionId: 'v1', IsDefaultVersion: true, ...(document === undefined ? {} : { Document: document }) },
    ],
  },
});

const guardrailRecord = (
  id: string,
  scope: string,
  { name, type, document, targets }: DraftGuardrail,
): SnapshotRecord => ({
  record: 'aws.organization-policy',
  scope,
  id,
  data: { Id: id, Name: name, Type: type, Content: document, Targets: [...targets].sort() },
});

/** As a live scan would have recorded it. @param scope of what belongs to no account */
export const recordsOf = (draft: Draft, scope: string): readonly SnapshotRecord[] => [
  ...[...draft.principals.values()].map(principalRecord),
  ...[...draft.policies].flatMap(([arn, policy]) =>
    policy.document === undefined ? [] : [policyRecord(arn, policy)],
  ),
  ...[...draft.guardrails].flatMap(([id, each]) =>
    each.document === undefined ? [] : [guardrailRecord(id, scope, each)],
  ),
  ...draft.records.values(),
];

type Listed = {
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn: string }[] | undefined;
};
type Inline = readonly { readonly PolicyName: string; readonly PolicyDocument?: unknown }[] | undefined;

const tagsOf = (tags: readonly { readonly Key: string; readonly Value: string }[] | undefined) =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));

const readHolder = (
  draft: Draft,
  holder: Holder,
  arn: string,
  data: Listed,
  inline: Inline,
): DraftPrincipal => {
  const each = principalOf(draft, holder, arn);
  each.arn = arn;
  each.mentioned = false;
  for (const { PolicyArn } of data.AttachedManagedPolicies ?? []) each.attached.add(PolicyArn);
  for (const { PolicyName, PolicyDocument } of inline ?? []) each.inline.set(PolicyName, PolicyDocument);
  return each;
};

/** Records of a snapshot: what the plan changes is a part of them. */
export const draftOf = (records: Iterable<SnapshotRecord>): Draft => {
  const draft = emptyDraft();
  for (const record of records) {
    const { record: kind, scope: account } = record;
    if (kind === 'aws.role') {
      const data = record.data as AwsRole;
      const each = readHolder(
        draft,
        { kind: 'role', account, name: data.RoleName },
        data.Arn,
        data,
        data.RolePolicyList,
      );
      each.path = data.Path ?? '/';
      each.uniqueId = data.RoleId;
      each.trust = data.AssumeRolePolicyDocument;
      each.boundary = data.PermissionsBoundary?.PermissionsBoundaryArn;
      each.tags = tagsOf(data.Tags);
      each.maxSession = data.MaxSessionDuration;
      for (const { Arn, InstanceProfileName } of data.InstanceProfileList ?? []) {
        each.profiles.set(Arn, InstanceProfileName ?? Arn.slice(Arn.lastIndexOf('/') + 1));
      }
    } else if (kind === 'aws.user') {
      const data = record.data as AwsUser;
      const each = readHolder(
        draft,
        { kind: 'user', account, name: data.UserName },
        data.Arn,
        data,
        data.UserPolicyList,
      );
      each.path = data.Path ?? '/';
      each.uniqueId = data.UserId;
      each.boundary = data.PermissionsBoundary?.PermissionsBoundaryArn;
      each.tags = tagsOf(data.Tags);
      for (const group of data.GroupList ?? []) each.groups.add(group);
    } else if (kind === 'aws.group') {
      const data = record.data as AwsGroup;
      const each = readHolder(
        draft,
        { kind: 'group', account, name: data.GroupName },
        data.Arn,
        data,
        data.GroupPolicyList,
      );
      each.path = data.Path ?? '/';
    } else if (kind === 'aws.policy') {
      const data = record.data as AwsPolicy;
      const current = (data.PolicyVersionList ?? []).find(
        (version) => version.IsDefaultVersion === true || version.VersionId === data.DefaultVersionId,
      );
      draft.policies.set(data.Arn, {
        account,
        name: data.PolicyName,
        ...(current?.Document === undefined ? {} : { document: current.Document }),
      });
    } else if (kind === 'aws.organization-policy') {
      const data = record.data as {
        Id: string;
        Name?: string;
        Type: DraftGuardrail['type'];
        Content: unknown;
        Targets: readonly string[];
      };
      draft.guardrails.set(data.Id, {
        name: data.Name ?? data.Id,
        type: data.Type,
        document: data.Content,
        targets: new Set(data.Targets),
      });
    } else draft.records.set(recordKey(record), record);
  }
  return draft;
};
