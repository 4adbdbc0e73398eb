import { namesSecret } from './literals.ts';
import type { AwsRecordData } from './records.ts';

/** A workload with a secret in its settings that runs as nobody: it is the account's matter. */
export const isOfAccount = ({
  Literals = [],
  RoleArns,
  InstanceProfileArn,
}: AwsRecordData<'aws.workload'>): boolean =>
  Literals.length > 0 && RoleArns.length === 0 && InstanceProfileArn === undefined;

/** A parameter that is not encrypted and whose name promises a secret. */
export const isReadableSecret = ({ Name, Type }: AwsRecordData<'aws.parameter'>): boolean =>
  Type !== 'SecureString' && namesSecret(Name.slice(Name.lastIndexOf('/') + 1));

/** A secret that the account has to replace itself: it is not on its way out, and no service of AWS manages it. */
export const isRotatable = ({ DeletedDate, OwningService }: AwsRecordData<'aws.secret'>): boolean =>
  DeletedDate === undefined && OwningService === undefined;
