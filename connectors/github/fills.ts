import type { Fills, InputKind } from '../../src/model/coverage.ts';

const live = 'a live scan: `nhi-audit scan --github ORGANISATION`';
const inApp = (kinds: readonly InputKind[]): Fills => Object.fromEntries(kinds.map((kind) => [kind, live]));

/** What provides data of GitHub. */
export const githubFills: Fills = {
  ...inApp(['inventory', 'grants', 'trusts', 'credentials', 'credential-use', 'approvals', 'configuration']),
  ...inApp(['organization', 'workloads', 'stored-secrets', 'stored-keys', 'scanner']),
  'identity-use':
    'a live scan (`nhi-audit scan --github ORGANISATION`) with the audit log of the organisation as a file',
  owners: 'a `CODEOWNERS` file to the repositories, or `owners` in nhi-audit.yaml',
};
