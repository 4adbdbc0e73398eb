import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import type { KeyValue } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import {
  type Decision,
  decide,
  denied,
  earlier,
  type Limit,
  type PolicyLayers,
  statementsFor,
} from '../policy/evaluate.ts';
import { dependsOnPrincipal, type RequestFacts, requestContext } from '../policy/request-context.ts';
import { commonExample, compileWildcard } from '../policy/wildcard.ts';
import type { Need } from '../techniques/index.ts';
import { stack } from '../techniques/shared.ts';
import { prepared } from './preparing.ts';

/**
 * Everyone in one account that has the same policies and limits. Questions are asked once for all of them, unless
 * a policy speaks of the principal itself (its tags, its name): then each is a holder of its own.
 */
export interface Holder {
  readonly node: number;
  /** Indices of identities; empty for a holder that is only thought of ("anyone with any permission here"). */
  readonly members: readonly number[];
  readonly kind: 'user' | 'role' | 'root' | 'anyone';
  readonly account: string;
  readonly partition: string;
  readonly layers: PolicyLayers;
  /** One member, where its own values matter or do not differ. */
  readonly principal: Principal | undefined;
  readonly boundaryArn: string | undefined;
  /** The members as they would be after a step that they can take (without boundary, in a group). */
  readonly thought?: boolean;
}

/** A principal on its own, for questions that are asked outside of the graph. */
export const alone = (principal: Principal, layers: PolicyLayers): Holder => ({
  node: 0,
  members: [],
  kind: principal.kind,
  account: principal.account,
  partition: principal.partition,
  layers,
  principal,
  boundaryArn: principal.boundaryArn,
});

export interface Asking {
  readonly inventory: Inventory;
  readonly guardrails: Guardrails;
  readonly now: string;
  /** What a holder could do after setting tags, or a second factor, that it may set counts as well. */
  readonly preparing?: true;
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
  question: Pick<Question, 'target' | 'more' | 'resourceAccount'>,
): RequestFacts => {
  const facts: RequestFacts = {
    now: asking.now,
    organization: asking.guardrails.organization,
    principal: holder.principal,
    account: holder.account,
    target: question.target,
    resourceAccount: question.resourceAccount ?? question.target?.account ?? holder.account,
    ...(question.more === undefined ? {} : { more: question.more }),
  };
  if (asking.preparing !== true) return facts;
  return prepared(holder, facts, () => namesFor(holder, 'cloudformation:CreateStack', stack));
};

export const ask = (holder: Holder, asking: Asking, question: Question): Decision => {
  const action = question.action.toLowerCase();
  return decide(question.layers ?? holder.layers, {
    action,
    resource: question.resource,
    context: requestContext(action, factsOf(holder, asking, question)),
  });
};

/** Both must be allowed. */
export const both = (a: Decision, b: Decision): Decision => {
  if (a.verdict === 'denied' || b.verdict === 'denied') return denied;
  return {
    verdict: a.verdict === 'allowed' && b.verdict === 'allowed' ? 'allowed' : 'conditional',
    by: [...new Set([...a.by, ...b.by])],
    assumes: [...new Set([...a.assumes, ...b.assumes])].sort(),
    until: earlier(a.until, b.until),
    ...(a.open === undefined && b.open === undefined ? {} : { open: [...(a.open ?? []), ...(b.open ?? [])] }),
  };
};

const order = { allowed: 2, conditional: 1, denied: 0 } as const;
export const better = (a: Decision, b: Decision): Decision => (order[b.verdict] > order[a.verdict] ? b : a);

export const documentsOf = (layers: PolicyLayers): readonly PolicyDocument[] => [
  ...layers.identity,
  ...layers.limits.flatMap((limit: Limit) => limit.documents ?? []),
];

/** Whether any policy of the holder could allow the action at all: cheap, asked first. */
export const mayDo = (holder: Holder, action: string): boolean =>
  holder.layers.identity.some((document) =>
    statementsFor(document, action.toLowerCase()).some((statement) => statement.allow),
  );

/** Whether a statement speaks of the principal itself: its name, its tags. */
export const speaksOfPrincipal = (statement: Statement): boolean =>
  statement.conditions.some(
    (clause) =>
      dependsOnPrincipal(clause.key) ||
      (statement.variables && clause.values.some((value) => value.includes('${'))),
  ) ||
  (statement.variables && statement.resources.some((resource) => resource.variable));

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
  const [first, ...rest] = needs.map(({ action }) => patternsFor(holder, action));
  const wanted = compileWildcard(ownPattern(holder, needs[0]!.on));
  return tryAll(
    rest.flatMap((patterns) =>
      patterns.flatMap((text) =>
        first!.flatMap((other) => {
          const name = commonExample(filled(text), filled(other), ':');
          return name !== undefined && wanted(name) ? [name] : [];
        }),
      ),
    ),
  );
};

/** Every star stands for something: no part of an ARN is empty. */
const filled = (pattern: string): string => pattern.replace(/\*+/g, '?*');

const ownPattern = ({ partition, account }: Holder, pattern: string): string =>
  pattern.replace('{partition}', partition).replace('{account}', account);

/** Patterns of resources that some layer lets through for an action. */
const patternsFor = (holder: Holder, action: string): readonly string[] =>
  documentsOf(holder.layers).flatMap((document) =>
    statementsFor(document, action.toLowerCase()).flatMap((statement) => {
      const lets = statement.allow !== statement.notResource && statement.resources.length > 0;
      const patterns = lets ? statement.resources.map(({ text }) => text) : statement.allow ? ['*'] : [];
      return patterns.map((text) =>
        text.replace(/\$\{aws:username\}/gi, holder.principal?.name ?? '*').replace(/\$\{[^}]*\}/g, '*'),
      );
    }),
  );

/** Names for a new resource, one for each pattern of an allow or of a deny's exception. */
export const namesFor = (holder: Holder, action: string, pattern: string): ReadonlySet<string> => {
  if (pattern === '*') return new Set(['*']);
  const wanted = ownPattern(holder, pattern);
  // A name is worth trying for each pattern that any layer lets through.
  return new Set(patternsFor(holder, action).flatMap((text) => commonExample(text, wanted, ':') ?? []));
};
