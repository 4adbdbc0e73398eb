import { noDetails } from '../../../src/takeover/edge-details.ts';
import type { TargetMember } from '../../../src/takeover/targets.ts';
import type { Principal } from '../facts/inventory.ts';

/** The identities of all accounts. The index of one is its node. */
export interface Directory {
  /** Sorted by ARN. */
  readonly principals: readonly Principal[];
  readonly indexOf: (arn: string) => number | undefined;
  /** Indices of identities by account. */
  readonly byAccount: ReadonlyMap<string, readonly number[]>;
}

export const directoryOf = (principals: readonly Principal[]): Directory => {
  const indexByArn = new Map(principals.map((principal, index) => [principal.arn, index]));
  const byAccount = new Map<string, number[]>();
  principals.forEach(({ account }, index) => {
    const list = byAccount.get(account);
    if (list === undefined) byAccount.set(account, [index]);
    else list.push(index);
  });
  return { principals, indexOf: (arn) => indexByArn.get(arn), byAccount };
};

/** Identities of an account, as members of a set of targets. */
export const identitiesOf = (
  { principals, byAccount }: Directory,
  account: string,
  keep: (principal: Principal) => boolean,
): readonly TargetMember[] => {
  const members: TargetMember[] = [];
  for (const node of byAccount.get(account) ?? [])
    if (keep(principals[node]!)) members.push({ node, details: noDetails });
  return members;
};

/** Whether IAM lets the users of an account change a principal that is a role. */
export const changeableRole = (principal: Principal): boolean =>
  principal.kind === 'role' && !principal.serviceLinked && !principal.reserved;

/** What is worked out once for each account of a directory, when it is first asked for. */
export const oncePerAccount = <Parts extends Directory, Value>(
  read: (parts: Parts, account: string) => Value,
): ((parts: Parts, account: string) => Value) => {
  const known = new WeakMap<Directory, Map<string, Value>>();
  return (parts, account) => {
    const byAccount = known.get(parts) ?? new Map<string, Value>();
    known.set(parts, byAccount);
    if (!byAccount.has(account)) byAccount.set(account, read(parts, account));
    return byAccount.get(account)!;
  };
};
