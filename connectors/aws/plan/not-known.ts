import type { Indeterminate } from '../../../src/model/gate.ts';
import { isChanged } from '../../../src/plan/planned-resource.ts';
import { attachments, type Change } from './changed-by.ts';
import { nameIn } from './facts.ts';
import { lostLimits } from './limits.ts';
import type { Sides } from './sides.ts';

/** What the plan itself leaves open until it is applied. */
const openInPlan = ({ after, afterFacts }: Sides): readonly Indeterminate[] => {
  const attachedAfter = attachments(afterFacts.values());
  return after.unknown.flatMap(({ resource, unknown }): Indeterminate[] => {
    if (!isChanged(resource)) return [];
    const { arn, what, why, privileged } = unknown;
    const isPolicy = resource.type === 'aws_iam_policy';
    const about = isPolicy ? (attachedAfter.get(arn ?? '') ?? []) : [arn ?? resource.address];
    return [...new Set(about)].map((identity) => ({
      identity,
      what,
      why,
      privileged,
      location: resource.location,
    }));
  });
};

/** What a change does of which nobody can tell how much it gives: by ARN of the identity. */
export const notKnownOf = (
  sides: Sides,
  changes: ReadonlyMap<string, readonly Change[]>,
): readonly Indeterminate[] => {
  const { beforeFacts, afterFacts, outside, unreadPolicies } = sides;
  const privileged = (arn: string, what: string, why: string): Indeterminate => {
    const resource = changes.get(arn)?.[0]?.resource;
    const location = resource === undefined ? {} : { location: resource.location };
    return { identity: arn, what, why, privileged: true, ...location };
  };
  // What was attached before is no news, whatever it holds.
  const added = [...afterFacts].flatMap(([key, fact]) => (beforeFacts.has(key) ? [] : [fact]));
  return [
    ...openInPlan(sides),
    ...added.flatMap((fact) =>
      fact.is === 'attached' && unreadPolicies.has(fact.policy)
        ? [
            privileged(
              fact.arn,
              `the text of the policy ${fact.policy.slice(fact.policy.lastIndexOf('/') + 1)}`,
              'AWS keeps it, and a plan does not hold it: give a snapshot of the account with --snapshot',
            ),
          ]
        : [],
    ),
    ...added.flatMap((fact) =>
      fact.is === 'member' && outside.closedGroups.has(fact.group)
        ? [
            privileged(
              fact.arn,
              `what the group ${nameIn(fact.group)} gives`,
              'its policies are not in the plan: give a snapshot of the account with --snapshot',
            ),
          ]
        : [],
    ),
    ...lostLimits(beforeFacts, afterFacts, outside).map(({ arn, what, why }) => privileged(arn, what, why)),
  ];
};
