import type { ConditionClass } from '../../../src/model/condition.ts';
import type { ResourcePolicy } from '../facts/inventory.ts';
import type { Clause, PolicyDocument } from '../policy/document.ts';
import { classInTrust } from './condition-value.ts';
import { type TrustedPrincipal, trustedBy } from './trust.ts';

/** Policies of resources that let everyone in, and what S3 makes of them. */

/** What keeps everyone out but some; that a service calls, or a tag, keeps out nobody. */
export const restrictingEveryone: ReadonlySet<ConditionClass> = new Set([
  'organization',
  'source-resource',
  'source-network',
  'principal',
]);

/** Conditions that only some resources know. `everyone`: whoever can meet any value of it. */
const ownKeys: readonly {
  readonly key: RegExp;
  readonly class: ConditionClass;
  readonly value?: RegExp;
}[] = [
  // The default policy of a topic. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
  { key: /^aws:sourceowner$/, class: 'source-resource', value: /^\d{12}$/ },
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
  { key: /^kms:calleraccount$/, class: 'principal', value: /^\d{12}$/ },
  { key: /^kms:viaservice$/, class: 'called-via-service' },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
  { key: /^s3:dataaccesspoint(account|arn)$/, class: 'source-resource', value: /\d{12}/ },
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: `NONE` asks nobody who they are.
  { key: /^lambda:(functionurlauthtype|invokedviafunctionurl)$/, class: 'always' },
  // The id of an Alexa skill. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  { key: /^lambda:eventsourcetoken$/, class: 'source-resource' },
];

const isNegated = ({ operator }: Clause): boolean => /not|ifexists|^forallvalues|^null$/i.test(operator);

export const classInResource = (
  clause: Clause,
  party: TrustedPrincipal['party'],
  now: number,
): ConditionClass => {
  const own = ownKeys.find(({ key }) => key.test(clause.key));
  if (own === undefined) return classInTrust(clause, party, now).class;
  const fits = own.value === undefined || clause.values.every((text) => own.value!.test(text));
  return fits && !isNegated(clause) ? own.class : 'other';
};

/**
 * Whether S3 calls the policy public: some statement lets in whoever there is, and nothing in it says of where or of whom.
 * Of a condition that is not understood nobody can say so.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const isPublic = ({ statements }: PolicyDocument, now: number): boolean =>
  statements.some(
    (statement) =>
      statement.allow &&
      trustedBy(statement).some(
        ({ party }) =>
          party === 'everyone' &&
          !statement.conditions.some((clause) => {
            const kind = classInResource(clause, party, now);
            return kind === 'other' || restrictingEveryone.has(kind);
          }),
      ),
  );

/**
 * Whether Block Public Access (`RestrictPublicBuckets`) leaves of a public policy only the bucket's own account and
 * services of AWS, other accounts that it names included.
 */
export const isRestricted = ({ block }: ResourcePolicy, document: PolicyDocument, now: number): boolean =>
  block?.restricts === true && isPublic(document, now);
