import type { ConditionClass } from '../../../src/model/condition.ts';
import type { TrustedParty } from '../../../src/model/trust.ts';
import { classify } from '../policy/condition.ts';
import type { Clause } from '../policy/document.ts';
import { holds } from '../policy/operators.ts';
import { isTokenClaim } from './token-claims.ts';

/**
 * What a condition of a trust policy limits, by its value: a wildcard, a key that is only tested for being there or that
 * a caller can leave out, or a key that the caller sets, limits nobody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
interface KeyMeaning {
  readonly keys: RegExp;
  /** Of a condition that limits. `always`: the caller sets the key, or it is the same for all. */
  readonly class: ConditionClass;
  /** A caller can come without the key. */
  readonly optional?: true;
  /** The caller can give any value, so that a value which everybody can meet asks for nothing. */
  readonly free?: true;
  /** Of a condition that only wants the key to be there. */
  readonly presence?: ConditionClass;
  /** Whether a caller that is not meant cannot simply have the values. Absent: whatever the values are. */
  readonly limits?: (clause: Clause, party: TrustedParty) => boolean;
}

const isPattern = ({ operator }: Clause): boolean => operator.endsWith('like') || operator.startsWith('arn');

const ownAccount = '000000000000';
const own: readonly (readonly [RegExp, string])[] = [
  [/\$\{\s*aws:resourceaccount\s*\}/gi, ownAccount],
  [/\$\{\s*aws:resourceorgid\s*\}/gi, 'o-ofthisaccount'],
  [/\$\{\s*aws:resourceorgpaths\s*\}/gi, 'o-ofthisaccount/'],
];
const anyText = '\u0000';

/** What is the role's own is replaced by an example; what the caller brings along fits itself, as a wildcard would. */
const textOf = (value: string, clause: Clause): string => {
  const told = own.reduce((text, [variable, example]) => text.replace(variable, example), value);
  const free = told.replace(/\$\{\s*(?!aws:resource)[^}]{2,}\}/gi, anyText);
  return isPattern(clause) ? free.replace(/[*?]/g, anyText) : free;
};
const each =
  (test: (text: string, literalStart: string) => boolean) =>
  (clause: Clause): boolean =>
    clause.values.every((value) => {
      const text = textOf(value, clause);
      return test(text, text.split(anyText, 1)[0]!);
    });

const isFixed = (text: string): boolean => !text.includes(anyText) && text !== '';
/** With an operator for equality a star is a star. */
const hasText = (text: string): boolean => isFixed(text) || /[\p{L}\p{N}]/u.test(text);
/** `o-…` whole, up to its end or the path below it: organisations are made by anybody, and so get any id in time. */
const namesOrganization = (text: string, start: string): boolean =>
  /^o-[^/]+/.test(start) && (isFixed(text) || start.includes('/') || start.length >= 12);
const namesAccount = (text: string): boolean => isFixed(text);
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
/** An ARN of one account, or of a bucket, whose name belongs to one. */
const namesPlace = (arn: string): boolean => {
  const account = accountOf(arn);
  if (account !== '') return isFixed(account);
  const [, bucket = ''] = arn.split(':s3:::');
  return bucket.split(anyText, 1)[0]!.length >= 3;
};
const idAfter =
  (prefix: RegExp) =>
  (text: string, start: string): boolean =>
    isFixed(text) || start.replace(prefix, '').length > 3;

/** Whether networks cover half of all addresses or more, however they are cut into pieces. */
const isAlmostEverywhere = ({ values }: Clause): boolean => {
  const shares = values.map((value) => {
    const [address = '', bits] = value.split('/');
    if (bits === undefined) return 0;
    return address.includes(':') ? (Number(bits) <= 3 ? 1 : 0) : 2 ** -Number(bits);
  });
  return shares.reduce((sum, share) => sum + share, 0) >= 0.5;
};

const uniqueId = /^A(ROA|IDA|GPA|NPA|IPA)[A-Z0-9]{4,}/;

/** Keys of everyone who assumes a role. Order: the first that fits. */
const ofAll: readonly KeyMeaning[] = [
  { keys: /^aws:(resource|securetransport$|requestedregion$|useragent$|referer$)/, class: 'always' },
  {
    // Which address is behind a VPC endpoint is up to whoever owns the VPC.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip
    keys: /^aws:vpcsourceip$/,
    class: 'always',
  },
  {
    keys: /^aws:sourceip$/,
    class: 'source-network',
    optional: true,
    free: true,
    limits: (clause) => !isAlmostEverywhere(clause),
  },
  {
    keys: /^aws:sourcevpc(e|arn)?$/,
    class: 'source-network',
    optional: true,
    limits: (clause) =>
      clause.key === 'aws:sourcevpcarn' ? each(namesPlace)(clause) : each(idAfter(/^vpce?-/))(clause),
  },
  { keys: /^aws:vpceaccount$/, class: 'source-network', optional: true, limits: each(namesAccount) },
  { keys: /^aws:vpceorg(id|paths)$/, class: 'organization', optional: true, limits: each(namesOrganization) },
  {
    keys: /^aws:(principal|source)org(id|paths)$/,
    class: 'organization',
    optional: true,
    limits: each(namesOrganization),
  },
  {
    keys: /^aws:principalorgmasteraccountid$/,
    class: 'organization',
    optional: true,
    limits: each(namesAccount),
  },
  { keys: /^aws:sourceaccount$/, class: 'source-resource', optional: true, limits: each(namesAccount) },
  { keys: /^aws:sourcearn$/, class: 'source-resource', optional: true, limits: each(namesPlace) },
];

