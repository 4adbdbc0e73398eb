import type { FileHead, FileKind } from '../../src/model/connector.ts';

interface Output {
  readonly command: string;
  readonly marks: readonly string[];
  readonly not: readonly string[];
  /** What the text has of it, where members alone do not tell. */
  readonly text?: RegExp;
}

/**
 * Outputs of gcloud (`--format json`): the command, members that an element has, and some that it does not, by which another
 * output is told from it. https://cloud.google.com/sdk/gcloud/reference
 */
export const gcloudOutputs = {
  'service-accounts': {
    command: 'gcloud iam service-accounts list',
    marks: ['email', 'uniqueId', 'projectId'],
    not: ['keyType'],
  },
  keys: {
    command: 'gcloud iam service-accounts keys list',
    marks: ['name', 'keyType', 'validAfterTime'],
    not: [],
  },
  roles: {
    command: 'gcloud iam roles list',
    marks: ['name', 'title', 'stage'],
    not: ['email', 'kind', 'ancestors'],
  },
  projects: {
    command: 'gcloud projects list',
    marks: ['projectId', 'name', 'lifecycleState'],
    not: ['uniqueId'],
  },
  folders: {
    command: 'gcloud resource-manager folders list',
    marks: ['displayName', 'name', 'lifecycleState'],
    not: ['projectId'],
  },
  'policy-search': {
    command: 'gcloud asset search-all-iam-policies',
    marks: ['policy', 'resource'],
    not: ['version', 'ancestors'],
  },
  policy: {
    command: 'gcloud projects|folders|organizations get-iam-policy',
    marks: ['bindings'],
    not: ['kind', 'metadata', 'resource', 'assetType', 'asset_type'],
    // Some write it without its etag; other systems have bindings as well.
    text: /"etag"\s*:|"role"\s*:\s*"(?:roles|projects|organizations)\//,
  },
  'ancestor-policies': {
    command: 'gcloud projects get-ancestors-iam-policy',
    marks: ['id', 'policy', 'type'],
    not: ['resource', 'name'],
  },
  providers: {
    command: 'gcloud iam workload-identity-pools providers list',
    marks: ['attributeMapping', 'name', 'state'],
    not: ['ancestors'],
  },
  entitlements: {
    command: 'gcloud pam entitlements list',
    marks: ['eligibleUsers', 'privilegedAccess', 'name'],
    not: [],
  },
  denials: {
    command: 'gcloud iam policies get --kind denypolicies',
    marks: ['name', 'kind', 'rules'],
    not: [],
    // Elements of others have kinds as well.
    text: /"kind"\s*:\s*"DenyPolicy"/,
  },
  'hmac-keys': {
    command: 'gcloud storage hmac list',
    marks: ['accessId', 'serviceAccountEmail', 'state'],
    not: [],
  },
  memberships: {
    command: 'gcloud identity groups memberships list',
    marks: ['name', 'preferredMemberKey', 'roles'],
    not: [],
  },
  pools: {
    command: 'gcloud iam workload-identity-pools list, workforce-pools list',
    marks: ['name', 'state'],
    not: ['attributeMapping', 'ancestors', 'policy'],
    text: /"name"\s*:\s*"[^"]*\/(?:workloadIdentityPools|workforcePools)\/[^"/]+"/,
  },
  'oauth-clients': {
    command: 'gcloud iam oauth-clients list',
    marks: ['allowedGrantTypes', 'clientId', 'name'],
    not: ['ancestors'],
  },
  'api-keys': {
    command: 'gcloud services api-keys list',
    marks: ['createTime', 'name', 'uid'],
    not: ['ancestors', 'details', 'policy'],
    text: /"name"\s*:\s*"projects\/[^"]+\/keys\/[^"/]+"/,
  },
  'tag-values': {
    command: 'gcloud resource-manager tags values list',
    marks: ['name', 'namespacedName', 'parent'],
    not: ['ancestors'],
    text: /"name"\s*:\s*"tagValues\//,
  },
  'tag-bindings': {
    command: 'gcloud resource-manager tags bindings list',
    marks: ['name', 'parent', 'tagValue'],
    not: ['ancestors'],
  },
  grants: {
    command: 'gcloud pam grants list',
    marks: ['name', 'privilegedAccess', 'requester', 'state'],
    not: ['ancestors'],
  },
  boundaries: {
    command: 'gcloud iam principal-access-boundary-policies list',
    marks: ['details', 'name', 'uid'],
    not: ['ancestors'],
    text: /\/principalAccessBoundaryPolicies\//,
  },
  'access-policies': {
    command: 'gcloud iam access-policies list',
    marks: ['details', 'name'],
    not: ['ancestors'],
    text: /"name"\s*:\s*"(?:projects|folders|organizations)\/[^"]+\/accessPolicies\//,
  },
  'policy-bindings': {
    command: 'gcloud iam policy-bindings list',
    marks: ['name', 'policy', 'target'],
    not: ['ancestors'],
    text: /\/policyBindings\//,
  },
  'org-policies': {
    command: 'gcloud org-policies list',
    marks: ['name', 'spec'],
    not: ['apiVersion', 'ancestors', 'kind'],
    text: /"name"\s*:\s*"(?:projects|folders|organizations)\/[^"/]+\/policies\//,
  },
  instances: {
    command: 'gcloud compute instances list',
    marks: ['machineType', 'name', 'selfLink', 'zone'],
    not: ['ancestors', 'properties'],
  },
  functions: {
    command: 'gcloud functions list',
    marks: ['name'],
    not: ['ancestors', 'apiVersion', 'policy'],
    text: /"name"\s*:\s*"projects\/[^"/]+\/locations\/[^"/]+\/functions\/[^"/]+"/,
  },
  'run-services': {
    command: 'gcloud run services list, run jobs list',
    marks: ['apiVersion', 'kind', 'metadata', 'spec'],
    not: ['ancestors'],
    text: /"cloud\.googleapis\.com\/location"|"run\.googleapis\.com\//,
  },
  clusters: {
    command: 'gcloud container clusters list',
    marks: ['location', 'name', 'nodePools', 'selfLink'],
    not: ['ancestors'],
  },
} as const satisfies Readonly<Record<string, Output>>;
export type GcloudOutput = keyof typeof gcloudOutputs;

