import type { AppliedPolicy, KeyGrant, Principal, ResourcePolicy } from '../facts/inventory.ts';
import { withoutRecord } from '../facts/principals.ts';
import { isRestricted } from '../identities/public-policy.ts';
import { trustedBy } from '../identities/trust.ts';
import { evaluateConditions } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { describeClause, requestMeets } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import type { Asking } from './asking.ts';
import { type Directory, oncePerAccount } from './directory.ts';
import { layersOf } from './layers.ts';
import type { Drawing } from './parts.ts';

import { namedIdentity } from './resource-based-policy.ts';

type Parts = Asking & Directory & Drawing;

/**
 * What policies of buckets, keys, secrets, queues and topics, and grants on keys, give to whom they name counts for the blast radius, though
 * it leads to no other identity. The account itself as principal gives nothing: policies of identities decide there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export const addResourceAccess = (parts: Parts, profileOf: (principal: Principal) => number): void => {
  const { resourcePolicies, keyGrants, store } = parts.inventory;
  for (const policy of [...resourcePolicies, ...keyGrants]) {
    const document = store.documents[policy.document]!;
    const restricted = isRestricted(policy, document, Date.parse(parts.now));
    for (const statement of document.statements) {
      const permission = policy.permissions.get(statement.index);
      if (permission === undefined || !statement.allow || statement.principals === undefined) continue;
      const from = namedBy(parts, policy, statement, restricted);
      if (from.length === 0) continue;
      const label = isGrant(policy)
        ? `what ${policy.name} gives (${policy.id})`
        : `what the policy of ${policy.arn} gives (statement ${statement.index})`;
      const node = parts.graph.holders(label, profileOf(asPrincipal(policy, permission)));
      for (const { node: holder, assumes } of from) parts.graph.belongs(holder, node, { assumes });
    }
  }
};

const isGrant = (policy: ResourcePolicy): policy is KeyGrant => 'id' in policy;

/** Stands for whoever uses the resource in its account. */
const asPrincipal = ({ arn, account, source }: ResourcePolicy, document: number): Principal => {
  const applied: AppliedPolicy = { document, name: arn, via: 'resource policy', source };
  return { ...withoutRecord, kind: 'role', arn, partition: 'aws', account, name: arn, policies: [applied] };
};

interface Named {
  readonly node: number;
  readonly assumes: readonly string[];
}

/** All identities of an account, as one node. */
const everyoneIn = oncePerAccount(({ byAccount, graph }: Directory & Drawing, account): number => {
  const node = graph.holders(`all identities of account ${account}`);
  for (const index of byAccount.get(account) ?? []) graph.belongs(index, node);
  return node;
});

/** Whom a statement lets in, with what it leaves open. Identities of other accounts need a permission of their own. */
const namedBy = (
  parts: Parts,
  policy: ResourcePolicy,
  statement: Statement,
  /** Block Public Access keeps other accounts out. */
  restricted: boolean,
): readonly Named[] => {
  const open = (principal: Principal | undefined, account: string): readonly string[] | undefined => {
    const context = requestContext('*:*', {
      now: parts.now,
      organizations: parts.guardrails.organizations,
      principal,
      account,
      resourceAccount: policy.account,
    });
    const { met, open: clauses } = evaluateConditions(statement, context);
    return met === 'no' ? undefined : clauses.map((clause) => `${requestMeets}${describeClause(clause)}`);
  };
  const accountNode = (account: string, node: (account: string) => number): Named[] => {
    const assumes = open(undefined, account);
    return assumes === undefined ? [] : [{ node: node(account), assumes }];
  };
  const controlOf = (account: string): number => parts.graph.control(parts.scopeOf(account));
  return trustedBy(statement).flatMap((party): readonly Named[] => {
    if (party.party === 'identity') {
      const named = namedIdentity(parts, party);
      const principal = named && parts.principals[named.index];
      if (named === undefined || principal === undefined) return [];
      if (restricted && principal.account !== policy.account) return [];
      // A grant asks for nothing on the side of the grantee.
      if (!isGrant(policy) && !mayUse(parts, policy, statement, principal)) return [];
      const assumes = open(principal, principal.account);
      return assumes === undefined
        ? []
        : [{ node: named.index, assumes: [...assumes, ...(named.details.assumes ?? [])] }];
    }
    const others = restricted
      ? []
      : [...parts.byAccount.keys()].filter((account) => account !== policy.account);
    if (party.party === 'scope') {
      const trusted = others.filter((account) => account === party.account);
      return trusted.flatMap((account) => accountNode(account, controlOf));
    }
    if (party.party !== 'everyone') return [];
    return [
      ...accountNode(policy.account, (account) => everyoneIn(parts, account)),
      ...others.flatMap((account) => accountNode(account, controlOf)),
    ];
  });
};

/** Across accounts the identity's own policies must allow some of it as well. */
const mayUse = (
  asking: Asking,
  { account }: ResourcePolicy,
  statement: Statement,
  principal: Principal,
): boolean =>
  principal.account === account ||
  layersOf(asking, principal).identity.some(({ statements }) =>
    statements.some(
      ({ allow, actions }) =>
        allow && actions.bits.some((word, index) => (word & statement.actions.bits[index]!) !== 0),
    ),
  );
