import type { Principal } from '../facts/inventory.ts';
import { type TrustedPrincipal, trustedBy } from '../identities/trust.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { type Decision, decide, statementsFor } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { assumeRole } from '../techniques/index.ts';
import { aimAt, type Build, universe } from './build.ts';
import { detailsOf, type EdgeDetails } from './graph-builder.ts';
import { better, both, factsOf, type Holder, mayDo } from './holder.ts';
import {
  callerLayers,
  lackedBy,
  type Naming,
  namedIdentity,
  names,
  resourceSide,
  single,
  type TwoSidesAsking,
} from './two-sides.ts';

/**
 * `sts:AssumeRole` needs two sides: the role's trust policy, and the caller's own policies unless the trust policy
 * names the caller itself in the same account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
const action = 'sts:assumerole';

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

const callerDecision = (build: TwoSidesAsking, holder: Holder, role: Principal, naming: Naming): Decision => {
  const layers = callerLayers(build, holder, role.account, naming);
  const decision = decide(layers, {
    action,
    resource: role.arn,
    context: requestContext(action, {
      ...factsOf(holder, build, { target: role, resourceAccount: role.account }),
      ...(role.trust === undefined ? {} : lackedBy(build.inventory.store.documents[role.trust]!)),
    }),
  });
  // Named in its own account's trust policy: that alone is the evidence.
  return naming !== 'account' && holder.account === role.account ? { ...decision, by: [] } : decision;
};

/**
 * Whether one caller may assume one role: the best that a statement of the trust policy gives, with that statement.
 * Undefined: none does, or the trust policy is not in the snapshot.
 */
export const assumeDecision = (
  asking: TwoSidesAsking,
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
      callerDecision(asking, holder, role, named ? 'identity' : 'account'),
      resourceSide(document, statement, holder, asking, { action, account: role.account }),
    );
    if (decision.verdict === 'denied') continue;
    if (best === undefined || better(best.decision, decision) !== best.decision) {
      best = { decision, trust: statement };
    }
  }
  return best;
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
  const thoughtOf = Map.groupBy(
    holders.filter(({ thought, members }) => thought === true && members.length === 1),
    ({ members: [member] }) => member!,
  );
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
          addForHolder(build, holder, named.index, trustClass, statement, party, named.naming, named.details);
          addControllersOf(build, named.index, trustClass, statement, party, named.details);
          // As it may be after a step, without a boundary or a deny, it is named all the same.
          for (const later of thoughtOf.get(named.index) ?? []) {
            addForHolder(build, later, later.node, trustClass, statement, party, named.naming, named.details);
          }
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
                  'account',
                  {},
                );
              }
            } else addForHolder(build, holder, holder.node, trustClass, statement, party, 'account', {});
          }
          if (party.party === 'everyone') addUnasked(build, holderOf, trustClass, statement, party);
          addControllers(build, party, account, roles, statement, trustClass);
        }
      }
    }
  }
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
    addForHolder(
      build,
      single(build, index, holderOf[index]),
      index,
      trustClass,
      statement,
      party,
      'identity',
      {},
    );
  }
};

const addForHolder = (
  build: Build,
  holder: Holder,
  node: number,
  { document, roles, account, key }: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
  naming: Naming,
  details: EdgeDetails,
): void => {
  const trust = resourceSide(document, statement, holder, build, { action, account });
  if (trust.verdict === 'denied') return;
  const open = { assumes: details.assumes ?? [] };
  if (naming === 'account' && build.guardrails.resource(account).length === 0) {
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
    const decision = both(callerDecision(build, holder, build.principals[role]!, naming), trust);
    if (decision.verdict === 'denied') continue;
    const { assumes = [], ...reason } = detailsOf(decision);
    build.graph.edge(node, role, assumeRole, {
      ...reason,
      assumes: [...assumes, ...open.assumes],
      trustedBy: trustEntry(build, role, statement, party),
    });
  }
};

/**
 * Whoever controls the account of an identity that another account trusts can become it and give it the permission that
 * it may lack.
 */
const addControllersOf = (
  build: Build,
  index: number,
  { document, roles, account }: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
  details: EdgeDetails,
): void => {
  const principal = build.principals[index]!;
  if (principal.account === account || principal.reserved || principal.serviceLinked) return;
  const { layers } = build.anyone(principal.account, undefined);
  const holder: Holder = { ...single(build, index, undefined), layers, boundaryArn: undefined };
  const trust = resourceSide(document, statement, holder, build, { action, account });
  if (trust.verdict === 'denied') return;
  for (const role of roles) {
    const answer = both(trust, callerDecision(build, holder, build.principals[role]!, 'identity'));
    if (answer.verdict === 'denied') continue;
    build.graph.edge(build.graph.control(build.scopeOf(principal.account)), role, assumeRole, {
      ...detailsOf({ ...answer, by: [] }),
      assumes: [...answer.assumes, ...(details.assumes ?? [])],
      through: principal.arn,
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
    const decision = resourceSide(document, statement, anyone, build, { action, account });
    if (decision.verdict === 'denied') continue;
    for (const role of roles) {
      const caller = callerDecision(build, anyone, build.principals[role]!, 'account');
      const answer = both(decision, caller);
      if (answer.verdict === 'denied') continue;
      build.graph.edge(build.graph.control(build.scopeOf(trusted)), role, assumeRole, {
        ...detailsOf({ ...answer, by: [] }),
        trustedBy: trustEntry(build, role, statement, party),
      });
    }
  }
};
