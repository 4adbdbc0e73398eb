import type { FileHead, FileKind } from '../../src/model/connector.ts';

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
    marks: ['bindings', 'etag'],
    not: ['kind', 'metadata', 'resource'],
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
} as const satisfies Readonly<
  Record<
    string,
    { readonly command: string; readonly marks: readonly string[]; readonly not: readonly string[] }
  >
>;
export type GcloudOutput = keyof typeof gcloudOutputs;

const outputOf = (keys: ReadonlySet<string>): GcloudOutput | undefined =>
  (Object.keys(gcloudOutputs) as readonly GcloudOutput[]).find((name) => {
    const { marks, not }: { readonly marks: readonly string[]; readonly not: readonly string[] } =
      gcloudOutputs[name];
    return marks.every((mark) => keys.has(mark)) && !not.some((mark) => keys.has(mark));
  });

/** Of deny policies their kind is written, which elements of others have as well. */
export const gcloudOutputIn = ({ keys, text }: FileHead): GcloudOutput | undefined => {
  const output = outputOf(keys);
  return output === 'denials' && !/"kind"\s*:\s*"DenyPolicy"/.test(text) ? undefined : output;
};

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
    recognises: ({ keys, text }) =>
      keys.has('logName') && keys.has('protoPayload') && /cloudaudit\.googleapis\.com/.test(text),
  },
];
