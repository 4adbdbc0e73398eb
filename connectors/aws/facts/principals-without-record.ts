import { byText } from '../../../src/model/by-text.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { PolicyStore } from '../policy/store.ts';
import { arnParts } from './arn.ts';
import type { Principal } from './inventory.ts';
import { byPlace, type Data, type KeptRecords } from './kept-records.ts';
import { meaningOf } from './managed-policies.ts';
import { withoutRecord } from './principals.ts';
import { isOfAccount, isOfOtherAccount, isReadableSecret, isRotatable, mayBeOpen } from './settings.ts';

/** Accounts with something to say of no identity in particular, and a record that is about it. */
const accountExposures = (
  { workloads, secrets, parameters, access }: KeptRecords,
  /** Accounts whose identities were read. */
  own: ReadonlySet<string>,
  /** Of the ARN of a role or an instance profile: whether the role was read. */
  isKnown: (arn: string) => boolean,
): readonly { account: string; partition: string; source: FactRef }[] => {
  const found = [
    ...workloads
      .filter(({ data }) => isOfAccount(data, isKnown))
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.workload', id: data.Arn })),
    ...byPlace(secrets)
      .filter(({ data }) => isRotatable(data))
      .map(({ scope, data }) => ({ scope, arn: data.ARN, record: 'aws.secret', id: data.ARN })),
    ...byPlace(parameters)
      .filter(({ data }) => isReadableSecret(data))
      .map(({ scope, data }) => ({ scope, arn: data.ARN ?? '', record: 'aws.parameter', id: data.Name })),
    ...access.policies
      .filter(({ scope, data }) => mayBeOpen(new Set([...own, scope]), data))
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.resource-policy', id: data.Arn })),
    ...access.acls
      .filter(({ data }) => data.PublicGrants.length > 0)
      .map(({ scope, data }) => ({ scope, arn: data.Arn, record: 'aws.bucket-acl', id: data.Arn })),
    ...access.grants
      .filter(({ scope, data }) => isOfOtherAccount(new Set([...own, scope]), data))
      .map(({ scope, data }) => ({ scope, arn: data.KeyArn, record: 'aws.key-grant', id: data.GrantId })),
  ];
  return found
    .sort((a, b) => byText(a.id, b.id))
    .map(({ scope, arn, record, id }) => ({
      account: scope,
      partition: arnParts(arn === '' ? 'arn:aws:::' : arn).partition,
      source: { record, id },
    }));
};

/** The root user may do everything in its account, whatever IAM policies say; only SCPs bind it. */
const rootPrincipal = (
  arn: string,
  partition: string,
  account: string,
  store: PolicyStore,
  source: FactRef,
): Principal => ({
  ...withoutRecord,
  kind: 'root',
  arn,
  partition,
  account,
  name: 'root',
  uniqueId: account,
  policies: [
    {
      document: store.intern(meaningOf(`arn:${partition}:iam::aws:policy/AdministratorAccess`)),
      name: 'root user',
      via: 'root user',
      elsewhere: true,
      source,
    },
  ],
});

/** A user of whom the credential report tells and nothing else: it is there all the same, with its credentials. */
const reportedUser = (arn: string, row: Data<'reportRow'>): Principal => {
  const { partition, account, resource } = arnParts(arn);
  const path = resource.slice('user'.length, resource.lastIndexOf('/') + 1);
  return {
    ...withoutRecord,
    kind: 'user',
    arn,
    partition,
    account,
    name: resource.slice(resource.lastIndexOf('/') + 1),
    path,
    policies: [],
    unread: true,
    createdAt: /^\d{4}-/.test(row.user_creation_time)
      ? new Date(row.user_creation_time).toISOString()
      : undefined,
  };
};

/**
 * Root users, and users of whom only the credential report tells. What is wrong in an account and with no identity of it
 * stands with its root user, whom every account has.
 * @param accounts those that identities were read from; the ones of the new principals are added
 */
export const principalsWithoutRecord = (
  kept: KeptRecords,
  store: PolicyStore,
  recorded: readonly Principal[],
  accounts: Set<string>,
): readonly Principal[] => {
  const { reportRows, summaries } = kept;
  const added: Principal[] = [];
  const read = new Set(recorded.map(({ arn }) => arn));
  for (const [arn, row] of reportRows) {
    const { partition, account, resource } = arnParts(arn);
    accounts.add(account);
    const source = { record: 'aws.credential-report-row', id: arn };
    if (resource === 'root') added.push(rootPrincipal(arn, partition, account, store, source));
    else if (resource.startsWith('user/') && !read.has(arn)) added.push(reportedUser(arn, row));
  }
  for (const account of summaries.keys()) {
    const isOf = (principal: Principal): boolean => principal.account === account;
    const partition = (recorded.find(isOf) ?? added.find(isOf))?.partition ?? 'aws';
    const arn = `arn:${partition}:iam::${account}:root`;
    accounts.add(account);
    const source = { record: 'aws.account-summary', id: account };
    if (!reportRows.has(arn)) added.push(rootPrincipal(arn, partition, account, store, source));
  }
  const rooted = new Set(added.flatMap(({ kind, account }) => (kind === 'root' ? [account] : [])));
  const known = new Set(
    [...recorded, ...added].flatMap(({ arn, instanceProfiles = [] }) => [arn, ...instanceProfiles]),
  );
  for (const { account, partition, source } of accountExposures(kept, accounts, (arn) => known.has(arn))) {
    if (rooted.has(account)) continue;
    rooted.add(account);
    accounts.add(account);
    added.push(rootPrincipal(`arn:${partition}:iam::${account}:root`, partition, account, store, source));
  }
  return added;
};
