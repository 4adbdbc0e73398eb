import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type FieldTable, type Identifier, recordRedaction } from '../../../src/redaction/records.ts';
import { useIdentifiers, windowIdentifiers } from '../../../src/usage/record.ts';
import { redactWorkflow } from '../workflows/leaked-secrets.ts';
import type { GitHubRecordData, GitHubRecordKind } from './records.ts';

const name: Identifier = { identifier: 'what it is called: everything else names it so' };
const id: Identifier = { identifier: "the provider's own id" };
const choice: Identifier = { identifier: "one of the provider's own words, which decides what holds" };
const pattern: Identifier = { identifier: 'a pattern of names: without it nobody knows what it lets in' };
const time: Identifier = { identifier: 'a time: its schema lets nothing else in' };

const repository: FieldTable = { 'repository.full_name': name };
const repositories: FieldTable = { 'repositories.full_name': name };
const actor = (at: string): FieldTable => ({ [`${at}.login`]: name, [`${at}.type`]: choice });
const times = (...fields: readonly string[]): FieldTable =>
  Object.fromEntries(fields.map((field) => [field, time]));

/** Of each kind of record, what is no text of a person. All other texts are redacted. */
export const githubIdentifiers: Readonly<Record<GitHubRecordKind, FieldTable>> = {
  'github.actions-policy': {
    level: choice,
    ...repository,
    enabled_repositories: choice,
    'enabled_repository_list.full_name': name,
    allowed_actions: choice,
    'selected_actions.patterns_allowed': pattern,
    default_workflow_permissions: choice,
    fork_pr_approval_policy: choice,
    self_hosted_runners: choice,
    'self_hosted_runner_repositories.full_name': name,
  },
  'github.app-installation': {
    app_slug: name,
    client_id: id,
    repository_selection: choice,
    ...repositories,
    ...actor('suspended_by'),
    ...actor('owner'),
    ...times('created_at', 'updated_at', 'suspended_at', 'app_created_at', 'last_request_at'),
  },
  'github.caller': { type: choice, name },
  'github.codeowners': { ...repository, path: name, owners: name },
  'github.copilot': {
    level: choice,
    ...repository,
    enabled_repositories: choice,
    ...repositories,
    'mcp_servers.name': name,
    'mcp_servers.host': name,
    'mcp_servers.env.name': name,
    'mcp_servers.env.value': choice,
    'mcp_servers.env.of': name,
    'mcp_servers.headers.name': name,
    'mcp_servers.headers.value': choice,
    'mcp_servers.headers.of': name,
    custom_allowlist: pattern,
  },
  'github.credential-authorization': {
    login: name,
    credential_type: choice,
    scopes: choice,
    fingerprint: id,
    ...times('credential_authorized_at', 'credential_accessed_at', 'authorized_credential_expires_at'),
  },
  'github.deploy-key': { ...repository, added_by: name, ...times('created_at', 'last_used') },
  'github.environment': {
    name,
    ...repository,
    ...times('created_at', 'updated_at'),
    'reviewers.type': choice,
    'reviewers.name': name,
    custom_rules: name,
    'branch_policies.name': pattern,
    'branch_policies.type': choice,
  },
  'github.local-action': {
    ...repository,
    path: name,
    text: { identifier: 'redacted on its tree before, by redactWorkflow' },
    'secrets.kind': choice,
  },
  'github.member': { login: name, role: choice, ...times('created_at', 'last_request_at') },
  'github.oidc-subject': {
    level: choice,
    ...repository,
    include_claim_keys: choice,
    sub_claim_prefix: pattern,
    custom_properties: name,
  },
  'github.organization': {
    login: name,
    created_at: time,
    'plan.name': choice,
    default_repository_permission: choice,
    server: name,
    enterprise: name,
  },
  'github.outside-collaborator': { login: name, type: choice, last_request_at: time },
  'github.pat-grant': {
    ...actor('owner'),
    repository_selection: choice,
    ...repositories,
    ...times('access_granted_at', 'token_expires_at', 'token_last_used_at'),
  },
  'github.pat-request': {
    ...actor('owner'),
    repository_selection: choice,
    ...times('created_at', 'token_expires_at', 'token_last_used_at'),
  },
  'github.private-registry': {
    name,
    registry_type: choice,
    auth_type: choice,
    visibility: choice,
    account_id: id,
    role_name: name,
    region: choice,
    audience: id,
    tenant_id: id,
    client_id: id,
    workload_identity_provider: id,
    service_account: id,
    ...times('created_at', 'updated_at'),
  },
  'github.protection': {
    type: choice,
    name,
    'source.type': choice,
    'source.name': name,
    enforcement: choice,
    'bypass_actors.type': choice,
    'bypass_actors.name': name,
    'bypass_actors.mode': choice,
    'push_actors.type': choice,
    'push_actors.name': name,
    'push_actors.mode': choice,
  },
  'github.repository': {
    node_id: id,
    full_name: name,
    name,
    ...actor('owner'),
    visibility: choice,
    ...times('created_at', 'pushed_at'),
    default_branch: name,
    'protection.pattern': pattern,
    'protection.rules': choice,
    'protection.branch_rule': id,
    'protection.rulesets.id': id,
    'protection.rulesets.rules': choice,
    agent_files: name,
  },
  'github.repository-access': {
    ...repository,
    login: name,
    permission: choice,
    'sources.type': choice,
    'sources.permission': choice,
    'sources.role_name': name,
    'sources.name': name,
  },
  'github.runner': { level: choice, ...repository, name, os: choice, status: choice, labels: name },
  'github.runner-group': { name, visibility: choice, ...repositories, selected_workflows: name },
  'github.secret': {
    level: choice,
    kind: choice,
    name,
    ...times('created_at', 'updated_at'),
    visibility: choice,
    ...repositories,
    ...repository,
    environment: name,
  },
  'github.team': {
    slug: name,
    parent: name,
    'members.login': name,
    'members.type': choice,
    'repositories.repository.full_name': name,
    'repositories.permission': choice,
  },
  'github.webhook': { level: choice, ...repository, events: choice, ...times('created_at', 'updated_at') },
  'github.workflow': {
    ...repository,
    path: name,
    ref: name,
    oid: id,
    text: { identifier: 'redacted on its tree before, by redactWorkflow' },
    'secrets.kind': choice,
  },
  'github.use': useIdentifiers,
  'github.use-window': windowIdentifiers,
};

const redactFields = recordRedaction(githubIdentifiers);

type Workflow = GitHubRecordData<'github.workflow'>;
type LocalAction = GitHubRecordData<'github.local-action'>;

/** What was blanked in an earlier reading stays told. */
const withoutSecrets = (data: Workflow | LocalAction): Workflow | LocalAction => {
  if (data.text === undefined) return data;
  const { text, secrets: found } = redactWorkflow(data.text);
  const secrets = [...(data.secrets ?? []), ...found];
  const leaked = found.filter(({ throw_away }) => throw_away !== true).length;
  return {
    ...data,
    text,
    blanked: (data.blanked ?? 0) + leaked,
    ...(secrets.length === 0 ? {} : { secrets }),
  };
};

/** A record as a snapshot may hold it. The same again changes nothing. */
export const redactGitHub = (given: SnapshotRecord): SnapshotRecord => {
  const record = redactFields(given);
  if (record.record !== 'github.workflow' && record.record !== 'github.local-action') return record;
  return { ...record, data: withoutSecrets(record.data as Workflow | LocalAction) };
};
