import { append } from '../../../src/model/many.ts';
import {
  absent,
  type ConditionResult,
  type Context,
  choicesOf,
  evaluateConditions,
  type KeyChoice,
  type KeyValue,
  known,
  startOf,
  substitute,
} from './condition.ts';
import type { Clause, PolicyDocument, Statement } from './document.ts';
import { compileWildcard } from './wildcard.ts';

/**
 * AWS's evaluation logic for one request, with three results.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * An explicit deny anywhere wins; then every layer that applies must allow: each level of service control policies,
 * the identity's own policies, its permissions boundary, a session policy.
 */
export interface PolicyLayers {
  /** Identity policies: attached, inline, through groups. */
  readonly identity: readonly PolicyDocument[];
  /** Layers of which each must allow as well; within a layer one allow is enough. */
  readonly limits: readonly Limit[];
}

export interface Limit {
  readonly kind:
    | 'permissions-boundary'
    | 'service-control-policy'
    | 'resource-control-policy'
    | 'session-policy';
  /** For messages: the boundary's ARN, the organizational unit's id. */
  readonly name: string;
  /** `undefined`: the limit exists but its text is not in the snapshot. */
  readonly documents: readonly PolicyDocument[] | undefined;
}

export interface Request {
  /** Lower case: `iam:passrole`. */
  readonly action: string;
  /** A concrete ARN, or `*` for actions that know no resources. */
  readonly resource: string;
  readonly context: Context;
}

export interface Decision {
  readonly verdict: 'allowed' | 'denied' | 'conditional';
  /** Allowing statements of the identity's policies, one at most of each document; empty when denied. */
  readonly by: readonly Statement[];
  /** For `conditional`: what the snapshot does not show, one short clause each, sorted. */
  readonly assumes: readonly string[];
  /** When the permission expires: ISO 8601. */
  readonly until: string | undefined;
  /** The clauses behind `assumes`. Absent: none. */
  readonly open?: readonly OpenClause[];
  /** Clauses of denies that the caller gets past by what it asks for. Absent: none. */
  readonly avoided?: readonly Clause[];
}

export interface OpenClause {
  readonly clause: Clause;
  /** Of a deny: it must not hold. */
  readonly deny: boolean;
}

export const denied: Decision = { verdict: 'denied', by: [], assumes: [], until: undefined };

/** Statements of a document that name an action; remembered for each document and action. */
const statementsByAction = new WeakMap<PolicyDocument, Map<string, readonly Statement[]>>();

export const statementsFor = (document: PolicyDocument, action: string): readonly Statement[] => {
  let byAction = statementsByAction.get(document);
  if (byAction === undefined) {
    byAction = new Map();
    statementsByAction.set(document, byAction);
  }
  let statements = byAction.get(action);
  if (statements === undefined) {
    statements = document.statements.filter((statement) => statement.actions.includes(action));
    byAction.set(action, statements);
  }
  return statements;
};

type Match = 'yes' | 'no' | 'unknown';

/**
 * `Resource` and `NotResource`: case-sensitive, whole ARN.
 * A statement without either (a trust policy's) matches its own resource.
 */
export const matchesResource = (statement: Statement, resource: string, context: Context): Match => {
  if (statement.resources.length === 0)
    return statement.notResource || statement.principals !== undefined ? 'yes' : 'no';
  let result: Match = 'no';
  for (const pattern of statement.resources) {
    if (!(pattern.variable && statement.variables)) {
      if (pattern.matches(resource)) {
        result = 'yes';
        break;
      }
      continue;
    }
    const replaced = substitute(pattern.text, context);
    if (replaced === undefined || !compileWildcard(replaced.text)(resource)) continue;
    // The caller picks the value that suits it: one that matches an allow, and none that matches a deny.
    if (replaced.free && statement.allow === statement.notResource) continue;
    if (!replaced.uncertain) {
      result = 'yes';
      break;
    }
    result = 'unknown';
  }
  if (!statement.notResource || result === 'unknown') return result;
  return result === 'yes' ? 'no' : 'yes';
};

