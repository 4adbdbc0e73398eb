import type { PolicyDocument } from '../policy/document.ts';
import type { Tags } from '../policy/request-context.ts';
import type { PolicyStore } from '../policy/store.ts';
import { arnParts } from './arn.ts';
import type { Principal } from './inventory.ts';
import type { AwsRole, AwsUser } from './records.ts';

/** A principal while records are still being read: what follows from others' records is filled in at the end. */
type PrincipalUnderway = { -readonly [Member in keyof Principal]: Principal[Member] };

/**
 * What is kept of a user's or role's record until all records were read. The texts of its policies are compiled at once
 * and the rest of the record is let go: a file larger than memory is read one record at a time.
 */
export interface UnresolvedPrincipal {
  readonly principal: PrincipalUnderway;
  /** ARNs, in order. */
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
  readonly groupNames: readonly string[];
  readonly trust: PolicyDocument | undefined;
  readonly instanceProfiles: readonly string[];
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Lists that most principals have nothing in are one list. */
const nothing: readonly never[] = [];

/** Keys in lower case and values in turn: with two or three tags a third of what a map takes, and as fast. */
interface TagList extends Tags {
  readonly pairs: readonly string[];
}

/** Of two keys that differ in case only the later one counts. */
function tagOf(this: TagList, key: string): string | undefined {
  for (let k = this.pairs.length - 2; k >= 0; k -= 2) if (this.pairs[k] === key) return this.pairs[k + 1];
  return undefined;
}

const tagList = (pairs: readonly string[]): TagList => ({ pairs, get: tagOf });
const noTags: Tags = tagList(nothing);

const tagsOf = (tags: AwsUser['Tags']): Tags => {
  if (tags === undefined || tags.length === 0) return noTags;
  const pairs = new Array<string>(tags.length * 2);
  tags.forEach(({ Key, Value }, index) => {
    pairs[index * 2] = Key.toLowerCase();
    pairs[index * 2 + 1] = Value;
  });
  return tagList(pairs);
};

export const arnsOf = (attached: AwsUser['AttachedManagedPolicies']): readonly string[] =>
  attached === undefined || attached.length === 0 ? nothing : attached.map(({ PolicyArn }) => PolicyArn);

export const readInline = (store: PolicyStore, list: AwsUser['UserPolicyList']): readonly InlinePolicy[] =>
  list === undefined || list.length === 0
    ? nothing
    : list.map(({ PolicyName, PolicyDocument }) => ({
        name: PolicyName,
        document: store.read(PolicyDocument),
      }));

const openPrincipal = (
  kind: 'user' | 'role',
  data: AwsUser | AwsRole,
  name: string,
  uniqueId: string | undefined,
): PrincipalUnderway => {
  const { partition, account } = arnParts(data.Arn);
  const path = data.Path ?? data.Arn.slice(data.Arn.indexOf('/'), data.Arn.lastIndexOf('/') + 1);
  return {
    kind,
    arn: data.Arn,
    partition,
    account,
    name,
    path,
    uniqueId,
    tags: tagsOf(data.Tags),
    policies: nothing,
    missing: nothing,
    boundaryArn: data.PermissionsBoundary?.PermissionsBoundaryArn,
    boundary: undefined,
    groups: nothing,
    trust: undefined,
    inInstanceProfile: false,
    serviceLinked: path.startsWith('/aws-service-role/'),
    reserved: path.startsWith('/aws-reserved/'),
    createdAt: data.CreateDate,
    lastUsed: undefined,
    maxSessionSeconds: undefined,
  };
};

/** What is not known, or not so, of a principal that no record of its own describes. */
export const withoutRecord: Omit<Principal, 'kind' | 'arn' | 'partition' | 'account' | 'name' | 'policies'> =
  {
    path: '/',
    uniqueId: undefined,
    tags: noTags,
    missing: nothing,
    boundaryArn: undefined,
    boundary: undefined,
    groups: nothing,
    trust: undefined,
    inInstanceProfile: false,
    serviceLinked: false,
    reserved: false,
    createdAt: undefined,
    lastUsed: undefined,
    maxSessionSeconds: undefined,
  };

export const readUser = (store: PolicyStore, user: AwsUser): UnresolvedPrincipal => ({
  principal: openPrincipal('user', user, user.UserName, user.UserId),
  attached: arnsOf(user.AttachedManagedPolicies),
  inline: readInline(store, user.UserPolicyList),
  groupNames: user.GroupList ?? nothing,
  trust: undefined,
  instanceProfiles: nothing,
});

export const readRole = (store: PolicyStore, role: AwsRole): UnresolvedPrincipal => {
  const principal = openPrincipal('role', role, role.RoleName, role.RoleId);
  const profiles = role.InstanceProfileList ?? nothing;
  principal.inInstanceProfile = profiles.length > 0;
  if (profiles.length > 0) principal.instanceProfiles = profiles.map(({ Arn }) => Arn);
  principal.lastUsed =
    role.RoleLastUsed === undefined ? undefined : (role.RoleLastUsed.LastUsedDate ?? 'never');
  principal.maxSessionSeconds = role.MaxSessionDuration;
  return {
    principal,
    attached: arnsOf(role.AttachedManagedPolicies),
    inline: readInline(store, role.RolePolicyList),
    groupNames: nothing,
    trust:
      role.AssumeRolePolicyDocument === undefined ? undefined : store.read(role.AssumeRolePolicyDocument),
    instanceProfiles: profiles.length === 0 ? nothing : profiles.map(({ Arn }) => Arn),
  };
};
