import type { GcpRecordKind } from './records.ts';

/** Members that say when something happened, by kind of record. Ends, and what is planned, may lie ahead. */
export const happened = {
  'gcp.access-summary': ['firstAccessTime', 'lastAccessTime'],
  'gcp.activity': ['lastAuthenticatedTime', 'observationEnd'],
  'gcp.agent': ['createTime', 'updateTime'],
  'gcp.agent-authorization': ['createTime', 'updateTime'],
  'gcp.agent-binding': ['createTime'],
  'gcp.agent-endpoint': ['createTime', 'updateTime'],
  'gcp.api-key': ['createTime', 'updateTime'],
  'gcp.auth-provider': ['createTime', 'updateTime'],
  'gcp.delegation': ['time'],
  'gcp.entitlement': ['createTime'],
  'gcp.grant': ['createTime', 'accessGrantTime'],
  'gcp.hmac-key': ['timeCreated', 'updated'],
  'gcp.insight': ['lastRefreshTime', 'lastAuthenticatedTime'],
  'gcp.mcp-server': ['createTime', 'updateTime'],
  'gcp.reasoning-engine': ['createTime', 'updateTime'],
  'gcp.recommendation': ['lastRefreshTime'],
  'gcp.service-account-key': ['validAfterTime'],
  'gcp.use-window': ['To'],
} as const satisfies Readonly<Partial<Record<GcpRecordKind, readonly string[]>>>;
