import type { Identity } from '../../../src/model/identity.ts';
import type { WrittenStatement } from '../policy/written.ts';

/**
 * Services whose actions are allowed on the very resource that CloudTrail names. Those of IAM are not among them: an event of
 * `AttachRolePolicy` names the policy, and the action is allowed on the role.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const onNamedResource: ReadonlySet<string> = new Set([
  'kms',
  'lambda',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'sts',
]);

/** All of a bucket, or one thing: whoever makes a request writes what is logged, and a wildcard of theirs would allow more. */
const plainResource = /^arn:[^*?]+(?:\/\*)?$/;

const anything: readonly string[] = ['*'];

/** Resources on which an action was used, where logs show all of its uses that are known; else any. */
const resourcesOf = ({ uses = [], actionsLastUsed = {} }: Identity, action: string): readonly string[] => {
  const own = uses.filter((use) => use.action === action);
  const whole =
    own.length > 0 &&
    onNamedResource.has(action.slice(0, action.indexOf(':'))) &&
    own.every(
      ({ otherResources, resources }) =>
        !otherResources && resources.length > 0 && resources.every((each) => plainResource.test(each)),
    );
  // A later use, of which IAM tells and no log, was of nobody knows what.
  const told = Object.hasOwn(actionsLastUsed, action) ? actionsLastUsed[action] : undefined;
  const isShown = told === undefined || own.some(({ last }) => last >= told);
  return whole && isShown ? [...new Set(own.flatMap(({ resources }) => resources))].sort() : anything;
};

/**
 * What was used, as statements: actions on the resources on which they were seen, those of the same resources together.
 * @param used actions, and `service:*` where no more is known
 */
export const usedStatements = (identity: Identity, used: readonly string[]): readonly WrittenStatement[] => {
  const byResources = Map.groupBy(used, (action) => JSON.stringify(resourcesOf(identity, action)));
  return [...byResources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, Action]): WrittenStatement => {
      const resources = resourcesOf(identity, Action[0]!);
      return { Effect: 'Allow', Action, Resource: resources.length === 1 ? resources[0]! : resources };
    });
};
