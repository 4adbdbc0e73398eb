import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import { type TrustedPrincipal, trustedBy } from '../identities/trust.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { statementsFor } from '../policy/evaluate.ts';
import { assumeRole } from '../techniques/index.ts';
import { aimAt } from './aim.ts';
import type { Asking } from './asking.ts';
import { assumeAction, callerDecision } from './assume-decision.ts';
import { both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { AllowAll, Drawing, Trusts } from './parts.ts';
import { memberAlone, type Naming, namedIdentity, resourceSide } from './resource-based-policy.ts';

type Parts = Asking & AllowAll & Directory & Drawing & Trusts & Pick<HypotheticalHolders, 'anyone'>;

/** Roles of one account with the same trust policy text. */
interface TrustClass {
  readonly account: string;
  readonly document: PolicyDocument;
  readonly roles: readonly number[];
  readonly key: string;
}

const trustClasses = (parts: Asking & Directory): TrustClass[] => {
  const classes = new Map<
    string,
    { account: string; document: PolicyDocument; roles: number[]; key: string }
  >();
  parts.principals.forEach((principal, index) => {
    if (principal.trust === undefined || principal.serviceLinked) return;
    const key = `${principal.account}/${principal.trust}`;
    const found = classes.get(key);
    if (found === undefined) {
      const document = parts.inventory.store.documents[principal.trust]!;
      // Named by the first role that has it: numbers of documents differ with what else was read.
      classes.set(key, { account: principal.account, document, roles: [index], key: principal.arn });
    } else found.roles.push(index);
  });
  return [...classes.values()];
};

const trustEntry = (parts: Trusts, role: number, statement: Statement, party: TrustedPrincipal): number[] => {
  const entry = parts.trusts[role]!.findIndex(
    (trust) => trust.statement === statement.index && trust.principal === party.principal,
  );
  return entry < 0 ? [] : [entry];
};

/** What a trust policy asks about the caller itself, or denies to it by name, must be asked for each caller. */
const asksAboutCaller = (document: PolicyDocument): boolean =>
  statementsFor(document, assumeAction).some(
    (statement) =>
      statement.principals?.not === true ||
      (!statement.allow && (statement.principals?.aws.length ?? 0) > 0) ||
      statement.conditions.some(
        (clause) =>
          /^aws:(principalarn|principaltag\/|userid|username|principaltype)/.test(clause.key) ||
          clause.values.some((value) => value.includes('${')),
      ),
  );

/** Of whom a holder is what they are after a step, or a session. */
const laterOf = ({ hypothetical, members, sessionOf }: Holder): number | undefined =>
  sessionOf ?? (hypothetical === true && members.length === 1 ? members[0] : undefined);

/** Edges from every identity of the snapshot to the roles that it can assume. */
export const addAssumeEdges = (
  parts: Parts,
  holders: readonly Holder[],
  holderOf: readonly (Holder | undefined)[],
): void => {
  const askers = holders.filter((holder) => holder.kind !== 'root' && mayDo(holder, assumeAction));
  const hypotheticalOf = Map.groupBy(
    holders.filter((holder) => laterOf(holder) !== undefined),
    (holder) => laterOf(holder)!,
  );
  for (const trustClass of trustClasses(parts)) {
    const { document, roles, account } = trustClass;
    const individually = asksAboutCaller(document);
    for (const statement of statementsFor(document, assumeAction)) {
      if (!statement.allow) continue;
      for (const party of trustedBy(statement)) {
        if (party.party === 'identity') {
          const named = namedIdentity(parts, party);
          if (named === undefined || parts.principals[named.index]!.kind === 'root') continue;
          const holder = memberAlone(parts, named.index, holderOf[named.index]);
          addForHolder(parts, holder, named.index, trustClass, statement, party, named.naming, named.details);
          addControllersOf(parts, named.index, trustClass, statement, party, named.details);
          // As it may be after a step, without a boundary or a deny, and in a session, it is named all the same.
          for (const later of hypotheticalOf.get(named.index) ?? []) {
            addForHolder(parts, later, later.node, trustClass, statement, party, named.naming, named.details);
          }
        } else if (party.party === 'scope' || party.party === 'everyone') {
          const inReach = askers.filter(
            (holder) => party.party === 'everyone' || holder.account === party.account,
          );
          for (const holder of inReach) {
            if (individually && holder.members.length > 1 && holder.hypothetical !== true) {
              for (const member of holder.members) {
                addForHolder(
                  parts,
                  memberAlone(parts, member, holder),
                  member,
                  trustClass,
                  statement,
                  party,
                  'account',
                  {},
                );
              }
            } else addForHolder(parts, holder, holder.node, trustClass, statement, party, 'account', {});
          }
          if (party.party === 'everyone') addUnasked(parts, holderOf, trustClass, statement, party);
          addControllers(parts, party, account, roles, statement, trustClass);
        }
      }
    }
  }
};

/** `Principal: "*"` lets every identity of the role's own account in, whether its policies say so or not. */
const addUnasked = (
  parts: Parts,
  holderOf: readonly (Holder | undefined)[],
  trustClass: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
): void => {
  for (const index of parts.byAccount.get(trustClass.account) ?? []) {
    const principal = parts.principals[index]!;
    if (principal.kind === 'root' || principal.serviceLinked) continue;
    addForHolder(
      parts,
      memberAlone(parts, index, holderOf[index]),
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
  parts: Parts,
  holder: Holder,
  node: number,
  { document, roles, account, key }: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
  naming: Naming,
  details: EdgeDetails,
): void => {
  const trust = resourceSide(document, statement, holder, parts, { action: assumeAction, account });
  if (trust.verdict === 'denied') return;
  const open = { assumes: details.assumes ?? [] };
  if (naming === 'account' && parts.guardrails.resource(account).length === 0) {
    const members = parts.targets.set(
      `roles with the trust policy of ${key} (${statement.index}, ${party.principal})`,
      () =>
        roles.map((role) => ({
          node: role,
          details: { trustedBy: trustEntry(parts, role, statement, party) },
        })),
    );
    aimAt(parts, { ...holder, node }, members, {
      actions: ['sts:AssumeRole'],
      technique: assumeRole,
      besides: trust,
      details: open,
    });
    return;
  }
  for (const role of roles) {
    if (role === node) continue;
    const decision = both(callerDecision(parts, holder, parts.principals[role]!, naming), trust);
    if (decision.verdict === 'denied') continue;
    const { assumes = [], ...reason } = detailsOf(decision);
    parts.graph.edge(node, role, assumeRole, {
      ...reason,
      assumes: [...assumes, ...open.assumes],
      trustedBy: trustEntry(parts, role, statement, party),
    });
  }
};

/**
 * Whoever controls the account of an identity that another account trusts can become it and give it the permission that
 * it may lack.
 */
const addControllersOf = (
  parts: Parts,
  index: number,
  { document, roles, account }: TrustClass,
  statement: Statement,
  party: TrustedPrincipal,
  details: EdgeDetails,
): void => {
  const principal = parts.principals[index]!;
  if (principal.account === account || principal.reserved || principal.serviceLinked) return;
  const { layers } = parts.anyone(principal.account, undefined);
  const holder: Holder = { ...memberAlone(parts, index, undefined), layers, boundaryArn: undefined };
  const trust = resourceSide(document, statement, holder, parts, { action: assumeAction, account });
  if (trust.verdict === 'denied') return;
  for (const role of roles) {
    const answer = both(trust, callerDecision(parts, holder, parts.principals[role]!, 'identity'));
    if (answer.verdict === 'denied') continue;
    parts.graph.edge(parts.graph.control(parts.scopeOf(principal.account)), role, assumeRole, {
      ...detailsOf({ ...answer, by: [] }),
      assumes: [...answer.assumes, ...(details.assumes ?? [])],
      through: principal.arn,
      trustedBy: trustEntry(parts, role, statement, party),
    });
  }
};

/** Whoever controls a trusted account can give somebody there the permission to assume the role. */
const addControllers = (
  parts: Parts,
  party: TrustedPrincipal,
  account: string,
  roles: readonly number[],
  statement: Statement,
  { document }: TrustClass,
): void => {
  const accounts = party.party === 'everyone' ? [...parts.byAccount.keys()] : [party.account!];
  for (const trusted of accounts) {
    if (trusted === account || !parts.byAccount.has(trusted)) continue;
    const anyone: Holder = { ...parts.anyone(trusted, undefined), principal: undefined };
    const decision = resourceSide(document, statement, anyone, parts, { action: assumeAction, account });
    if (decision.verdict === 'denied') continue;
    for (const role of roles) {
      const caller = callerDecision(parts, anyone, parts.principals[role]!, 'account');
      const answer = both(decision, caller);
      if (answer.verdict === 'denied') continue;
      parts.graph.edge(parts.graph.control(parts.scopeOf(trusted)), role, assumeRole, {
        ...detailsOf({ ...answer, by: [] }),
        trustedBy: trustEntry(parts, role, statement, party),
      });
    }
  }
};
