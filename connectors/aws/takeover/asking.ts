import type { BeyondBudgets } from '../../../src/identities/too-complex.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { absent, type Context, type KeyValue } from '../policy/condition.ts';
import {
  choicesBeyond,
  type Decision,
  decide,
  denied,
  type PolicyLayers,
  statementsFor,
} from '../policy/evaluate.ts';
import { type RequestFacts, regionIn, requestContext } from '../policy/request-context.ts';
import type { Need } from '../techniques/index.ts';
import { better, both } from './decisions.ts';
import { documentsOf, type Holder, mayDo } from './holder.ts';
import { namesFor, namesForAll } from './names.ts';
import { tagsOf } from './resource-tags.ts';
import { withSelfMetConditions } from './self-met-conditions.ts';

export interface Asking {
  readonly inventory: Inventory;
  readonly guardrails: Guardrails;
  readonly now: string;
  /** What a holder could do after setting tags, or a second factor, that it may set counts as well. */
  readonly meetsConditions?: true;
  /** Told of what is past a budget. Absent: nobody asks. */
  readonly beyond?: BeyondBudgets | undefined;
}

export interface Question {
  /** As AWS writes it. */
  readonly action: string;
  readonly resource: string;
  readonly target?: Principal | undefined;
  readonly more?: ReadonlyMap<string, KeyValue> | undefined;
  /** Other layers than the holder's own. */
  readonly layers?: PolicyLayers;
  readonly resourceAccount?: string | undefined;
}

export const factsOf = (
  holder: Holder,
  asking: Asking,
  question: Partial<Pick<Question, 'target' | 'more' | 'resourceAccount' | 'resource'>>,
): RequestFacts => {
  const facts: RequestFacts = {
    now: asking.now,
    organizations: asking.guardrails.organizations,
    principal: holder.principal,
    account: holder.account,
    target: question.target,
    resourceAccount: question.resourceAccount ?? question.target?.account ?? holder.account,
    ...regionIn(question.resource ?? ''),
    ...tagsOf(asking.inventory, question.resource),
    ...(question.more === undefined ? {} : { more: question.more }),
  };
  if (asking.meetsConditions !== true) return facts;
  return withSelfMetConditions(holder, facts, question.resource);
};

/** Of a request only the action and the resource count: no statement on the action has a condition or a variable. */
const asksNothing = (layers: PolicyLayers, action: string): boolean =>
  documentsOf(layers).every((document) =>
    statementsFor(document, action).every(
      ({ conditions, variables, resources }) =>
        conditions.length === 0 && !(variables && resources.some((pattern) => pattern.variable)),
    ),
  );

const nothing: Context = () => absent;

type Answers = Map<string, Decision>;

/** What was answered of layers, by action and resource: techniques ask the same again and again. Undefined: it depends. */
const answered = new WeakMap<PolicyLayers, Map<string, Answers | undefined>>();

const answersOn = (layers: PolicyLayers, action: string): Answers | undefined => {
  const byAction = answered.get(layers) ?? new Map<string, Answers | undefined>();
  answered.set(layers, byAction);
  if (!byAction.has(action)) byAction.set(action, asksNothing(layers, action) ? new Map() : undefined);
  return byAction.get(action);
};

export const ask = (holder: Holder, asking: Asking, question: Question): Decision => {
  const action = question.action.toLowerCase();
  const { resource, layers = holder.layers } = question;
  const answers = answersOn(layers, action);
  if (answers === undefined) {
    const facts = factsOf(holder, asking, question);
    const decision = decide(layers, { action, resource, context: requestContext(action, facts) });
    return told(decision, holder, asking, action, facts);
  }
  let answer = answers.get(resource);
  if (answer === undefined) {
    answer = decide(layers, { action, resource, context: nothing });
    answers.set(resource, answer);
  }
  return answer;
};

/** Tells what is past a budget. */
const noteBeyond = ({ principal, account }: Holder, { beyond }: Asking, what: string): void =>
  beyond?.note({ scope: account, what: `${principal?.arn ?? `whoever controls ${account}`}: ${what}` });

