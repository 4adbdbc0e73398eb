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

const enrol = 'iam:enablemfadevice';
const create = 'iam:createvirtualmfadevice';

/** Actions that only serve to meet conditions: they lead nowhere by themselves. */
export const preparingActions: readonly string[] = [...taggingActions, enrol, create];

const enrolling = new WeakMap<PolicyLayers, Map<string, boolean>>();

/**
 * Whether a user may give itself a second factor, which the holder of its key then has. A user may have eight.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html
 */
export const enrolsMfa = (
  { layers }: Holder,
  user: Principal | undefined,
  facts: RequestFacts,
): (() => boolean) | undefined => {
  if (user?.kind !== 'user') return undefined;
  return () => {
    const known = enrolling.get(layers) ?? new Map<string, boolean>();
    enrolling.set(layers, known);
    let may = known.get(user.arn);
    if (may === undefined) {
      const allowed = (action: string, resource: string, target?: Principal): boolean => {
        const context = requestContext(action, { ...facts, target, resourceAccount: user.account });
        return decide(layers, { action, resource, context }).verdict === 'allowed';
      };
      const device = `arn:${user.partition}:iam::${user.account}:mfa/`;
      may =
        allowed(enrol, user.arn, user) &&
        [user.name, 'nhi-audit'].some((name) => allowed(create, `${device}${name}`));
      known.set(user.arn, may);
    }
    return may;
  };
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
