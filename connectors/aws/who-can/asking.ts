import type { Condition } from '../../../src/model/condition.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { conditionOf } from '../identities/conditions.ts';
import { type Context, evaluateConditions } from '../policy/condition.ts';
import type { Clause, PolicyDocument, Statement } from '../policy/document.ts';
import {
  type Decision,
  decide,
  denyStays,
  describeClause,
  type Limit,
  type PolicyLayers,
  requestMeets,
} from '../policy/evaluate.ts';
import { regionIn, requestContext } from '../policy/request-context.ts';
import { tagsOf } from '../takeover/resource-tags.ts';

/** What all questions of one estate share. */
export interface WhoCanFacts {
  readonly inventory: Inventory;
  readonly guardrails: Guardrails;
  /** ISO 8601. */
  readonly now: string;
  readonly allowAll: PolicyDocument;
  readonly principalByArn: ReadonlyMap<string, Principal>;
}

/** Account of an ARN, where it names one. */
export const accountIn = (resource: string): string | undefined =>
  /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];

/** Policies and limits of a principal, without those of the resource's side. Root users are bound by SCPs alone. */
export const layersOf = (
  { inventory, guardrails }: WhoCanFacts,
  { policies, boundaryArn, boundary, account, serviceLinked }: Principal,
): PolicyLayers => {
  const { documents } = inventory.store;
  const limit: readonly Limit[] =
    boundaryArn === undefined
      ? []
      : [
          {
            kind: 'permissions-boundary',
            name: boundaryArn,
            documents: boundary === undefined ? undefined : [documents[boundary]!],
          },
        ];
  return {
    identity: [...new Set(policies.map(({ document }) => document))]
      .sort((a, b) => a - b)
      .map((document) => documents[document]!),
    limits: [...(serviceLinked ? [] : guardrails.service(account)), ...limit],
  };
};

export interface Request {
  /** Lower case. */
  readonly action: string;
  /** One resource. */
  readonly resource: string;
  /** Another time than that of the snapshot. */
  readonly now?: string;
}

export const contextOf = (
  facts: WhoCanFacts,
  principal: Principal,
  { action, resource, now }: Request,
): Context =>
  requestContext(action, {
    now: now ?? facts.now,
    organizations: facts.guardrails.organizations,
    principal,
    account: principal.account,
    target: facts.principalByArn.get(resource),
    resourceAccount: accountIn(resource) ?? principal.account,
    ...regionIn(resource),
    ...tagsOf(facts.inventory, resource),
  });

/** Limits of the account that holds the resource; service-linked roles are exempt. */
export const withResourceLimits = (
  { guardrails }: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  resource: string,
): PolicyLayers => {
  const more = principal.serviceLinked ? [] : guardrails.resource(accountIn(resource) ?? principal.account);
  return more.length === 0 ? layers : { identity: layers.identity, limits: [...layers.limits, ...more] };
};

/** Within these layers and no others. */
export const decideWithin = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  request: Request,
): Decision =>
  decide(layers, {
    action: request.action,
    resource: request.resource,
    context: contextOf(facts, principal, request),
  });

export const decideOn = (
  facts: WhoCanFacts,
  principal: Principal,
  layers: PolicyLayers,
  request: Request,
): Decision =>
  decideWithin(facts, principal, withResourceLimits(facts, principal, layers, request.resource), request);

/** On what a decision rests, in the neutral words. */
export interface Terms {
  readonly conditions: readonly Condition[];
  readonly request: readonly Condition[];
  readonly assumes: readonly string[];
}

const distinct = (conditions: readonly Condition[]): readonly Condition[] =>
  [...new Map(conditions.map((condition) => [JSON.stringify(condition), condition])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, condition]) => condition);

const asCondition = (clause: Clause, deny: boolean, now: number): Condition => {
  const condition = conditionOf(clause, now);
  return deny ? { ...condition, operator: `Unless ${condition.operator}` } : condition;
};

export const termsOf = (decision: Decision, context: Context, now: number): Terms => {
  const open = decision.open ?? [];
  const told = new Set(
    open.map(({ clause, deny }) => `${deny ? denyStays : requestMeets}${describeClause(clause)}`),
  );
  const chosen = decision.by.map((statement) => {
    const { chosenKeys } = evaluateConditions(statement, context);
    return statement.conditions.filter(({ key }) => chosenKeys.includes(key));
  });
  // One of the statements that asks for nothing is enough.
  const request = chosen.some((clauses) => clauses.length === 0) ? [] : (chosen[0] ?? []);
  return {
    conditions: distinct(open.map(({ clause, deny }) => asCondition(clause, deny, now))),
    request: distinct([
      ...request.map((clause) => conditionOf(clause, now)),
      ...(decision.avoided ?? []).map((clause) => asCondition(clause, true, now)),
    ]),
    assumes: decision.assumes.filter((text) => !told.has(text)),
  };
};

const allowsOnly = new WeakMap<PolicyDocument, PolicyDocument>();
const deniesOnly = new WeakMap<PolicyDocument, PolicyDocument>();
const alone = new WeakMap<Statement, PolicyDocument>();

const part = (
  parts: WeakMap<PolicyDocument, PolicyDocument>,
  document: PolicyDocument,
  allow: boolean,
): PolicyDocument => {
  let found = parts.get(document);
  if (found === undefined) {
    found = { ...document, statements: document.statements.filter((each) => each.allow === allow) };
    parts.set(document, found);
  }
  return found;
};

/** The identity's own policies without their denies, and no limit. */
export const allowsOf = (layers: PolicyLayers): PolicyLayers => ({
  identity: layers.identity.map((document) => part(allowsOnly, document, true)),
  limits: [],
});

/** The same layers with one allowing statement of the identity's own. */
export const onlyBy = (layers: PolicyLayers, statement: Statement): PolicyLayers => {
  let document = alone.get(statement);
  if (document === undefined) {
    document = { statements: [statement], single: true, variables: statement.variables, problems: [] };
    alone.set(statement, document);
  }
  const denies = layers.identity
    .map((each) => part(deniesOnly, each, false))
    .filter(({ statements }) => statements.length > 0);
  return { identity: [document, ...denies], limits: layers.limits };
};