interface Applicable {
  readonly statement: Statement;
  readonly conditions: ConditionResult;
  /** The resource match itself is not certain (a policy variable of unknown value). */
  readonly uncertainResource: boolean;
}

/** What a statement comes to in a request; undefined: it does not apply. */
type Judge = (statement: Statement, request: Request) => Applicable | undefined;

const judge: Judge = (statement, request) => {
  const match = matchesResource(statement, request.resource, request.context);
  if (match === 'no') return undefined;
  const conditions = evaluateConditions(statement, request.context);
  return conditions.met === 'no'
    ? undefined
    : { statement, conditions, uncertainResource: match === 'unknown' };
};

const applicable = (
  documents: readonly PolicyDocument[],
  request: Request,
  allow: boolean,
  judgeOne: Judge,
): Applicable[] => {
  const found: Applicable[] = [];
  for (const document of documents) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow !== allow) continue;
      const one = judgeOne(statement, request);
      if (one !== undefined) found.push(one);
    }
  }
  return found;
};

/** What has to be done for a request to carry a key that an access key does not. */
const carriedBy: ReadonlyMap<string, string> = new Map([
  ['aws:tokenissuetime', ' (a session of the console, or one that began with a second factor)'],
]);

/** A clause as an assumption that people can read. External ids are not repeated. */
export const describeClause = (clause: Clause): string => {
  const values = clause.key === 'sts:externalid' ? 'the external id' : clause.values.slice(0, 3).join(' or ');
  const more = clause.values.length > 3 ? ` or ${clause.values.length - 3} more` : '';
  return `${clause.keyWritten} ${clause.written} ${values}${more}${carriedBy.get(clause.key) ?? ''}`;
};

/** How an open condition of an allow, and of a deny, reads as an assumption. */
export const requestMeets = 'the request meets ';
export const denyStays = 'the request stays clear of the deny on ';

const openTexts = ({ conditions, uncertainResource }: Applicable, prefix: string): string[] => [
  ...conditions.open.map((clause) => `${prefix}${describeClause(clause)}`),
  ...(uncertainResource ? ['a policy variable in the resource has the fitting value'] : []),
];

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? undefined : a > b ? a : b;
export const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined ? a : a < b ? a : b;

interface LayerResult {
  readonly verdict: Decision['verdict'];
  readonly by: readonly Statement[];
  readonly assumes: readonly string[];
  readonly until: string | undefined;
  readonly open: readonly OpenClause[];
}

const nothing: LayerResult = { verdict: 'denied', by: [], assumes: [], until: undefined, open: [] };

const opened = ({ conditions, statement }: Applicable): OpenClause[] =>
  conditions.open.map((clause) => ({ clause, deny: !statement.allow }));

/** The best that the allowing statements of one layer give. */
const layerAllows = (allows: readonly Applicable[]): LayerResult => {
  const certain = allows.filter((item) => item.conditions.met === 'yes' && !item.uncertainResource);
  if (certain.length > 0) {
    const lasting = certain.filter((item) => item.conditions.until === undefined);
    const best = lasting.length > 0 ? lasting : certain;
    const until = best.reduce<string | undefined>(
      (end, item, index) => (index === 0 ? item.conditions.until : later(end, item.conditions.until)),
      undefined,
    );
    const by = best.slice(0, 2).map((item) => item.statement);
    return { verdict: 'allowed', by, assumes: [], until, open: [] };
  }
  const first = [...allows].sort((a, b) => a.conditions.open.length - b.conditions.open.length)[0];
  if (first === undefined) return nothing;
  return {
    verdict: 'conditional',
    by: [first.statement],
    assumes: openTexts(first, requestMeets),
    until: first.conditions.until,
    open: opened(first),
  };
};

