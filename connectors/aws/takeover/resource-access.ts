import { nothingKnown } from '../facts/held-principal.ts';
import type { AppliedPolicy, Principal, ResourcePolicy } from '../facts/inventory.ts';
import { trustedBy } from '../identities/trust.ts';
import { evaluateConditions } from '../policy/condition.ts';
import type { Statement } from '../policy/document.ts';
import { describeClause, requestMeets } from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import type { Build } from './build.ts';
import { membership } from './graph-builder.ts';
import { namedIdentity } from './two-sides.ts';

/**
 * What policies of buckets, keys, secrets, queues and topics give to whom they name counts for the blast radius, though
 * it leads to no other identity. The account itself as principal gives nothing: policies of identities decide there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export const addResourceAccess = (build: Build, profileOf: (principal: Principal) => number): void => {
  const { resourcePolicies, store } = build.inventory;
  for (const policy of resourcePolicies) {
    for (const statement of store.documents[policy.document]!.statements) {
      const permission = policy.permissions.get(statement.index);
      if (permission === undefined || !statement.allow || statement.principals === undefined) continue;
      const from = namedBy(build, policy, statement);
      if (from.length === 0) continue;
      const label = `what the policy of ${policy.arn} gives (statement ${statement.index})`;
      const node = build.graph.group('holders', label, profileOf(asPrincipal(policy, permission)));
      for (const { node: holder, assumes } of from) build.graph.edge(holder, node, membership, { assumes });
    }
  }
};

/** Stands for whoever uses the resource in its account. */
const asPrincipal = ({ arn, account }: ResourcePolicy, document: number): Principal => {
  const source = { record: 'aws.resource-policy', id: arn };
  const applied: AppliedPolicy = { document, name: arn, via: 'resource policy', source };
  return { ...nothingKnown, kind: 'role', arn, partition: 'aws', account, name: arn, policies: [applied] };
};

interface Named {
  readonly node: number;
  readonly assumes: readonly string[];
}

const everyoneNodes = new WeakMap<Build, Map<string, number>>();

/** All identities of an account, as one node. */
const everyoneIn = (build: Build, account: string): number => {
  const nodes = everyoneNodes.get(build) ?? new Map<string, number>();
  everyoneNodes.set(build, nodes);
  let node = nodes.get(account);
  if (node === undefined) {
    node = build.graph.group('holders', `all identities of account ${account}`);
    nodes.set(account, node);
    for (const index of build.byAccount.get(account) ?? []) build.graph.edge(index, node, membership);
  }
  return node;
};

/** Whom a statement lets in, with what it leaves open. Identities of other accounts need a permission of their own. */
const namedBy = (build: Build, policy: ResourcePolicy, statement: Statement): readonly Named[] => {
  const open = (principal: Principal | undefined, account: string): readonly string[] | undefined => {
    const context = requestContext('*:*', {
      now: build.now,
      organization: build.guardrails.organization,
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
  const controlOf = (account: string): number => build.graph.control(build.scopeOf(account));
  return trustedBy(statement).flatMap((party): readonly Named[] => {
    if (party.party === 'identity') {
      const named = namedIdentity(build, party);
      const principal = named && build.principals[named.index];
      if (named === undefined || principal === undefined || !mayUse(build, policy, statement, principal))
        return [];
      const assumes = open(principal, principal.account);
      return assumes === undefined
        ? []
        : [{ node: named.index, assumes: [...assumes, ...(named.details.assumes ?? [])] }];
    }
    const others = [...build.byAccount.keys()].filter((account) => account !== policy.account);
    if (party.party === 'scope') {
      const trusted = others.filter((account) => account === party.account);
      return trusted.flatMap((account) => accountNode(account, controlOf));
    }
    if (party.party !== 'everyone') return [];
    return [
      ...accountNode(policy.account, (account) => everyoneIn(build, account)),
      ...others.flatMap((account) => accountNode(account, controlOf)),
    ];
  });
};

/** Across accounts the identity's own policies must allow some of it as well. */
const mayUse = (
  build: Build,
  { account }: ResourcePolicy,
  statement: Statement,
  principal: Principal,
): boolean =>
  principal.account === account ||
  build
    .layersOf(principal)
    .identity.some(({ statements }) =>
      statements.some(
        ({ allow, actions }) =>
          allow && actions.bits.some((word, index) => (word & statement.actions.bits[index]!) !== 0),
      ),
    );
