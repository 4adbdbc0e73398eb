import { append } from '../../../src/model/many.ts';
import { filtersOf } from './addresses.ts';
import type { Question } from './batch.ts';
import { policyFrom } from './policy-rules.ts';
import { putOwners } from './principals.ts';
import { makeStep, type Place, type Step } from './step.ts';
import { lower, type Named, namedOf, objectOf, objectsOf, principalOf, text } from './values.ts';

const byId = 'GET /v1.0/groups (that hold something)';
const members = 'GET /v1.0/groups/{id}/members';
const owners = 'GET /v1.0/groups/{id}/owners';
const pim = 'GET /v1.0/identityGovernance/privilegedAccess/group';
const active = `${pim}/assignmentScheduleInstances`;
const eligible = `${pim}/eligibilityScheduleInstances`;
const policies = 'GET /v1.0/policies/roleManagementPolicyAssignments (of a group)';
const users = 'GET /v1.0/users';

/** Groups in groups, so deep. */
const mostRounds = 50;

const readGroups = async (step: Step, ids: readonly string[]): Promise<readonly string[]> => {
  const listings = await step.lists(filtersOf(ids).map((filter) => ({ call: byId, parameters: { filter } })));
  return listings.flatMap(({ entries }) =>
    objectsOf(entries).flatMap((entry) => {
      const id = lower(entry.id);
      return step.put(byId, 'azure.group', id, entry) ? [id] : [];
    }),
  );
};

interface Belonging {
  readonly named: readonly Named[];
  /** Groups with a membership that is eligible or ends. */
  readonly bounded: readonly string[];
}

const perGroup = [members, owners, active, eligible] as const;

/** Who is in the groups, who owns them, and until when or by which activation. */
const readBelonging = async (step: Step, groups: readonly string[]): Promise<Belonging> => {
  const named = new Map<string, Named>();
  const bounded = new Set<string>();
  const questions = groups.flatMap((id) =>
    perGroup.map((call) => ({ call, parameters: { id }, where: id, id })),
  );
  const listings = await step.lists(questions);
  for (const [at, { entries }] of listings.entries()) {
    const { call, id: group } = questions[at]!;
    const found = objectsOf(entries);
    if (call === members || call === owners) {
      const people = found.map(namedOf);
      for (const one of people) named.set(one.id, one);
      if (call === owners) putOwners(step, call, group, 'group', people);
      else
        for (const { id, type } of people)
          step.put(call, 'azure.membership', `${group}/members/${id}`, {
            group,
            member: id,
            memberType: type,
          });
      continue;
    }
    const is = call === active ? 'active' : 'eligible';
    for (const entry of found) {
      const principal = principalOf(entry.principalId, '');
      if (!named.has(principal.id)) named.set(principal.id, principal);
      if (is === 'eligible' || text(entry.endDateTime) !== '') bounded.add(group);
      step.put(call, 'azure.group-instance', `${is} ${text(entry.id)}`, { ...entry, is });
    }
  }
  return { named: [...named.values()], bounded: [...bounded] };
};

const readPolicies = async (step: Step, groups: readonly string[]): Promise<void> => {
  const questions: readonly Question[] = groups.map((id) => ({
    call: policies,
    parameters: { id },
    where: id,
  }));
  const listings = await step.lists(questions);
  for (const [at, { entries }] of listings.entries())
    for (const entry of objectsOf(entries)) {
      const place = groups[at]!;
      const role = lower(entry.roleDefinitionId);
      const id = `${place} ${role}`;
      step.put(policies, 'azure.role-policy', id, {
        id,
        place,
        role,
        ...policyFrom(objectOf(entry.policy).rules),
      });
    }
};

/** Whether somebody may be a group: what is known to be something else is not asked about. */
const mayBeGroup = ({ type }: Named): boolean => type === 'group' || type === '' || type === 'foreignGroup';

/**
 * Groups that hold something, and all who are in them, directly or through others.
 * @param given ids of groups that were read already
 * @returns all who were named
 */
export const readHoldingGroups = async (
  place: Place,
  named: readonly Named[],
  given: readonly string[],
  principals: ReadonlySet<string>,
): Promise<readonly Named[]> => {
  const read = new Set(given);
  const asked = new Set(given);
  const all = new Map(named.map((each) => [each.id, each]));
  const bounded: string[] = [];
  let round = [...given].sort();
  for (let depth = 0; depth < mostRounds; depth += 1) {
    const missing = [...all.values()]
      .filter((each) => mayBeGroup(each) && !asked.has(each.id) && !principals.has(each.id))
      .map(({ id }) => id)
      .sort();
    for (const id of missing) asked.add(id);
    const found =
      missing.length === 0
        ? []
        : await makeStep(place, `groups ${depth}`, (step) => readGroups(step, missing));
    const next = [...new Set([...round, ...found.filter((id) => !read.has(id))])].sort();
    if (next.length === 0) break;
    for (const id of next) read.add(id);
    const belonging = await makeStep(place, `belonging ${depth}`, (step) => readBelonging(step, next));
    for (const one of belonging.named) if (one.type !== '' || !all.has(one.id)) all.set(one.id, one);
    append(bounded, belonging.bounded);
    round = [];
  }
  if (bounded.length > 0)
    await makeStep(place, 'policies of groups', (step) => readPolicies(step, bounded.sort()));
  const groups = read;
  return [...all.values()].filter(({ id }) => !groups.has(id));
};

/** People who hold, own or answer for something. */
export const readUsers = async (
  place: Place,
  named: readonly Named[],
  principals: ReadonlySet<string>,
): Promise<void> => {
  const ids = new Set(
    named
      .filter(
        ({ id, type }) => (type === 'user' || type === 'agentUser' || type === '') && !principals.has(id),
      )
      .map(({ id }) => id),
  );
  await makeStep(place, 'users', async (step) => {
    const listings = await step.lists(
      filtersOf([...ids]).map((filter) => ({ call: users, parameters: { filter } })),
    );
    for (const { entries } of listings)
      for (const entry of objectsOf(entries)) step.put(users, 'azure.user', lower(entry.id), entry);
  });
};
