import type { FactRef } from '../../../src/model/evidence.ts';
import type { PolicyStore } from '../policy/store.ts';
import { arnParts } from './arn.ts';
import type { AppliedPolicy, ManagedPolicy } from './inventory.ts';
import { meaningOf } from './managed-policies.ts';
import { arnsOf, type InlinePolicy, readInline } from './principals.ts';
import type { AwsGroup } from './records.ts';

interface Known {
  readonly store: PolicyStore;
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  /** Where the text of a managed policy stands in its record, by ARN. */
  readonly pointers: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, AwsGroup>;
}

/** What one user, role or group has, and where its record says so. */
interface Holding {
  /** ARN. */
  readonly holder: string;
  readonly record: string;
  /** Member of the record with the inline policies. */
  readonly listName: string;
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
}

interface Applied {
  readonly policies: readonly AppliedPolicy[];
  /** ARNs of attached policies whose text is not in the snapshot. */
  readonly missing: readonly string[];
}

interface AttachedPolicies {
  /** `undefined`: its text is not in the snapshot, and not known otherwise. */
  readonly one: (arn: string, via: string, attachment: () => FactRef) => AppliedPolicy | undefined;
  readonly of: (holding: Holding) => Applied;
  /** What a member of a group (ARN) has by that. */
  readonly throughGroup: (arn: string) => Applied;
  /** ARN of a group by its name. */
  readonly groupArn: (account: string, name: string) => string | undefined;
}

const none: readonly never[] = [];

/** Policies as they apply to whoever has them. Those who have the same policy in the same way share the object. */
export const attachedPolicies = ({ store, policies, pointers, groups }: Known): AttachedPolicies => {
  const shared = new Map<string, AppliedPolicy>();
  const one: AttachedPolicies['one'] = (arn, via, attachment) => {
    const key = `${via} ${arn}`;
    const before = shared.get(key);
    if (before !== undefined) return before;
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const document = policies.get(arn)?.document;
    if (document !== undefined) {
      const source = { record: 'aws.policy', id: arn, pointer: pointers.get(arn)! };
      const applied: AppliedPolicy = { document, name, arn, via, source, shared: true };
      shared.set(key, applied);
      return applied;
    }
    const known = meaningOf(arn);
    return known === undefined
      ? undefined
      : { document: store.intern(known), name, arn, via, source: attachment(), elsewhere: true };
  };

  const of = (holding: Holding, group?: string): Applied => {
    const { holder, record, listName, attached, inline } = holding;
    let missing: string[] | undefined;
    const given = attached.map((arn, index): AppliedPolicy | undefined => {
      const attachment = () => ({ record, id: holder, pointer: `/AttachedManagedPolicies/${index}` });
      const policy = one(arn, group ?? 'attached', attachment);
      if (policy === undefined) missing = [...(missing ?? []), arn];
      return policy;
    });
    const own = inline.map(({ name, document }, index): AppliedPolicy => {
      const policy = {
        document: store.indexOf(document),
        name,
        via: group ?? 'inline',
        source: { record, id: holder, pointer: pointerOf(listName, index) },
      };
      return group === undefined ? policy : { ...policy, shared: true };
    });
    const known = missing === undefined ? given : given.filter((policy) => policy !== undefined);
    // Joined, not pushed one by one: a list that grows keeps room for more than most principals have.
    return { policies: (known as readonly AppliedPolicy[]).concat(own), missing: missing ?? none };
  };

  const byGroup = new Map<string, Applied>();
  const throughGroup = (arn: string): Applied => {
    let found = byGroup.get(arn);
    if (found === undefined) {
      const group = groups.get(arn)!;
      const holding = {
        holder: arn,
        record: 'aws.group',
        listName: 'GroupPolicyList',
        attached: arnsOf(group.AttachedManagedPolicies),
        inline: readInline(store, group.GroupPolicyList),
      };
      found = of(holding, `group ${group.GroupName}`);
      byGroup.set(arn, found);
    }
    return found;
  };

  const groupArns = new Map(
    [...groups.values()].map(({ Arn, GroupName }) => [`${arnParts(Arn).account}/${GroupName}`, Arn]),
  );
  return { one, of, throughGroup, groupArn: (account, name) => groupArns.get(`${account}/${name}`) };
};

const inlinePointers = new Map<string, string>();

/** `/RolePolicyList/0/PolicyDocument`: few, and one for each inline policy, so they are shared. */
const pointerOf = (listName: string, index: number): string => {
  const key = `${listName}/${index}`;
  let pointer = inlinePointers.get(key);
  if (pointer === undefined) {
    pointer = `/${key}/PolicyDocument`;
    inlinePointers.set(key, pointer);
  }
  return pointer;
};
