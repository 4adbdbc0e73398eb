import type { Framework } from '../../../src/model/framework.ts';
import { githubIdentities } from './scopes.ts';

/**
 * Left out: 5.2.3 (nothing says that an environment is production's), and for 1.4.3 `issued-token-not-narrowed` (a token of one run is not
 * what an application was granted). 1.4.2 and 1.4.3 are about installed applications, not about keys and tokens of people.
 */
export const cisGithubV12: Framework = {
  id: 'cis-github-v1-2',
  name: 'CIS GitHub v1.2',
  version: '1.2.0',
  title: 'CIS GitHub Benchmark',
  source: 'https://www.cisecurity.org/benchmark/github',
  scope: githubIdentities,
  controls: [
    { id: '1.4.2', about: 'installed applications that nobody uses are removed' },
    { id: '1.4.3', about: 'installed applications hold what they need' },
    { id: '1.4.4', about: 'webhooks are secured' },
    { id: '2.1.7', about: 'secrets of builds are seen by as few as possible' },
    { id: '3.1.7', about: 'code of others is pinned to a version that was looked at' },
  ],
  byRisk: {},
  byRule: {
    'never-used-identity': ['1.4.2'],
    'unused-privileged-identity': ['1.4.2'],
    'wildcard-privileges-on-sensitive-services': ['1.4.3'],
    'standing-administrator': ['1.4.3'],
    'suspended-but-installed': ['1.4.2'],
    'unprotected-delivery': ['1.4.4'],
    'secret-visible-too-widely': ['2.1.7'],
    'all-secrets-handed-over': ['2.1.7'],
    'unpinned-third-party-code': ['3.1.7'],
    'standing-write-across-scopes': ['1.4.3'],
  },
  focus: {
    '1.4.2': { kinds: ['app-installation'] },
    '1.4.3': { kinds: ['app-installation'] },
  },
};
