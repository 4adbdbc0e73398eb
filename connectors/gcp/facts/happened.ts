import type { GcpRecordKind } from './records.ts';

/** Members that say when something happened, by kind of record. */
export const happened = {
  'gcp.access-summary': ['firstAccessTime', 'lastAccessTime'],
  'gcp.activity': ['lastAuthenticatedTime', 'observationEnd'],
  'gcp.api-key': ['createTime'],
  'gcp.grant': ['createTime', 'accessGrantTime'],
  'gcp.service-account-key': ['validAfterTime'],
  'gcp.use-window': ['To'],
} as const satisfies Readonly<Partial<Record<GcpRecordKind, readonly string[]>>>;
