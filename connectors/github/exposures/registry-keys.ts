import type { Exposure } from '../../../src/model/exposure.ts';
import type { Job, Step, Workflow } from '../workflows/file.ts';
import { mayBeOwn } from '../workflows/runs-on.ts';
import { correctedJobs } from './corrected.ts';
import { withWorkflowToken } from './corrected-steps.ts';
import { evidence, orElse, placeOfStep, plain, quoted, type Read } from './support.ts';

/** A registry of packages that takes tokens of workflows in place of a stored one. */
interface Registry {
  readonly issuer: string;
  /** Commands that publish there. */
  readonly publishes: RegExp;
  /** Actions that publish there: where they take the key from, names of inputs in lower case. */
  readonly actions: readonly { readonly action: RegExp; readonly inputs: readonly string[] }[];
  /** Variables that hold its key. */
  readonly variables: readonly string[];
  /** Of these the ones that are used for nothing but publishing. */
  readonly telling: readonly string[];
  /** Marks of another registry, in commands and in inputs. */
  readonly elsewhere: RegExp;
  /** Whether a machine of one's own can do without the key. */
  readonly onOwnMachines: boolean;
  readonly setUp: string;
}

const registries: readonly Registry[] = [
  {
    issuer: 'npm',
    publishes:
      /\b(?:npm|pnpm|bun)\s+(?:-\S+\s+)*publish\b|\byarn\s+(?:npm\s+)?publish\b|\blerna\s+publish\b|\bchangeset\s+publish\b|\bsemantic-release\b/,
    actions: [
      { action: /^js-devtools\/npm-publish@/i, inputs: ['token'] },
      { action: /^changesets\/action@/i, inputs: [] },
      { action: /^cycjimmy\/semantic-release-action@/i, inputs: [] },
    ],
    variables: ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_AUTH_TOKEN', 'NPM_CONFIG_TOKEN', 'YARN_NPM_AUTH_TOKEN'],
    telling: [],
    elsewhere:
      /(?:--registry[= ]["']?|registry-url:\s*["']?|registry=)(?!["']?(?:https:)?\/\/registry\.npmjs\.org)\S|npm\.pkg\.github\.com/,
    onOwnMachines: false,
    setUp: 'https://docs.npmjs.com/trusted-publishers',
  },
  {
    issuer: 'PyPI',
    publishes:
      /\btwine\s+upload\b|\bpoetry\s+publish\b|\buv\s+publish\b|\bhatch\s+publish\b|\bflit\s+publish\b|\bpdm\s+publish\b|\bmaturin\s+(?:publish|upload)\b/,
    actions: [
      { action: /^pypa\/gh-action-pypi-publish@/i, inputs: ['password'] },
      { action: /^pyo3\/maturin-action@/i, inputs: [] },
      { action: /^jrubics\/poetry-publish@/i, inputs: ['pypi_token'] },
    ],
    variables: [
      'TWINE_PASSWORD',
      'POETRY_PYPI_TOKEN_PYPI',
      'POETRY_HTTP_BASIC_PYPI_PASSWORD',
      'UV_PUBLISH_TOKEN',
      'UV_PUBLISH_PASSWORD',
      'HATCH_INDEX_AUTH',
      'FLIT_PASSWORD',
      'PDM_PUBLISH_PASSWORD',
      'MATURIN_PYPI_TOKEN',
      'PYPI_TOKEN',
      'PYPI_API_TOKEN',
    ],
    telling: ['POETRY_PYPI_TOKEN_PYPI', 'MATURIN_PYPI_TOKEN'],
    elsewhere:
      /(?:--repository-url|--publish-url|repository[-_]url:?|TWINE_REPOSITORY_URL:?)[= ]\s*["']?(?!["']?https:\/\/(?:upload\.|test\.)?pypi\.org)\S|(?:--repository|\s-r)[= ](?!["']?(?:test)?pypi\b)\S/,
    onOwnMachines: true,
    setUp: 'https://docs.pypi.org/trusted-publishers/',
  },
  {
    issuer: 'crates.io',
    publishes:
      /\bcargo\s+(?:\+\S+\s+)?(?:publish|release|workspaces\s+publish|ws\s+publish|smart-release)\b|\brelease-plz\s+release\b/,
    actions: [
      { action: /^katyo\/publish-crates@/i, inputs: ['registry-token'] },
      { action: /^(?:marcoieni\/release-plz-action|release-plz\/action)@/i, inputs: [] },
    ],
    variables: ['CARGO_REGISTRY_TOKEN', 'CARGO_TOKEN', 'CRATES_TOKEN', 'CRATES_IO_TOKEN'],
    telling: ['CARGO_REGISTRY_TOKEN'],
    elsewhere: /--(?:registry|index)[= ](?!["']?crates-io\b)\S/,
    onOwnMachines: true,
    setUp: 'https://crates.io/docs/trusted-publishing',
  },
  {
    issuer: 'RubyGems',
    publishes: /\bgem\s+push\b|\brake\s+release\b/,
    actions: [
      { action: /^dawidd6\/action-publish-gem@/i, inputs: ['api_key'] },
      { action: /^cadwallion\/publish-rubygems-action@/i, inputs: [] },
    ],
    variables: ['GEM_HOST_API_KEY', 'RUBYGEMS_API_KEY', 'RUBYGEMS_AUTH_TOKEN', 'RUBYGEMS_TOKEN'],
    telling: ['GEM_HOST_API_KEY'],
    elsewhere: /--host[= ]["']?(?!["']?https:\/\/rubygems\.org)\S|rubygems\.pkg\.github\.com/,
    onOwnMachines: true,
    setUp: 'https://guides.rubygems.org/trusted-publishing/',
  },
  {
    issuer: 'NuGet',
    publishes: /\bnuget(?:\.exe)?\s+push\b/i,
    actions: [{ action: /^(?:brandedoutcast|alirezanet|tedd)\/publish-nuget@/i, inputs: ['nuget_key'] }],
    variables: ['NUGET_API_KEY', 'NUGET_KEY', 'NUGET_TOKEN', 'NUGET_AUTH_TOKEN'],
    telling: [],
    elsewhere:
      /(?:\s-s|--source|-Source)[= ]\s*["']?(?!["']?(?:https:\/\/(?:api|www)\.)?nuget\.org)\S|nuget\.pkg\.github\.com/i,
    onOwnMachines: true,
    setUp: 'https://learn.microsoft.com/en-us/nuget/nuget-org/trusted-publishing',
  },
];

/** Upper case; undefined: no stored secret, or the token of the job. */
const secretIn = (written: string | undefined): string | undefined => {
  const [, dotted, quoted] =
    /\$\{\{[^}]*\bsecrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*'([^']+)'\s*\])/.exec(written ?? '') ?? [];
  const name = (dotted ?? quoted)?.toUpperCase();
  return name === 'GITHUB_TOKEN' ? undefined : name;
};

interface Key {
  readonly secret: string;
  readonly by: string;
}

/** The stored key that a step publishes with. */
const keyOf = (registry: Registry, job: Job, step: Step): Key | undefined => {
  const { uses = '', run, with: given } = step;
  const env = new Map([...(job.env ?? []), ...(step.env ?? [])]);
  const ofVariable = (names: readonly string[]): Key | undefined =>
    names
      .map((name) => ({ secret: secretIn(env.get(name)), by: name }))
      .find((each): each is Key => each.secret !== undefined);
  const action = registry.actions.find((each) => each.action.test(uses));
  if (action !== undefined) {
    const settings = [...given].map(([name, value]) => `${name}: ${value}`).join('\n');
    if (registry.elsewhere.test(settings)) return undefined;
    const ofInput = action.inputs
      .map((name) => ({ secret: secretIn(given.get(name)), by: name }))
      .find((each): each is Key => each.secret !== undefined);
    return ofInput ?? ofVariable(registry.variables);
  }
  if (run === undefined) return undefined;
  if (!registry.publishes.test(run)) {
    // A script of the repository publishes: the variable is of no other use.
    return registry.elsewhere.test(run) ? undefined : ofVariable(registry.telling);
  }
  const command = run.replace(/\\\n\s*/g, ' ');
  const line = command.split('\n').find((each) => registry.publishes.test(each)) ?? command;
  if (registry.elsewhere.test(line) || registry.elsewhere.test(command)) return undefined;
  const written = secretIn(line) ?? secretIn(command);
  return (
    ofVariable(registry.variables) ??
    (written === undefined ? undefined : { secret: written, by: 'its command' })
  );
};

/** Whoever else publishes needs a step more, which the registry's page tells. */
const newJob = (
  text: string | undefined,
  name: string,
  { uses = '', within }: Step,
  secret: string,
  issuer: string,
): readonly string[] =>
  orElse(
    within === undefined && (issuer === 'npm' || /^pypa\/gh-action-pypi-publish@/i.test(uses))
      ? correctedJobs(text, [name], withWorkflowToken(secret))
      : [],
    'permissions: { contents: read, id-token: write }',
  );

/** The registry that the job set up for its packages is another one. */
const isSetUpElsewhere = ({ elsewhere }: Registry, { steps }: Job): boolean =>
  steps.some(
    ({ uses = '', with: given }) =>
      /^actions\/setup-node@/i.test(uses) &&
      elsewhere.test(`registry-url: ${given.get('registry-url') ?? ''}`),
  );

/**
 * Jobs that publish packages with a stored key, where the registry takes tokens of the workflow.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export const registryKey = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  /** Names of secrets that are reported where they are stored, upper case. */
  reported: ReadonlySet<string>,
): readonly Exposure[] =>
  workflow.jobs.flatMap((job) =>
    registries.flatMap((registry): readonly Exposure[] => {
      if (!registry.onOwnMachines && job.runsOn.some(mayBeOwn)) return [];
      if (isSetUpElsewhere(registry, job)) return [];
      for (const step of job.steps) {
        const key = keyOf(registry, job, step);
        if (key === undefined || reported.has(key.secret)) continue;
        const { issuer, setUp } = registry;
        const { path, repository } = record.data;
        return [
          {
            kind: 'key-instead-of-federation',
            key: `${job.name} ${issuer}`,
            says: `Job ${plain(job.name)} of ${plain(path)} in ${plain(repository.full_name)} publishes to ${issuer} with the stored key ${plain(key.secret)}, where ${issuer} takes tokens of the workflow`,
            // What else the job may do makes the key of a package no worse.
            atMost: 'medium',
            evidence: [
              evidence(
                'github.workflow',
                record,
                `${placeOfStep(step)} of job ${plain(job.name)} has ${plain(key.secret)} in ${key.by}`,
                '/text',
              ),
            ],
            fix: `Name this workflow as a trusted publisher of the package (${setUp}), give the job \`id-token: write\`, then revoke the key at ${issuer} and delete the secret.\n${newJob(record.data.text, job.name, step, key.secret, issuer).join('\n')}\ngh secret delete ${quoted(key.secret)} --repo ${quoted(repository.full_name)}`,
          },
        ];
      }
      return [];
    }),
  );
