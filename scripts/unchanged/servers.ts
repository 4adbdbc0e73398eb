import { githubPermissions, sampleOrganization, startGitHub } from './places.ts';

export type ServerName = 'github';

/** A service on the loopback interface that both trees read. */
export interface Server {
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

const github = async (): Promise<Server> => {
  const permissions = Object.keys(githubPermissions().default_permissions);
  const { url, close } = await startGitHub({
    organizations: [sampleOrganization()],
    tokens: [{ token: 'ghs_test', kind: 'app', permissions }],
    limit: 1_000_000,
  });
  return { environment: { GITHUB_API_URL: url, GITHUB_TOKEN: 'ghs_test' }, stop: close };
};

export const starts: Readonly<Record<ServerName, () => Promise<Server>>> = { github };
