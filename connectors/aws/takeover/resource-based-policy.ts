import { append } from '../../../src/model/many.ts';
import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { Inventory, Principal, ResourcePolicy } from '../facts/inventory.ts';
import { type TrustedPrincipal, trustedBy } from '../identities/trust.ts';
import { type Context, evaluateConditions } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import {
  type Decision,
  denied,
  denyStays,
  describeClause,
  earlier,
  matchesResource,
  type OpenClause,
  type PolicyLayers,
  requestMeets,
  statementsFor,
} from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { type Asking, factsOf } from './asking.ts';
import { both } from './decisions.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { boundaryLimit } from './layers.ts';
import type { AllowAll } from './parts.ts';

/**
 * Requests that two policies answer: the caller's own, and that of the resource (a role's trust policy, a function's
 * policy). Within one account either is enough where the resource names the caller itself; across accounts both must
 * allow, and an account that is named only leaves the decision to its administrators.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export type ResourceBasedAsking = Asking & AllowAll;

interface Asked {
  /** Lower case. */
  readonly action: string;
  /** Account of the resource. */
  readonly account: string;
  /** Absent for a trust policy, whose statements name no resource. */
  readonly resource?: string;
}

const policyIndex = new WeakMap<Inventory, ReadonlyMap<string, ResourcePolicy>>();

/** The policy that a resource has of its own, where the snapshot shows it. */
export const policyOfResource = (inventory: Inventory, arn: string): ResourcePolicy | undefined => {
  if (inventory.resourcePolicies.length === 0) return undefined;
  let index = policyIndex.get(inventory);
  if (index === undefined) {
    index = new Map(inventory.resourcePolicies.map((policy) => [policy.arn, policy]));
    policyIndex.set(inventory, index);
  }
  return index.get(arn);
};

const tags = /^(aws:requesttag\/|aws:tagkeys$|sts:transitivetagkeys$)/;
const sourceIdentity = /^sts:sourceidentity$/;
const tagsAndIdentity = new RegExp(`${tags.source}|${sourceIdentity.source}`);

