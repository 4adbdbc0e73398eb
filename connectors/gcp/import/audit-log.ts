import { type JsonRemedies, splitDocuments } from '../../../src/exports/json-elements.ts';
import { clientOf } from '../../../src/usage/client.ts';
import type { UsageEntry } from '../../../src/usage/event.ts';
import { usageFormat } from '../../../src/usage/format.ts';
import { type Entry, listOf, memberOf, structOf, textOf, timeOf } from '../../../src/usage/members.ts';
import { networkOf } from '../../../src/usage/network.ts';

/**
 * Cloud Audit Logs: `gcloud logging read --format json`, and what a sink writes (one entry a line). The permissions that a call
 * took are in it, so nothing is translated; requests and responses are never looked at.
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 */
export const auditLog = 'Cloud Audit Logs';

const remedies: JsonRemedies = {
  remake: 'Make the export again: gcloud logging read \'logName:"cloudaudit.googleapis.com"\' --format json',
  damaged: 'Give the file as gcloud or the sink wrote it.',
};

const place =
  /^(projects|folders|organizations)\/([a-z0-9:._-]{1,100})\/logs\/cloudaudit\.googleapis\.com(?:%2F|\/)(\w+)$/i;

/** PERMISSION_DENIED and UNAUTHENTICATED: https://cloud.google.com/apis/design/errors#error_codes */
const refusals: ReadonlySet<unknown> = new Set([7, 16]);

/** Objects are as many as there are, and their names may say who somebody is. */
const folded = (resource: string): string =>
  resource.replace(/^(.*\/buckets\/[^/]+\/objects)\/.*$/s, '$1/*').slice(0, 1024);

const permissionForm = /^[a-zA-Z][\w.-]{2,120}$/;

const usageOfEntry = (value: unknown): UsageEntry => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { aside: 'element that is no entry' };
  const entry = value as Entry;
  const [, kind, name, log] = place.exec(textOf(entry, 'logName') ?? '') ?? [];
  const payload = structOf(entry, 'protoPayload') ?? structOf(entry, 'protopayload_auditlog');
  if (kind === undefined || name === undefined || payload === undefined)
    return { aside: 'entry of another log' };
  const time = timeOf(memberOf(entry, 'timestamp'));
  if (time === undefined) return { aside: 'entry without time' };
  const who = structOf(payload, 'authenticationInfo') ?? {};
  const email = textOf(who, 'principalEmail')?.toLowerCase();
  const key = /\/keys\/([0-9a-f]{8,64})$/.exec(textOf(who, 'serviceAccountKeyName') ?? '')?.[1];
  const request = structOf(payload, 'requestMetadata') ?? {};
  const address = textOf(request, 'callerIp');
  const network = address === undefined ? undefined : networkOf(address);
  const asked = listOf(payload, 'authorizationInfo').filter(
    (each): each is Entry => typeof each === 'object' && each !== null && !Array.isArray(each),
  );
  const permissions = [
    ...new Set(
      asked.flatMap((each) => textOf(each, 'permission') ?? []).filter((each) => permissionForm.test(each)),
    ),
  ];
  const method = textOf(payload, 'methodName') ?? 'unknown';
  const status = structOf(payload, 'status');
  const types = new Set(asked.flatMap((each) => textOf(each, 'permissionType') ?? []));
  const ofData = log === 'data_access' && ![...types].some((type) => type.startsWith('ADMIN_'));
  const resources = asked.flatMap((each) => textOf(each, 'resource') ?? []);
  const named = resources.length > 0 ? resources : [textOf(payload, 'resourceName') ?? ''];
  return {
    log: auditLog,
    scope: kind === 'projects' ? name : `${kind}/${name}`,
    time,
    service: textOf(payload, 'serviceName') ?? 'unknown',
    actions: permissions.length > 0 ? permissions : [method.slice(0, 200)],
    ...(permissions.length > 0 ? {} : { unmapped: true as const }),
    reads: types.size > 0 ? [...types].every((type) => type.endsWith('_READ')) : log === 'data_access',
    ofData,
    refused: refusals.has(status === undefined ? undefined : memberOf(status, 'code')),
    ...(email === undefined || !/^[^\s@]{1,128}@[a-z0-9.-]{1,128}$/.test(email)
      ? {}
      : { identity: { id: email, scope: kind === 'projects' ? name : `${kind}/${name}` } }),
    ...(key === undefined ? {} : { credential: key }),
    resources: [...new Set(named.filter((each) => each !== '').map(folded))].slice(0, 8),
    ...(network === undefined ? {} : { network }),
    client: clientOf(textOf(request, 'callerSuppliedUserAgent')),
  };
};

export const gcpAuditLog = usageFormat({
  provider: 'gcp',
  id: 'gcp-audit-log',
  log: auditLog,
  *entries(file) {
    for (const { value } of splitDocuments(file, remedies)) yield usageOfEntry(value);
  },
});