/** The decision, resting on what was past a budget while it was made; that is told. */
export const told = (
  decision: Decision,
  holder: Holder,
  asking: Asking,
  action: string,
  { tagsBeyond = new Set() }: RequestFacts,
): Decision => {
  for (const text of decision.assumes)
    if (text.startsWith(choicesBeyond)) noteBeyond(holder, asking, `${action}: whether ${text}`);
  if (tagsBeyond.size === 0 || decision.verdict === 'denied') return decision;
  const assumes = [...tagsBeyond].map(
    (arn) => `it may set tags of ${arn}, of which more are asked for than are judged`,
  );
  for (const text of assumes) noteBeyond(holder, asking, `${action}: whether ${text}`);
  return { ...decision, verdict: 'conditional', assumes: [...decision.assumes, ...assumes].sort() };
};

/**
 * An action on a resource whose name the holder picks: the best answer over the names that its policies let it pick.
 * @param pattern ARN pattern with `{partition}` and `{account}`, or `*` for actions without resources
 */
export const askOnChosenResource = (
  holder: Holder,
  asking: Asking,
  action: string,
  pattern: string,
  more?: ReadonlyMap<string, KeyValue>,
  but?: RegExp,
): Decision => {
  if (!mayDo(holder, action)) return denied;
  let best = denied;
  for (const resource of namesFor(holder, action, pattern)) {
    if (but?.test(resource) === true) continue;
    best = better(best, ask(holder, asking, { action, resource, more }));
    if (best.verdict === 'allowed') break;
  }
  return best;
};

/** What a technique needs, on one of the resources that do. */
export const askNeed = (
  holder: Holder,
  asking: Asking,
  { action, on, or = [], but }: Need,
  more?: ReadonlyMap<string, KeyValue>,
): Decision => {
  let best = askOnChosenResource(holder, asking, action, on, more, but);
  for (const pattern of or) {
    if (best.verdict === 'allowed') break;
    best = better(best, askOnChosenResource(holder, asking, action, pattern, more));
  }
  return best;
};

const together = new WeakMap<readonly Need[], readonly (readonly Need[])[]>();

/** Needs that are about one and the same resource, together; every other need by itself. */
const aboutOne = (needs: readonly Need[]): readonly (readonly Need[])[] => {
  let groups = together.get(needs);
  if (groups === undefined) {
    groups = [
      ...Map.groupBy(needs, (need) => (need.on === '*' || need.or !== undefined ? need : need.on)).values(),
    ];
    together.set(needs, groups);
  }
  return groups;
};

/** All that a technique needs; what is made by one call and used by the next has one name. */
export const askNeeds = (
  holder: Holder,
  asking: Asking,
  needs: readonly Need[],
  more?: ReadonlyMap<string, KeyValue>,
): Decision => {
  let result: Decision | undefined;
  for (const group of aboutOne(needs)) {
    const [first] = group;
    const answer =
      group.length === 1 && first !== undefined
        ? askNeed(holder, asking, first, more)
        : askOnOne(holder, asking, group, more);
    if (answer.verdict === 'denied') return denied;
    result = result === undefined ? answer : both(result, answer);
  }
  return result ?? denied;
};

const askOnOne = (
  holder: Holder,
  asking: Asking,
  needs: readonly Need[],
  more?: ReadonlyMap<string, KeyValue>,
): Decision => {
  if (!needs.every(({ action }) => mayDo(holder, action))) return denied;
  let best = denied;
  const tried = new Set<string>();
  const tryAll = (names: Iterable<string>): Decision => {
    for (const resource of names) {
      if (best.verdict === 'allowed') break;
      if (tried.has(resource)) continue;
      tried.add(resource);
      best = better(
        best,
        needs.map(({ action }) => ask(holder, asking, { action, resource, more })).reduce(both),
      );
    }
    return best;
  };
  for (const { action, on } of needs) tryAll(namesFor(holder, action, on));
  if (best.verdict === 'allowed') return best;
  // No pattern of one action serves the others: a name that patterns of two match at once may.
  const { names, whole } = namesForAll(holder, needs);
  const found = tryAll(names);
  if (whole || found.verdict !== 'denied') return found;
  noteBeyond(holder, asking, `whether ${tooMany(needs)}`);
  return { ...found, verdict: 'conditional', assumes: [tooMany(needs)] };
};

/** Nobody compared all of them: one may do. */
const tooMany = (needs: readonly Need[]): string =>
  `one resource fits patterns of ${needs.map(({ action }) => action).join(' and ')}, which are too many to compare`;
