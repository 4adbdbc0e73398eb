import { fileURLToPath } from 'node:url';
import type { Demo } from '../../connector.ts';

/**
 * The demo estate: export files of two AWS accounts of a company that does not exist. Who is who: `README.md` here.
 * The files are written by `scripts/make-demo-estate.ts` and lie beside this module, in the sources and in `dist`.
 */
export const demoCollectedAt = '2026-09-01T06:00:00.000Z';

const accounts = ['111122223333', '444455556666'];

const exported = [
  'account-authorization-details.json',
  'credential-report.csv',
  'service-specific-credentials.json',
  'config.json',
  'caller-identity.json',
];

/** Absolute paths. */
export const demoFiles: readonly string[] = [
  'organization-accounts.json',
  ...accounts.flatMap((account) => exported.map((name) => `${account}-${name}`)),
].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/** Exceptions for the estate: one in force, one that has ended, one that is invalid. Absolute path. */
export const demoExceptionsFile = fileURLToPath(new URL('nhi-audit.exceptions.yaml', import.meta.url));

/** The reviewed baseline of the estate: `nhi-audit baseline write --demo`. Absolute path. */
export const demoBaselineFile = fileURLToPath(new URL('nhi-audit.baseline.json', import.meta.url));

export const awsDemo: Demo = {
  files: demoFiles,
  collectedAt: demoCollectedAt,
  exceptions: demoExceptionsFile,
  baseline: demoBaselineFile,
};
