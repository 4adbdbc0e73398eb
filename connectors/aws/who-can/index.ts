import type {
  AccessAnswer,
  AccessQuestion,
  AccessWay,
  IdentityAccess,
  Obstacle,
} from '../../../src/model/access.ts';
import type { Line } from '../entitlements/lines.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { conditionOf } from '../identities/conditions.ts';
import { startOf } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { matchesResource, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { covers, mayMeet } from '../policy/pattern.ts';
import { compileWildcard, hasWildcard } from '../policy/wildcard.ts';
import type { State } from '../takeover/hypothetical.ts';
import {
  accountIn,
  contextOf,
  decideOn,
  layersOf,
  onlyBy,
  type Request,
  termsOf,
  type WhoCanFacts,
  withResourceLimits,
} from './asking.ts';
import { assumeWays, isAssume } from './assume.ts';
import { notesOf } from './notes.ts';
import { isOutOfReach, noAllow, obstacleOf } from './obstacle.ts';
import { patternFor, placesIn } from './places.ts';
import { type Asked, type AskedAction, readQuestion } from './question.ts';
import { grantWays, policyOn, resourceWays, stoppedByPolicy } from './resource.ts';
import { type Found, waysOf } from './ways.ts';

/**
 * Who may do an action on a resource: AWS's evaluation logic, asked of every identity.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * One resource is one question to the evaluator. Any resource, or a pattern, is asked of single resources within what
 * the identity's entitlements say it holds.
 */

interface Asker {
  readonly principal: Principal;
  readonly layers: PolicyLayers;
}

/** Actions that no statement of the layers tells apart, with one to ask for. Keys of these services turn on the action. */
const byAction = new Set(['iam', 'sts']);

const groupsOf = (actions: readonly AskedAction[], { identity, limits }: PolicyLayers): AskedAction[][] => {
  if (actions.length === 1) return [[...actions]];
  const sets = [...identity, ...limits.flatMap(({ documents }) => documents ?? [])].flatMap(
    ({ statements }) => statements.map((statement) => statement.actions),
  );
  return [
    ...Map.groupBy(actions, ({ lower, service, anyResourceOnly }) =>
      [
        service,
        byAction.has(service) ? lower : '',
        anyResourceOnly,
        ...sets.map((set) => (set.includes(lower) ? 1 : 0)),
      ].join(),
    ).values(),
  ];
};

const second = 1000;

const startsOf = (statement: Statement, now: number) =>
  statement.conditions.flatMap((clause) => {
    const start = startOf(clause);
    return start !== undefined && Date.parse(start) > now ? [{ clause, start: Date.parse(start) }] : [];
  });

/** By one statement of the identity's own: now, or from when it begins. */
const byStatement = (
  facts: WhoCanFacts,
  { principal, layers }: Asker,
  statement: Statement,
  request: Request,
): Pick<Found, 'decision' | 'terms' | 'starts'> | undefined => {
  const now = Date.parse(facts.now);
  const alone = onlyBy(layers, statement);
  const decision = decideOn(facts, principal, alone, request);
  if (decision.verdict !== 'denied') {
    return { decision, terms: termsOf(decision, contextOf(facts, principal, request), now) };
  }
  const starts = startsOf(statement, now);
  if (starts.length === 0) return undefined;
  const latest = starts.reduce((a, b) => (b.start > a.start ? b : a));
  const later = { ...request, now: new Date(latest.start + second).toISOString() };
  const then = decideOn(facts, principal, alone, later);
  return then.verdict === 'denied'
    ? undefined
    : {
        decision: then,
        terms: termsOf(then, contextOf(facts, principal, later), now),
        starts: conditionOf(latest.clause, now),
      };
};

const refOf = ({ document, index }: Statement) => ({ document, statement: index });

/** All answers on one resource, one for each statement that allows it. */
const onOne = (
  facts: WhoCanFacts,
  asker: Asker,
  request: Request,
): readonly Pick<Found, 'decision' | 'terms' | 'starts' | 'by'>[] => {
  const { principal, layers } = asker;
  if (isOutOfReach(principal, request)) return [];
  const context = contextOf(facts, principal, request);
  const single = layers.identity.flatMap((document) =>
    statementsFor(document, request.action)
      .filter((each) => each.allow && matchesResource(each, request.resource, context) !== 'no')
      .flatMap((statement) => {
        const answer = byStatement(facts, asker, statement, request);
        return answer === undefined ? [] : [{ ...answer, by: [refOf(statement)] }];
      }),
  );
  if (single.length <= 1 || single.some(({ decision }) => decision.verdict === 'allowed')) return single;
  // Statements whose conditions are open one by one may leave nothing open together.
  const whole = decideOn(facts, principal, layers, request);
  return whole.verdict === 'allowed'
    ? [
        {
          decision: whole,
          terms: termsOf(whole, context, Date.parse(facts.now)),
          by: whole.by.map(refOf),
        },
      ]
    : single;
};

const mayAllow = ({ identity }: PolicyLayers, actions: readonly AskedAction[]): boolean =>
  actions.some(({ lower }) =>
    identity.some((document) => statementsFor(document, lower).some(({ allow }) => allow)),
  );

const exactly = (facts: WhoCanFacts, asker: Asker, asked: Asked): readonly Found[] => {
  const { resource } = asked;
  return groupsOf(asked.actions, withResourceLimits(facts, asker.principal, asker.layers, resource!)).flatMap(
    (group) =>
      onOne(facts, asker, { action: group[0]!.lower, resource: resource! }).map((answer) => ({
        ...answer,
        privileges: group.map(({ written }) => written),
        resources: [resource!],
        exceptResources: [],
      })),
  );
};

const actionsIn = (line: Line, actions: readonly AskedAction[]): readonly AskedAction[] => {
  const matchers = line.privileges.map((privilege) => compileWildcard(privilege.toLowerCase()));
  const wide = line.resources.includes('*');
  return actions.filter(
    ({ lower, anyResourceOnly }) => (wide || !anyResourceOnly) && matchers.some((matches) => matches(lower)),
  );
};

/** Of an entitlement, what the question is about, resource by resource. */
const inLine = (facts: WhoCanFacts, asker: Asker, line: Line, asked: Asked): readonly Found[] => {
  const { principal, layers } = asker;
  const actions = actionsIn(line, asked.actions);
  if (actions.length === 0) return [];
  const wanted = asked.resource ?? '*';
  const [first] = actions;
  return groupsOf(actions, layers).flatMap((group) =>
    line.resources.flatMap((pattern): Found[] => {
      const { lower: action, anyResourceOnly } = group[0]!;
      const context = contextOf(facts, principal, { action: first!.lower, resource: '*' });
      const held = patternFor(pattern, context);
      if (held === undefined || !mayMeet(held, wanted) || (anyResourceOnly && pattern !== '*')) return [];
      const all = withResourceLimits(facts, principal, layers, held);
      const places = anyResourceOnly ? ['*'] : placesIn(held, wanted, all, action, context);
      const answers = places.map((resource) => onOne(facts, asker, { action, resource }));
      const best =
        answers.find((each) => each.some(({ decision }) => decision.verdict === 'allowed')) ??
        answers.find((each) => each.length > 0) ??
        [];
      const own = hasWildcard(held) ? pattern : held;
      const told = asked.resource !== undefined && covers(held, wanted) ? wanted : own;
      return best.map((answer) => ({
        ...answer,
        privileges: group.map(({ written }) => written),
        resources: [told],
        exceptResources: line.exceptResources,
      }));
    }),
  );
};

/** On what a request that is stopped would have been made. */
const stoppedRequest = (asker: Asker, asked: Asked): Request => {
  const wanted = asked.resource ?? '*';
  const action = asked.actions.find((each) => mayAllow(asker.layers, [each])) ?? asked.actions[0]!;
  const held = asker.layers.identity.flatMap((document) =>
    statementsFor(document, action.lower).flatMap((statement) =>
      !statement.allow ? [] : statement.notResource ? ['*'] : statement.resources.map(({ text }) => text),
    ),
  );
  const [place] = action.anyResourceOnly
    ? ['*']
    : held.flatMap((pattern) =>
        placesIn(patternFor(pattern, undefined)!, wanted, { identity: [], limits: [] }, action.lower),
      );
  return { action: action.lower, resource: place ?? wanted };
};

export interface WhoCanInput {
  readonly inventory: Inventory;
  readonly guardrails: Guardrails;
  readonly linesOf: (principal: Principal) => readonly Line[];
  /** ISO 8601. */
  readonly now: string;
  readonly scopeOf: (account: string) => number;
  /** What identities are after a step that they can take. */
  readonly states: readonly State[];
}

export const createWhoCan = (input: WhoCanInput): ((question: AccessQuestion) => AccessAnswer) => {
  const { inventory, guardrails, linesOf, now, scopeOf, states } = input;
  const { principals, store, accounts } = inventory;
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  let byArn: ReadonlyMap<string, Principal> | undefined;
  const facts: WhoCanFacts = {
    inventory,
    guardrails,
    now,
    allowAll: store.documents[store.intern(everything)]!,
    // Made when something is asked: most runs ask nothing.
    get principalByArn() {
      byArn ??= new Map(principals.map((principal) => [principal.arn, principal]));
      return byArn;
    },
  };

  const stops = (asker: Asker, asked: Asked, request: Request): Obstacle =>
    isAssume(asked) && asked.exact && facts.principalByArn.has(asked.resource!)
      ? { kind: 'trust-policy', name: asked.resource! }
      : obstacleOf(facts, asker.principal, asker.layers, request);

  const accessOf = (principal: Principal, identity: number, asked: Asked): IdentityAccess => {
    const asker: Asker = { principal, layers: layersOf(facts, principal) };
    const allows = mayAllow(asker.layers, asked.actions);
    const assumed = assumeWays(facts, asker.principal, asker.layers, asked);
    const policy = policyOn(inventory, asked);
    const own = (actions: readonly AskedAction[]): readonly Found[] =>
      !mayAllow(asker.layers, actions)
        ? []
        : asked.exact
          ? exactly(facts, asker, { ...asked, actions })
          : linesOf(principal).flatMap((line) => inLine(facts, asker, line, { ...asked, actions }));
    const found = assumed ?? [
      ...(policy === undefined
        ? own(asked.actions)
        : resourceWays(facts, policy, principal, asker.layers, asked, own)),
      ...grantWays(facts, principal, asker.layers, asked),
    ];
    const ways: readonly AccessWay[] = waysOf(principal, store.documents, found);
    if (ways.length > 0) return { identity, verdict: ways[0]!.verdict, ways };
    const stoppedBy =
      policy !== undefined && own(asked.actions).length > 0
        ? stoppedByPolicy(facts, policy, principal, asked)
        : allows
          ? stops(asker, asked, stoppedRequest(asker, asked))
          : noAllow;
    const unread = principal.unread === true ? ['all policies of the user'] : principal.missing;
    return stoppedBy.kind === 'no-allow' && unread.length > 0
      ? { identity, verdict: 'unknown', ways, unread: [...new Set(unread)].sort() }
      : { identity, verdict: 'denied', ways, stoppedBy };
  };

  /** Whoever controls an account can give itself what its organisation leaves. */
  const controlIsEnough = (account: string, asked: Asked): boolean => {
    if ((accountIn(asked.resource ?? '') ?? account) !== account) return false;
    const [some] = principals.filter(
      (principal) => principal.account === account && !principal.serviceLinked,
    );
    if (some === undefined) return false;
    const anyone: Principal = {
      ...some,
      policies: [],
      missing: [],
      boundaryArn: undefined,
      boundary: undefined,
      kind: 'role',
      arn: `arn:${some.partition}:iam::${account}:role/nhi-audit-any`,
      name: 'nhi-audit-any',
      tags: new Map(),
    };
    const layers: PolicyLayers = {
      identity: [facts.allowAll],
      limits: guardrails.service(account),
    };
    const asker = { principal: anyone, layers };
    return asked.actions.some(({ lower, anyResourceOnly }) => {
      const wanted = asked.resource ?? '*';
      const places = anyResourceOnly
        ? ['*']
        : asked.exact
          ? [wanted]
          : placesIn('*', wanted, withResourceLimits(facts, anyone, layers, wanted), lower);
      return places.some((resource) => {
        const request = { action: lower, resource };
        return onOne(facts, asker, request).some(({ decision }) => decision.verdict === 'allowed');
      });
    });
  };

  return (question) => {
    const asked = readQuestion(question);
    const controlled = new Set(accounts.filter((account) => controlIsEnough(account, asked)));
    return {
      privileges: asked.actions.map(({ written }) => written),
      identities: principals.map((principal, identity) => accessOf(principal, identity, asked)),
      states: states.flatMap(({ node, principal, controls }) => {
        if (controls === true && controlled.has(principal.account)) return [];
        const { verdict } = accessOf(principal, 0, asked);
        return verdict === 'allowed' || verdict === 'conditional' ? [{ node, verdict }] : [];
      }),
      scopes: [...controlled].map(scopeOf),
      notes: [...asked.notes, ...notesOf(facts, asked)],
    };
  };
};
