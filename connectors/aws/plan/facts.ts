import type { StateCredential } from '../../../src/model/gate.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AwsGroup, AwsRole, AwsUser } from '../facts/records.ts';
import { redactAws } from '../facts/redaction.ts';

export type Owner = 'role' | 'user' | 'group';

/** What one resource says of an identity or beside it: small enough that two resources never say the same thing differently. */
export type Fact =
  /** The identity itself. `data`: its record without what other facts tell. */
  | { readonly is: 'owner'; readonly kind: Owner; readonly arn: string; readonly data: object }
  | {
      readonly is: 'inline';
      readonly kind: Owner;
      readonly arn: string;
      readonly name: string;
      readonly document: unknown;
    }
  | { readonly is: 'attached'; readonly kind: Owner; readonly arn: string; readonly policy: string }
  | { readonly is: 'boundary'; readonly kind: Owner; readonly arn: string; readonly policy: string }
  /** A boundary of which nobody can tell which it is. `source`: the same text, the same boundary. */
  | {
      readonly is: 'hidden-boundary';
      readonly arn: string;
      readonly source: string;
      readonly why: string;
    }
  /** A policy of which nobody can tell which it is. `source`: the same text, the same policy. */
  | { readonly is: 'hidden-policy'; readonly arn: string; readonly source: string }
  /** A device that a user must have beside a password. */
  | { readonly is: 'second-factor'; readonly arn: string; readonly device: string }
  /** A credential for which there is no record of its own. */
  | { readonly is: 'credential'; readonly arn: string; readonly credential: StateCredential }
  /** ARNs of a user and of a group. */
  | { readonly is: 'member'; readonly arn: string; readonly group: string }
  | { readonly is: 'instance-profile'; readonly arn: string; readonly profile: string }
  | { readonly is: 'record'; readonly record: SnapshotRecord };

/** Facts with the same key replace each other. */
export const factKey = (fact: Fact): string => {
  switch (fact.is) {
    case 'owner':
    case 'boundary':
      return JSON.stringify([fact.is, fact.arn]);
    case 'hidden-boundary':
    case 'hidden-policy':
      return JSON.stringify([fact.is, fact.arn, fact.source]);
    case 'second-factor':
      return JSON.stringify([fact.is, fact.arn, fact.device]);
    case 'credential':
      return JSON.stringify([fact.is, fact.arn, fact.credential.id]);
    case 'inline':
      return JSON.stringify([fact.is, fact.arn, fact.name]);
    case 'attached':
      return JSON.stringify([fact.is, fact.arn, fact.policy]);
    case 'member':
      return JSON.stringify([fact.is, fact.arn, fact.group]);
    case 'instance-profile':
      return JSON.stringify([fact.is, fact.arn, fact.profile]);
    case 'record':
      return JSON.stringify([fact.is, fact.record.record, fact.record.scope, fact.record.id]);
  }
};

export const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

interface Parts {
  readonly inline?: readonly { readonly PolicyName: string; readonly PolicyDocument?: unknown }[] | undefined;
  readonly attached?: readonly { readonly PolicyArn: string }[] | undefined;
  readonly boundary?: { readonly PermissionsBoundaryArn: string } | undefined;
}

const ownerFacts = (
  kind: Owner,
  arn: string,
  data: object,
  { inline, attached, boundary }: Parts,
): readonly Fact[] => [
  { is: 'owner', kind, arn, data },
  ...(inline ?? []).map(
    ({ PolicyName, PolicyDocument }): Fact => ({
      is: 'inline',
      kind,
      arn,
      name: PolicyName,
      document: PolicyDocument,
    }),
  ),
  ...(attached ?? []).map(({ PolicyArn }): Fact => ({ is: 'attached', kind, arn, policy: PolicyArn })),
  ...(boundary === undefined
    ? []
    : [{ is: 'boundary', kind, arn, policy: boundary.PermissionsBoundaryArn } as const]),
];

const groupArn = (user: string, name: string): string =>
  `${user.slice(0, user.indexOf(':user/'))}:group/${name}`;