/** Keys of principals of AWS that assume a role by their own credentials. */
const ofPrincipals: readonly KeyMeaning[] = [
  {
    keys: /^sts:externalid$/,
    class: 'external-id',
    optional: true,
    free: true,
    presence: 'always',
    limits: each(hasText),
  },
  {
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    keys: /^(sts:(rolesessionname|sourceidentity|transitivetagkeys|durationseconds)|aws:(tagkeys|tokenissuetime)|aws:requesttag\/.*)$/,
    class: 'always',
  },
  {
    keys: /^aws:multifactorauthpresent$/,
    class: 'mfa',
    optional: true,
    // Sessions carry it whether or not there was a second factor.
    limits: each((text) => text.toLowerCase() === 'true'),
  },
  { keys: /^aws:multifactorauthage$/, class: 'mfa', optional: true, presence: 'mfa' },
  { keys: /^aws:principaltag\//, class: 'tag', optional: true, limits: each(hasText) },
  { keys: /^aws:principalaccount$/, class: 'principal', limits: each(namesAccount) },
  {
    keys: /^aws:principalarn$/,
    class: 'principal',
    limits: (clause, party) =>
      each((arn) =>
        party === 'scope'
          ? hasText(
              arn
                .split(':')
                .slice(5)
                .join(':')
                .replace(/^(role|user)/, ''),
            )
          : namesPlace(arn),
      )(clause) || each((arn) => isFixed(accountOf(arn)))(clause),
  },
  {
    keys: /^aws:userid$/,
    class: 'principal',
    limits: each((text, start) => uniqueId.test(start) || /^\d{12}(:|$)/.test(start) || isFixed(text)),
  },
  {
    // In every account somebody can be called so.
    keys: /^aws:username$/,
    class: 'principal',
    optional: true,
    limits: (clause, party) => party !== 'everyone' && each(hasText)(clause),
  },
  { keys: /^aws:principaltype$/, class: 'exclusion' },
  {
    keys: /^aws:(principalisawsservice|viaawsservice)$/,
    class: 'called-via-service',
    limits: each((text) => text.toLowerCase() === 'true'),
  },
  { keys: /^aws:calledvia/, class: 'called-via-service', optional: true, limits: each(hasText) },
];

/** What nobody's value changes: the clock has been looked at already. */
const decided: ReadonlySet<ConditionClass> = new Set([
  'never',
  'always',
  'expired',
  'time-bound',
  'not-yet-valid',
]);

const amr = /^cognito-identity[a-z0-9.-]*\.amazonaws\.com(\.cn)?:amr$/;

/** Undefined: this knows nothing of the key. */
const federatedClass = (clause: Clause): ConditionClass | undefined => {
  // Tokens of visitors that did not sign in say so, and nothing else.
  // https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
  if (amr.test(clause.key)) {
    return holds(clause, ['unauthenticated'], clause.values) ? 'guests' : 'federated-claim';
  }
  return isTokenClaim(clause.key) ? 'federated-claim' : undefined;
};

const classBy = (meaning: KeyMeaning, clause: Clause, party: TrustedParty): ConditionClass => {
  if (meaning.class === 'always') return 'always';
  if (clause.operator === 'null') {
    const present = clause.values.every((value) => value.toLowerCase() === 'false');
    return present ? (meaning.presence ?? 'exclusion') : 'exclusion';
  }
  if (meaning.optional === true && holds(clause, undefined, clause.values)) return 'exclusion';
  if (clause.operator.includes('not')) return 'exclusion';
  if (meaning.limits?.(clause, party) !== false) return meaning.class;
  return meaning.free === true ? 'always' : 'exclusion';
};

/** The class of a clause of a trust policy, for a party that the statement names. */
export const classInTrust = (
  clause: Clause,
  party: TrustedParty,
  now: number,
): { readonly class: ConditionClass; readonly until?: string } => {
  const byItself = classify(clause, now);
  if (decided.has(byItself.class) || clause.operator === 'unreadable') return byItself;
  if (party === 'federated') {
    const kind = federatedClass(clause);
    if (kind !== undefined) return { class: kind };
  }
  const meanings = party === 'federated' || party === 'service' ? ofAll : [...ofAll, ...ofPrincipals];
  const meaning = meanings.find(({ keys }) => keys.test(clause.key));
  return meaning === undefined ? byItself : { class: classBy(meaning, clause, party) };
};