const decideOnce = (
  layers: PolicyLayers,
  request: Request,
  judgeOne: Judge = judge,
): Decision & { readonly conflicting: readonly string[] } => {
  const allows = applicable(layers.identity, request, true, judgeOne);
  if (allows.length === 0) return { ...denied, conflicting: [] };
  const limitDocuments = layers.limits.flatMap((limit) => limit.documents ?? []);
  const denies = applicable([...layers.identity, ...limitDocuments], request, false, judgeOne);
  const limitAllows = layers.limits.map((limit) =>
    limit.documents === undefined ? undefined : applicable(limit.documents, request, true, judgeOne),
  );
  // A value that one statement alone depends on is simply chosen; where several do, one choice must serve them all.
  const choosers = [...denies, ...allows, ...limitAllows.flatMap((list) => list ?? [])].filter(
    (item) => item.conditions.chosenKeys.length > 0,
  );
  const conflicting =
    choosers.length > 1 ? [...new Set(choosers.flatMap((item) => item.conditions.chosenKeys))] : [];
  const result = { ...denied, conflicting };
  const assumes = new Set<string>();
  const open: OpenClause[] = [];
  let until: string | undefined;
  const avoided: Clause[] = [];
  for (const deny of denies) {
    const { chosenKeys } = deny.conditions;
    // The caller steers clear of a deny that depends on a value it chooses.
    if (chosenKeys.length > 0) {
      append(
        avoided,
        deny.statement.conditions.filter(({ key }) => chosenKeys.includes(key)),
      );
      continue;
    }
    if (deny.conditions.met === 'yes' && !deny.uncertainResource) return result;
    for (const text of openTexts(deny, denyStays)) assumes.add(text);
    append(open, opened(deny));
  }
  const own = layerAllows(allows);
  if (own.verdict === 'denied') return result;
  for (const text of own.assumes) assumes.add(text);
  append(open, own.open);
  until = own.until;
  for (const [index, limit] of layers.limits.entries()) {
    const list = limitAllows[index];
    if (list === undefined) {
      assumes.add(
        `${limit.kind.replaceAll('-', ' ')} ${limit.name}, which is not in the snapshot, allows it`,
      );
      continue;
    }
    const layer = layerAllows(list);
    if (layer.verdict === 'denied') return result;
    for (const text of layer.assumes) assumes.add(text);
    append(open, layer.open);
    until = earlier(until, layer.until);
  }
  return {
    verdict: assumes.size > 0 ? 'conditional' : 'allowed',
    by: own.by,
    assumes: [...assumes].sort(),
    until: earlier(until, endByDeny(layers, request)),
    ...(open.length === 0 ? {} : { open }),
    ...(avoided.length === 0 ? {} : { avoided }),
    conflicting,
  };
};

/** A deny that begins to hold later (`DateGreaterThan aws:CurrentTime`) is an end of everything it covers. */
const endByDeny = (layers: PolicyLayers, request: Request): string | undefined => {
  let end: string | undefined;
  for (const document of [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])]) {
    for (const statement of statementsFor(document, request.action)) {
      if (statement.allow || statement.conditions.length !== 1) continue;
      const start = startOf(statement.conditions[0]!);
      if (start !== undefined && matchesResource(statement, request.resource, request.context) === 'yes') {
        end = earlier(end, start);
      }
    }
  }
  return end;
};

const rank = { allowed: 2, conditional: 1, denied: 0 } as const;

/** What IAM answers, as far as the snapshot tells. */
export const decide = (layers: PolicyLayers, request: Request): Decision => {
  const first = decideOnce(layers, request);
  if (first.verdict === 'denied' || first.conflicting.length === 0) return first;
  // One choice must serve every statement at once: try each value that they can tell apart.
  const { best, whole } = tryChoices(layers, request, first.conflicting.slice(0, 3));
  if (whole || best.verdict !== 'denied') return best;
  // Nobody tried them all: one may serve.
  const { conflicting: _, ...rest } = first;
  return {
    ...rest,
    verdict: 'conditional',
    assumes: [...first.assumes, `${choicesBeyond} ${first.conflicting.slice(0, 3).join(' and ')}`].sort(),
  };
};

const mostChoices = 2048;

