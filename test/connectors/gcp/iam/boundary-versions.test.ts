import { describe, expect, test } from 'vitest';
import { enforcementOf, newestVersion } from '../../../../connectors/gcp/iam/boundary-versions.ts';

/** Of each version of https://cloud.google.com/iam/docs/pab-blocked-permissions: what it stops first, and what it spares. */
const firstStopped: readonly (readonly [permission: string, version: number | undefined])[] = [
  ['accessapproval.serviceaccounts.get', 1],
  ['accessapproval.settings.update', 1],
  ['accessapproval.requests.get', undefined],
  ['accesscontextmanager.policies.create', 1],
  ['accesscontextmanager.gcpUserAccessBindings.create', 2],
  ['bigquery.datasets.get', 1],
  ['bigquery.tables.getData', 2],
  ['bigquery.reservations.create', 4],
  ['gkehub.features.listTagBindings', undefined],
  ['gkehub.fleets.get', 3],
  ['pubsub.topics.publish', 1],
  ['pubsub.topics.setIamPolicy', 3],
  ['storage.objects.get', 1],
  ['storage.objects.create', 2],
  ['monitoring.timeSeries.create', 2],
  ['monitoring.timeSeries.list', undefined],
  ['cloudbuild.builds.create', 2],
  ['resourcemanager.projects.setIamPolicy', 2],
  ['resourcemanager.projects.createPolicyBinding', undefined],
  ['iam.serviceAccounts.getAccessToken', 3],
  ['iam.serviceAccounts.getCertificateAs', undefined],
  ['iam.serviceAccountKeys.create', 3],
  ['compute.firewalls.update', 3],
  ['compute.instances.create', undefined],
  ['container.clusters.get', 3],
  ['iam.workloadIdentityPools.create', 4],
  ['iam.workforcePools.createPolicyBinding', undefined],
  ['secretmanager.versions.access', 4],
  ['cloudkms.cryptoKeyVersions.useToDecrypt', 3],
  ['cloudkms.importJobs.useToImport', 4],
  ['cloudkms.locations.get', undefined],
  ['metastore.services.use', undefined],
  ['metastore.services.get', 4],
  ['nothing.of.this', undefined],
];

describe('what boundaries of a version stop', () => {
  test('the newest', () => {
    expect(newestVersion).toBe(4);
  });
  test.each(firstStopped)('%s: from version %s on', (permission, version) => {
    const from = version ?? Number.POSITIVE_INFINITY;
    expect([1, 2, 3, 4].map((each) => enforcementOf(String(each), permission))).toEqual(
      [1, 2, 3, 4].map((each) => (each >= from ? 'stops' : 'ignores')),
    );
    // Without a number it is the newest that is known; of what even that spares, a newer one may not.
    for (const written of ['latest', '5', '12', null, undefined, '', '0', '3x', 'v3'])
      expect(enforcementOf(written, permission)).toBe(version === undefined ? 'unknown' : 'stops');
  });
  test('a permission as deny policies write it', () => {
    expect(enforcementOf('3', 'iam.googleapis.com/serviceAccounts.getAccessToken')).toBe('stops');
    expect(enforcementOf('2', 'iam.googleapis.com/serviceAccounts.getAccessToken')).toBe('ignores');
  });
});
