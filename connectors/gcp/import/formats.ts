import type { FileFormat } from '../../../src/model/connector.ts';
import { gcpAssets } from './assets.ts';
import { gcpAuditLog } from './audit-log.ts';
import { gcloudList } from './gcloud.ts';
import { workspaceActivities } from './workspace.ts';

/** Google Cloud's own files that can be handed in. No file is recognised by two of them. */
export const gcpFormats: readonly FileFormat[] = [gcloudList, gcpAssets, gcpAuditLog, workspaceActivities];
