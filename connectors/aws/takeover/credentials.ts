import type { TargetMember } from '../../../src/takeover/targets.ts';
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
import { aimAt } from './aim.ts';
import { type Asking, ask } from './asking.ts';
import { both, detailsOf } from './decisions.ts';
import { changeableRole, type Directory, identitiesOf, oncePerAccount } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { Drawing, Trusts } from './parts.ts';

type Parts = Asking & Directory & Drawing & Trusts;

const withoutReport: Readonly<Record<UserFact, 'yes' | 'no' | 'unknown'>> = {
  'room-for-key': 'yes',
  'has-two-keys': 'no',
  'has-password': 'unknown',
  'has-no-password': 'unknown',
  'may-have-password': 'yes',
};

/** What a step rests on where a fact is not known. */
const assumed: Partial<Record<UserFact, string>> = {
  'has-password': 'the user has a console password',
  'has-no-password': 'the user has no console password yet',
};

/** What may be said of a user's credentials. */
const userFact = ({ inventory }: Asking, user: Principal, fact: UserFact): 'yes' | 'no' | 'unknown' => {
  const row = inventory.reportRows.get(user.arn);
  if (row === undefined) return withoutReport[fact];
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
    'may-have-password': password,
  };
  return facts[fact] ? 'yes' : 'no';
};

/** Facts of techniques that end at the sign-in of the console, which asks for a second factor where there is one. */
const signsIn: ReadonlySet<UserFact> = new Set(['has-password', 'has-no-password', 'may-have-password']);
const takeFactorOff = 'iam:DeactivateMFADevice';

/** Whether the credential report says that the user has a second factor. */
const hasFactor = ({ inventory }: Asking, { arn }: Principal): boolean =>
  inventory.reportRows.get(arn)?.mfa_active.toLowerCase() === 'true';

export const addCredentialEdges = (parts: Parts, holder: Holder): void => {
  for (const technique of credentialTechniques) {
    const actions = technique.needs.map(({ action }) => action);
    if (!actions.every((action) => mayDo(holder, action))) continue;
    const { account } = holder;
    const key = `${technique.target}s of account ${account} for ${technique.id}`;
    const targets = parts.targets.set(key, () => targetsOf(parts, account, technique));
    const { fact } = technique;
    if (fact === undefined || !signsIn.has(fact)) {
      aimAt(parts, holder, targets, { actions, technique });
      continue;
    }
    for (const factor of [false, true]) {
      if (factor && !mayDo(holder, takeFactorOff)) continue;
      const some = parts.targets.set(`${key}, ${factor ? 'with' : 'without'} a second factor`, () =>
        targets.members.filter(({ node }) => hasFactor(parts, parts.principals[node]!) === factor),
      );
      aimAt(parts, holder, some, { actions: factor ? [...actions, takeFactorOff] : actions, technique });
    }
  }
  addSamlEdges(parts, holder);
};

const targetsOf = (
  parts: Parts,
  account: string,
  { target, fact }: (typeof credentialTechniques)[number],
): readonly TargetMember[] => {
  if (target === 'role') return identitiesOf(parts, account, changeableRole);
  const users = identitiesOf(parts, account, (principal) => principal.kind === 'user');
  return users.flatMap((member) => {
    if (fact === undefined) return [member];
    const known = userFact(parts, parts.principals[member.node]!, fact);
    if (known === 'no') return [];
    const assumes = known === 'yes' ? undefined : assumed[fact];
    return [assumes === undefined ? member : { ...member, details: { assumes: [assumes] } }];
  });
};

interface SamlTrust {
  /** The identity that trusts, and the position among its trusts. */
  readonly index: number;
  readonly entry: number;
  /** ARN. */
  readonly provider: string;
}

/** Trusts of an account in SAML providers of the account's own making. */
const samlTrustsOf = oncePerAccount(
  ({ byAccount, trusts }: Directory & Trusts, account): readonly SamlTrust[] =>
    (byAccount.get(account) ?? []).flatMap((index) =>
      trusts[index]!.flatMap(({ party, principal }, entry) =>
        // The provider of IAM Identity Center is AWS's own: https://docs.aws.amazon.com/singlesignon/latest/userguide/idp.html
        party === 'federated' && /:saml-provider\/(?!AWSSSO_)/.test(principal)
          ? [{ index, entry, provider: principal }]
          : [],
      ),
    ),
);

/** Whoever writes a SAML provider's metadata signs in as anyone that its roles trust. */
const addSamlEdges = (parts: Parts, holder: Holder): void => {
  if (!samlTechniques.some(({ actions }) => actions.every((action) => mayDo(holder, action)))) return;
  for (const { index, entry, provider } of samlTrustsOf(parts, holder.account)) {
    const trust = signInAs(parts, index, entry, provider);
    if (trust.verdict === 'denied') continue;
    for (const technique of samlTechniques) {
      const decision = technique.actions
        .map((action) => ask(holder, parts, { action, resource: provider }))
        .reduce(both, trust);
      if (decision.verdict === 'denied') continue;
      parts.graph.edge(holder.node, index, technique, { ...detailsOf(decision), trustedBy: [entry] });
      break;
    }
  }
};

/** Whether a role lets in who signs in as it pleases: what the provider asserts is its own to say. */
const signInAs = (
  parts: Asking & Directory & Trusts,
  index: number,
  entry: number,
  provider: string,
): Decision => {
  const role = parts.principals[index]!;
  const action = 'sts:assumerolewithsaml';
  const document = parts.inventory.store.documents[role.trust!]!;
  const plain = requestContext(action, {
    now: parts.now,
    organizations: parts.guardrails.organizations,
    principal: undefined,
    account: role.account,
    target: role,
    resourceAccount: role.account,
  });
  const context: typeof plain = (key) => (key.startsWith('saml:') ? chosen : plain(key));
  const position = parts.trusts[index]![entry]!.statement;
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
