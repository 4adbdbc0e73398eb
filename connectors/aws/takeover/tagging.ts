import { type RequestFacts, requestContext, type TagChange } from '../context.ts';
import type { Principal } from '../inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import { decide, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import type { Holder } from './holder.ts';

/**
 * A condition on a tag of a user or role is no obstacle to whoever may set that tag.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
const actions = {
  user: { set: 'iam:taguser', remove: 'iam:untaguser' },
  role: { set: 'iam:tagrole', remove: 'iam:untagrole' },
} as const;

export const taggingActions: readonly string[] = Object.values(actions).flatMap(({ set, remove }) => [
  set,
  remove,
]);

const taggers = new WeakMap<PolicyLayers, boolean>();

const mayTagAny = ({ layers }: Holder): boolean => {
  let may = taggers.get(layers);
  if (may === undefined) {
    may = layers.identity.some((document) =>
      taggingActions.some((action) => statementsFor(document, action).some(({ allow }) => allow)),
    );
    taggers.set(layers, may);
  }
  return may;
};

/** The changes that a holder may make to the tags of a user or role; undefined: none. */
export const tagChanges = (
  holder: Holder,
  target: Principal | undefined,
  facts: RequestFacts,
): TagChange | undefined => {
  if (target === undefined || target.kind === 'root' || target.account !== holder.account) return undefined;
  if (target.serviceLinked || target.reserved || !mayTagAny(holder)) return undefined;
  const { set, remove } = actions[target.kind];
  return (key, value) => {
    const action = value === undefined ? remove : set;
    const more = new Map<string, KeyValue>([
      // Keys of tags ignore case.
      [
        'aws:tagkeys',
        { is: 'chosen', fits: (keys) => keys?.every((named) => named.toLowerCase() === key) ?? false },
      ],
      ...(value === undefined ? [] : [[`aws:requesttag/${key}`, known(value)] as const]),
    ]);
    const context = requestContext(action, { ...facts, target, resourceAccount: target.account, more });
    return decide(holder.layers, { action, resource: target.arn, context }).verdict === 'allowed';
  };
};
