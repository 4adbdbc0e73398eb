import { connectors } from '../../connectors/index.ts';
import { defaultBounds } from '../../src/collection/bounds.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { liveSource } from '../../src/pipeline/live-source.ts';
import { isCoverage } from '../../src/snapshot/read.ts';
import { setEnvironment } from './environment.ts';
import { googleKey } from './unreachable.ts';

/** Every provider with a credential that nobody issued, for what happens on the way to it. */

const guid = '11111111-1111-4111-8111-111111111111';

export interface LiveProvider {
  readonly given: Readonly<Record<string, unknown>>;
  /** What signs in; `folder` takes a file. */
  readonly credential: (folder: string) => Readonly<Record<string, string>>;
  /** How it is told to ask elsewhere; absent: it always asks its own hosts, through a proxy or not. */
  readonly elsewhere?: (origin: string) => Readonly<Record<string, string>>;
  /** Where it signs in, and what it asks then. */
  readonly hosts: readonly string[];
  readonly flags: readonly string[];
}

export const liveProviders: Readonly<Record<string, LiveProvider>> = {
  aws: {
    given: { aws: true },
    credential: () => ({
      AWS_ACCESS_KEY_ID: 'AKIA111111111111',
      AWS_SECRET_ACCESS_KEY: 'never-shown-anywhere',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    }),
    elsewhere: (origin) => ({ AWS_ENDPOINT_URL: origin }),
    flags: ['--aws'],
    hosts: ['sts.eu-west-1.amazonaws.com'],
  },
  azure: {
    given: { azure: true },
    credential: () => ({
      AZURE_TENANT_ID: guid,
      AZURE_CLIENT_ID: guid,
      AZURE_CLIENT_SECRET: 'never-shown-anywhere',
    }),
    flags: ['--azure'],
    hosts: ['login.microsoftonline.com', 'graph.microsoft.com', 'management.azure.com'],
  },
  gcp: {
    given: { gcp: true, gcpOrganization: ['1'] },
    credential: (folder) => ({ GOOGLE_APPLICATION_CREDENTIALS: googleKey(folder) }),
    flags: ['--gcp', '--gcp-organization', '1'],
    hosts: ['oauth2.googleapis.com', 'cloudresourcemanager.googleapis.com'],
  },
  github: {
    given: { github: ['acme'] },
    credential: () => ({ GITHUB_TOKEN: 'never-shown-anywhere' }),
    elsewhere: (origin) => ({ GITHUB_API_URL: origin }),
    flags: ['--github', 'acme'],
    hosts: ['api.github.com'],
  },
};

/** Coverage of a live scan in this process, which gives up soon where nothing answers. @param first milliseconds until then */
export const askedLive = async (
  id: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  first = 1_000,
): Promise<readonly Coverage[]> => {
  const { given, credential } = liveProviders[id]!;
  const { live } = connectors.find((connector) => connector.id === id)!;
  setEnvironment({ PATH: process.env.PATH ?? '', HOME: folder, ...credential(folder), ...env });
  const source = await liveSource(live!, given, {
    settings: defaultSettings,
    now: () => new Date('2026-04-01T00:00:00Z'),
    bounds: { ...defaultBounds, first },
  });
  const coverage: Coverage[] = [];
  for await (const entry of source.entries()) if (isCoverage(entry)) coverage.push(entry);
  return coverage;
};
