import { type AppliedPolicy, arnParts } from '../facts/inventory.ts';
import { meaningOf } from '../facts/managed-policies.ts';
import type { Asking } from './asking.ts';
import { givesControl } from './control-policies.ts';
import { type Directory, oncePerAccount } from './directory.ts';

/** Policies of each group, by the group's ARN. */
type GroupPolicies = ReadonlyMap<string, readonly AppliedPolicy[]>;

const readGroupPolicies = ({ inventory }: Asking, account: string): GroupPolicies => {
  const { store, groups, policies } = inventory;
  const found = new Map<string, readonly AppliedPolicy[]>();
  for (const { Arn, GroupName, AttachedManagedPolicies, GroupPolicyList } of groups.values()) {
    if (arnParts(Arn).account !== account) continue;
    const via = `group ${GroupName}`;
    const source = { record: 'aws.group', id: Arn };
    const attached = (AttachedManagedPolicies ?? []).flatMap(({ PolicyArn: arn }) => {
      const meaning = policies.get(arn)?.document === undefined ? meaningOf(arn) : undefined;
      const document =
        policies.get(arn)?.document ?? (meaning === undefined ? undefined : store.intern(meaning));
      return document === undefined ? [] : [{ document, name: arn, arn, via, source }];
    });
    const inline = (GroupPolicyList ?? []).map(({ PolicyName: name, PolicyDocument: text }) => ({
      document: store.intern(text),
      name,
      via,
      source,
    }));
    found.set(Arn, [...attached, ...inline]);
  }
  return found;
};

/** Policies of each group of an account. */
export const groupPolicies = oncePerAccount<Asking & Directory, GroupPolicies>(readGroupPolicies);

/** Groups whose policies give control: joining one is full control, within the user's own limits. */
export const adminGroups = (parts: Asking & Directory, account: string): readonly string[] =>
  [...groupPolicies(parts, account)].flatMap(([arn, policies]) =>
    policies.some(({ document }) => givesControl(parts.inventory.store.documents[document]!)) ? [arn] : [],
  );
