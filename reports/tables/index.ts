import { configurationColumns, configurationRows } from './configuration.ts';
import { coverageColumns } from './coverage.ts';
import { credentialColumns } from './credentials.ts';
import { exceptionColumns } from './exceptions.ts';
import { findingColumns } from './findings.ts';
import { grantColumns } from './grants.ts';
import { identityColumns } from './identities.ts';
import { coverageRows, credentialRows, exceptionRows, findingRows, grantRows, identityRows } from './rows.ts';
import { tableOf } from './table.ts';

/** The tables of a report, for every format that has tables. */
export const tables = {
  findings: tableOf('findings', findingColumns, findingRows),
  identities: tableOf('identities', identityColumns, identityRows),
  grants: tableOf('grants', grantColumns, grantRows),
  credentials: tableOf('credentials', credentialColumns, credentialRows),
  exceptions: tableOf('exceptions', exceptionColumns, exceptionRows),
  coverage: tableOf('coverage', coverageColumns, coverageRows),
  configuration: tableOf('configuration', configurationColumns, configurationRows),
} as const;
