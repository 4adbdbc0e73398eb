/**
 * What the command lines of the other providers take, as far as fixes use them. Those of AWS are judged by AWS's own models:
 * test/emulator. Checked on 2026-11-30 against:
 * - az: `_params.py`, the signatures in `custom.py` and the `aaz` commands of the azure-cli 2.91.0 wheel on PyPI (role, identity,
 *   keyvault, resource, util);
 * - gh: the flags in pkg/cmd of cli/cli, commit 44ee1776 (`--repo` comes from `EnableRepoOverride`);
 * - az storage: the reference pages;
 * - gcloud: the synopses of the reference pages (storage hmac, service-accounts create, disable and keys list, the policy bindings of
 *   projects, folders, organizations, secrets and buckets: `--all` only where one is removed, `--condition` in both); `--project` is a
 *   flag of every command;
 * - docker: the reference of buildx imagetools inspect (`[OPTIONS] NAME`, with `--format` and `--raw`).
 */
export interface CommandShape {
  /** Every flag that may be given, with those of all commands that fixes use. */
  readonly flags: readonly string[];
  readonly required?: readonly string[];
  /** How many words without a flag; absent: none. */
  readonly words?: number;
  readonly source: string;
}

const az = (page: string): string => `https://learn.microsoft.com/cli/azure/${page}`;
const gcloud = (page: string): string => `https://cloud.google.com/sdk/gcloud/reference/${page}`;
const gh = (page: string): string => `https://cli.github.com/manual/${page}`;

/** Only commands that remove bindings know `--all` (whatever the condition). */
const binding = (page: string): CommandShape => ({
  flags: ['--member', '--role', '--condition', ...(page.includes('/remove-') ? ['--all'] : [])],
  required: ['--member', '--role'],
  words: 1,
  source: gcloud(page),
});

