import type { ClaimTest, TokenAcceptance } from '../../../src/model/federation.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { classify } from '../policy/condition.ts';
import type { Clause, PolicyDocument, Statement } from '../policy/document.ts';

/**
 * Which OIDC tokens a role's trust policy accepts, claim by claim. The condition keys are `<issuer>:<claim>`; besides
 * `aud`, `sub` and `amr` STS evaluates further claims of some issuers.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const action = 'sts:assumerolewithwebidentity';

const issuerOf = (principal: string): string | undefined => {
  if (/:saml-provider\//i.test(principal)) return undefined;
  return principal.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//i, '').replace(/\/+$/, '');
};

/** String operators; the negated ones hold where the key is absent. `like` takes `*` and `?` for wildcards. */
const operators: Readonly<Record<string, Pick<ClaimTest, 'operator' | 'negated' | 'ignoreCase'>>> = {
  stringequals: { operator: 'equals', negated: false, ignoreCase: false },
  stringnotequals: { operator: 'equals', negated: true, ignoreCase: false },
  stringequalsignorecase: { operator: 'equals', negated: false, ignoreCase: true },
  stringnotequalsignorecase: { operator: 'equals', negated: true, ignoreCase: true },
  stringlike: { operator: 'like', negated: false, ignoreCase: false },
  stringnotlike: { operator: 'like', negated: true, ignoreCase: false },
};

/** `undefined`: no test of a claim, or one that this does not read. */
const testOf = (clause: Clause, issuer: string): ClaimTest | undefined => {
  // The keys of an issuer whose address ends with a slash have it too (`sts.windows.net/<tenant>/:sub`).
  const prefix = [`${issuer.toLowerCase()}:`, `${issuer.toLowerCase()}/:`].find((each) =>
    clause.key.startsWith(each),
  );
  if (prefix === undefined) return undefined;
  const claim = clause.key.slice(prefix.length);
  if (clause.operator === 'null') {
    const mustBeAbsent = clause.values.some((value) => value.toLowerCase() === 'true');
    return {
      claim,
      operator: 'like',
      negated: mustBeAbsent,
      values: ['*'],
      ifExists: mustBeAbsent,
      ignoreCase: false,
    };
  }
  const operator = ownMember(operators, clause.operator);
  if (operator === undefined || clause.values.some((value) => value.includes('${'))) return undefined;
  return {
    claim,
    ...operator,
    values: clause.values,
    // `ForAllValues` holds for a claim that is not there.
    ifExists: clause.ifExists || clause.quantifier === 'all' || operator.negated,
  };
};

const opposite = (test: ClaimTest): ClaimTest => ({
  ...test,
  negated: !test.negated,
  // What denied only tokens with the claim lets those without it in, and the other way round.
  ifExists: !test.ifExists,
});

const wordsOf = ({ written, keyWritten, values }: Clause): string =>
  `${keyWritten} meets ${written} ${values.slice(0, 3).join(', ')}${values.length > 3 ? '…' : ''}`;

/**
 * @param statement an allowing statement of the trust policy, and the policy that it stands in
 * @param principal the federated party as written
 * @param now milliseconds since 1970
 * @returns undefined: no OIDC party, or nobody is let in
 */
export const acceptanceOf = (
  statement: Statement,
  { statements }: PolicyDocument,
  principal: string,
  now: number,
): TokenAcceptance | undefined => {
  const issuer = issuerOf(principal);
  if (issuer === undefined || !statement.actions.includes(action)) return undefined;
  const tests: ClaimTest[] = [];
  const assumes: string[] = [];
  let until: string | undefined;
  for (const clause of statement.conditions) {
    const { class: kind, until: end } = classify(clause, now);
    if (kind === 'never' || kind === 'expired' || kind === 'not-yet-valid') return undefined;
    if (kind === 'time-bound' && end !== undefined) {
      if (until === undefined || end < until) until = end;
      continue;
    }
    if (kind === 'always') continue;
    const test = testOf(clause, issuer);
    if (test === undefined) assumes.push(wordsOf(clause));
    else tests.push(test);
  }
  for (const deny of statements) {
    if (deny.allow || !deny.actions.includes(action) || !speaksOf(deny, principal)) continue;
    if (deny.conditions.length === 0) return undefined;
    const denied = deny.conditions.map((clause) => testOf(clause, issuer));
    const [only] = denied;
    if (denied.length === 1 && only !== undefined) tests.push(opposite(only));
    else assumes.push('no deny of the trust policy takes it back');
  }
  return { issuer, tests, assumes, ...(until === undefined ? {} : { until }) };
};

const speaksOf = ({ principals }: Statement, principal: string): boolean => {
  if (principals === undefined || principals.everyone) return true;
  return principals.federated.includes(principal) !== principals.not;
};
