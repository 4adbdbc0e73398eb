import type { ZodType, z } from 'zod';
import { publicAddress } from '../../../src/redaction/address.ts';
import { referenceSchema, webhookAnswerSchema } from './answers.ts';
import { makeStep, type Place, type Step } from './step.ts';

/** What an organisation itself is asked for, beside its repositories and people. */
export interface OrganizationReading {
  /** Repositories may have a default token that writes or approves. `true` as well where nobody told. */
  readonly mayWriteByDefault: boolean;
  /** Which repositories may run Actions: all, or these numbers. `all` as well where nobody told. */
  readonly actionsRepositories: 'all' | readonly number[];
  /** Which repositories may have runners of their own: all, or these numbers. */
  readonly runnerRepositories: 'all' | readonly number[];
  /** In which repositories the Copilot cloud agent works. `undefined`: not told. */
  readonly agentRepositories: 'all' | readonly number[] | undefined;
}

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});

/** An entry in the shape of the API; else it is counted and left out. */
export const understood = <Schema extends ZodType>(
  schema: Schema,
  value: unknown,
  otherwise: () => void,
): z.output<Schema> | undefined => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  otherwise();
  return;
};

export const referencesOf = (entries: readonly unknown[]) =>
  entries.flatMap((entry) => {
    const parsed = referenceSchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });

/** The repositories of something that is open to selected ones; absent where they are not known to the end. */
export const selectedRepositories = async (
  step: Step,
  call: string,
  parameters: Readonly<Record<string, string | number>>,
  where: string,
) => {
  const { entries, whole } = await step.list(call, parameters, where);
  return whole ? { repositories: referencesOf(entries) } : {};
};

export const webhookOf = (raw: unknown): Json | undefined => {
  const parsed = webhookAnswerSchema.safeParse(raw);
  if (!parsed.success) return;
  const { config, last_response, ...rest } = parsed.data;
  const address = publicAddress(config.url ?? '');
  const insecure = config.insecure_ssl;
  return {
    ...rest,
    url: address.url,
    content_type: config.content_type,
    insecure_ssl:
      insecure === undefined || insecure === null ? undefined : `${insecure}` === '1' || insecure === true,
    has_secret: config.secret !== undefined && config.secret !== null && config.secret !== '',
    url_holds_credentials: address.held,
    last_response_code: last_response?.code,
  };
};

const readActionsPolicy = async (step: Step, org: string) => {
  const base = 'GET /orgs/{org}/actions/permissions';
  const policy = objectOf(await step.ask(base, { org }));
  const enabled =
    policy.enabled_repositories === 'selected'
      ? await selectedRepositories(step, `${base}/repositories`, { org }, '')
      : {};
  const selected =
    policy.allowed_actions === 'selected' ? await step.ask(`${base}/selected-actions`, { org }) : undefined;
  const workflow = await step.ask(`${base}/workflow`, { org });
  const approval = objectOf(await step.ask(`${base}/fork-pr-contributor-approval`, { org }));
  const forks = await step.ask(`${base}/fork-pr-workflows-private-repos`, { org });
  const runners = objectOf(await step.ask(`${base}/self-hosted-runners`, { org }));
  const own =
    runners.enabled_repositories === 'selected'
      ? await selectedRepositories(step, `${base}/self-hosted-runners/repositories`, { org }, '')
      : {};
  step.put(base, 'github.actions-policy', org, {
    level: 'organization',
    ...policy,
    ...objectOf(workflow),
    ...('repositories' in enabled ? { enabled_repository_list: enabled.repositories } : {}),
    selected_actions: isObject(selected) ? selected : undefined,
    fork_pr_approval_policy: approval.approval_policy,
    fork_pr_workflows_private_repos: isObject(forks) ? forks : undefined,
    self_hosted_runners: runners.enabled_repositories,
    ...('repositories' in own ? { self_hosted_runner_repositories: own.repositories } : {}),
  });
  const told = objectOf(workflow);
  return {
    mayWriteByDefault:
      told.default_workflow_permissions !== 'read' || told.can_approve_pull_request_reviews !== false,
    actionsRepositories: chosenOf(policy.enabled_repositories, enabled),
    runnerRepositories: chosenOf(runners.enabled_repositories, own),
  };
};

