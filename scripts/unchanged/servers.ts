import {
  githubPermissions,
  largeOrganization,
  sampleAccount,
  sampleAwsOrganization,
  sampleOrganization,
  seedMoto,
  startAws,
  startGitHub,
  startMoto,
} from './places.ts';

/** A service on the loopback interface that both trees read: started once, by this tree. */
export interface Server {
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const enterprise = 'acme-group';
const manyRequests = 10_000_000;

/** Organisations `acme` and `globex`; a token and an App. An App goes before a token, so it has a name of its own. */
const startBothGitHub = async (as: 'token' | 'app'): Promise<Server> => {
  const permissions = Object.keys(githubPermissions({ enterprise: true }).default_permissions);
  const organization = sampleOrganization();
  const globex = { ...largeOrganization(12, 8), id: 2, login: 'globex', installationId: 78 };
  const { url, privateKey, close } = await startGitHub({
    organizations: [organization, globex],
    tokens: [{ token: 'ghs_test', kind: 'app', permissions }],
    app: { id: '7', permissions },
    enterprise,
    limit: manyRequests,
  });
  const credential =
    as === 'token'
      ? { GITHUB_TOKEN: 'ghs_test' }
      : { GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: privateKey };
  return { environment: { GITHUB_API_URL: url, ...credential }, stop: close };
};

const awsEnvironment = (url: string, accessKey: string) => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: accessKey,
  AWS_SECRET_ACCESS_KEY: 'loopback',
  AWS_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
});

const [management, member] = ['111111111111', '222222222222'];
/** Refused in the member account, so that what was not read shows; the rest is enough for a verdict of the gate. */
const refused: ReadonlySet<string> = new Set(['iam:ListAccessKeys', 'iam:GetCredentialReport']);

const startFakeAws = async (): Promise<Server> => {
  const { url, close } = await startAws({
    accounts: [sampleAccount(management), sampleAccount(member)],
    organization: sampleAwsOrganization,
    fault: ({ account, call }) =>
      account === member && refused.has(call)
        ? { kind: 'error', code: 'AccessDenied', status: 403 }
        : undefined,
  });
  return { environment: awsEnvironment(url, `AKIA${management}`), stop: close };
};

const startSeededMoto = async (): Promise<Server> => {
  const { url, stop } = await startMoto();
  await seedMoto(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { environment: awsEnvironment(url, 'AKIAEXAMPLE'), stop };
};

export type ServerName = 'github' | 'github-app' | 'aws' | 'moto';

export const starts: Readonly<Record<ServerName, () => Promise<Server>>> = {
  github: () => startBothGitHub('token'),
  'github-app': () => startBothGitHub('app'),
  aws: startFakeAws,
  moto: startSeededMoto,
};
