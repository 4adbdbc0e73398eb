import { requestContext } from '../context.ts';
import type { Principal } from '../inventory.ts';
import { absent, evaluateConditions, type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import {
  type Decision,
  decide,
  denied,
  denyStays,
  describeClause,
  earlier,
  type OpenClause,
  type PolicyLayers,
  requestMeets,
  statementsFor,
} from '../policy/evaluate.ts';
import { assumeRole } from '../techniques/index.ts';
import { type TrustedPrincipal, trustedBy } from '../trust.ts';
import { aimAt, type Build, universe } from './build.ts';
import { detailsOf, type EdgeDetails } from './graph-builder.ts';
import { type Asking, better, both, factsOf, type Holder, mayDo } from './holder.ts';

/**
 * `sts:AssumeRole` needs two sides: the role's trust policy, and the caller's own policies unless the trust policy
 * names the caller itself in the same account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
const action = 'sts:assumerole';

/** What a question about one role needs of {@link Build}. */
export type AssumeAsking = Asking & Pick<Build, 'allowAll'>;

/** Roles of one account with the same trust policy text. */
interface TrustClass {
  readonly account: string;
  readonly document: PolicyDocument;
  readonly roles: readonly number[];
  readonly key: string;
}

const trustClasses = (build: Build): TrustClass[] => {
  const classes = new Map<
    string,
    { account: string; document: PolicyDocument; roles: number[]; key: string }
  >();
  build.principals.forEach((principal, index) => {
    if (principal.trust === undefined || principal.serviceLinked) return;
    const key = `${principal.account}/${principal.trust}`;
    const found = classes.get(key);
    if (found === undefined) {
      const document = build.inventory.store.documents[principal.trust]!;
      classes.set(key, { account: principal.account, document, roles: [index], key });
    } else found.roles.push(index);
  });
  return [...classes.values()];
};

/** What the trust policy's own statements say of a caller: conditions, and denies that name it. */
const trustDecision = (
  document: PolicyDocument,
  statement: Statement,
  holder: Holder,
  asking: Asking,
  account: string,
  more: ReadonlyMap<string, KeyValue> | undefined,
): Decision => {
  const context = requestContext(action, factsOf(holder, asking, { more, resourceAccount: account }));
  const allow = evaluateConditions(statement, context);
  if (allow.met === 'no' || (statement.principals?.not === true && !names(statement, holder))) return denied;
  const assumes = new Set(allow.open.map((clause) => `${requestMeets}${describeClause(clause)}`));
  const open: OpenClause[] = allow.open.map((clause) => ({ clause, deny: false }));
  let until = allow.until;
  for (const deny of statementsFor(document, action)) {
    if (deny.allow || !names(deny, holder)) continue;
    const result = evaluateConditions(deny, context);
    if (result.met === 'no' || result.chosenKeys.length > 0) continue;
    if (result.met === 'yes') return denied;
    for (const clause of result.open) assumes.add(`${denyStays}${describeClause(clause)}`);
    open.push(...result.open.map((clause) => ({ clause, deny: true })));
    until = earlier(until, result.until);
  }
  return {
    verdict: assumes.size > 0 ? 'conditional' : 'allowed',
    by: [],
    assumes: [...assumes].sort(),
    until,
    ...(open.length === 0 ? {} : { open }),
  };
};

/** Whether a statement of a trust policy is about the caller. */
const names = (statement: Statement, holder: Holder): boolean => {
  const element = statement.principals;
  if (element === undefined) return false;
  const listed =
    element.everyone ||
    trustedBy({ ...statement, principals: { ...element, not: false } }).some((party) =>
      isParty(party, holder),
    );
  return listed !== element.not;
};

const isParty = (party: TrustedPrincipal, holder: Holder): boolean => {
  if (party.party === 'everyone') return true;
  if (party.party === 'scope') return party.account === holder.account;
  return (
    party.party === 'identity' && holder.principal !== undefined && party.principal === holder.principal.arn
  );
};

/** The caller's side, with the limits of both accounts. */
const callerLayers = (build: AssumeAsking, holder: Holder, role: Principal, named: boolean): PolicyLayers => {
  const sameAccount = holder.account === role.account;
  const limits = [...holder.layers.limits, ...build.guardrails.resource(role.account)];
  if (!(named && sameAccount)) return { identity: holder.layers.identity, limits };
  // Named in its own account's trust policy: no permission of its own is needed; denies still count. A boundary
  // limits a role named by its ARN, but not a user.
  const isUser = holder.kind === 'user';
  return {
    identity: [...holder.layers.identity, build.allowAll],
    limits: limits.map((limit) =>
      isUser && limit.kind === 'permissions-boundary' && limit.documents !== undefined
        ? { ...limit, documents: [...limit.documents, build.allowAll] }
        : limit,
    ),
  };
};

const callerDecision = (build: AssumeAsking, holder: Holder, role: Principal, named: boolean): Decision => {
  const layers = callerLayers(build, holder, role, named);
  const decision = decide(layers, {
    action,
    resource: role.arn,
    context: requestContext(action, factsOf(holder, build, { target: role, resourceAccount: role.account })),
  });
  // Named in its own account's trust policy: that alone is the evidence.
  return named && holder.account === role.account ? { ...decision, by: [] } : decision;
};

/**
 * Whether one caller may assume one role: the best that a statement of the trust policy gives, with that statement.
 * Undefined: none does, or the trust policy is not in the snapshot.
 */
export const assumeDecision = (
  asking: AssumeAsking,
  holder: Holder,
  role: Principal,
): { readonly decision: Decision; readonly trust: Statement } | undefined => {
  if (role.trust === undefined || role.serviceLinked || holder.kind === 'root') return undefined;
  const document = asking.inventory.store.documents[role.trust]!;
  let best: { decision: Decision; trust: Statement } | undefined;
  for (const statement of statementsFor(document, action)) {
    if (!statement.allow || !names(statement, holder)) continue;
    const named = trustedBy(statement).some(
      ({ party, principal }) =>
        party === 'everyone' || (party === 'identity' && principal === holder.principal?.arn),
    );
    const decision = both(
      callerDecision(asking, holder, role, named),
      trustDecision(document, statement, holder, asking, role.account, undefined),
    );
    if (decision.verdict === 'denied') continue;
    if (best === undefined || better(best.decision, decision) !== best.decision) {
      best = { decision, trust: statement };
    }
  }
  return best;
};

const sessionPattern = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** Identities that a trust policy names one by one, with what the name leaves open. */
const namedIdentity = (
  build: Build,
  party: TrustedPrincipal,
): { index: number; details: EdgeDetails } | undefined => {
  const direct = build.indexOf(party.principal);
  if (direct !== undefined) return { index: direct, details: {} };
  const session = sessionPattern.exec(party.principal);
  if (session === null) return undefined;
  const [, account, name, sessionName] = session;
  const index = (build.byAccount.get(account!) ?? []).find(
    (candidate) => build.principals[candidate]!.kind === 'role' && build.principals[candidate]!.name === name,
  );
  if (index === undefined) return undefined;
  return { index, details: { assumes: [`the session of role ${name} is named ${sessionName}`] } };
};

const trustEntry = (build: Build, role: number, statement: Statement, party: TrustedPrincipal): number[] => {
  const entry = build.trusts[role]!.findIndex(
    (trust) => trust.statement === statement.index && trust.principal === party.principal,
  );
  return entry < 0 ? [] : [entry];
};

/** What a trust policy asks about the caller itself, or denies to it by name, must be asked for each caller. */
const asksAboutCaller = (document: PolicyDocument): boolean =>
  statementsFor(document, action).some(
    (statement) =>
      statement.principals?.not === true ||
      (!statement.allow && (statement.principals?.aws.length ?? 0) > 0) ||
      statement.conditions.some(
        (clause) =>
          /^aws:(principalarn|principaltag\/|userid|username|principaltype)/.test(clause.key) ||
          clause.values.some((value) => value.includes('${')),
      ),
  );

/** Edges from every identity of the snapshot to the roles that it can assume. */
export const addAssumeEdges = (
  build: Build,
  holders: readonly Holder[],
  holderOf: readonly (Holder | undefined)[],
): void => {
  const askers = holders.filter((holder) => holder.kind !== 'root' && mayDo(holder, action));
  for (const trustClass of trustClasses(build)) {
    const { document, roles, account } = trustClass;
    const individually = asksAboutCaller(document);
    for (const statement of statementsFor(document, action)) {
      if (!statement.allow) continue;
      for (const party of trustedBy(statement)) {
        if (party.party === 'identity') {
          const named = namedIdentity(build, party);
          if (named === undefined || build.principals[named.index]!.kind === 'root') continue;
          const holder = single(build, named.index, holderOf[named.index]);
          addForHolder(build, holder, named.index, trustClass, statement, party, true, named.details);
        } else if (party.party === 'scope' || party.party === 'everyone') {
          const inReach = askers.filter(
            (holder) => party.party === 'everyone' || holder.account === party.account,
          );
          for (const holder of inReach) {
            if (individually && holder.members.length > 1 && holder.thought !== true) {
              for (const member of holder.members) {
                addForHolder(
                  build,
                  single(build, member, holder),
                  member,
                  trustClass,
                  statement,
                  party,
                  false,
                  {},
                );
              }
            } else addForHolder(build, holder, holder.node, trustClass, statement, party, false, {});
          }
          if (party.party === 'everyone') addUnasked(build, holderOf, trustClass, statement, party);
          addControllers(build, party, account, roles, statement, trustClass);
        }
      }
    }
  }
};

/** All that limits and allows a principal, whether or not a technique needs it. */
const ownLayers = (build: Build, principal: Principal): PolicyLayers => {
  const { documents } = build.inventory.store;
  const { boundaryArn, boundary } = principal;
  return {
    identity: [...new Set(principal.policies.map(({ document }) => documents[document]!))],
    limits: [
      ...build.guardrails.service(principal.account),
      ...(boundaryArn === undefined
        ? []
        : [
            {
              kind: 'permissions-boundary' as const,
              name: boundaryArn,
              documents: boundary === undefined ? undefined : [documents[boundary]!],
            },
          ]),
    ],
  };
};

/** One member as a holder of its own. */
const single = (build: Build, index: number, holder: Holder | undefined): Holder => {
  const principal = build.principals[index]!;
  if (holder !== undefined) return { ...holder, node: index, members: [index], principal };
  return {
    node: index,
    members: [index],
    kind: principal.kind,
    account: principal.account,
    partition: principal.partition,
    layers: ownLayers(build, principal),
    principal,
    boundaryArn: principal.boundaryArn,
  };
};

/** `Principal: "*"` lets every identity of the role's own account in, whether its policies say so or not. */
const addUnasked = (
  build: Build,
  holderOf: readonly (Holder | undefined)[],
  trustClass: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
): void => {
  for (const index of build.byAccount.get(trustClass.account) ?? []) {
    const principal = build.principals[index]!;
    if (principal.kind === 'root' || principal.serviceLinked) continue;
    addForHolder(build, single(build, index, holderOf[index]), index, trustClass, statement, party, true, {});
  }
};

const addForHolder = (
  build: Build,
  holder: Holder,
  node: number,
  { document, roles, account, key }: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
  named: boolean,
  details: EdgeDetails,
): void => {
  const trust = trustDecision(document, statement, holder, build, account, undefined);
  if (trust.verdict === 'denied') return;
  const open = { assumes: details.assumes ?? [] };
  if (!named && build.guardrails.resource(account).length === 0) {
    const members = universe(
      build,
      `roles with trust policy ${key} (${statement.index}, ${party.principal})`,
      () =>
        roles.map((index) => ({ index, details: { trustedBy: trustEntry(build, index, statement, party) } })),
    );
    aimAt(build, { ...holder, node }, members, {
      actions: ['sts:AssumeRole'],
      technique: assumeRole,
      besides: trust,
      details: open,
    });
    return;
  }
  for (const role of roles) {
    if (role === node) continue;
    const decision = both(callerDecision(build, holder, build.principals[role]!, named), trust);
    if (decision.verdict === 'denied') continue;
    const { assumes = [], ...reason } = detailsOf(decision);
    build.graph.edge(node, role, assumeRole, {
      ...reason,
      assumes: [...assumes, ...open.assumes],
      trustedBy: trustEntry(build, role, statement, party),
    });
  }
};

/** Whoever controls a trusted account can give somebody there the permission to assume the role. */
const addControllers = (
  build: Build,
  party: TrustedPrincipal,
  account: string,
  roles: readonly number[],
  statement: Statement,
  { document }: TrustClass,
): void => {
  const accounts = party.party === 'everyone' ? [...build.byAccount.keys()] : [party.account!];
  for (const trusted of accounts) {
    if (trusted === account || !build.byAccount.has(trusted)) continue;
    const anyone: Holder = { ...build.anyone(trusted, undefined), principal: undefined };
    const decision = trustDecision(document, statement, anyone, build, account, undefined);
    if (decision.verdict === 'denied') continue;
    for (const role of roles) {
      const caller = callerDecision(build, anyone, build.principals[role]!, false);
      const answer = both(decision, caller);
      if (answer.verdict === 'denied') continue;
      build.graph.edge(build.graph.control(build.scopeOf(trusted)), role, assumeRole, {
        ...detailsOf({ ...answer, by: [] }),
        trustedBy: trustEntry(build, role, statement, party),
      });
    }
  }
};

/** Whether a service may act as a role for its own account: the statement that says so, and what it leaves open. */
export const serviceTrust = (
  build: Build,
  role: Principal,
  index: number,
  service: string,
): EdgeDetails | undefined => {
  if (role.trust === undefined) return undefined;
  const document = build.inventory.store.documents[role.trust]!;
  const more = new Map<string, KeyValue>([
    ['aws:sourceaccount', known(role.account)],
    ['aws:sourcearn', { is: 'chosen' }],
    ['aws:principalisawsservice', known('true')],
    ['aws:principalservicename', known(service)],
    ['aws:principalarn', absent],
  ]);
  const context = requestContext(action, {
    now: build.now,
    organization: build.guardrails.organization,
    principal: undefined,
    account: role.account,
    target: role,
    resourceAccount: role.account,
    more,
  });
  const isService = (statement: Statement): boolean =>
    statement.principals !== undefined &&
    (statement.principals.everyone || statement.principals.service.includes(service)) !==
      statement.principals.not;
  const denies = statementsFor(document, action).filter(
    (statement) => !statement.allow && isService(statement),
  );
  if (denies.some((statement) => evaluateConditions(statement, context).met === 'yes')) return undefined;
  for (const statement of statementsFor(document, action)) {
    if (!statement.allow || !isService(statement)) continue;
    const result = evaluateConditions(statement, context);
    if (result.met === 'no') continue;
    const entry = build.trusts[index]!.findIndex(
      (trust) =>
        trust.statement === statement.index && (trust.principal === service || trust.party === 'everyone'),
    );
    return {
      ...(entry < 0 ? {} : { trustedBy: [entry] }),
      assumes: result.open.map((clause) => `${requestMeets}${describeClause(clause)}`),
      until: result.until,
    };
  }
  return undefined;
};
