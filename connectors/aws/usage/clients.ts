import type { ClientTable } from '../../../src/usage/client.ts';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (`userAgent`) */
export const awsClients: ClientTable = [
  // A shell in the browser of whoever is signed in to the console.
  [/exec-env\/CloudShell/i, 'console'],
  [/^(?:signin|console|[a-z0-9-]+-console)\.amazonaws\.com$|^AWS-?Console|^S3Console\//i, 'console'],
  [/^(?:[a-z0-9-]+\.)+amazonaws\.com$|^AWS Internal$|^aws-internal/i, 'service'],
  [/exec-env\/(?:AWS_Lambda|AWS_ECS|AWS_Batch)/i, 'sdk'],
  [/Terraform|Pulumi|OpenTofu|APN\/1\.0 HashiCorp/i, 'tool'],
  // In a pipeline it is called the same: weak by itself.
  [/^aws-cli\//i, 'interactive'],
  [/^(?:aws-sdk|Boto3?|botocore)[-/ ]|\bBotocore\//i, 'sdk'],
];
