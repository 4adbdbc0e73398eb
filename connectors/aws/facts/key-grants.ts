import { isObject } from '../../../src/exports/checked.ts';

/** Constraints that name what a request must carry. */
const contexts = ['EncryptionContextEquals', 'EncryptionContextSubset'] as const;

/**
 * An entry of `ListGrants` as the data of its record: of the encryption context only the names.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html
 */
export const keyGrantOf = (entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { KeyId, GranteePrincipal, GranteeServicePrincipal, Constraints } = entry;
  const constraints = isObject(Constraints) ? Constraints : {};
  const names = contexts.flatMap((context) =>
    isObject(constraints[context]) ? Object.keys(constraints[context]) : [],
  );
  return {
    GrantId: entry.GrantId,
    KeyArn: KeyId,
    Name: entry.Name,
    CreationDate: entry.CreationDate,
    GranteePrincipal: GranteePrincipal ?? GranteeServicePrincipal,
    RetiringPrincipal: entry.RetiringPrincipal,
    IssuingAccount: entry.IssuingAccount,
    Operations: entry.Operations,
    ...(names.length === 0 ? {} : { EncryptionContextKeys: [...new Set(names)].sort() }),
  };
};
