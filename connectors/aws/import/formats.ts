import type { FileFormat } from '../../../src/model/connector.ts';
import { accountAuthorizationDetails } from './account-authorization-details.ts';
import { callerIdentity } from './caller-identity.ts';
import { cliListOutput } from './cli-lists.ts';
import { cloudTrailEvents } from './cloudtrail.ts';
import { configItems } from './config-items.ts';
import { credentialReport } from './credential-report.ts';

/** AWS's own files that can be handed in. No file is recognised by two of them. */
export const awsFormats: readonly FileFormat[] = [
  accountAuthorizationDetails,
  credentialReport,
  cliListOutput,
  configItems,
  callerIdentity,
  cloudTrailEvents,
];
