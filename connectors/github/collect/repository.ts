import type { RepositoryReference } from '../facts/records.ts';
import { environmentAnswerSchema } from './answers.ts';
import { agentConfigurationOf } from './copilot.ts';
import {
  isObject,
  type Json,
  type OrganizationReading,
  objectOf,
  runnerOf,
  webhookOf,
} from './organization.ts';
import type { KnownRepository } from './repositories.ts';
import { makeStep, type Place, type Step } from './step.ts';

/** What one repository is asked for by itself: what GraphQL does not have. */
export interface RepositoryOptions {
  readonly organization: OrganizationReading;
  /** Repositories that may enter clouds with a job token. */
  readonly federated: ReadonlySet<number>;
  readonly codespaces: boolean;
}

interface Here {
  readonly step: Step;
  readonly repository: RepositoryReference;
  readonly parameters: { readonly owner: string; readonly repo: string };
}

const secretsCalls = {
  actions: 'GET /repos/{owner}/{repo}/actions/secrets',
  dependabot: 'GET /repos/{owner}/{repo}/dependabot/secrets',
  agents: 'GET /repos/{owner}/{repo}/agents/secrets',
  codespaces: 'GET /repos/{owner}/{repo}/codespaces/secrets',
} as const;

const readSecrets = async (
  { step, repository, parameters }: Here,
  kind: keyof typeof secretsCalls,
): Promise<void> => {
  const call = secretsCalls[kind];
  for (const entry of (await step.list(call, parameters, repository.full_name)).entries) {
    const secret = objectOf(entry);
    const id = `${repository.full_name}/${kind}/${String(secret.name)}`;
    step.put(call, 'github.secret', id, { ...secret, level: 'repository', kind, repository });
  }
};

const readKeys = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/keys';
  for (const entry of (await step.list(call, parameters, repository.full_name)).entries) {
    const key = objectOf(entry);
    step.put(call, 'github.deploy-key', Number(key.id), { ...key, repository });
  }
};

const readHooks = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/hooks';
  for (const entry of (await step.list(call, parameters, repository.full_name)).entries) {
    const hook = objectOf(entry);
    step.put(call, 'github.webhook', Number(hook.id), {
      ...webhookOf(hook),
      level: 'repository',
      repository,
    });
  }
};

const environmentOf = (raw: unknown): { readonly name: string; readonly data: Json } | undefined => {
  const parsed = environmentAnswerSchema.safeParse(raw);
  if (!parsed.success) return;
  const { protection_rules, ...rest } = parsed.data;
  const rules = protection_rules ?? [];
  const reviewing = rules.filter(({ type }) => type === 'required_reviewers');
  return {
    name: rest.name,
    data: {
      ...rest,
      wait_timer: rules.find(({ type }) => type === 'wait_timer')?.wait_timer ?? 0,
      prevent_self_review: reviewing.some(({ prevent_self_review }) => prevent_self_review === true),
      reviewers: reviewing.flatMap(({ reviewers }) =>
        (reviewers ?? []).map(({ type, reviewer }) => ({
          type: type ?? 'User',
          name: reviewer?.slug ?? reviewer?.login ?? '',
          id: reviewer?.id,
        })),
      ),
      custom_rules: rules.flatMap(({ app }) => app?.slug ?? []),
    },
  };
};

const readEnvironments = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/environments';
  const one = `${call}/{environment_name}`;
  for (const entry of (await step.list(call, parameters, repository.full_name)).entries) {
    const environment = environmentOf(entry);
    if (environment === undefined) {
      step.put(call, 'github.environment', '', entry);
      continue;
    }
    const { name, data } = environment;
    const named = { ...parameters, environment_name: name };
    const where = `${repository.full_name} ${name}`;
    const custom = objectOf(data.deployment_branch_policy).custom_branch_policies === true;
    const branches = custom
      ? await step.list(`${one}/deployment-branch-policies`, named, where)
      : { entries: [], whole: false };
    step.put(call, 'github.environment', `${repository.full_name}/${name}`, {
      ...data,
      repository,
      ...(branches.whole ? { branch_policies: branches.entries } : {}),
    });
    for (const raw of (await step.list(`${one}/secrets`, named, where)).entries) {
      const secret = objectOf(raw);
      step.put(
        `${one}/secrets`,
        'github.secret',
        `${repository.full_name}/${name}/actions/${String(secret.name)}`,
        { ...secret, level: 'environment', kind: 'actions', repository, environment: name },
      );
    }
  }
};

const readPolicy = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/actions/permissions/workflow';
  const answer = await step.ask(call, parameters, repository.full_name);
  if (!isObject(answer)) return;
  step.put(call, 'github.actions-policy', repository.full_name, {
    ...answer,
    level: 'repository',
    repository,
  });
};

const readSubject = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/actions/oidc/customization/sub';
  const answer = await step.ask(call, parameters, repository.full_name);
  if (!isObject(answer)) return;
  step.put(call, 'github.oidc-subject', repository.full_name, { ...answer, level: 'repository', repository });
};

const readRunners = async ({ step, repository, parameters }: Here): Promise<void> => {
  const call = 'GET /repos/{owner}/{repo}/actions/runners';
  for (const entry of (await step.list(call, parameters, repository.full_name)).entries) {
    const runner = objectOf(entry);
    step.put(call, 'github.runner', `${repository.full_name}/runners/${String(runner.id)}`, {
      ...runnerOf(runner),
      level: 'repository',
      repository,
    });
  }
};

const readAgent = async (here: Here): Promise<void> => {
  const { step, repository, parameters } = here;
  await readSecrets(here, 'agents');
  const call = 'GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration';
  const answer = await step.ask(call, parameters, repository.full_name);
  if (!isObject(answer)) return;
  step.put(call, 'github.copilot', repository.full_name, {
    ...agentConfigurationOf(answer),
    level: 'repository',
    repository,
  });
};

const isIn = (which: 'all' | readonly number[], id: number): boolean => which === 'all' || which.includes(id);

/** Records of one repository. An archived one still has keys; nothing runs in it. */
export const readRepository = (
  place: Place,
  known: KnownRepository,
  { organization, federated, codespaces }: RepositoryOptions,
): Promise<void> => {
  const { reference: repository, active } = known;
  const slash = repository.full_name.indexOf('/');
  const parameters = {
    owner: repository.full_name.slice(0, slash),
    repo: repository.full_name.slice(slash + 1),
  };
  return makeStep(
    { ...place, inside: known.private, administered: known.administered },
    `repository ${repository.id}`,
    async (step) => {
      const here: Here = { step, repository, parameters };
      if (known.deployKeys > 0) await readKeys(here);
      if (!active) return;
      await readSecrets(here, 'actions');
      await readSecrets(here, 'dependabot');
      if (codespaces) await readSecrets(here, 'codespaces');
      await readHooks(here);
      if (known.environments > 0) await readEnvironments(here);
      if (organization.mayWriteByDefault && isIn(organization.actionsRepositories, repository.id)) {
        await readPolicy(here);
      }
      if (federated.has(repository.id)) await readSubject(here);
      if (isIn(organization.runnerRepositories, repository.id)) await readRunners(here);
      if (
        organization.agentRepositories !== undefined &&
        isIn(organization.agentRepositories, repository.id)
      ) {
        await readAgent(here);
      }
    },
  );
};
