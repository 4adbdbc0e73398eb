import type { Entitlement } from '../../../src/model/entitlement.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Inventory, KeyGrant, Principal } from '../facts/inventory.ts';
import { withoutRecord } from '../facts/principals.ts';
import { trustedBy } from '../identities/trust.ts';
import type { GrantReader } from './grants.ts';
import type { Entitlements } from './index.ts';

const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** Stands for whoever a grant names, with what it gives. */
const holderOf = ({ arn, account, name, source, permissions }: KeyGrant): Principal => ({
  ...withoutRecord,
  kind: 'role',
  arn,
  partition: arn.split(':')[1] ?? 'aws',
  account,
  name,
  policies: [...permissions.values()].map((document) => ({ document, name, via: 'grant on a key', source })),
});

/** By ARN of the user or role that a grant names, itself or by a session of it. */
const byGrantee = <Made>(
  { principals, keyGrants, store }: Inventory,
  make: (grant: KeyGrant) => readonly Made[],
): ReadonlyMap<string, readonly Made[]> => {
  const found = new Map<string, Made[]>();
  if (keyGrants.length === 0) return found;
  const known = new Set(principals.map(({ arn }) => arn));
  const roles = new Map(
    principals.flatMap(({ kind, account, name, arn }) =>
      kind === 'role' ? [[`${account} ${name}`, arn] as const] : [],
    ),
  );
  for (const grant of keyGrants) {
    for (const statement of store.documents[grant.document]!.statements) {
      for (const { principal } of trustedBy(statement)) {
        const [, , account, role] = session.exec(principal) ?? [];
        const arn = known.has(principal) ? principal : roles.get(`${account} ${role}`);
        if (arn === undefined) continue;
        const own = make(grant);
        const before = found.get(arn);
        if (before === undefined) found.set(arn, [...own]);
        else before.push(...own);
      }
    }
  }
  return found;
};

/** Grants on keys have no end: they hold until somebody retires or revokes them. */
export const keyGrantsOf = (
  inventory: Inventory,
  reader: GrantReader,
): ReadonlyMap<string, readonly Grant[]> => byGrantee(inventory, (grant) => reader.grantsOf(holderOf(grant)));

/** The same line by line. */
export const keyGrantLines = (
  inventory: Inventory,
  entitlements: Entitlements,
): ReadonlyMap<string, readonly Entitlement[]> =>
  byGrantee(inventory, (grant) =>
    entitlements.of(holderOf(grant)).map((line) => ({ ...line, sources: [grant.source] })),
  );
