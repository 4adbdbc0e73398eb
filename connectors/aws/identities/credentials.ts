import type { Credential, CredentialBinding, CredentialStatus } from '../../../src/model/credential.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { isoTime } from '../../../src/model/time.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { RoleTrust } from './trust.ts';

/**
 * Credentials of AWS identities. Columns of the credential report:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const iso = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-/.test(text) ? isoTime(Date.parse(text)) : undefined;

const yes = (text: string): boolean => text.toLowerCase() === 'true';

const statusOf = (status: string, expiresAt: string | undefined, now: string): CredentialStatus => {
  if (expiresAt !== undefined && expiresAt <= now) return 'expired';
  return status.toLowerCase() === 'active'
    ? 'active'
    : status.toLowerCase() === 'inactive'
      ? 'inactive'
      : 'unknown';
};

const optional = <Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } =>
  value === undefined ? {} : ({ [name]: value } as { [key in Name]?: string });

const reportRow = ({ arn }: Principal): FactRef => ({ record: 'aws.credential-report-row', id: arn });

const secret = { lifetime: 'static', binding: 'shared-secret' } as const;

/** Access keys of the report have no id; it names them by position. */
const reportedKeys = (principal: Principal, inventory: Inventory): Credential[] => {
  const row = inventory.reportRows.get(principal.arn);
  if (row === undefined) return [];
  const columns = [
    [1, row.access_key_1_active, row.access_key_1_last_rotated, row.access_key_1_last_used_date],
    [2, row.access_key_2_active, row.access_key_2_last_rotated, row.access_key_2_last_used_date],
  ] as const;
  return columns.flatMap(([number, active, rotated, used]): Credential[] => {
    const createdAt = iso(rotated);
    if (!yes(active) && createdAt === undefined) return [];
    return [
      {
        id: `${principal.arn}#access-key-${number}`,
        source: reportRow(principal),
        kind: 'access-key',
        ...secret,
        status: yes(active) ? 'active' : 'inactive',
        ...optional('createdAt', createdAt),
        lastUsedAt: iso(used) ?? 'never',
      },
    ];
  });
};

const accessKeys = (principal: Principal, inventory: Inventory, now: string): Credential[] => {
  const reported = reportedKeys(principal, inventory);
  const listed = inventory.accessKeys.get(`${principal.account}/${principal.name}`);
  if (listed === undefined) return reported;
  return listed.map((key): Credential => {
    // The creation time joins a listed key with its row of the report, to the second.
    const row = reported.find(({ createdAt }) => createdAt?.slice(0, 19) === key.CreateDate?.slice(0, 19));
    const lastUsedAt = key.LastUsedDate ?? (key.LastUsedCollected === true ? 'never' : row?.lastUsedAt);
    return {
      id: key.AccessKeyId,
      source: { record: 'aws.access-key', id: key.AccessKeyId },
      kind: 'access-key',
      ...secret,
      status: statusOf(key.Status, undefined, now),
      ...optional('createdAt', key.CreateDate),
      ...optional('lastUsedAt', lastUsedAt),
    };
  });
};

const secondFactor = (active: string): Pick<Credential, 'secondFactor'> =>
  /^(true|false)$/i.test(active) ? { secondFactor: yes(active) } : {};

const password = (principal: Principal, inventory: Inventory): Credential[] => {
  const row = inventory.reportRows.get(principal.arn);
  if (row === undefined || !(yes(row.password_enabled) || principal.kind === 'root')) return [];
  // The report says `not_supported` for the root user, who always has a password unless central root access removed it.
  return [
    {
      id: `${principal.arn}#console-password`,
      source: reportRow(principal),
      kind: 'console-password',
      ...secret,
      status: yes(row.password_enabled) ? 'active' : 'unknown',
      ...optional('createdAt', iso(row.password_last_changed)),
      ...optional(
        'lastUsedAt',
        iso(row.password_last_used) ??
          (/^(no_information|N\/A)$/i.test(row.password_last_used) ? 'never' : undefined),
      ),
      ...secondFactor(row.mfa_active),
    },
  ];
};

/** Root keys of an account whose report was not read: the summary only counts them. */
const summarisedRootKeys = (principal: Principal, inventory: Inventory): Credential[] => {
  if (principal.kind !== 'root' || inventory.reportRows.has(principal.arn)) return [];
  const count = inventory.summaries.get(principal.account)?.SummaryMap.AccountAccessKeysPresent ?? 0;
  return count === 0
    ? []
    : [
        {
          id: `${principal.arn}#access-key`,
          source: { record: 'aws.account-summary', id: principal.account },
          kind: 'access-key',
          ...secret,
          status: 'active',
        },
      ];
};