export const commandShapes: Readonly<Record<string, CommandShape>> = {
  'az ad app create': { flags: ['--display-name'], required: ['--display-name'], source: az('ad/app') },
  'az ad app credential delete': {
    flags: ['--id', '--key-id', '--cert'],
    required: ['--id', '--key-id'],
    source: az('ad/app/credential'),
  },
  'az ad app credential list': {
    flags: ['--id', '--cert'],
    required: ['--id'],
    source: az('ad/app/credential'),
  },
  'az ad app credential reset': {
    flags: ['--id', '--append', '--years', '--create-cert', '--display-name', '--end-date'],
    required: ['--id'],
    source: az('ad/app/credential'),
  },
  'az ad app federated-credential delete': {
    flags: ['--id', '--federated-credential-id'],
    required: ['--id', '--federated-credential-id'],
    source: az('ad/app/federated-credential'),
  },
  'az ad app federated-credential update': {
    flags: ['--id', '--federated-credential-id', '--parameters'],
    required: ['--id', '--federated-credential-id', '--parameters'],
    source: az('ad/app/federated-credential'),
  },
  'az ad app owner add': {
    flags: ['--id', '--owner-object-id'],
    required: ['--id', '--owner-object-id'],
    source: az('ad/app/owner'),
  },
  'az ad app owner remove': {
    flags: ['--id', '--owner-object-id'],
    required: ['--id', '--owner-object-id'],
    source: az('ad/app/owner'),
  },
  'az ad group member remove': {
    flags: ['--group', '--member-id'],
    required: ['--group', '--member-id'],
    source: az('ad/group/member'),
  },
  'az ad group owner remove': {
    flags: ['--group', '--owner-object-id'],
    required: ['--group', '--owner-object-id'],
    source: az('ad/group/owner'),
  },
  'az ad sp delete': { flags: ['--id'], required: ['--id'], source: az('ad/sp') },
  'az ad user update': {
    flags: ['--id', '--account-enabled'],
    required: ['--id'],
    source: az('ad/user'),
  },
  'az identity create': {
    flags: ['--name', '--resource-group', '--location', '--tags'],
    required: ['--name', '--resource-group'],
    source: az('identity'),
  },
  'az identity federated-credential delete': {
    flags: ['--identity-name', '--resource-group', '--name', '--yes'],
    required: ['--identity-name', '--resource-group', '--name'],
    source: az('identity/federated-credential'),
  },
  'az identity federated-credential update': {
    flags: ['--identity-name', '--resource-group', '--name', '--issuer', '--subject', '--audiences'],
    required: ['--identity-name', '--resource-group', '--name'],
    source: az('identity/federated-credential'),
  },
  'az keyvault delete-policy': {
    flags: ['--name', '--object-id'],
    required: ['--name'],
    source: az('keyvault'),
  },
  'az resource update': {
    flags: ['--ids', '--set'],
    required: ['--ids', '--set'],
    source: az('resource'),
  },
  'az storage account keys renew': {
    flags: ['--ids', '--account-name', '--resource-group', '--key'],
    required: ['--account-name', '--key'],
    source: az('storage/account/keys'),
  },
  'az storage account update': {
    flags: ['--ids', '--allow-shared-key-access'],
    required: ['--ids'],
    source: az('storage/account'),
  },
  'az resource tag': {
    flags: ['--ids', '--tags', '--is-incremental'],
    required: ['--tags'],
    source: az('resource'),
  },
  'az rest': {
    flags: ['--method', '--url', '--body', '--headers'],
    required: ['--url'],
    source: az('reference-index'),
  },
  'az role assignment create': {
    flags: ['--assignee', '--role', '--scope', '--condition'],
    required: ['--assignee', '--role', '--scope'],
    source: az('role/assignment'),
  },
  'az role assignment delete': {
    flags: ['--assignee', '--role', '--scope', '--ids'],
    source: az('role/assignment'),
  },
  'gcloud iam service-accounts keys create': {
    flags: ['--iam-account'],
    required: ['--iam-account'],
    words: 1,
    source: gcloud('iam/service-accounts/keys/create'),
  },
  'gcloud iam service-accounts keys delete': {
    flags: ['--iam-account'],
    required: ['--iam-account'],
    words: 1,
    source: gcloud('iam/service-accounts/keys/delete'),
  },
  'gcloud iam service-accounts keys list': {
    flags: ['--iam-account', '--managed-by'],
    required: ['--iam-account'],
    source: gcloud('iam/service-accounts/keys/list'),
  },
  'gcloud iam service-accounts create': {
    flags: ['--project', '--display-name'],
    words: 1,
    source: gcloud('iam/service-accounts/create'),
  },
  'gcloud iam service-accounts disable': {
    flags: [],
    words: 1,
    source: gcloud('iam/service-accounts/disable'),
  },
  'gcloud iam service-accounts add-iam-policy-binding': binding(
    'iam/service-accounts/add-iam-policy-binding',
  ),
  'gcloud iam service-accounts remove-iam-policy-binding': binding(
    'iam/service-accounts/remove-iam-policy-binding',
  ),
  ...Object.fromEntries(
    ['aws', 'oidc'].map((kind): [string, CommandShape] => [
      `gcloud iam workload-identity-pools providers update-${kind}`,
      {
        flags: ['--workload-identity-pool', '--location', '--project', '--attribute-condition'],
        required: ['--workload-identity-pool', '--location'],
        words: 1,
        source: gcloud(`iam/workload-identity-pools/providers/update-${kind}`),
      },
    ]),
  ),
  'gcloud pam entitlements create': {
    flags: ['--location', '--project', '--folder', '--organization', '--entitlement-file'],
    required: ['--location', '--entitlement-file'],
    words: 1,
    source: gcloud('pam/entitlements/create'),
  },
  'gcloud resource-manager org-policies enable-enforce': {
    flags: ['--project', '--folder', '--organization'],
    words: 1,
    source: gcloud('resource-manager/org-policies/enable-enforce'),
  },
  'gcloud projects add-iam-policy-binding': binding('projects/add-iam-policy-binding'),
  'gcloud projects remove-iam-policy-binding': binding('projects/remove-iam-policy-binding'),
  'gcloud organizations add-iam-policy-binding': binding('organizations/add-iam-policy-binding'),
  'gcloud organizations remove-iam-policy-binding': binding('organizations/remove-iam-policy-binding'),
  'gcloud resource-manager folders add-iam-policy-binding': binding(
    'resource-manager/folders/add-iam-policy-binding',
  ),
  'gcloud resource-manager folders remove-iam-policy-binding': binding(
    'resource-manager/folders/remove-iam-policy-binding',
  ),
  'gcloud secrets add-iam-policy-binding': binding('secrets/add-iam-policy-binding'),
  'gcloud secrets remove-iam-policy-binding': binding('secrets/remove-iam-policy-binding'),
  'gcloud storage buckets add-iam-policy-binding': binding('storage/buckets/add-iam-policy-binding'),
  'gcloud storage buckets remove-iam-policy-binding': binding('storage/buckets/remove-iam-policy-binding'),
  'gcloud storage hmac create': { flags: ['--project'], words: 1, source: gcloud('storage/hmac/create') },
  'gcloud storage hmac list': { flags: ['--service-account'], source: gcloud('storage/hmac/list') },
  'gcloud storage hmac update': {
    flags: ['--activate', '--deactivate'],
    words: 1,
    source: gcloud('storage/hmac/update'),
  },
  'gh api': {
    flags: ['--method', '--field', '--input', '--jq', '--paginate'],
    words: 1,
    source: gh('gh_api'),
  },
  'gh repo deploy-key add': {
    flags: ['--repo', '--title', '--allow-write'],
    words: 1,
    source: gh('gh_repo_deploy-key_add'),
  },
  'gh secret delete': {
    flags: ['--repo', '--org', '--env', '--app'],
    words: 1,
    source: gh('gh_secret_delete'),
  },
  'gh secret set': {
    flags: ['--repo', '--org', '--env', '--app', '--visibility', '--repos'],
    words: 1,
    source: gh('gh_secret_set'),
  },
  'gh workflow disable': { flags: ['--repo'], words: 1, source: gh('gh_workflow_disable') },
  'docker buildx imagetools inspect': {
    flags: ['--format'],
    words: 1,
    source: 'https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/',
  },
};

