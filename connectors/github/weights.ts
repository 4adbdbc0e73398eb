import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';

/** What the policy of the gate asks about privileges and resources of GitHub. */

/**
 * What a permission of a job's token is about. The others tell people something, and change no code.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
const ofToken: Readonly<Record<string, Sensitivity>> = {
  'id-token': 'identity',
  contents: 'data',
  packages: 'data',
  actions: 'compute',
  deployments: 'compute',
  pages: 'compute',
};

const services: Readonly<Record<string, Sensitivity>> = {
  'self-hosted-runner': 'compute',
  runner: 'compute',
  environment: 'compute',
  actions: 'compute',
  repository: 'data',
  account: 'identity',
};

export const concerns = (privilege: string, service: string): Sensitivity => {
  if (service.endsWith('-secrets')) return 'secrets';
  if (service !== 'job-token') return Object.hasOwn(services, service) ? services[service]! : 'identity';
  const [permission] = privilege.split(': ') as [string];
  // A privilege that is no permission by name: all of them.
  if (!privilege.includes(': ')) return 'data';
  return Object.hasOwn(ofToken, permission) ? ofToken[permission]! : 'rest';
};

/** Of one repository, by its whole name. The role of a cloud is a door: nobody sees from here what is behind it. */
export const namesResources = (pattern: string, service: string): boolean =>
  service === 'repository' && /^[^*?]+\/[^*?]+$/.test(pattern);

const pipelines: ReadonlySet<string> = new Set(['job', 'workflow', 'runner', 'app-installation']);

export const usedBy = ({ kind }: StateIdentity): IdentityUser | undefined =>
  pipelines.has(kind) ? 'pipeline' : kind === 'user' || kind === 'team' ? 'person' : undefined;
