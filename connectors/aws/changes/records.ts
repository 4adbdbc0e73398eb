import type { RecordEdit } from '../../../src/model/reduce.ts';
import type { AwsGroup, AwsPolicy, AwsRole, AwsUser } from '../facts/records.ts';
import { decodeDocument } from '../policy/decode-document.ts';
import type { WrittenDocument, WrittenStatement } from '../policy/written.ts';

/** Facts of IAM with something changed. Each function gives the same object back where there is nothing to change. */

export const holders = ['user', 'role', 'group'] as const;
export type Holder = (typeof holders)[number];

export const holderOf = (record: string): Holder | undefined =>
  holders.find((holder) => record === `aws.${holder}`);

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument?: unknown;
}

/** A user, role or group, whichever: the members that say what it may do. */
export type HolderData = Partial<AwsUser & AwsRole & AwsGroup>;

const listOf = { user: 'UserPolicyList', role: 'RolePolicyList', group: 'GroupPolicyList' } as const;

export const inlineOf = (holder: Holder, data: HolderData): readonly InlinePolicy[] =>
  data[listOf[holder]] ?? [];

const withInline = (holder: Holder, data: HolderData, list: readonly InlinePolicy[]): HolderData => ({
  ...data,
  [listOf[holder]]: list,
});

/** An edit of a holder's record. */
export const ofHolder = (
  holder: Holder,
  id: string,
  change: (data: HolderData) => HolderData,
): RecordEdit => ({ record: `aws.${holder}`, id, change: (data) => change(data as HolderData) });

export const withoutAttached =
  (arn: string) =>
  (data: HolderData): HolderData => {
    const before = data.AttachedManagedPolicies ?? [];
    const after = before.filter(({ PolicyArn }) => PolicyArn !== arn);
    return after.length === before.length ? data : { ...data, AttachedManagedPolicies: after };
  };

export const withoutInline =
  (holder: Holder, name: string) =>
  (data: HolderData): HolderData => {
    const before = inlineOf(holder, data);
    const after = before.filter(({ PolicyName }) => PolicyName !== name);
    return after.length === before.length ? data : withInline(holder, data, after);
  };

/** In the place of one of its name, or as a further one. */
export const withPolicy =
  (holder: Holder, name: string, document: unknown) =>
  (data: HolderData): HolderData => {
    const before = inlineOf(holder, data);
    const policy = { PolicyName: name, PolicyDocument: document };
    const has = before.some(({ PolicyName }) => PolicyName === name);
    return withInline(
      holder,
      data,
      has ? before.map((each) => (each.PolicyName === name ? policy : each)) : [...before, policy],
    );
  };

/** Of all policies one is left, with these statements; none where there are none. */
export const withOnly =
  (holder: Holder, statements: readonly WrittenStatement[]) =>
  (data: HolderData): HolderData => {
    const bare: HolderData = {
      ...withInline(holder, data, []),
      AttachedManagedPolicies: [],
      ...(data.GroupList === undefined ? {} : { GroupList: [] }),
    };
    return statements.length === 0
      ? bare
      : withPolicy(holder, 'nhi-audit-used', { Version: '2012-10-17', Statement: statements })(bare);
  };

/** Statements of a document as it stands in a fact; empty where it cannot be read. */
export const statementsOf = (document: unknown): readonly WrittenStatement[] => {
  const read = decodeDocument(document) as { readonly Statement?: unknown } | null | undefined;
  const found = typeof read === 'object' && read !== null ? read.Statement : undefined;
  return (Array.isArray(found) ? found : found === undefined ? [] : [found]) as readonly WrittenStatement[];
};

const versionOf = (document: unknown): string => {
  const read = decodeDocument(document) as { readonly Version?: unknown } | null | undefined;
  return typeof read?.Version === 'string' ? read.Version : '2008-10-17';
};

/** Adds to a policy of its name, which an earlier change may have made. */
export const withFurther =
  (holder: Holder, name: string, further: WrittenDocument) =>
  (data: HolderData): HolderData => {
    const before = inlineOf(holder, data).find(({ PolicyName }) => PolicyName === name)?.PolicyDocument;
    return withPolicy(holder, name, {
      ...further,
      Statement: [...statementsOf(before), ...further.Statement],
    })(data);
  };

const sameStatement = (a: WrittenStatement, b: WrittenStatement): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Undefined: nothing is left of it. */
export const withoutStatement = (
  document: unknown,
  statement: WrittenStatement,
): WrittenDocument | undefined => {
  const left = statementsOf(document).filter((each) => !sameStatement(each, statement));
  return left.length === 0 ? undefined : { Version: versionOf(document), Statement: left };
};

export const withoutGroup =
  (name: string) =>
  (data: HolderData): HolderData => {
    const before = data.GroupList ?? [];
    const after = before.filter((group) => group !== name);
    return after.length === before.length ? data : { ...data, GroupList: after };
  };

type Version = NonNullable<AwsPolicy['PolicyVersionList']>[number];

const isDefault =
  ({ DefaultVersionId }: AwsPolicy) =>
  ({ IsDefaultVersion, VersionId }: Version): boolean =>
    IsDefaultVersion === true || VersionId === DefaultVersionId;

export const currentVersion = (policy: AwsPolicy): Version | undefined =>
  policy.PolicyVersionList?.find(isDefault(policy));

const numberOf = ({ VersionId }: Version): number => Number(/^v(\d+)$/.exec(VersionId)?.[1] ?? 0);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostVersions = 5;

/**
 * With a further version that is in force. The one before stays, as AWS keeps it: whoever may set the default can go back.
 * Of five the oldest goes.
 */
export const withVersion =
  (arn: string, document: unknown): RecordEdit['change'] =>
  (data) => {
    const policy = data as AwsPolicy;
    const versions = policy.PolicyVersionList ?? [];
    const current = currentVersion(policy);
    if (policy.Arn !== arn || current === undefined) return data;
    const oldest = versions
      .filter((version) => version !== current)
      .toSorted((a, b) => numberOf(a) - numberOf(b))[0];
    const kept = versions.length < mostVersions ? versions : versions.filter((version) => version !== oldest);
    const id = `v${Math.max(...versions.map(numberOf)) + 1}`;
    return {
      ...policy,
      DefaultVersionId: id,
      PolicyVersionList: [
        { VersionId: id, IsDefaultVersion: true, Document: document },
        ...kept.map((version) => ({ ...version, IsDefaultVersion: false })),
      ],
    };
  };

/** What stands at a JSON pointer; undefined: nothing. */
export const atPointer = (data: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Readonly<Record<string, unknown>>)[part]
          : undefined,
      data,
    );
