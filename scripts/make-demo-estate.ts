import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { demoCollectedAt } from '../connectors/aws/demo/index.ts';
import { demoAzureFile } from '../connectors/azure/demo/index.ts';
import { demoGcpFile } from '../connectors/gcp/demo/index.ts';
import { demoGitHubFile } from '../connectors/github/demo/index.ts';
import { snapshotText } from '../src/snapshot/write.ts';
import { tool } from '../src/version.ts';
import { demoAzureCoverage, demoAzureRecords } from './demo-estate/azure.ts';
import { development } from './demo-estate/development.ts';
import {
  authorizationDetails,
  callerIdentity,
  clock,
  credentialReport,
  organizationAccounts,
  serviceSpecificCredentials,
} from './demo-estate/export.ts';
import { demoGcpCoverage, demoGcpRecords } from './demo-estate/gcp.ts';
import { demoGitHubCoverage, demoGitHubRecords } from './demo-estate/github.ts';
import { production } from './demo-estate/production.ts';
import { resourceConfig } from './demo-estate/workloads.ts';

/**
 * Writes the export files of the demo estate to `connectors/aws/demo`. The story stands in
 * `demo-estate/production*` and `demo-estate/development*`; run this after a change there: `node scripts/make-demo-estate.ts`
 */
export const demoAccounts = [production, development];

/** File name → content. */
export const demoEstateFiles = (): ReadonlyMap<string, string> => {
  const time = clock(demoCollectedAt);
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 4)}\n`;
  return new Map([
    ['organization-accounts.json', json(organizationAccounts('o-exampleorg1', demoAccounts, time))],
    ...demoAccounts.flatMap((account): readonly (readonly [string, string])[] => [
      [`${account.id}-account-authorization-details.json`, json(authorizationDetails(account, time))],
      [`${account.id}-credential-report.csv`, credentialReport(account, time)],
      [`${account.id}-service-specific-credentials.json`, json(serviceSpecificCredentials(account, time))],
      [`${account.id}-config.json`, json(resourceConfig(account))],
      [`${account.id}-caller-identity.json`, json(callerIdentity(account))],
    ]),
  ]);
};

/** The snapshot of the GitHub organisation. */
export const demoGitHubSnapshot = (): string =>
  [
    ...snapshotText(
      { tool, collectedAt: demoCollectedAt },
      { records: demoGitHubRecords, coverage: demoGitHubCoverage },
      demoCollectedAt,
    ),
  ].join('');

/** The snapshot of the tenant. */
export const demoAzureSnapshot = (): string =>
  [
    ...snapshotText(
      { tool, collectedAt: demoCollectedAt },
      { records: demoAzureRecords, coverage: demoAzureCoverage },
      demoCollectedAt,
    ),
  ].join('');

/** The snapshot of the Google organisation. */
export const demoGcpSnapshot = (): string =>
  [
    ...snapshotText(
      { tool, collectedAt: demoCollectedAt },
      { records: demoGcpRecords, coverage: demoGcpCoverage },
      demoCollectedAt,
    ),
  ].join('');

if (import.meta.main) {
  writeFileSync(demoGcpFile, demoGcpSnapshot());
  writeFileSync(demoAzureFile, demoAzureSnapshot());
  writeFileSync(demoGitHubFile, demoGitHubSnapshot());
  const folder = new URL('../connectors/aws/demo/', import.meta.url);
  for (const [name, content] of demoEstateFiles())
    writeFileSync(fileURLToPath(new URL(name, folder)), content);
}
