import type { Framework } from '../../../src/model/framework.ts';
import { allIdentities } from './scopes.ts';

/**
 * Safeguards by number. 5.1 is listed for what it asks: the pack's inventory answers it, and no rule can fail it.
 * Not claimed: `unused-credential` for 5.3 (its account may be in use), for 5.4 `catch-all-role` and `grant-at-root` (Viewer administers
 * nothing), `root-access-keys` (root is an administrator's account), what is permanent (5.4 sets no time) and
 * `standing-privilege-short-lived-credential` (also reported below full control), `privilege-escalation-path`, `wide-impersonation` and
 * `weaker-owner` for 6.8 (who could take something over is not what a role was given), `consent-for-everybody` for 15 (an application of
 * one's own may have it), `outsider-grant` for 15 (a person with a public mail address is no
 * service provider), `public-grant` for 6.8 (everybody is no role), 6.1 and 6.2 (that a process gives and withdraws access is not in the data).
 */
export const cisControlsV81: Framework = {
  id: 'cis-controls-v8-1',
  name: 'CIS Controls v8.1',
  version: '8.1',
  title: 'CIS Critical Security Controls',
  source: 'https://www.cisecurity.org/controls/v8-1',
  scope: allIdentities,
  controls: [
    { id: '5.1', about: 'accounts are on record' },
    { id: '5.3', about: 'accounts that nobody uses are disabled' },
    { id: '5.4', about: 'administrator rights only for administrators' },
    { id: '5.5', about: 'accounts of services are on record, with their owner' },
    { id: '6.8', about: 'access by role, and no more than the role needs' },
    { id: '15', about: 'service providers are known, and what they may do is managed' },
  ],
  byRisk: {},
  byRule: {
    'never-used-identity': ['5.3'],
    'unused-privileged-identity': ['5.3', '6.8'],
    'standing-administrator': ['5.4'],
    'no-owner': ['5.5'],
    'catch-all-role': ['6.8'],
    'recommended-reduction-open': ['6.8'],
    'scanner-over-privileged': ['6.8'],
    'standing-write-across-scopes': ['6.8'],
    'wildcard-privileges-on-sensitive-services': ['6.8'],
    'external-trust-without-condition': ['15'],
    'unverified-publisher': ['15'],
  },
  focus: { '15': { sure: true } },
};
