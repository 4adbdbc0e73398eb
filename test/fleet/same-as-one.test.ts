import { expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { collectFrom as collectAzure } from '../connectors/azure/collect/support.ts';
import { collectFrom as collectGoogle } from '../connectors/gcp/collect/support.ts';
import { otherSubscriptionId, subscriptionId } from '../support/azure-tenant.ts';

interface Collected {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
}

/** What several collections say as one estate. */
const judged = async (...collections: readonly Collected[]) => {
  const result = await auditSources(
    collections.map(({ records, coverage }) => ({
      collectedAt: '2026-04-01T00:00:00Z',
      entries: () => [...records, ...coverage],
    })),
    defaultSettings,
  );
  const { identities } = result.estate;
  return {
    identities: Object.fromEntries(identities.map(({ id }, at) => [id, result.reach.radius(at).score])),
    findings: result.findings.map(({ fingerprint, rule }) => `${rule} ${fingerprint}`).toSorted(),
  };
};

test('Azure: subscriptions one by one, each with the directory, are the tenant', async () => {
  const each = [subscriptionId, otherSubscriptionId].map((id) => collectAzure({}, { subscriptions: [id] }));
  const whole = await judged(await collectAzure());
  expect(whole.findings.length).toBeGreaterThan(10);
  expect(await judged(...(await Promise.all(each)))).toEqual(whole);
});

test('Google Cloud: projects one by one, each with what it inherits, are the organisation', async () => {
  const each = ['acme-p0000', 'acme-p0001', 'acme-p0002'].map((id) =>
    collectGoogle({}, { nodes: [`projects/${id}`] }),
  );
  const whole = await judged(await collectGoogle());
  expect(whole.findings.length).toBeGreaterThan(5);
  expect(await judged(...(await Promise.all(each)))).toEqual(whole);
});
