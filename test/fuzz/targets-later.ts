import { ownersOfWorkflows } from '../../connectors/github/facts/codeowners.ts';
import { localActions, localUses } from '../../connectors/github/workflows/local-actions.ts';
import { parseNotify, parseOwnFile } from '../../src/cli/settings-text.ts';
import { isStatementOf } from '../../src/evidence/statement.ts';
import { fleetSchema } from '../../src/fleet/fleet-file.ts';
import { historyTarget } from '../../src/history/target.ts';
import { httpAddress, mailServer } from '../../src/notices/address.ts';
import { exportOf, type Target } from './reading.ts';
import { kindSeeds } from './seeds-kinds.ts';
import { logSeeds } from './seeds-logs.ts';
import { ownSeeds } from './seeds-own.ts';

/** Logs of use, and files of which each kind has few members. */
export const fileTargets: readonly Target[] = [
  exportOf('aws-cloudtrail', logSeeds.cloudTrail),
  exportOf('azure-logs', logSeeds.azureLogs),
  exportOf('gcp-audit-log', logSeeds.gcpAuditLog),
  exportOf('github-audit-log', logSeeds.githubAuditLog),
  exportOf('workspace-activities', kindSeeds.workspace),
  exportOf('aws-config-items', logSeeds.configItems, '111122223333-config.json'),
  exportOf('aws-cli-list', kindSeeds.awsLists, '111122223333-list.json'),
  exportOf('aws-caller-identity', kindSeeds.callerIdentity),
];

const variable = 'NHI_AUDIT_NOTIFY_A';

/** What users write for us, and small texts of a repository. */
export const ownTargets: readonly Target[] = [
  {
    id: 'fleet',
    kind: 'parser',
    seeds: ownSeeds.fleet,
    run: (text) => void parseOwnFile(text, 'nhi-audit.fleet.yaml', fleetSchema, ''),
  },
  {
    id: 'notices',
    kind: 'parser',
    seeds: ownSeeds.notices,
    run: (text) => void parseNotify(text, 'notify.yaml'),
  },
  {
    id: 'addresses',
    kind: 'parser',
    seeds: ownSeeds.addresses,
    run: (text) => {
      const environment = { [variable]: text };
      httpAddress(environment, variable, { loopbackHttp: true });
      mailServer(environment, variable, { loopbackHttp: true });
      historyTarget(text);
    },
  },
  {
    id: 'codeowners',
    kind: 'parser',
    seeds: ownSeeds.codeowners,
    run: (text) => void ownersOfWorkflows(text),
  },
  {
    id: 'action',
    kind: 'parser',
    seeds: ownSeeds.actions,
    run: (text) => {
      for (const used of localUses(text)) localActions(new Map([[used, text]]))(used);
      localActions(new Map([['./x', text]]))('./x');
    },
  },
  {
    id: 'statement',
    kind: 'parser',
    seeds: ownSeeds.statement,
    run: (text) => void isStatementOf(text, Buffer.from('{}'), [{ name: 'report.json', sha256: '1' }]),
  },
];
