import { coverageBy } from '../../../src/collection/coverage.ts';
import type { Failure } from '../../../src/collection/failure.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { type GcpCall, type GcpPart, gcpBlindSpots, gcpCall, gcpCalls } from './calls.ts';

/** Id of the scope that a node of the tree is: of a project its id alone. */
export const scopeOfNode = (node: string): string => node.replace(/^projects\//, '');

const resources = 'cloudasset.assets.list RESOURCE';
const policies = 'cloudasset.assets.list IAM_POLICY';
const searched = 'cloudasset.searchAllIamPolicies';

/** How else something was read: coverage of what was refused then gives nothing that lacks. */
export interface Replaced {
  readonly call: string;
  readonly by: string;
}

export interface CoverageOptions {
  readonly node: string;
  readonly ledger: Ledger;
  /** Calls that were made, or would have been if something had led to them. */
  readonly due: ReadonlySet<string>;
  readonly replaced: readonly Replaced[];
  readonly recommendations: boolean;
}

/** Which call told who holds what. */
const policySource = ({ due, replaced }: CoverageOptions): string => {
  if (replaced.some(({ call }) => call === policies)) return searched;
  return due.has(searched) ? 'cloudresourcemanager.getIamPolicy' : policies;
};

/** The call that told of what another is made for. */
const leadsIn = (options: CoverageOptions): ((call: GcpCall) => string | undefined) => {
  const { node, ledger, due, replaced } = options;
  const isSingle = replaced.some(({ call }) => call === resources);
  const all = node.startsWith('projects/') ? undefined : 'cloudresourcemanager.projects.search';
  const projects = isSingle ? all : resources;
  const byName = new Map([
    ['projects', projects],
    ['accounts', isSingle ? 'iam.projects.serviceAccounts.list' : resources],
    ['policies', policySource(options)],
  ]);
  return ({ id, lead }) => {
    // Where nobody tells what is enabled, all is asked.
    if (lead === 'enabled')
      return isSingle && ledger.outcome(id) === undefined ? 'serviceusage.services.list' : projects;
    if (lead !== undefined && byName.has(lead)) return byName.get(lead);
    return lead !== undefined && due.has(lead) ? lead : undefined;
  };
};

/** A line for each call that was due in a node. */
export const coverageOf = (options: CoverageOptions): readonly Coverage[] => {
  const { node, ledger, due, replaced, recommendations } = options;
  const leadOf = leadsIn(options);
  const lines = coverageBy<GcpPart>(
    {
      connector: 'gcp',
      calls: gcpCalls.filter(
        ({ id, part }) =>
          due.has(id) || ledger.outcome(id) !== undefined || (part === 'recommendations' && !recommendations),
      ),
      leadOf: ({ id }) => {
        const call = gcpCall(id);
        return call === undefined ? undefined : leadOf(call);
      },
      leftOut: (part) =>
        part === 'recommendations' && !recommendations
          ? 'not asked for; --gcp-recommendations reads it'
          : undefined,
      blindSpots: gcpBlindSpots,
    },
    scopeOfNode(node),
    ledger,
  );
  /** What only the inventory tells: asking each of these services is not done. */
  const untold = replaced.some(({ call }) => call === resources)
    ? [
        sessionLine(
          scopeOfNode(node),
          'workloads that only the inventory tells',
          'partial',
          'not read without Cloud Asset Inventory: instance templates, App Engine, build triggers, schedulers, Eventarc, Batch, Dataform, Data Fusion, Dataplex, TPUs, workstations, and what of Vertex AI and notebooks does not run now',
          ['workloads'],
        ),
      ]
    : [];
  const told = lines.map((line) => {
    const other = replaced.find(({ call }) => call === line.source);
    return other === undefined
      ? line
      : { ...line, detail: `${line.detail}; read by ${other.by} in its place`, gives: [] };
  });
  return [...told, ...untold];
};

/** No token could be had: a line for each call that would have been made. */
export const closed = (nodes: readonly string[], { status, reason }: Failure): readonly Coverage[] =>
  (nodes.length === 0 ? ['*'] : nodes)
    .map(scopeOfNode)
    .flatMap((scope) => [
      sessionLine(scope, 'application default credentials', status, reason, ['scanner']),
      ...gcpCalls
        .filter(({ gives, part }) => gives.length > 0 && part !== 'recommendations')
        .map(({ id, gives }) => sessionLine(scope, id, 'skipped', 'not asked: the sign-in failed', gives)),
    ])
    .map((line) => ({ ...line, cut: true }));

export const sessionLine = (
  scope: string,
  source: string,
  status: Coverage['status'],
  detail: string,
  gives: Coverage['gives'],
): Coverage => ({ connector: 'gcp', scope, source, status, detail, gives });
