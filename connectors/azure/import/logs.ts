import { type JsonRemedies, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import { clientOf } from '../../../src/usage/client.ts';
import type { UsageEntry, UsageEvent } from '../../../src/usage/event.ts';
import { usageFormat } from '../../../src/usage/format.ts';
import { type Entry, listOf, memberOf, structOf, textOf, timeOf } from '../../../src/usage/members.ts';
import { networkOf } from '../../../src/usage/network.ts';
import { unnamedTenant } from '../facts/records.ts';

/**
 * Logs of Azure and Entra: `az monitor activity-log list`, what diagnostic settings write (one entry a line, or `records`), and
 * sign-ins and audit events as Graph and the portal give them. Of claims only object ids are looked at, of properties nothing.
 * https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
 * https://learn.microsoft.com/graph/api/resources/signin and …/directoryaudit
 */
const activityLog = 'activity log of Azure';
const resourceLog = 'resource logs of Azure';
const signIns = 'sign-in logs of Entra';
const auditLogs = 'audit logs of Entra';

const remedies: JsonRemedies = {
  remake: 'Make the export of the log again.',
  damaged: 'Give the file as Azure wrote it.',
};
const wanted = { lists: new Set(['value', 'records']), values: new Set<string>() };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idOf = (text: string | undefined): string | undefined => {
  const id = text?.toLowerCase();
  return id !== undefined && uuid.test(id) ? id : undefined;
};
const objectClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** Texts are members of their own, or `{"value":…}` in the CLI's output. */
const wordOf = (entry: Entry, name: string): string | undefined => {
  const inner = structOf(entry, name);
  return inner === undefined ? textOf(entry, name) : textOf(inner, 'value');
};

/** A step of an operation that is not over: its end is another entry. */
const unfinished = /^(?:Start|Started|Accept|Accepted|In ?Progress)$/i;
const refusal = /^(?:Forbidden|Unauthorized|40[13])\b|AuthorizationFailed/i;

/** https://learn.microsoft.com/azure/key-vault/general/logging (operations) and …/role-based-access-control/permissions/security */
const vaultActions: ReadonlyMap<string, string> = new Map([
  ['CertificateGet', 'Microsoft.KeyVault/vaults/certificates/read'],
  ['CertificateList', 'Microsoft.KeyVault/vaults/certificates/read'],
  ['KeyDecrypt', 'Microsoft.KeyVault/vaults/keys/decrypt/action'],
  ['KeyEncrypt', 'Microsoft.KeyVault/vaults/keys/encrypt/action'],
  ['KeyGet', 'Microsoft.KeyVault/vaults/keys/read'],
  ['KeyList', 'Microsoft.KeyVault/vaults/keys/read'],
  ['KeySign', 'Microsoft.KeyVault/vaults/keys/sign/action'],
  ['KeyUnwrap', 'Microsoft.KeyVault/vaults/keys/unwrap/action'],
  ['KeyWrap', 'Microsoft.KeyVault/vaults/keys/wrap/action'],
  ['SecretDelete', 'Microsoft.KeyVault/vaults/secrets/delete'],
  ['SecretGet', 'Microsoft.KeyVault/vaults/secrets/getSecret/action'],
  ['SecretList', 'Microsoft.KeyVault/vaults/secrets/readMetadata/action'],
  ['SecretSet', 'Microsoft.KeyVault/vaults/secrets/setSecret/action'],
]);

/** An action as roles name it: `Microsoft.Compute/virtualMachines/write`. */
const actionForm = /^[a-z][\w.]*(?:\/[\w.$-]+)+\/(?:read|write|delete|action)$/i;

type Read = (entry: Entry) => UsageEntry;

const common = (
  network: string | undefined,
  agent: string | undefined,
): Pick<UsageEvent, 'network' | 'client'> => {
  const from = network === undefined ? undefined : networkOf(network);
  return { ...(from === undefined ? {} : { network: from }), client: clientOf(agent) };
};

/** An entry of the activity log or of a resource's log, by the CLI or by a diagnostic setting. */
const operation: Read = (entry) => {
  const time = timeOf(memberOf(entry, 'eventTimestamp') ?? memberOf(entry, 'time'));
  const status = wordOf(entry, 'status') ?? textOf(entry, 'resultType') ?? '';
  if (unfinished.test(status)) return { aside: 'step of an operation whose end is another entry' };
  const identity = structOf(entry, 'identity') ?? {};
  const authorization = structOf(entry, 'authorization') ?? structOf(identity, 'authorization') ?? {};
  const claims =
    structOf(entry, 'claims') ?? structOf(identity, 'claims') ?? structOf(identity, 'claim') ?? {};
  const resource = textOf(entry, 'resourceId') ?? textOf(authorization, 'scope') ?? '';
  const subscription = idOf(
    textOf(entry, 'subscriptionId') ?? /^\/subscriptions\/([^/]+)/i.exec(resource)?.[1],
  );
  if (time === undefined || subscription === undefined)
    return { aside: 'entry without time or subscription' };
  const named = textOf(authorization, 'action') ?? wordOf(entry, 'operationName') ?? 'unknown';
  const action = vaultActions.get(named) ?? named;
  const provider = /^[a-z][\w.]*(?=\/)/i.exec(action)?.[0] ?? /\/providers\/([\w.]+)\//i.exec(resource)?.[1];
  const category = wordOf(entry, 'category') ?? '';
  const isActivity =
    memberOf(entry, 'eventTimestamp') !== undefined ||
    /^(?:Administrative|Policy|Security|Alert|Autoscale|ServiceHealth|ResourceHealth|Recommendation)$/.test(
      category,
    );
  const who =
    idOf(textOf(claims, objectClaim)) ??
    idOf(textOf(claims, 'oid')) ??
    idOf(
      structOf(authorization, 'evidence') === undefined
        ? undefined
        : textOf(structOf(authorization, 'evidence')!, 'principalId'),
    ) ??
    idOf(textOf(entry, 'caller'));
  const request = structOf(entry, 'httpRequest') ?? {};
  const place = /^\/[\w()./ -]{1,900}$/.test(resource) ? resource.toLowerCase() : undefined;
  return {
    log: isActivity ? activityLog : resourceLog,
    scope: subscription,
    time,
    service: (provider ?? 'unknown').toLowerCase(),
    actions: [action.slice(0, 200)],
    ...(actionForm.test(action) ? {} : { unmapped: true as const }),
    reads: /\/read$/i.test(action),
    ofData: !isActivity,
    refused: refusal.test(wordOf(entry, 'subStatus') ?? textOf(entry, 'resultSignature') ?? ''),
    ...(who === undefined ? {} : { identity: { id: who, scope: subscription } }),
    resources: place === undefined ? [] : [place],
    ...common(textOf(request, 'clientIpAddress') ?? textOf(entry, 'callerIpAddress'), undefined),
  };
};

/** A sign-in is no use of a privilege; it shows who is there, with which credential and from where. */
const signIn: Read = (entry) => {
  const time = timeOf(memberOf(entry, 'createdDateTime'));
  if (time === undefined) return { aside: 'entry without time' };
  const who = idOf(textOf(entry, 'servicePrincipalId')) ?? idOf(textOf(entry, 'userId'));
  const tenant = idOf(textOf(entry, 'resourceTenantId') ?? textOf(entry, 'tenantId')) ?? unnamedTenant;
  const key = idOf(textOf(entry, 'servicePrincipalCredentialKeyId'));
  const status = structOf(entry, 'status');
  const code = status === undefined ? undefined : memberOf(status, 'errorCode');
  const resource = idOf(textOf(entry, 'resourceServicePrincipalId')) ?? idOf(textOf(entry, 'resourceId'));
  return {
    log: signIns,
    scope: tenant,
    time,
    service: 'sign-in',
    actions: ['sign-in'],
    unmapped: true,
    reads: true,
    ofData: false,
    refused: code !== undefined && code !== 0 && code !== '0',
    ...(who === undefined ? {} : { identity: { id: who, scope: tenant } }),
    ...(key === undefined || key === '00000000-0000-0000-0000-000000000000' ? {} : { credential: key }),
    resources: resource === undefined ? [] : [resource],
    ...common(textOf(entry, 'ipAddress'), textOf(entry, 'userAgent')),
  };
};

const audit: Read = (entry) => {
  const time = timeOf(memberOf(entry, 'activityDateTime'));
  const name = textOf(entry, 'activityDisplayName');
  if (time === undefined || name === undefined) return { aside: 'entry without time or name' };
  const by = structOf(entry, 'initiatedBy') ?? {};
  const app = structOf(by, 'app') ?? {};
  const user = structOf(by, 'user') ?? {};
  const who = idOf(textOf(app, 'servicePrincipalId')) ?? idOf(textOf(user, 'id'));
  const tenant = idOf(textOf(entry, 'tenantId')) ?? unnamedTenant;
  return {
    log: auditLogs,
    scope: tenant,
    time,
    service: 'directory',
    actions: [name.slice(0, 120)],
    // The names are those of activities; Microsoft has no list of which permission each took.
    unmapped: true,
    reads: false,
    ofData: false,
    refused: textOf(entry, 'result') === 'failure',
    ...(who === undefined ? {} : { identity: { id: who, scope: tenant } }),
    resources: listOf(entry, 'targetResources').flatMap((each) =>
      typeof each === 'object' && each !== null ? (idOf(textOf(each as Entry, 'id')) ?? []) : [],
    ),
    ...common(textOf(user, 'ipAddress'), undefined),
  };
};

/** A diagnostic setting wraps Entra's entries in `properties`: https://learn.microsoft.com/azure/azure-monitor/platform/resource-logs-schema */
const entryOf = (value: unknown): UsageEntry => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { aside: 'element that is no entry' };
  const entry = value as Entry;
  const category = wordOf(entry, 'category') ?? '';
  const properties = structOf(entry, 'properties');
  if (properties !== undefined && /SignInLogs$/.test(category))
    return signIn({ tenantId: memberOf(entry, 'tenantId'), ...properties });
  if (properties !== undefined && category === 'AuditLogs')
    return audit({ tenantId: memberOf(entry, 'tenantId'), ...properties });
  if (memberOf(entry, 'activityDateTime') !== undefined) return audit(entry);
  if (memberOf(entry, 'createdDateTime') !== undefined) return signIn(entry);
  return operation(entry);
};

function* entries(file: SourceFile): Generator<UsageEntry> {
  if (/^\s*\{\s*"(?:@odata\.[^"]+"\s*:\s*"[^"]*"\s*,\s*"value|value|records)"\s*:\s*\[/.test(file.head)) {
    for (const piece of splitPages(file, wanted, remedies))
      if (piece.kind === 'element') yield entryOf(piece.value);
    return;
  }
  for (const { value } of splitDocuments(file, remedies)) yield entryOf(value);
}

export const azureLogs = usageFormat({
  provider: 'azure',
  id: 'azure-logs',
  log: 'logs of Azure and Entra',
  entries,
});