/** A record of a snapshot in the same pieces, so that a plan can change a part of it. */
export const factsOfRecord = (record: SnapshotRecord): readonly Fact[] => {
  switch (record.record) {
    case 'aws.role': {
      const { RolePolicyList, AttachedManagedPolicies, PermissionsBoundary, InstanceProfileList, ...data } =
        record.data as AwsRole;
      return [
        ...ownerFacts('role', data.Arn, data, {
          inline: RolePolicyList,
          attached: AttachedManagedPolicies,
          boundary: PermissionsBoundary,
        }),
        ...(InstanceProfileList ?? []).map(
          ({ Arn }): Fact => ({ is: 'instance-profile', arn: data.Arn, profile: Arn }),
        ),
      ];
    }
    case 'aws.user': {
      const { UserPolicyList, AttachedManagedPolicies, PermissionsBoundary, GroupList, ...data } =
        record.data as AwsUser;
      return [
        ...ownerFacts('user', data.Arn, data, {
          inline: UserPolicyList,
          attached: AttachedManagedPolicies,
          boundary: PermissionsBoundary,
        }),
        ...(GroupList ?? []).map(
          (name): Fact => ({ is: 'member', arn: data.Arn, group: groupArn(data.Arn, name) }),
        ),
      ];
    }
    case 'aws.group': {
      const { GroupPolicyList, AttachedManagedPolicies, ...data } = record.data as AwsGroup;
      return ownerFacts('group', data.Arn, data, {
        inline: GroupPolicyList,
        attached: AttachedManagedPolicies,
      });
    }
    default:
      return [{ is: 'record', record }];
  }
};

/** An identity that the plan gives something to and does not show: nothing is known of it but its name. */
export const bare = (kind: Owner, arn: string): object => ({
  Arn: arn,
  [{ role: 'RoleName', user: 'UserName', group: 'GroupName' }[kind]]: nameIn(arn),
});

const inlineField: Readonly<Record<Owner, string>> = {
  role: 'RolePolicyList',
  user: 'UserPolicyList',
  group: 'GroupPolicyList',
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Draft {
  readonly kind: Owner;
  data: object | undefined;
  readonly inline: { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
  readonly attached: string[];
  readonly groups: string[];
  readonly profiles: string[];
  boundary: string | undefined;
}

/** Facts as the records that a live scan would have made, without secrets; sorted, whatever the order of the facts. */
export const recordsOf = (facts: Iterable<Fact>): readonly SnapshotRecord[] => {
  const drafts = new Map<string, Draft>();
  const others: SnapshotRecord[] = [];
  const draftOf = (kind: Owner, arn: string): Draft => {
    const known = drafts.get(arn);
    if (known !== undefined) return known;
    const made: Draft = {
      kind,
      data: undefined,
      inline: [],
      attached: [],
      groups: [],
      profiles: [],
      boundary: undefined,
    };
    drafts.set(arn, made);
    return made;
  };
  for (const fact of facts) {
    switch (fact.is) {
      case 'owner':
        draftOf(fact.kind, fact.arn).data = fact.data;
        break;
      case 'inline':
        draftOf(fact.kind, fact.arn).inline.push({ PolicyName: fact.name, PolicyDocument: fact.document });
        break;
      case 'attached':
        draftOf(fact.kind, fact.arn).attached.push(fact.policy);
        break;
      case 'boundary':
        draftOf(fact.kind, fact.arn).boundary = fact.policy;
        break;
      case 'member':
        draftOf('user', fact.arn).groups.push(nameIn(fact.group));
        draftOf('group', fact.group);
        break;
      case 'instance-profile':
        draftOf('role', fact.arn).profiles.push(fact.profile);
        break;
      case 'record':
        others.push(fact.record);
        break;
      case 'hidden-boundary':
      case 'hidden-policy':
      case 'second-factor':
      case 'credential':
        // What stands for no record: see `limits.ts` and `PlanSide.credentials`.
        break;
    }
  }
  const owners = [...drafts].map(([arn, draft]): SnapshotRecord => {
    const { kind, data, inline, attached, groups, profiles, boundary } = draft;
    return {
      record: `aws.${kind}`,
      scope: arn.split(':')[4]!,
      id: arn,
      data: {
        ...(data ?? bare(kind, arn)),
        [inlineField[kind]]: inline.toSorted((a, b) => compare(a.PolicyName, b.PolicyName)),
        AttachedManagedPolicies: attached.toSorted(compare).map((PolicyArn) => ({ PolicyArn })),
        ...(boundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
        ...(kind === 'user' ? { GroupList: groups.toSorted(compare) } : {}),
        ...(kind === 'role'
          ? { InstanceProfileList: profiles.toSorted(compare).map((Arn) => ({ Arn })) }
          : {}),
      },
    };
  });
  return [...owners, ...others]
    .map(redactAws)
    .sort((a, b) => compare(a.record, b.record) || compare(a.scope, b.scope) || compare(a.id, b.id));
};
