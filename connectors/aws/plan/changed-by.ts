import { addTo } from '../../../src/model/many.ts';
import { type ChangeAbout, isChanged, type PlannedResource } from '../../../src/plan/planned-resource.ts';
import type { Fact } from './facts.ts';
import type { Sides, UserOf } from './sides.ts';

/** Identities that a fact bears on. */
const touched = (
  fact: Fact,
  attachedTo: ReadonlyMap<string, readonly string[]>,
  userOf: UserOf,
): readonly string[] => {
  if (fact.is !== 'record') return fact.is === 'member' ? [fact.arn, fact.group] : [fact.arn];
  const { record, id, data, scope } = fact.record;
  if (record === 'aws.policy') return attachedTo.get(id) ?? [];
  const { UserName, RoleArns = [] } = data as { UserName?: string; RoleArns?: readonly string[] };
  return UserName === undefined ? RoleArns : [userOf(scope, UserName)];
};

/** Identity by itself says whom it trusts; of records, those of policies say grants. */
const aboutOf = (fact: Fact): ChangeAbout => {
  if (fact.is === 'owner') return 'trust';
  if (fact.is === 'credential' || fact.is === 'second-factor') return 'credential';
  return fact.is === 'record' && fact.record.record !== 'aws.policy' ? 'credential' : 'grant';
};

/** Policy ARN to those that it is attached to, as a boundary too; a group stands for its members as well. */
export const attachments = (facts: Iterable<Fact>): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  const all = [...facts];
  for (const fact of all) {
    if (fact.is === 'member') addTo(members, fact.group, fact.arn);
  }
  for (const fact of all) {
    if (fact.is !== 'attached' && fact.is !== 'boundary') continue;
    addTo(map, fact.policy, fact.arn);
    for (const member of members.get(fact.arn) ?? []) addTo(map, fact.policy, member);
  }
  return map;
};

const membersOf = (facts: Iterable<Fact>): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.is === 'member') addTo(map, fact.group, fact.arn);
  }
  return map;
};

/** What changes an identity, and what of it. */
export interface Change {
  readonly resource: PlannedResource;
  readonly about: readonly ChangeAbout[];
}

/** By ARN of an identity, of a group or of a resource with a policy of its own. */
export const changedBy = (
  resources: readonly PlannedResource[],
  { before, after, beforeFacts, afterFacts, userOf }: Sides,
): ReadonlyMap<string, readonly Change[]> => {
  const changes = new Map<string, { resource: PlannedResource; about: ChangeAbout[] }[]>();
  const note = (arn: string, resource: PlannedResource, about: ChangeAbout): void => {
    const list = changes.get(arn) ?? [];
    changes.set(arn, list);
    const entry = list.find((each) => each.resource === resource);
    if (entry === undefined) list.push({ resource, about: [about] });
    else if (!entry.about.includes(about)) entry.about.push(about);
  };
  const sides = [
    [before, attachments(beforeFacts.values())],
    [after, attachments(afterFacts.values())],
  ] as const;
  const members = membersOf(afterFacts.values());
  for (const resource of resources.filter(isChanged)) {
    for (const [{ byResource }, attached] of sides) {
      for (const fact of byResource.get(resource) ?? []) {
        for (const arn of touched(fact, attached, userOf)) {
          note(arn, resource, aboutOf(fact));
          for (const member of members.get(arn) ?? []) note(member, resource, aboutOf(fact));
        }
      }
    }
  }
  for (const { access } of [before, after])
    for (const { resource, read } of access) if (isChanged(resource)) note(read.id, resource, 'trust');
  return changes;
};
