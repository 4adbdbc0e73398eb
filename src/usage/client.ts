import type { ClientKind } from '../model/usage.ts';

/**
 * What the names of clients say, the first that fits. A name is the client's own word and can be forged: whoever wants to hide
 * does, whoever does not care is found.
 */
const clients: readonly (readonly [pattern: RegExp, kind: ClientKind])[] = [
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (userAgent)
  // A shell in the browser of whoever is signed in to the console.
  [/exec-env\/CloudShell/i, 'console'],
  [/^(?:signin|console|[a-z0-9-]+-console)\.amazonaws\.com$|^AWS-?Console|^S3Console\//i, 'console'],
  [/^(?:[a-z0-9-]+\.)+amazonaws\.com$|^AWS Internal$|^\[?aws-internal/i, 'service'],
  [/exec-env\/(?:AWS_Lambda|AWS_ECS|AWS_Batch)/i, 'sdk'],
  [
    /Terraform|Pulumi|OpenTofu|Ansible|Crossplane|Spacelift|github-actions|gitlab-runner|Jenkins|Cloud-?Custodian|APN\/1\.0 HashiCorp/i,
    'tool',
  ],
  // Interactive command lines of the providers; in a pipeline they are called the same: weak by themselves.
  [
    /^aws-cli\/|aws-cli\/\d|\bAzureCLI\/|\bAZURECLI\/|AzurePowershell\/|PSAzure|google-cloud-sdk gcloud\/|gcloud\/|GitHub CLI|^gh\/|\bgsutil\//i,
    'interactive',
  ],
  [/^Mozilla\/\d/, 'browser'],
  [
    /^(?:aws-sdk|Boto3?|botocore)[-/ ]|\bBotocore\/|azsdk-|Azure-SDK|google-api-|gl-(?:go|python|node|java)\/|grpc-|gcloud-(?:node|python)|octokit|python-requests|axios|okhttp|Go-http-client|curl\//i,
    'sdk',
  ],
];

/** @param agent what the client calls itself; cut where it is long, since what matters stands at the beginning */
export const clientOf = (agent: string | undefined): ClientKind => {
  if (agent === undefined || agent === '') return 'unknown';
  const start = agent.slice(0, 512).replace(/^\[|\]$/g, '');
  return clients.find(([pattern]) => pattern.test(start))?.[1] ?? 'unknown';
};
