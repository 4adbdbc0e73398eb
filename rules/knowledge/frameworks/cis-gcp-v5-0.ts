import type { Framework } from '../../../src/model/framework.ts';
import { gcpIdentities } from './scopes.ts';

/**
 * Ids and titles as Prowler's copy of the benchmark lists them: prowler-cloud/prowler, commit 3e000faa,
 * prowler/compliance/gcp/cis_5.0_gcp.json. Not claimed: 1.2 (`outsider-grant` is also about accounts of vendors), 1.14 (a key is
 * reported for its interfaces first), 1.16 by `service-key-without-expiry` (a young key without an end has not missed a rotation).
 * 1.6 is about roles that its audit names: Owner, Editor, and those called Admin.
 */
export const cisGcpV50: Framework = {
  id: 'cis-gcp-v5-0',
  name: 'CIS Google Cloud Foundation v5.0',
  version: '5.0.0',
  title: 'CIS Google Cloud Platform Foundation Benchmark',
  source: 'https://www.cisecurity.org/benchmark/google_cloud_computing_platform',
  scope: gcpIdentities,
  controls: [
    { id: '1.5', about: 'service accounts have no keys of their own' },
    { id: '1.6', about: 'service accounts are no administrators' },
    { id: '1.7', about: 'no user may act as all service accounts of a project' },
    { id: '1.8', about: 'keys of service accounts are replaced within 90 days' },
    { id: '1.15', about: 'API keys are for named interfaces' },
    { id: '1.16', about: 'API keys are replaced within 90 days' },
  ],
  byRisk: {},
  byRule: {
    'static-key-instead-of-federation': ['1.5'],
    'standing-administrator': ['1.6'],
    'catch-all-role': ['1.6'],
    'wide-impersonation': ['1.7'],
    'token-wider-than-needed': ['1.15'],
    'standing-privilege-short-lived-credential': ['1.6'],
    'long-lived-secret': ['1.8', '1.16'],
  },
  focus: {
    '1.5': { credentials: ['service-account-key'] },
    '1.6': { grants: /^roles\/(?:owner|editor)$|admin$/i },
    '1.7': { natures: ['human'] },
    '1.8': { credentials: ['service-account-key'], olderThan: 90 },
    '1.15': { credentials: ['api-key'] },
    '1.16': { credentials: ['api-key'], olderThan: 90 },
  },
};
