import type { z } from 'zod';
import { usageRecords } from '../../../src/usage/record.ts';
import {
  actionsPolicySchema,
  oidcSubjectSchema,
  runnerGroupSchema,
  runnerSchema,
} from './records/actions.ts';
import { copilotSchema } from './records/agents.ts';
import {
  appInstallationSchema,
  credentialAuthorizationSchema,
  deployKeySchema,
  patGrantSchema,
  patRequestSchema,
  privateRegistrySchema,
  secretSchema,
} from './records/credentials.ts';
import type { repositoryReferenceSchema } from './records/fields.ts';
import {
  callerSchema,
  memberSchema,
  organizationSchema,
  outsideCollaboratorSchema,
  repositoryAccessSchema,
  teamSchema,
  webhookSchema,
} from './records/organization.ts';
import {
  codeownersSchema,
  environmentSchema,
  localActionSchema,
  protectionSchema,
  repositorySchema,
  workflowSchema,
} from './records/repository.ts';

/**
 * What a GitHub snapshot may hold, one schema a record kind. Field names are those of GitHub's REST API; unknown fields
 * are dropped here, and no schema has a place for a secret. Dates are ISO 8601, UTC; `null` where GitHub says `null`
 * (a token without expiry, a key that was never used), absent where the API did not tell.
 * The scope of a record is the organisation's login; of an offline reading the repository's full name.
 * https://docs.github.com/en/enterprise-cloud@latest/rest
 */
export const githubRecords = {
  'github.actions-policy': { schema: actionsPolicySchema },
  'github.app-installation': { schema: appInstallationSchema },
  'github.caller': { schema: callerSchema },
  'github.codeowners': { schema: codeownersSchema },
  'github.copilot': { schema: copilotSchema },
  'github.credential-authorization': { schema: credentialAuthorizationSchema },
  'github.deploy-key': { schema: deployKeySchema },
  'github.environment': { schema: environmentSchema },
  'github.local-action': { schema: localActionSchema },
  'github.member': { schema: memberSchema },
  'github.oidc-subject': { schema: oidcSubjectSchema },
  'github.organization': { schema: organizationSchema },
  'github.outside-collaborator': { schema: outsideCollaboratorSchema },
  'github.pat-grant': { schema: patGrantSchema },
  'github.pat-request': { schema: patRequestSchema },
  'github.private-registry': { schema: privateRegistrySchema },
  'github.protection': { schema: protectionSchema },
  'github.repository': { schema: repositorySchema },
  'github.repository-access': { schema: repositoryAccessSchema },
  'github.runner': { schema: runnerSchema },
  'github.runner-group': { schema: runnerGroupSchema },
  'github.secret': { schema: secretSchema },
  'github.team': { schema: teamSchema },
  'github.use': { schema: usageRecords.use.schema },
  'github.use-window': { schema: usageRecords.window.schema },
  'github.webhook': { schema: webhookSchema },
  'github.workflow': { schema: workflowSchema },
} as const;

export type GitHubRecordKind = keyof typeof githubRecords;
export type GitHubRecordData<Kind extends GitHubRecordKind> = z.output<
  (typeof githubRecords)[Kind]['schema']
>;
/** What may be given for a record before its schema has looked at it. */
export type GitHubRecordInput<Kind extends GitHubRecordKind> = z.input<
  (typeof githubRecords)[Kind]['schema']
>;
export type RepositoryReference = z.output<typeof repositoryReferenceSchema>;
