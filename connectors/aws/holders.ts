import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import type { FoundHolder, HolderReader } from '../connector.ts';
import { arnParts } from './facts/arn.ts';
import type { AwsGroup, AwsPolicy, AwsRole, AwsUser } from './facts/records.ts';

/**
 * Groups and policies of one's own, and whether anybody has them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */

const dataOf = <Data>(records: readonly SnapshotRecord[], kind: string): readonly Data[] =>
  records.filter(({ record }) => record === kind).map(({ data }) => data as Data);

/** Kinds of records that decide what somebody may do, beside who it is. */
const around: ReadonlySet<string> = new Set([
  'aws.policy',
  'aws.group',
  'aws.account',
  'aws.organization',
  'aws.organization-policy',
]);

const find = (records: readonly SnapshotRecord[]): readonly FoundHolder[] => {
  const users = dataOf<AwsUser>(records, 'aws.user');
  const roles = dataOf<AwsRole>(records, 'aws.role');
  const groups = dataOf<AwsGroup>(records, 'aws.group');
  const members = new Set(
    users.flatMap(({ Arn, GroupList = [] }) => GroupList.map((name) => `${arnParts(Arn).account}/${name}`)),
  );
  const attached = new Set(
    [...users, ...roles, ...groups].flatMap(({ AttachedManagedPolicies = [] }) =>
      AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn),
    ),
  );
  const boundaries = new Set(
    [...users, ...roles].flatMap(
      ({ PermissionsBoundary }) => PermissionsBoundary?.PermissionsBoundaryArn ?? [],
    ),
  );
  const holder = (id: string, kind: string, name: string, missing: string | undefined): FoundHolder => ({
    id,
    kind,
    scope: arnParts(id).account,
    name,
    ...(missing === undefined ? {} : { missing }),
  });
  return [
    // Of one that a plan only mentions nobody knows who is in it.
    ...groups
      .filter(({ Path, GroupId }) => Path !== undefined || GroupId !== undefined)
      .map(({ Arn, GroupName }) =>
        holder(
          Arn,
          'group',
          GroupName,
          members.has(`${arnParts(Arn).account}/${GroupName}`) ? undefined : 'the group has no members',
        ),
      ),
    ...dataOf<AwsPolicy>(records, 'aws.policy')
      // What the provider keeps for everybody is nobody's.
      .filter(({ Arn }) => /^\d{12}$/.test(arnParts(Arn).account))
      .map(({ Arn, PolicyName, AttachmentCount, PermissionsBoundaryUsageCount }) =>
        holder(
          Arn,
          'policy',
          PolicyName,
          attached.has(Arn) ||
            boundaries.has(Arn) ||
            (AttachmentCount ?? 0) > 0 ||
            (PermissionsBoundaryUsageCount ?? 0) > 0
            ? undefined
            : 'the policy is attached to nothing',
        ),
      ),
  ];
};

/** Somebody who has one holder, and nothing else. */
const holds = (
  { id, kind, scope, name }: FoundHolder,
  index: number,
): { readonly arn: string; readonly record: SnapshotRecord } => {
  const arn = `arn:${arnParts(id).partition}:iam::${scope}:user/{holder-${index}}`;
  const data = {
    Arn: arn,
    UserName: `{holder-${index}}`,
    UserId: `{holder-${index}}`,
    GroupList: kind === 'group' ? [name] : [],
    AttachedManagedPolicies: kind === 'policy' ? [{ PolicyArn: id }] : [],
  };
  return { arn, record: { record: 'aws.user', scope, id: arn, data } };
};

export const awsHolders: HolderReader = {
  find,
  held: (records, holders) => {
    const having = holders.map(holds);
    return {
      records: [...records.filter(({ record }) => around.has(record)), ...having.map(({ record }) => record)],
      by: new Map(holders.map(({ id }, index) => [id, having[index]!.arn])),
    };
  },
};