const userCredentials = (principal: Principal, inventory: Inventory, now: string): Credential[] => {
  const key = `${principal.account}/${principal.name}`;
  const found: Credential[] = [
    ...accessKeys(principal, inventory, now),
    ...summarisedRootKeys(principal, inventory),
    ...password(principal, inventory),
    ...(inventory.serviceCredentials.get(key) ?? []).map(
      (credential): Credential => ({
        id: credential.ServiceSpecificCredentialId,
        source: { record: 'aws.service-specific-credential', id: credential.ServiceSpecificCredentialId },
        kind: 'service-specific-credential',
        lifetime: credential.ExpirationDate === undefined ? 'static' : 'expiring',
        binding: 'shared-secret',
        status: statusOf(credential.Status, credential.ExpirationDate, now),
        service: credential.ServiceName,
        ...optional('createdAt', credential.CreateDate),
        ...optional('expiresAt', credential.ExpirationDate),
      }),
    ),
    ...(inventory.sshKeys.get(key) ?? []).map(
      (sshKey): Credential => ({
        id: sshKey.SSHPublicKeyId,
        source: { record: 'aws.ssh-public-key', id: sshKey.SSHPublicKeyId },
        kind: 'ssh-public-key',
        lifetime: 'static',
        binding: 'certificate',
        status: statusOf(sshKey.Status, undefined, now),
        service: 'codecommit.amazonaws.com',
        ...optional('createdAt', sshKey.UploadDate),
      }),
    ),
    ...(inventory.certificates.get(key) ?? []).map(
      (certificate): Credential => ({
        id: certificate.CertificateId,
        source: { record: 'aws.signing-certificate', id: certificate.CertificateId },
        kind: 'signing-certificate',
        lifetime: 'unknown',
        binding: 'certificate',
        status: statusOf(certificate.Status, undefined, now),
        ...optional('createdAt', certificate.UploadDate),
      }),
    ),
  ];
  const reported = inventory.reportRows.has(principal.arn) || inventory.accessKeys.has(key);
  // Without a report the user may have any credential: unknown is not the same as none.
  return reported || principal.kind === 'root'
    ? found
    : [
        ...found,
        {
          id: `${principal.arn}#unknown`,
          kind: 'unknown',
          lifetime: 'unknown',
          binding: 'unknown',
          status: 'unknown',
        },
      ];
};

const defaultSessionSeconds = 3600;

/** A role has no credential of its own: sessions are issued on demand. */
const roleSession = (principal: Principal, trusts: readonly RoleTrust[]): Credential => {
  const attested =
    trusts.length > 0 && trusts.every(({ party }) => party === 'service' || party === 'federated');
  const binding: CredentialBinding = attested ? 'attested' : 'unknown';
  return {
    id: `${principal.arn}#session`,
    kind: 'role-session',
    lifetime: principal.serviceLinked ? 'platform-managed' : 'short-lived',
    binding,
    status: 'active',
    maxSeconds: principal.maxSessionSeconds ?? defaultSessionSeconds,
  };
};

export const credentialsOf = (
  principal: Principal,
  trusts: readonly RoleTrust[],
  inventory: Inventory,
  now: string,
): readonly Credential[] =>
  principal.kind === 'role' ? [roleSession(principal, trusts)] : userCredentials(principal, inventory, now);

const trackingDays = 400;
const day = 86_400_000;

/** AWS keeps role activity for 400 days: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html */
export const trackedSince = (now: string): string => {
  // One clock for a whole estate: worked out once.
  if (tracked?.now !== now)
    tracked = { now, since: new Date(Date.parse(now) - trackingDays * day).toISOString() };
  return tracked.since;
};
let tracked: { readonly now: string; readonly since: string } | undefined;

/** Last use, and since when a use would have been seen. */
export const useOf = (
  principal: Principal,
  credentials: readonly Credential[],
  inventory: Inventory,
  now: string,
): { readonly lastUsedAt?: string; readonly observedSince?: string } => {
  const created = principal.createdAt;
  if (principal.kind === 'role') {
    const used = principal.lastUsed;
    if (used === undefined) return {};
    const tracked = trackedSince(now);
    const observedSince = created !== undefined && created > tracked ? created : tracked;
    return { lastUsedAt: used, observedSince };
  }
  if (!inventory.reportRows.has(principal.arn)) return {};
  const uses = credentials.flatMap(({ lastUsedAt }) =>
    lastUsedAt === undefined || lastUsedAt === 'never' ? [] : [lastUsedAt],
  );
  const lastUsedAt = uses.length === 0 ? 'never' : uses.toSorted().at(-1)!;
  const known = credentials.every((credential) => credential.lastUsedAt !== undefined);
  if (lastUsedAt === 'never' && !known) return {};
  const row = inventory.reportRows.get(principal.arn)!;
  const since = created ?? iso(row.user_creation_time);
  return { lastUsedAt, ...(since === undefined ? {} : { observedSince: since }) };
};