/**
 * What a request to assume a role cannot carry because the trust policy does not let it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export const lackedBy = (trust: PolicyDocument): { readonly lacks?: RegExp } => {
  const lets = (action: string): boolean => statementsFor(trust, action).some(({ allow }) => allow);
  const [tagged, named] = [lets('sts:tagsession'), lets('sts:setsourceidentity')];
  if (tagged && named) return {};
  return { lacks: tagged ? sourceIdentity : named ? tags : tagsAndIdentity };
};

const contextOf = (
  document: PolicyDocument,
  holder: Holder,
  asking: Asking,
  { action, account }: Pick<Asked, 'action' | 'account'>,
): Context =>
  requestContext(action, {
    ...factsOf(holder, asking, { resourceAccount: account }),
    ...(action === 'sts:assumerole' ? lackedBy(document) : {}),
  });

/** What the denies of a resource's own policy leave to a caller that they name. */
export const resourceDenies = (
  document: PolicyDocument,
  holder: Holder,
  asking: Asking,
  { action, account, resource }: Asked,
): Decision => {
  const context = contextOf(document, holder, asking, { action, account });
  const assumes = new Set<string>();
  const open: OpenClause[] = [];
  let until: string | undefined;
  for (const deny of statementsFor(document, action)) {
    if (deny.allow || !namesCaller(deny, holder)) continue;
    if (resource !== undefined && matchesResource(deny, resource, context) !== 'yes') continue;
    const result = evaluateConditions(deny, context);
    if (result.met === 'no' || result.chosenKeys.length > 0) continue;
    if (result.met === 'yes') return denied;
    for (const clause of result.open) assumes.add(`${denyStays}${describeClause(clause)}`);
    append(
      open,
      result.open.map((clause) => ({ clause, deny: true })),
    );
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

/** What a resource's own policy says of a caller: the conditions of one allow, and denies that name the caller. */
export const resourceSide = (
  document: PolicyDocument,
  statement: Statement,
  holder: Holder,
  asking: Asking,
  asked: Asked,
): Decision => {
  const context = contextOf(document, holder, asking, asked);
  const allow = evaluateConditions(statement, context);
  if (allow.met === 'no' || (statement.principals?.not === true && !namesCaller(statement, holder)))
    return denied;
  const decision: Decision = {
    verdict: allow.met === 'yes' ? 'allowed' : 'conditional',
    by: [],
    assumes: [...new Set(allow.open.map((clause) => `${requestMeets}${describeClause(clause)}`))].sort(),
    until: allow.until,
    ...(allow.open.length === 0 ? {} : { open: allow.open.map((clause) => ({ clause, deny: false })) }),
  };
  return both(decision, resourceDenies(document, holder, asking, asked));
};

/**
 * Whether a statement with principals is about the caller. An account in `NotPrincipal` spares its root, not everyone
 * in it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export const namesCaller = (statement: Statement, holder: Holder): boolean => {
  const element = statement.principals;
  if (element === undefined) return false;
  const listed =
    element.everyone ||
    (element.not && element.aws.some((arn) => isSessionOf(arn, holder))) ||
    trustedBy({ ...statement, principals: { ...element, not: false } }).some(
      (party) =>
        isParty(party, holder) && !(element.not && party.party === 'scope' && holder.kind !== 'root'),
    );
  return listed !== element.not;
};

const isParty = (party: TrustedPrincipal, holder: Holder): boolean => {
  if (party.party === 'everyone') return true;
  if (party.party === 'scope') return party.account === holder.account;
  if (party.party !== 'identity' || holder.principal === undefined) return false;
  return party.principal === holder.principal.arn;
};

/** Whether a session's ARN is of the holder, a role: it is named by whoever assumes the role. */
const isSessionOf = (arn: string, holder: Holder): boolean => {
  const session = sessionPattern.exec(arn);
  return (
    session !== null &&
    holder.kind === 'role' &&
    session[1] === holder.account &&
    session[2] === holder.principal?.name
  );
};

/**
 * How a resource's policy names the caller. `account`: it trusts the whole account, which leaves the decision to the
 * caller's own policies. `identity`: the user or role itself. `session`: one session of a role, by its ARN.
 */
export type Naming = 'account' | 'identity' | 'session';

/** How a statement names the caller: the closest of its parties counts. */
export const namingOf = (statement: Statement, holder: Holder, session: boolean): Naming => {
  if (session) return 'session';
  const closely = trustedBy(statement).some(
    ({ party, principal }) =>
      party === 'everyone' || (party === 'identity' && principal === holder.principal?.arn),
  );
  return closely ? 'identity' : 'account';
};

/**
 * The caller's side, with the limits of both accounts. Named in its own account, the caller needs no permission of its
 * own; denies still count. A boundary limits a role that is named by its ARN, but neither a user nor a session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const callerLayers = (
  asking: ResourceBasedAsking,
  holder: Holder,
  account: string,
  naming: Naming,
): PolicyLayers => {
  const limits = [...holder.layers.limits, ...asking.guardrails.resource(account)];
  if (naming === 'account' || holder.account !== account) return { identity: holder.layers.identity, limits };
  const unbounded = holder.kind === 'user' || naming === 'session';
  return {
    identity: [...holder.layers.identity, asking.allowAll],
    limits: limits.map((limit) =>
      unbounded && limit.kind === 'permissions-boundary' && limit.documents !== undefined
        ? { ...limit, documents: [...limit.documents, asking.allowAll] }
        : limit,
    ),
  };
};

/** All that limits and allows a principal, whether or not a technique needs it. */
const ownLayers = ({ inventory: { store }, guardrails }: Asking, principal: Principal): PolicyLayers => {
  const { boundaryArn, boundary } = principal;
  return {
    identity: [...new Set(principal.policies.map(({ document }) => store.documents[document]!))],
    limits: [
      ...guardrails.service(principal.account),
      ...(boundaryArn === undefined ? [] : [boundaryLimit(store, boundaryArn, boundary)]),
    ],
  };
};

/** One member as a holder of its own. */
export const memberAlone = (parts: Asking & Directory, index: number, holder: Holder | undefined): Holder => {
  const principal = parts.principals[index]!;
  if (holder !== undefined) return { ...holder, node: index, members: [index], principal };
  return {
    node: index,
    members: [index],
    kind: principal.kind,
    account: principal.account,
    partition: principal.partition,
    layers: ownLayers(parts, principal),
    principal,
    boundaryArn: principal.boundaryArn,
  };
};

export const sessionPattern = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** Identities that a policy names one by one, with what the name leaves open. */
export const namedIdentity = (
  { principals, indexOf, byAccount }: Directory,
  party: TrustedPrincipal,
): { index: number; naming: Naming; details: EdgeDetails } | undefined => {
  const direct = indexOf(party.principal);
  if (direct !== undefined) return { index: direct, naming: 'identity', details: {} };
  const session = sessionPattern.exec(party.principal);
  if (session === null) return undefined;
  const [, account, name, sessionName] = session;
  const index = (byAccount.get(account!) ?? []).find(
    (candidate) => principals[candidate]!.kind === 'role' && principals[candidate]!.name === name,
  );
  if (index === undefined) return undefined;
  return {
    index,
    naming: 'session',
    details: { assumes: [`the session of role ${name} is named ${sessionName}`] },
  };
};