/** Numbers of the repositories that a policy is for; `all` as well where nobody told. */
const chosenOf = (
  choice: unknown,
  { repositories }: { readonly repositories?: readonly { readonly id: number }[] },
): 'all' | readonly number[] => (choice === 'none' ? [] : (repositories?.map(({ id }) => id) ?? 'all'));

const secretLists = [
  ['actions', 'GET /orgs/{org}/actions/secrets'],
  ['dependabot', 'GET /orgs/{org}/dependabot/secrets'],
  ['agents', 'GET /orgs/{org}/agents/secrets'],
  ['codespaces', 'GET /orgs/{org}/codespaces/secrets'],
] as const;

const readSecrets = async (
  step: Step,
  org: string,
  [kind, call]: (typeof secretLists)[number],
): Promise<void> => {
  for (const entry of (await step.list(call, { org })).entries) {
    const secret = objectOf(entry);
    const name = String(secret.name);
    const selected =
      secret.visibility === 'selected'
        ? await selectedRepositories(
            step,
            `${call}/{secret_name}/repositories`,
            { org, secret_name: name },
            name,
          )
        : {};
    step.put(call, 'github.secret', `${org}/${kind}/${name}`, {
      ...secret,
      level: 'organization',
      kind,
      ...selected,
    });
  }
};

const readGroups = async (step: Step, org: string): Promise<void> => {
  const call = 'GET /orgs/{org}/actions/runner-groups';
  for (const entry of (await step.list(call, { org })).entries) {
    const group = objectOf(entry);
    const selected =
      group.visibility === 'selected'
        ? await selectedRepositories(
            step,
            `${call}/{runner_group_id}/repositories`,
            { org, runner_group_id: Number(group.id) },
            String(group.name),
          )
        : {};
    step.put(call, 'github.runner-group', Number(group.id), { ...group, ...selected });
    if (group.inherited === true) await readInheritedRunners(step, org, Number(group.id), String(group.name));
  }
};

/** The list of the organisation's runners has none of the enterprise's: only the shared group shows them. */
const readInheritedRunners = async (step: Step, org: string, group: number, name: string): Promise<void> => {
  const call = 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners';
  for (const entry of (await step.list(call, { org, runner_group_id: group }, name)).entries) {
    const runner = objectOf(entry);
    step.put(call, 'github.runner', `${org}/runner-groups/${group}/runners/${String(runner.id)}`, {
      ...runnerOf(runner),
      level: 'organization',
      runner_group_id: group,
      inherited: true,
    });
  }
};

/** A list whose entries are records as they come. */
const putAll = async (
  step: Step,
  call: string,
  org: string,
  kind: Parameters<Step['put']>[1],
  idOf: (entry: Json) => string | number,
  more: (entry: Json) => Json = (entry) => entry,
): Promise<void> => {
  for (const entry of (await step.list(call, { org })).entries) {
    const object = objectOf(entry);
    step.put(call, kind, idOf(object), more(object));
  }
};

/** What is no label stays what it is, and the record is told as misshapen. */
const labelsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.map((label) => (isObject(label) ? label.name : label)) : [];

export const runnerOf = (runner: Json): Json => ({ ...runner, labels: labelsOf(runner.labels) });

const readOidc = async (step: Step, org: string): Promise<void> => {
  const call = 'GET /orgs/{org}/actions/oidc/customization/sub';
  const subject = await step.ask(call, { org });
  // Not paged: the whole list comes at once.
  const properties = await step.ask('GET /orgs/{org}/actions/oidc/customization/properties/repo', { org });
  if (!isObject(subject)) return;
  step.put(call, 'github.oidc-subject', org, {
    ...subject,
    level: 'organization',
    ...(Array.isArray(properties)
      ? {
          custom_properties: properties.flatMap((entry) =>
            isObject(entry) ? [String(entry.custom_property_name)] : [],
          ),
        }
      : {}),
  });
};

