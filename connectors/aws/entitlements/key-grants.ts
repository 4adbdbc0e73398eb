import type { Grant } from '../../../src/model/grant.ts';
import type { Inventory, KeyGrant } from '../facts/inventory.ts';
import { withoutRecord } from '../facts/principals.ts';
import { trustedBy } from '../identities/trust.ts';
import type { GrantReader } from './grants.ts';

const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** Grants on keys have no end: they hold until somebody retires or revokes them. */
const asGrants = (
  { arn, account, name, source, permissions }: KeyGrant,
  reader: GrantReader,
): readonly Grant[] =>
  [...permissions.values()].flatMap((document) =>
    reader.grantsOf({
      ...withoutRecord,
      kind: 'role',
      arn,
      partition: arn.split(':')[1] ?? 'aws',
      account,
      name,
      policies: [{ document, name, via: 'grant on a key', source }],
    }),
  );

/** By ARN of the user or role that they name, itself or by a session of it. */
export const keyGrantsOf = (
  { principals, keyGrants, store }: Inventory,
  reader: GrantReader,
): ReadonlyMap<string, readonly Grant[]> => {
  const found = new Map<string, Grant[]>();
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
        const own = asGrants(grant, reader);
        const before = found.get(arn);
        if (before === undefined) found.set(arn, [...own]);
        else before.push(...own);
      }
    }
  }
  return found;
};
