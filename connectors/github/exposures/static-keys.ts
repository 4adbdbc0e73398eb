import type { Exposure } from '../../../src/model/exposure.ts';
import { keyOfName } from '../federation/cloud-keys.ts';
import { loginFor, loginOf } from '../workflows/cloud-logins.ts';
import type { Job, Workflow } from '../workflows/file.ts';
import { evidence, fixBy, plain, quoted, type Read } from './support.ts';

/** Whom the jobs of a workflow enter with tokens of their own, without a stored key. */
export const federatedIssuers = ({ jobs }: Workflow): readonly string[] =>
  jobs.flatMap(({ permissions, steps }) =>
    permissions?.get('id-token') !== 'write'
      ? []
      : steps.flatMap((step) => {
          const login = loginOf(step);
          return login !== undefined &&
            !login.key.some((input) => step.with.has(input)) &&
            login.federated.some((input) => step.with.has(input))
            ? [login.issuer]
            : [];
        }),
  );

/**
 * Variables by which the tools of a cloud take a stored key, whatever action or command runs them. The id of a key opens nothing.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html,
 * https://learn.microsoft.com/dotnet/api/azure.identity.environmentcredential,
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_client_secret,
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference
 */
const variables: ReadonlyMap<string, string> = new Map([
  ['AWS_SECRET_ACCESS_KEY', 'AWS'],
  ['AZURE_CLIENT_SECRET', 'Azure'],
  ['AZURE_CREDENTIALS', 'Azure'],
  ['ARM_CLIENT_SECRET', 'Azure'],
  ['GOOGLE_CREDENTIALS', 'Google Cloud'],
  ['GOOGLE_CLOUD_KEYFILE_JSON', 'Google Cloud'],
  ['GCLOUD_KEYFILE_JSON', 'Google Cloud'],
  ['GCP_SA_KEY', 'Google Cloud'],
]);