/** Of what nobody was given anything on, a policy is its etag alone. */
const isEmptyPolicy = (text: string): boolean =>
  /^\s*\{\s*"etag"\s*:\s*"[^"]*"\s*(?:,\s*"version"\s*:\s*\d+\s*)?\}\s*$/.test(text);

export const gcloudOutputIn = ({ keys, text }: FileHead): GcloudOutput | undefined =>
  isEmptyPolicy(text)
    ? 'policy'
    : (Object.keys(gcloudOutputs) as readonly GcloudOutput[]).find((name) => {
        const output: Output = gcloudOutputs[name];
        return (
          output.marks.every((mark) => keys.has(mark)) &&
          !output.not.some((mark) => keys.has(mark)) &&
          (output.text === undefined || output.text.test(text))
        );
      });

const isAsset = (keys: ReadonlySet<string>, text: string): boolean =>
  keys.has('name') &&
  keys.has('ancestors') &&
  /"asset_?type"\s*:\s*"[a-z0-9.]+\.(?:googleapis\.com|k8s\.io)\//i.test(text);

/** Google Cloud's own files that can be handed in. */
export const gcpFiles: readonly FileKind[] = [
  {
    id: 'gcloud-list',
    title: `output (--format json) of ${Object.values(gcloudOutputs)
      .map(({ command }) => command)
      .join(', ')}`,
    recognises: (head) => gcloudOutputIn(head) !== undefined,
    marks: Object.values(gcloudOutputs).map(({ command, marks }) => ({
      of: `${command} --format json`,
      members: marks,
    })),
  },
  {
    id: 'gcp-assets',
    title: 'assets of Cloud Asset Inventory: gcloud asset export, gcloud asset list --format json',
    recognises: ({ keys, text }) => isAsset(keys, text),
    marks: [
      {
        of: 'gcloud asset export or gcloud asset list --format json',
        members: ['assetType', 'ancestors', 'name'],
      },
    ],
  },
  {
    id: 'gcp-audit-log',
    title:
      'Cloud Audit Logs: gcloud logging read \'logName:"cloudaudit.googleapis.com"\' --format json, or what a sink writes (a file, or a folder of them)',
    usage: true,
    marks: [{ of: 'an entry of Cloud Audit Logs', members: ['logName', 'protoPayload', 'timestamp'] }],
    recognises: ({ keys, text }) =>
      keys.has('logName') && keys.has('protoPayload') && /cloudaudit\.googleapis\.com/.test(text),
  },
  {
    id: 'workspace-activities',
    title:
      'activities of administrators of Google Workspace: GET admin/reports/v1/activity/users/all/applications/admin?eventName=AUTHORIZE_API_CLIENT_ACCESS',
    recognises: ({ keys, text }) => keys.has('items') && /"kind"\s*:\s*"admin#reports#activities"/.test(text),
    marks: [{ of: 'a page of activities of administrators', members: ['items', 'kind'] }],
  },
];