/** What a decision assumes that is past the budget of choices. */
export const choicesBeyond = 'one choice serves every statement, of more than are tried for';

/** Whether a statement may come out otherwise when one of the keys changes. */
const turnsOn = ({ conditions, resources, variables }: Statement, keys: ReadonlySet<string>): boolean =>
  conditions.some(
    ({ key, values }) => keys.has(key) || (variables && values.some((text) => text.includes('${'))),
  ) ||
  (variables && resources.some(({ variable }) => variable));

/** Judges for requests that differ in these keys alone: what does not turn on them is judged once. */
const judgeOnceWithout = (keys: readonly string[]): Judge => {
  const changing = new Set(keys);
  const judged = new Map<Statement, Applicable | undefined>();
  return (statement, request) => {
    if (judged.has(statement)) return judged.get(statement);
    const one = judge(statement, request);
    if (!turnsOn(statement, changing)) judged.set(statement, one);
    return one;
  };
};

/** Values with which a variable in a statement's resources makes the resource that is asked about. */
const namedBy = (statements: readonly Statement[], key: string, resource: string): string[][] =>
  statements.flatMap((statement) =>
    statement.resources.flatMap(({ text, variable }) => {
      const [before, inner, after] = variable ? text.split(/\$\{([^},]*)[^}]*\}/) : [];
      if (inner?.trim().toLowerCase() !== key || before === undefined || after === undefined) return [];
      const fits = resource.startsWith(before) && resource.endsWith(after);
      const value = fits ? resource.slice(before.length, resource.length - after.length) : '';
      return value === '' ? [] : [[value]];
    }),
  );

/** `whole`: no choice was left out. */
const tryChoices = (
  layers: PolicyLayers,
  request: Request,
  keys: readonly string[],
): { readonly best: Decision; readonly whole: boolean } => {
  const documents = [...layers.identity, ...layers.limits.flatMap((limit) => limit.documents ?? [])];
  const statements = documents.flatMap((document) => statementsFor(document, request.action));
  const clauses = statements.flatMap(({ conditions, variables }) =>
    conditions.map((clause) => ({
      ...clause,
      values: variables
        ? clause.values.flatMap((text) => substitute(text, request.context)?.text ?? [])
        : clause.values,
    })),
  );
  // `KeyValue` stands for "as it is": a value that the key may have and the caller cannot be sure of.
  let choices: ReadonlyMap<string, KeyChoice | KeyValue>[] = [new Map()];
  let whole = true;
  for (const key of keys) {
    const value = request.context(key);
    const mentioned = choicesOf(
      value,
      clauses.filter((clause) => clause.key === key),
    );
    const free = value.is === 'chosen' && value.among === undefined;
    const domain = free ? [...mentioned, ...namedBy(statements, key, request.resource)] : mentioned;
    const open: readonly KeyValue[] =
      value.is === 'chosen' && (value.perhaps !== undefined || value.perhapsAny === true)
        ? [{ ...value, among: [] }]
        : [];
    const items = [...domain, ...open];
    if (choices.length * items.length > mostChoices) whole = false;
    // No more are made than are tried.
    choices = choices
      .slice(0, Math.ceil(mostChoices / items.length))
      .flatMap((choice) =>
        items
          .slice(0, mostChoices)
          .map((item): ReadonlyMap<string, KeyChoice | KeyValue> => new Map([...choice, [key, item]])),
      )
      .slice(0, mostChoices);
  }
  const judgeOne = judgeOnceWithout(keys);
  let best: Decision = denied;
  for (const choice of choices) {
    const context: Context = (key) => {
      if (!choice.has(key)) return request.context(key);
      const values = choice.get(key);
      if (values === undefined) return absent;
      return 'is' in values ? values : known(...values);
    };
    const decision = decideOnce(layers, { ...request, context }, judgeOne);
    if (rank[decision.verdict] > rank[best.verdict]) best = decision;
    if (best.verdict === 'allowed') break;
  }
  return { best, whole };
};
