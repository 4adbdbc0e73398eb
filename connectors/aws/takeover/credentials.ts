import type { Principal } from '../facts/inventory.ts';
import { chosen, evaluateConditions } from '../policy/condition.ts';
import {
  type Decision,
  denied,
  denyStays,
  describeClause,
  requestMeets,
  statementsFor,
} from '../policy/evaluate.ts';
import { requestContext } from '../policy/request-context.ts';
import { credentialTechniques, samlTechniques, type UserFact } from '../techniques/index.ts';
import { aimAt, type Build, changeableRole, identitiesOf, type SamlTrust, universe } from './build.ts';
import { detailsOf } from './graph-builder.ts';
import { ask, both, type Holder, mayDo } from './holder.ts';

/** What may be said of a user's credentials: `undefined` where no credential report tells. */
const userFact = (build: Build, user: Principal, fact: UserFact): 'yes' | 'no' | 'unknown' => {
  const row = build.inventory.reportRows.get(user.arn);
  if (row === undefined) return fact === 'has-two-keys' ? 'no' : fact === 'has-password' ? 'unknown' : 'yes';
  // A key that was made has a date, active or not.
  const keys = [row.access_key_1_last_rotated, row.access_key_2_last_rotated].filter((text) =>
    /^\d/.test(text),
  ).length;
  const password = row.password_enabled.toLowerCase() === 'true';
  const facts: Readonly<Record<UserFact, boolean>> = {
    'room-for-key': keys < 2,
    'has-two-keys': keys === 2,
    'has-password': password,
    'has-no-password': !password,
  };
  return facts[fact] ? 'yes' : 'no';
};

export const addCredentialEdges = (build: Build, holder: Holder): void => {
  for (const technique of credentialTechniques) {
    if (!technique.needs.every((need) => mayDo(holder, need.action))) continue;
    const { account } = holder;
    const key = `${technique.target}s of account ${account} for ${technique.id}`;
    const targets = universe(build, key, () =>
      technique.target === 'role'
        ? identitiesOf(build, account, changeableRole)
        : identitiesOf(build, account, (principal) => principal.kind === 'user').flatMap((member) => {
            const fact =
              technique.fact === undefined
                ? 'yes'
                : userFact(build, build.principals[member.index]!, technique.fact);
            if (fact === 'no') return [];
            return fact === 'yes'
              ? [member]
              : [{ ...member, details: { assumes: ['the user has a console password'] } }];
          }),
    );
    aimAt(build, holder, targets, { actions: technique.needs.map((need) => need.action), technique });
  }
  addSamlEdges(build, holder);
};

const samlTrustsOf = (build: Build, account: string): readonly SamlTrust[] => {
  let found = build.samlTrusts.get(account);
  if (found === undefined) {
    found = (build.byAccount.get(account) ?? []).flatMap((index) =>
      build.trusts[index]!.flatMap(({ party, principal }, entry) =>
        // The provider of IAM Identity Center is AWS's own: https://docs.aws.amazon.com/singlesignon/latest/userguide/idp.html
        party === 'federated' && /:saml-provider\/(?!AWSSSO_)/.test(principal)
          ? [{ index, entry, provider: principal }]
          : [],
      ),
    );
    build.samlTrusts.set(account, found);
  }
  return found;
};

/** Whoever writes a SAML provider's metadata signs in as anyone that its roles trust. */
const addSamlEdges = (build: Build, holder: Holder): void => {
  if (!samlTechniques.some(({ actions }) => actions.every((action) => mayDo(holder, action)))) return;
  for (const { index, entry, provider } of samlTrustsOf(build, holder.account)) {
    const trust = signInAs(build, index, entry, provider);
    if (trust.verdict === 'denied') continue;
    for (const technique of samlTechniques) {
      const decision = technique.actions
        .map((action) => ask(holder, build, { action, resource: provider }))
        .reduce(both, trust);
      if (decision.verdict === 'denied') continue;
      build.graph.edge(holder.node, index, technique, { ...detailsOf(decision), trustedBy: [entry] });
      break;
    }
  }
};

/** Whether a role lets in who signs in as it pleases: what the provider asserts is its own to say. */
const signInAs = (build: Build, index: number, entry: number, provider: string): Decision => {
  const role = build.principals[index]!;
  const action = 'sts:assumerolewithsaml';
  const document = build.inventory.store.documents[role.trust!]!;
  const plain = requestContext(action, {
    now: build.now,
    organization: build.guardrails.organization,
    principal: undefined,
    account: role.account,
    target: role,
    resourceAccount: role.account,
  });
  const context: typeof plain = (key) => (key.startsWith('saml:') ? chosen : plain(key));
  const position = build.trusts[index]![entry]!.statement;
  let result: Decision = { verdict: 'allowed', by: [], assumes: [], until: undefined };
  for (const statement of statementsFor(document, action)) {
    const { principals, allow } = statement;
    const named =
      principals !== undefined &&
      (principals.everyone || principals.federated.includes(provider)) !== principals.not;
    if (allow ? statement.index !== position : !named) continue;
    const { met, open, until, chosenKeys } = evaluateConditions(statement, context);
    if (allow ? met === 'no' : met === 'yes' && chosenKeys.length === 0) return denied;
    if (!allow && (met === 'no' || chosenKeys.length > 0)) continue;
    const prefix = allow ? requestMeets : denyStays;
    const assumes = open.map((clause) => `${prefix}${describeClause(clause)}`);
    result = both(result, {
      ...result,
      verdict: assumes.length > 0 ? 'conditional' : 'allowed',
      assumes,
      until,
    });
  }
  return result;
};
