import type { Condition, ConditionClass } from '../../../../src/model/condition.ts';
import type { TrustedParty } from '../../../../src/model/trust.ts';
import { arnParts } from '../../facts/arn.ts';
import { classInTrust } from '../../identities/condition-value.ts';
import { conditionAs } from '../../identities/conditions.ts';
import type { Clause } from '../../policy/document.ts';

/**
 * What conditions in the policy of a resource leave of a wide principal, by their values: those that name the account itself,
 * one of its networks, or for whose resource a service acts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */

/** Keys of single services that name the account of the caller or of whom it acts for. */
const accountKeys: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:sourceaccount',
  'aws:sourceowner',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
]);

/** What says nothing about who it is. */
const saysNothing =
  /^(?:kms:(?:viaservice|grantisforawsresource|grantoperations|granteeprincipal)|s3:(?:x-amz-.*|prefix|delimiter|max-keys|versionid|tlsversion)|lambda:functionurlauthtype|sns:protocol|elasticfilesystem:accessedviamounttarget)$/;

/** A context that names who is behind it: the log group, the secret that a key is used for. */
const encryptionContext = /^kms:encryptioncontext:/;

const isPositive = ({ operator, quantifier, ifExists }: Clause): boolean =>
  /^(?:string|arn)(?:equals|like|equalsignorecase)$/.test(operator) && quantifier !== 'all' && !ifExists;

const isFixed = (text: string): boolean => /^[^*?]+$/.test(text);

/** The account that a value names: of an account key it is the value, of an ARN its fifth part; undefined: none. */
const accountIn = (key: string, value: string): string | undefined => {
  if (accountKeys.has(key)) return isFixed(value) ? value : undefined;
  const { account } = arnParts(value);
  return /^[^*?]+$/.test(account) ? account : undefined;
};

/** A bucket has no account in its ARN, and a name that belongs to one. */
const isOneBucket = (value: string): boolean => /^arn:[^:]+:s3:::[^*?]+$/.test(value);

/** The class of a clause in the policy of a resource. */
const classOf = (clause: Clause, party: TrustedParty, now: number): ReturnType<typeof classInTrust> => {
  const byValue = classInTrust(clause, party, now);
  const decided: readonly ConditionClass[] = ['never', 'always', 'expired', 'time-bound', 'not-yet-valid'];
  if (decided.includes(byValue.class)) return byValue;
  if (saysNothing.test(clause.key)) return { class: 'exclusion' };
  const isNaming = accountKeys.has(clause.key) || encryptionContext.test(clause.key);
  if (!isNaming || byValue.class !== 'other') return byValue;
  const names =
    isPositive(clause) && clause.values.every((value) => accountIn(clause.key, value) !== undefined);
  return { class: names ? 'source-resource' : 'exclusion' };
};

/** Whether the values of a clause name the account itself (`own`), only others (`foreign`), or one cannot tell. */
const whose = (clause: Clause, own: string): 'own' | 'foreign' | undefined => {
  const key = clause.key;
  if (!accountKeys.has(key) && !/^aws:sourcearn$/.test(key) && !encryptionContext.test(key)) return undefined;
  if (!isPositive(clause) || clause.values.length === 0) return undefined;
  const named = clause.values.map((value) => (isOneBucket(value) ? own : accountIn(key, value)));
  if (named.includes(undefined)) return undefined;
  return named.every((account) => account === own) ? 'own' : 'foreign';
};

/** One of the account's networks, named whole. */
const isOneNetwork = ({ class: kind, key, values }: Condition): boolean =>
  kind === 'source-network' &&
  /^aws:sourcevpce?$/i.test(key) &&
  values.length > 0 &&
  values.every((value) => /^vpce?-[^*?]+$/.test(value));

export interface Bounds {
  readonly conditions: readonly Condition[];
  /** Whether only the account itself is left: nobody else gains. */
  readonly keepsToOwn: boolean;
  /** Whether they say for whom a service acts, or in which network a caller is. */
  readonly binds: boolean;
}

/** @param own id of the account whose resource it is */
export const boundsOf = (
  clauses: readonly Clause[],
  party: TrustedParty,
  own: string,
  now: number,
): Bounds => {
  const conditions = clauses.map((clause) => conditionAs(clause, classOf(clause, party, now)));
  const accounts = clauses.map((clause) => whose(clause, own));
  const isForeign = accounts.includes('foreign');
  return {
    conditions,
    keepsToOwn: accounts.includes('own') && (party !== 'service' || !isForeign),
    binds:
      !isForeign &&
      conditions.some(
        (condition) =>
          isOneNetwork(condition) ||
          condition.class === 'source-resource' ||
          (party === 'service' && condition.class === 'organization'),
      ),
  };
};
