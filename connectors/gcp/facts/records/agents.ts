import { z } from 'zod';
import { flag, list, when, words } from './fields.ts';

/** Agents, and by what they prove to others who they are. */

const runtime = z.object({
  /** `principal://agents.global.org-N.system.id.goog/…`, or the address of a service account: what it runs as. */
  runtimeIdentity: words,
  /** What it runs in: `//aiplatform.googleapis.com/projects/…/reasoningEngines/…`. */
  runtimeReference: words,
  framework: words,
});

const registered = z.object({
  name: z.string(),
  displayName: words,
  createTime: when,
  updateTime: when,
  ...runtime.shape,
  /** Where it is called, without what opens it. */
  addresses: list,
});

/** `projects.locations.agents.list` of Agent Registry, v1. */
export const agentSchema = registered.extend({
  agentId: words,
  location: words,
  version: words,
  skills: list,
});

/** `projects.locations.mcpServers.list`. */
export const mcpServerSchema = registered.extend({
  mcpServerId: words,
  tools: z.array(z.object({ name: words, readOnly: flag, destructive: flag })).nullish(),
});

/** `projects.locations.endpoints.list`. */
export const agentEndpointSchema = registered.extend({ endpointId: words });

/** `projects.locations.bindings.list`: which agent calls what, by which auth provider. */
export const agentBindingSchema = z.object({
  name: z.string(),
  source: words,
  target: words,
  authProvider: words,
  scopes: list,
  createTime: when,
});

/** `projects.locations.authProviders.list` of Agent Identity, v1: how agents sign in elsewhere. Never a key or a secret. */
export const authProviderSchema = z.object({
  name: z.string(),
  /** Member of its parameters: `apiKey`, `twoLeggedOauth`, `threeLeggedOauth`, `geAuthProvider`, `xaaAuthProvider`, `connectorReferenceAuthProvider`. */
  type: words,
  state: words,
  deleted: flag,
  /** Empty: any scope may be asked for. */
  allowedScopes: list,
  blockedScopes: list,
  tokenUrl: words,
  clientId: words,
  createTime: when,
  updateTime: when,
  expireTime: when,
  /** `principal://…` of the agents that used it. Absent: not read. */
  workloads: list,
});

/** `authProviders.authorizations.list`: what a person let agents do. */
export const agentAuthorizationSchema = z.object({
  name: z.string(),
  state: words,
  scopes: list,
  createTime: when,
  updateTime: when,
});

/** `accessSummaries.list`: when an agent last used a credential, rounded to the hour. */
export const accessSummarySchema = z.object({
  name: z.string(),
  workloadId: words,
  authProvider: words,
  authProviderType: words,
  scopes: list,
  tokenUrl: words,
  firstAccessTime: when,
  lastAccessTime: when,
});

/** `projects.locations.reasoningEngines.list` of Vertex AI. */
export const reasoningEngineSchema = z.object({
  name: z.string(),
  displayName: words,
  createTime: when,
  updateTime: when,
  /** `SERVICE_ACCOUNT`, `AGENT_IDENTITY`. */
  identityType: words,
  serviceAccount: words,
  /** What it runs as. */
  effectiveIdentity: words,
  agentFramework: words,
});

/** Whom the scan ran as. */
export const callerSchema = z.object({
  /** Kind of credential: `service_account`, `authorized_user`, `external_account`… */
  type: z.string(),
  /** Address of the account. Absent: the credential does not tell. */
  principal: words,
  quotaProject: words,
});