const secretIn = (text: string): string | undefined => {
  const [, dotted, indexed] =
    /(?<![\w.-])secrets\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*['"]([A-Za-z_]\w*)['"]\s*\])/i.exec(text) ?? [];
  return dotted ?? indexed;
};

/** One place where a job gets a stored key of a cloud. */
interface KeyPlace {
  readonly issuer: string;
  readonly secret: string | undefined;
  /** What a reader finds there. */
  readonly says: string;
  readonly fix: string;
}

const loginPlaces = ({ steps, name }: Job): readonly KeyPlace[] =>
  steps.flatMap((step): KeyPlace[] => {
    const login = loginOf(step);
    const input = login?.key.find((each) => step.with.has(each));
    if (login === undefined || input === undefined) return [];
    const [method, value] =
      login.federated[0] === undefined ? ['method', 'jwt'] : [login.federated[0], 'NAME'];
    return [
      {
        issuer: login.issuer,
        secret: secretIn(step.with.get(input) ?? ''),
        says: `step ${step.number} of job ${plain(name)} sets ${input}`,
        fix: fixBy(
          `Let ${login.issuer} trust the job's tokens, give the job \`id-token: write\`, replace ${input} by ${login.federated[0] ?? 'the JWT method'}, then revoke the key.`,
          'permissions: { contents: read, id-token: write }',
          `with: { ${method}: ${value} }`,
        ),
      },
    ];
  });

/** What a run makes (outputs of a login by a token) is no stored key: only values out of `secrets` count. */
const variablePlaces = ({ env, steps, name }: Job): readonly KeyPlace[] =>
  [
    { where: `job ${plain(name)}`, env },
    ...steps.map((step) => ({ where: `step ${step.number} of job ${plain(name)}`, env: step.env })),
  ].flatMap(({ where, env: set = new Map<string, string>() }) =>
    [...set].flatMap(([variable, value]): KeyPlace[] => {
      const issuer = variables.get(variable);
      const secret = secretIn(value);
      if (issuer === undefined || secret === undefined) return [];
      const login = loginFor(issuer);
      return [
        {
          issuer,
          secret,
          says: `${where} sets the variable ${variable} from the secret ${plain(secret)}`,
          fix: fixBy(
            `Let ${issuer} trust the job's tokens, give the job \`id-token: write\`, log in by a step in place of ${variable}, take the variable away, then revoke the key.`,
            'permissions: { contents: read, id-token: write }',
            `uses: ${login?.name}@FULL_COMMIT`,
            `with: { ${login?.federated[0] ?? 'method'}: NAME }`,
          ),
        },
      ];
    }),
  );

/**
 * Jobs that enter a cloud with a stored key: an input of a login, or a variable that the cloud's tools read.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export const staticLogin = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  federated: ReadonlySet<string>,
  /** Names of secrets that are reported where they are stored, upper case. */
  reported: ReadonlySet<string>,
): readonly Exposure[] =>
  workflow.jobs.flatMap((job) => {
    const places = [...loginPlaces(job), ...variablePlaces(job)].filter(
      ({ secret }) => secret === undefined || !reported.has(secret.toUpperCase()),
    );
    const repository = record.data.repository.full_name;
    // A job has one finding for each cloud, whatever ways there are into it.
    return [...Map.groupBy(places, ({ issuer }) => issuer)].map(
      ([issuer, found]): Exposure => ({
        kind: 'key-instead-of-federation',
        key: `${job.name} ${issuer}`,
        says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(repository)} enters ${issuer} with a stored key${federated.has(issuer) ? `, although the repository already uses federation with ${issuer}` : ''}`,
        confidence: 'high',
        evidence: found.slice(0, 5).map(({ says }) => evidence('github.workflow', record, says, '/text')),
        fix: found[0]!.fix,
      }),
    );
  });

/**
 * A stored secret that by its name is a static key, where a federation could give short-lived ones.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments
 */
export const staticKey = (
  secret: Read<'github.secret'>,
  organization: string,
  /** Whom a repository that can use the secret already enters without a key. */
  federated: ReadonlySet<string>,
): readonly Exposure[] => {
  const { data } = secret;
  // Codespaces and the agent have no tokens to exchange for a cloud's; Dependabot opens registries of clouds with its own.
  // https://docs.github.com/en/code-security/how-tos/secure-your-supply-chain/manage-your-dependency-security/configuring-access-to-private-registries-for-dependabot#using-oidc-for-authentication
  const ofDependabot = data.kind === 'dependabot';
  const known = data.kind === 'actions' || ofDependabot ? keyOfName(data.name) : undefined;
  if (known === undefined || (ofDependabot && known.kind !== 'cloud')) return [];
  const already = federated.has(known.issuer);
  const place = data.repository?.full_name ?? organization;
  const flags = [
    data.repository === undefined ? `--org ${quoted(organization)}` : `--repo ${quoted(place)}`,
    ...(data.environment === undefined ? [] : [`--env ${quoted(data.environment)}`]),
    ...(ofDependabot ? ['--app dependabot'] : []),
  ].join(' ');
  return [
    {
      kind: 'key-instead-of-federation',
      key: [
        ...(ofDependabot ? [data.kind] : []),
        ...(data.environment === undefined ? [] : [data.environment]),
        data.name,
      ].join('/'),
      says: `${ofDependabot ? 'Dependabot secret' : 'Secret'} ${plain(data.name)} of ${plain(place)} is by its name a static key for ${known.issuer}${
        already
          ? `, although workflows there already use federation with ${known.issuer}`
          : ', which takes tokens of GitHub instead'
      }`,
      ...(ofDependabot || (known.kind === 'registry' && !already) ? { severity: 'low' as const } : {}),
      evidence: [evidence('github.secret', secret, `is named ${plain(data.name)}`, '/name')],
      fix: fixBy(
        ofDependabot
          ? `Let ${known.issuer} trust the tokens of Dependabot's jobs, name the role in .github/dependabot.yml in place of user and password, revoke the key, and delete the secret.`
          : `Let ${known.issuer} trust the tokens of the workflow (${known.setUp}), revoke the key there, and delete the secret.`,
        `gh secret delete ${quoted(data.name)} ${flags}`,
      ),
    },
  ];
};
