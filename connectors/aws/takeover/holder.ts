import { dependsOnPrincipal, type RequestFacts, requestContext } from '../context.ts';
import type { Inventory, Principal } from '../inventory.ts';
import type { Guardrails } from '../organization.ts';
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
import { commonExample } from '../policy/wildcard.ts';
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

/** Names for a new resource, one for each pattern of an allow or of a deny's exception. */
export const namesFor = (holder: Holder, action: string, pattern: string): ReadonlySet<string> => {
  if (pattern === '*') return new Set(['*']);
  const wanted = pattern.replace('{partition}', holder.partition).replace('{account}', holder.account);
  const names = new Set<string>();
  // A name is worth trying for each pattern that any layer lets through.
  for (const document of documentsOf(holder.layers)) {
    for (const statement of statementsFor(document, action.toLowerCase())) {
      const lets = statement.allow !== statement.notResource && statement.resources.length > 0;
      const patterns = lets ? statement.resources.map(({ text }) => text) : statement.allow ? ['*'] : [];
      for (const text of patterns) {
        const own = text.replace(/\$\{aws:username\}/gi, holder.principal?.name ?? '*');
        const name = commonExample(own.replace(/\$\{[^}]*\}/g, '*'), wanted, ':');
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
};
