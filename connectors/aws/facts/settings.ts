import { isObject } from '../../../src/exports/checked.ts';
import { namesSecret } from './literals.ts';
import type { AwsRecordData } from './records.ts';

/**
 * A workload with a secret in its settings that runs as nobody, or as a role that was not read: it is the account's matter.
 * @param isKnown of the ARN of a role, or of an instance profile
 */
export const isOfAccount = (
  { Literals = [], RoleArns, InstanceProfileArn }: AwsRecordData<'aws.workload'>,
  isKnown: (arn: string) => boolean,
): boolean =>
  Literals.length > 0 &&
  !RoleArns.some(isKnown) &&
  (InstanceProfileArn === undefined || !isKnown(InstanceProfileArn));

/** A parameter that is not encrypted and whose name promises a secret. */
export const isReadableSecret = ({ Name, Type }: AwsRecordData<'aws.parameter'>): boolean =>
  Type !== 'SecureString' && namesSecret(Name.slice(Name.lastIndexOf('/') + 1));

/** A secret that the account has to replace itself: it is not on its way out, and no service of AWS manages it. */
export const isRotatable = ({ DeletedDate, OwningService }: AwsRecordData<'aws.secret'>): boolean =>
  DeletedDate === undefined && OwningService === undefined;

/** Whoever there is, or a whole account in its two spellings. */
const everyoneOrAccount = /^(\*|\d{12}|arn:[^:]*:iam::\d{12}:root)$/;
const serviceName = /\.amazonaws\.com(\.cn)?$/;

const principalsIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value)
    ? value.flatMap(principalsIn)
    : isObject(value)
      ? Object.values(value).flatMap(principalsIn)
      : [value];

/** A policy of a resource that may let somebody in who is of none of the own accounts. */
export const mayBeOpen = (
  own: ReadonlySet<string>,
  { PolicyDocument, ResourceType }: AwsRecordData<'aws.resource-policy'>,
): boolean => {
  const { Statement = [] } = isObject(PolicyDocument) ? PolicyDocument : {};
  return [Statement].flat().some((statement) => {
    if (!isObject(statement) || statement.Effect !== 'Allow') return false;
    if (statement.NotPrincipal !== undefined) return true;
    const ofFunction = ResourceType === 'AWS::Lambda::Function' && statement.Condition === undefined;
    return principalsIn(statement.Principal).some(
      (principal) =>
        typeof principal === 'string' &&
        !own.has(/\d{12}/.exec(principal)?.[0] ?? '') &&
        (everyoneOrAccount.test(principal) || (ofFunction && serviceName.test(principal))),
    );
  });
};

/** A grant on a key for all of an account that is none of the own ones. */
export const isOfOtherAccount = (
  own: ReadonlySet<string>,
  { GranteePrincipal }: AwsRecordData<'aws.key-grant'>,
): boolean =>
  everyoneOrAccount.test(GranteePrincipal) && !own.has(/\d{12}/.exec(GranteePrincipal)?.[0] ?? '');
