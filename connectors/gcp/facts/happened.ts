import type { GcpRecordKind } from './records.ts';

/** Members that say when something happened, by kind of record. */
export const happened = {
  'gcp.api-key': ['createTime'],
  'gcp.service-account-key': ['validAfterTime'],
} as const satisfies Readonly<Partial<Record<GcpRecordKind, readonly string[]>>>;
