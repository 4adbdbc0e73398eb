import { basename } from 'node:path';
import type { SourceFile } from '../../../src/model/connector.ts';
import { InputError } from '../../../src/model/input-error.ts';

/** `arn:partition:service:region:account:…`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const arnOfAccount = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;

/** AWS's own managed policies belong to no account: `arn:aws:iam::aws:policy/AdministratorAccess`. */
const arnOfAws = /^arn:aws[a-z-]*:iam::aws:/;

export const accountOfArn = (arn: string): string | undefined => arnOfAccount.exec(arn)?.[1];

export const isAwsOwned = (arn: string): boolean => arnOfAws.test(arn);

/**
 * The account that a file is about, where nothing in it says so: the one number of 12 digits in its name.
 * Throws `InputError` when there is none, or more than one.
 */
export const accountOfFileName = (file: SourceFile): string => {
  const numbers = new Set(basename(file.name).match(/(?<!\d)\d{12}(?!\d)/g));
  const [account] = numbers;
  if (numbers.size === 1 && account !== undefined) return account;
  throw new InputError(
    numbers.size === 0
      ? 'nothing in the file says which AWS account it is from'
      : 'the name of the file holds several account ids',
    file.name,
    'Name the file <account-id>-<anything>.json (12 digits), or give a snapshot made by: nhi-audit collect',
  );
};
