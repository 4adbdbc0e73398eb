import type { Exposure } from '../../../src/model/exposure.ts';
import { keyOfName } from '../federation/cloud-keys.ts';
import { loginOf } from '../workflows/cloud-logins.ts';
import type { Workflow } from '../workflows/file.ts';
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
 * Jobs that enter a cloud with a stored key.
 * https://docs.github.com/en/actions/concepts/security/openid-connect
 */
export const staticLogin = (
  record: Read<'github.workflow'>,
  workflow: Workflow,
  federated: ReadonlySet<string>,
  /** Names of secrets that are reported where they are stored, upper case. */
  reported: ReadonlySet<string>,
): readonly Exposure[] =>
  workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step): Exposure[] => {
      const login = loginOf(step);
      const input = login?.key.find((each) => step.with.has(each));
      if (login === undefined || input === undefined) return [];
      const [, secret] = /\bsecrets\.([A-Za-z_]\w*)/.exec(step.with.get(input) ?? '') ?? [];
      if (secret !== undefined && reported.has(secret.toUpperCase())) return [];
      const repository = record.data.repository.full_name;
      return [
        {
          kind: 'key-instead-of-federation',
          key: `${job.name} ${login.issuer}`,
          says: `Job ${plain(job.name)} of ${plain(record.data.path)} in ${plain(repository)} enters ${login.issuer} with a stored key${federated.has(login.issuer) ? `, although the repository already uses federation with ${login.issuer}` : ''}`,
          confidence: 'high',
          evidence: [
            evidence(
              'github.workflow',
              record,
              `step ${step.number} of job ${plain(job.name)} sets ${input}`,
              '/text',
            ),
          ],
          fix: `Let ${login.issuer} trust the job's tokens, give the job \`id-token: write\`, replace ${input} by ${login.federated[0] ?? 'the JWT method'}, then revoke the key.\npermissions: { contents: read, id-token: write }\nwith: { ${login.federated[0] ?? 'method'}: ${login.federated[0] === undefined ? 'jwt' : 'NAME'} }`,
        },
      ];
    }),
  );

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