const readAgents = async (step: Step, org: string) => {
  const call = 'GET /orgs/{org}/copilot/coding-agent/permissions';
  const policy = await step.ask(call, { org });
  if (!isObject(policy)) return null;
  const selected =
    policy.enabled_repositories === 'selected'
      ? await selectedRepositories(step, `${call}/repositories`, { org }, '')
      : {};
  step.put(call, 'github.copilot', org, {
    level: 'organization',
    enabled_repositories: policy.enabled_repositories,
    ...selected,
  });
  if (policy.enabled_repositories === 'all') return 'all' as const;
  if (policy.enabled_repositories === 'none') return [];
  return 'repositories' in selected ? selected.repositories!.map(({ id }) => id) : null;
};

/** https://docs.github.com/en/get-started/learning-about-github/githubs-plans */
const smallerPlans = new Set(['free', 'team']);

const notCloudOf = ({ session }: Place, plan: string | null): string | undefined => {
  const only = 'GitHub Enterprise Cloud only';
  if (session.onServer) return `${only}, and this is an Enterprise Server`;
  return plan !== null && smallerPlans.has(plan) ? `${only}; the organisation's plan is ${plan}` : undefined;
};

export interface Entered {
  /** As GitHub writes it, whatever was typed. */
  readonly login: string;
  /** Why it has nothing of what only GitHub Enterprise Cloud offers. `null`: it may have. */
  readonly notCloud: string | null;
}

/** The organisation's own record; `null`: it could not be seen at all. */
export const enterOrganization = (
  place: Place,
  { server, enterprise }: { readonly server: string; readonly enterprise: string | undefined },
): Promise<Entered | null> => {
  const call = 'GET /orgs/{org}';
  return makeStep(place, 'organization', async (step) => {
    const answer = await step.ask(call, { org: place.scope });
    if (!isObject(answer)) return null;
    const login = String(answer.login);
    const record = { ...answer, server, ...(enterprise === undefined ? {} : { enterprise }) };
    if (!step.put(call, 'github.organization', Number(answer.id), record, login)) return null;
    const plan = objectOf(answer.plan).name;
    return { login, notCloud: notCloudOf(place, typeof plan === 'string' ? plan : null) ?? null };
  });
};

/** Records of the settings of the organisation, and what decides which calls its repositories need. */
export const readOrganization = async (
  place: Place,
  { codespaces }: { readonly codespaces: boolean },
): Promise<OrganizationReading> => {
  const org = place.scope;
  const policy = await makeStep(place, 'actions policy', (step) => readActionsPolicy(step, org));
  for (const list of secretLists) {
    if (list[0] === 'codespaces' && !codespaces) continue;
    await makeStep(place, `${list[0]} secrets`, (step) => readSecrets(step, org, list));
  }
  await makeStep(place, 'private registries', (step) =>
    putAll(
      step,
      'GET /orgs/{org}/private-registries',
      org,
      'github.private-registry',
      ({ name }) => `${org}/registries/${String(name)}`,
      (registry) => ({ ...registry, url: publicAddress(String(registry.url ?? '')).url || undefined }),
    ),
  );
  await makeStep(place, 'webhooks', (step) =>
    putAll(
      step,
      'GET /orgs/{org}/hooks',
      org,
      'github.webhook',
      ({ id }) => Number(id),
      (hook) => ({ ...webhookOf(hook), level: 'organization' }),
    ),
  );
  await makeStep(place, 'runners', async (step) => {
    await putAll(
      step,
      'GET /orgs/{org}/actions/runners',
      org,
      'github.runner',
      ({ id }) => `${org}/runners/${String(id)}`,
      (runner) => ({ ...runnerOf(runner), level: 'organization' }),
    );
    await readGroups(step, org);
  });
  await makeStep(place, 'oidc', (step) => readOidc(step, org));
  const agents = await makeStep(place, 'agents', (step) => readAgents(step, org));
  return { ...policy, agentRepositories: agents ?? undefined };
};
