import { z } from 'zod';
import { flag, list, when, whole, words } from './fields.ts';

/** What was used, as far as Google tells. */

/**
 * When an account or a key last authenticated; rounded to the day. What the service does not see: HMAC keys, API keys bound to
 * an account, delegation to Workspace; so its absence is no proof of disuse.
 * https://cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication
 */
export const activitySchema = z.object({
  /** `serviceAccountLastAuthentication`, `serviceAccountKeyLastAuthentication`. */
  activityType: z.string(),
  /** `//iam.googleapis.com/projects/P/serviceAccounts/E`, with `/keys/K` of a key. */
  fullResourceName: z.string(),
  /** By number, which stays when an account of the same address is made anew. */
  serviceAccountId: words,
  /** Absent: not seen in the period. */
  lastAuthenticatedTime: when,
  /** What is older or newer than this period is not known. */
  observationStart: when,
  observationEnd: when,
});

/** `insightTypes.insights.list`: https://cloud.google.com/policy-intelligence/docs/policy-insights */
export const insightSchema = z.object({
  name: z.string(),
  insightSubtype: words,
  severity: words,
  state: words,
  lastRefreshTime: when,
  targetResources: list,
  member: words,
  role: words,
  email: words,
  lastAuthenticatedTime: when,
  exercisedPermissions: list,
  inferredPermissions: list,
  currentTotalPermissionsCount: whole,
});

/** `recommenders.recommendations.list`: https://cloud.google.com/policy-intelligence/docs/review-apply-role-recommendations */
export const recommendationSchema = z.object({
  name: z.string(),
  /** `REMOVE_ROLE`, `REPLACE_ROLE`… */
  recommenderSubtype: words,
  priority: words,
  state: words,
  lastRefreshTime: when,
  resource: words,
  member: words,
  /** Taken away. */
  removedRoles: list,
  /** Given in their place. */
  addedRoles: list,
});

/**
 * An administrator of Workspace let a client act for everybody of the domain, or took that back: events `AUTHORIZE_API_CLIENT_ACCESS`
 * and `REMOVE_API_CLIENT_ACCESS`. No interface lists what holds now.
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-domain-settings
 */
export const delegationSchema = z.object({
  /** Number of the client; of a service account its own. */
  clientId: z.string(),
  scopes: list,
  time: when,
  removed: flag,
});
