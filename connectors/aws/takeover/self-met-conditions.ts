import type { Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import { decide, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import {
  type RequestFacts,
  type RequestTarget,
  requestContext,
  type TagChange,
} from '../policy/request-context.ts';
import { stack } from '../techniques/shared.ts';
import { documentsOf, type Holder } from './holder.ts';
import { namesFor } from './names.ts';
import { resourceTagging, taggingOf } from './resource-tags.ts';

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

const enrol = 'iam:enablemfadevice';
const create = 'iam:createvirtualmfadevice';
const createStack = 'cloudformation:createstack';

/** The means that a holder's policies give it to meet conditions. */
interface Means {
  readonly tags: boolean;
  readonly resourceTags: boolean;
  readonly mfa: boolean;
  readonly stacks: boolean;
}

const means = new WeakMap<PolicyLayers, Means | false>();

const meansOf = (layers: PolicyLayers): Means | false => {
  let found = means.get(layers);
  if (found === undefined) {
    const any = (actions: readonly string[]): boolean =>
      layers.identity.some((document) =>
        actions.some((action) => statementsFor(document, action).some(({ allow }) => allow)),
      );
    const [tags, mfa, stacks] = [any(taggingActions), any([enrol]), any([createStack])];
    const ofResources = any(resourceTagging);
    found = tags || mfa || stacks || ofResources ? { tags, mfa, stacks, resourceTags: ofResources } : false;
    means.set(layers, found);
  }
  return found;
};

/** Actions that only serve to meet conditions: they lead nowhere by themselves. */
export const selfMetActions: readonly string[] = [...taggingActions, ...resourceTagging, enrol, create];

/** Whether the holder may create a stack, under whatever name. */
const viaStack = (holder: Holder, facts: RequestFacts): (() => boolean) => {
  let may: boolean | undefined;
  return () => {
    may ??= [...namesFor(holder, 'cloudformation:CreateStack', stack)].some((resource) => {
      const context = requestContext(createStack, {
        ...facts,
        target: undefined,
        resourceAccount: holder.account,
      });
      return decide(holder.layers, { action: createStack, resource, context }).verdict === 'allowed';
    });
    return may;
  };
};

const enrolling = new WeakMap<PolicyLayers, Map<string, boolean>>();

/**
 * Whether a user may give itself a second factor, which the holder of its key then has. A user may have eight.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html
 */
const enrolsMfa = (
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

/**
 * Values of tags that are asked about for one holder and target. Each is a question to every statement of the holder's policies
 * on tags, so that those of many statements are asked less often.
 */
const mostTagChanges = 1000;
const fewestTagChanges = 10;
const mostJudgedStatements = 50_000;

/** Of how many values it is asked whether the holder may set them. */
const tagChangesOf = ({ layers }: Holder, action: string): number => {
  const statements = documentsOf(layers).reduce(
    (sum, document) => sum + statementsFor(document, action).length,
    0,
  );
  const affordable = Math.floor(mostJudgedStatements / Math.max(statements, 1));
  return Math.min(mostTagChanges, Math.max(fewestTagChanges, affordable));
};

type Answers = Map<string, boolean>;

/** What was asked about the holder's own tags, and about those of the target that was asked about last. */
const tagAnswers = new WeakMap<Holder, { own: Answers; target: string; ofTarget: Answers }>();

const answersOn = (holder: Holder, { arn }: Pick<RequestTarget, 'arn'>): Answers => {
  const known = tagAnswers.get(holder) ?? { own: new Map(), target: arn, ofTarget: new Map() };
  tagAnswers.set(holder, known);
  if (arn === holder.principal?.arn) return known.own;
  if (known.target !== arn) {
    known.target = arn;
    known.ofTarget = new Map();
  }
  return known.ofTarget;
};

/** The changes that a holder may make to the tags of a user or role; undefined: none. */
const tagChanges = (
  holder: Holder,
  target: RequestTarget | undefined,
  facts: RequestFacts,
  tooMany: (arn: string) => unknown,
): TagChange | undefined => {
  if (target === undefined || target.kind === 'root' || target.account !== holder.account) return undefined;
  if (target.serviceLinked || target.reserved) return undefined;
  const { set, remove } = actions[target.kind];
  return changesBy(
    holder,
    { arn: target.arn, set, remove },
    (more) => ({ ...facts, target, resourceAccount: target.account, more }),
    tooMany,
  );
};

/** The changes that a holder may make to the tags of a resource that is no identity. */
const resourceTagChanges = (
  holder: Holder,
  resource: string | undefined,
  facts: RequestFacts,
  tooMany: (arn: string) => unknown,
): TagChange | undefined => {
  const [, , service = '', , account = ''] = resource?.split(':') ?? [];
  if (resource === undefined || service === '' || service === 'iam' || account !== holder.account)
    return undefined;
  const { set, remove } = taggingOf(service);
  return changesBy(
    holder,
    { arn: resource, set, remove },
    (more) => ({ ...facts, target: undefined, more }),
    tooMany,
  );
};

const changesBy = (
  holder: Holder,
  { arn, set, remove }: { readonly arn: string; readonly set: string; readonly remove: string },
  factsWith: (more: ReadonlyMap<string, KeyValue>) => RequestFacts,
  tooMany: (arn: string) => unknown,
): TagChange => {
  let remembered: Answers | undefined;
  let most = mostTagChanges;
  return (key, value) => {
    if (remembered === undefined) {
      remembered = answersOn(holder, { arn });
      most = tagChangesOf(holder, set);
    }
    const answers = remembered;
    const asked = `${key} ${value === undefined ? '-' : `=${value}`}`;
    const answered = answers.get(asked);
    if (answered !== undefined) return answered;
    // Of so many nobody can tell: whoever may tag is taken to be able to.
    if (answers.size >= most) {
      tooMany(arn);
      return true;
    }
    const action = value === undefined ? remove : set;
    const more = new Map<string, KeyValue>([
      // Keys of tags ignore case.
      [
        'aws:tagkeys',
        { is: 'chosen', fits: (keys) => keys?.every((named) => named.toLowerCase() === key) ?? false },
      ],
      ...(value === undefined ? [] : [[`aws:requesttag/${key}`, known(value)] as const]),
    ]);
    const context = requestContext(action, factsWith(more));
    const may = decide(holder.layers, { action, resource: arn, context }).verdict === 'allowed';
    answers.set(asked, may);
    return may;
  };
};

/** The facts of a request, with what the holder may do before it asks so that conditions are met. */
export const withSelfMetConditions = (
  holder: Holder,
  facts: RequestFacts,
  resource: string | undefined,
): RequestFacts => {
  const may = meansOf(holder.layers);
  if (may === false) return facts;
  const tagsBeyond = new Set<string>();
  const tooMany = (arn: string): unknown => tagsBeyond.add(arn);
  const enrols = may.mfa ? enrolsMfa(holder, holder.principal, facts) : undefined;
  const ownTags = may.tags ? tagChanges(holder, holder.principal, facts, tooMany) : undefined;
  const targetTags = may.tags ? tagChanges(holder, facts.target, facts, tooMany) : undefined;
  const resourceTagChange = may.resourceTags
    ? resourceTagChanges(holder, resource, facts, tooMany)
    : undefined;
  const stacks = may.stacks ? viaStack(holder, facts) : undefined;
  return {
    ...facts,
    tagsBeyond,
    ...(stacks === undefined ? {} : { viaStack: stacks }),
    ...(enrols === undefined ? {} : { enrolsMfa: enrols }),
    ...(ownTags === undefined ? {} : { ownTags }),
    ...(targetTags === undefined ? {} : { targetTags }),
    ...(resourceTagChange === undefined ? {} : { resourceTagChange }),
  };
};