/** Flags that take no value of their own. */
const bare: ReadonlySet<string> = new Set([
  '--cert',
  '--append',
  '--create-cert',
  '--is-incremental',
  '--deactivate',
  '--activate',
  '--paginate',
  '--all',
  '--yes',
  '--allow-write',
]);

const names = Object.keys(commandShapes).sort((a, b) => b.length - a.length);

/** What is wrong with a command by the table; undefined: nothing. @param words as a shell reads them */
export const wrongWith = (words: readonly string[]): string | undefined => {
  const line = words.join(' ');
  const name = names.find((each) => line === each || line.startsWith(`${each} `));
  if (name === undefined) return `no such command: ${line}`;
  const { flags, required = [], words: most = 0 } = commandShapes[name]!;
  const given: string[] = [];
  let free = 0;
  const rest = words.slice(name.split(' ').length);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (!word.startsWith('--')) {
      free += 1;
      continue;
    }
    const [flag = ''] = word.split('=', 1);
    given.push(flag);
    if (!flags.includes(flag)) return `${name} has no ${flag}`;
    if (word.includes('=') || bare.has(flag)) continue;
    at += 1;
    if (at === rest.length || rest[at]!.startsWith('--')) return `${flag} of ${name} has no value`;
  }
  const missing = required.find((flag) => !given.includes(flag));
  if (missing !== undefined) return `${name} needs ${missing}`;
  return free === most ? undefined : `${name} has ${free} words and takes ${most}: ${line}`;
};
