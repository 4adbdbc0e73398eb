import { isOpen } from '../audit/order.ts';
import { coverageStatuses } from '../model/coverage.ts';
import type { ExceptionStatus } from '../model/exception.ts';
import { severities } from '../model/finding.ts';
import { loosens } from '../model/in-force.ts';
import type { AuditResult } from '../model/report.ts';
import type { AssessmentStatus } from '../model/rule.ts';
import { isWithoutEnd, standings } from '../model/standing.ts';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric: what a series means stands in `help`; all are gauges, as a scan is a state. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const natures = ['machine', 'human', 'unknown'] as const;
const lifetimes = ['static', 'expiring', 'short-lived', 'platform-managed', 'unknown'] as const;
const findingStatuses = ['open', 'accepted', 'expired-exception'] as const;
const assessmentStatuses: readonly AssessmentStatus[] = ['assessed', 'partial', 'not-assessed'];
const exceptionStatuses: readonly ExceptionStatus[] = [
  'valid',
  'expires-soon',
  'unmatched',
  'expired',
  'review-overdue',
  'rotation-overdue',
  'invalid',
];

type Label = readonly [name: string, values: readonly string[]];

/** Of a label; what stands in it beside letters and signs of paths is shown as `_`. */
const longestPath = 200;

const separator = '\u0000';

/** Every combination of the labels, in their order: a series that is not there cannot be told from one that is lost. */
const counted = (labels: readonly Label[], seen: Iterable<readonly string[]>): readonly Sample[] => {
  const counts = new Map<string, number>();
  for (const values of seen) {
    const key = values.join(separator);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const combinations = labels.reduce<readonly (readonly string[])[]>(
    (before, [, values]) => before.flatMap((each) => values.map((value) => [...each, value])),
    [[]],
  );
  return combinations.map((values) => ({
    labels: Object.fromEntries(labels.map(([name], index) => [name, values[index]!])),
    value: counts.get(values.join(separator)) ?? 0,
  }));
};

const alone = (value: number): readonly Sample[] => [{ labels: {}, value }];

/**
 * Key figures of a result, without a name or id of anything in the estate: providers, severities, states and rules are all that
 * labels say. Pure; the same result gives the same series in the same order.
 */
export const metricFamilies = (result: AuditResult): readonly MetricFamily[] => {
  const { estate, reach, standings: verdicts, findings, coverage, assessments, exceptions = [] } = result;
  const { identities, scopes } = estate;
  const providers = [
    ...new Set([...identities.map(({ provider }) => provider), ...scopes.map(({ provider }) => provider)]),
  ].sort();
  const connectors = [...new Set(coverage.map(({ connector }) => connector))].sort();
  const provider: Label = ['provider', providers];
  let largest = 0;
  const administrators: string[][] = [];
  identities.forEach((identity, index) => {
    const { score, admin } = reach.radius(index);
    largest = Math.max(largest, score);
    if (admin.length > 0 && isWithoutEnd(verdicts[index]!) && !identity.providerOwned)
      administrators.push([identity.provider, identity.nature.is]);
  });
  const ruleIds = result.rules.map(({ id }) => id).sort();
  return [
    {
      name: 'nhi_audit_build_info',
      help: 'Always 1; the version that made these figures.',
      samples: [{ labels: { version: result.tool.version }, value: 1 }],
    },
    {
      name: 'nhi_audit_in_force_info',
      help: 'Always 1; a file of configuration or exceptions that decided what was found, by path and SHA-256, and whether it loosens.',
      samples: (result.inForce?.files ?? []).map(({ role, path, sha256 }) => ({
        labels: { role, path: path.replace(/[^\w./ -]/g, '_').slice(0, longestPath), sha256 },
        value: 1,
      })),
    },
    {
      name: 'nhi_audit_loosened_settings',
      help: 'Settings that are not the default and may let something pass that the defaults would tell.',
      samples: alone((result.inForce?.deviations ?? []).filter(loosens).length),
    },
    {
      name: 'nhi_audit_collected_timestamp_seconds',
      help: 'Time of the facts, in seconds since 1970.',
      samples: alone(Date.parse(estate.collectedAt) / 1000),
    },
    {
      name: 'nhi_audit_scopes',
      help: 'Accounts, subscriptions, projects, repositories and the like.',
      samples: counted(
        [provider],
        scopes.map((scope) => [scope.provider]),
      ),
    },
    {
      name: 'nhi_audit_identities',
      help: 'Identities by nature.',
      samples: counted(
        [provider, ['nature', natures]],
        identities.map((identity) => [identity.provider, identity.nature.is]),
      ),
    },
    {
      name: 'nhi_audit_identities_by_standing',
      help: 'Identities by credential lifetime and grant duration.',
      samples: counted(
        [provider, ['standing', standings]],
        identities.map((identity, index) => [identity.provider, verdicts[index]!]),
      ),
    },
    {
      name: 'nhi_audit_standing_administrators',
      help: 'Identities with lasting full control of a scope, every step proven; those that the provider holds for itself left out.',
      samples: counted([provider, ['nature', natures]], administrators),
    },
    {
      name: 'nhi_audit_blast_radius_max_percent',
      help: 'Share of the estate, 0 to 100, that the worst identity compromises.',
      samples: alone(largest),
    },
    {
      name: 'nhi_audit_credentials',
      help: 'Credentials that are not inactive or expired, by lifetime.',
      samples: counted(
        [provider, ['lifetime', lifetimes]],
        identities.flatMap((identity) =>
          identity.credentials
            .filter(({ status }) => status === 'active' || status === 'unknown')
            .map(({ lifetime }) => [identity.provider, lifetime]),
        ),
      ),
    },
    {
      name: 'nhi_audit_findings',
      help: 'Findings by severity and status.',
      samples: counted(
        [
          ['severity', severities],
          ['status', findingStatuses],
        ],
        findings.map(({ severity, status }) => [severity, status]),
      ),
    },
    {
      name: 'nhi_audit_open_findings_by_rule',
      help: 'Findings that no exception in force accepts, by rule.',
      samples: counted(
        [['rule', ruleIds]],
        findings.filter(isOpen).map(({ rule }) => [rule]),
      ),
    },
    {
      name: 'nhi_audit_coverage_sources',
      help: 'APIs and files by how well they could be read.',
      samples: counted(
        [
          ['connector', connectors],
          ['status', coverageStatuses],
        ],
        coverage.map(({ connector, status }) => [connector, status]),
      ),
    },
    {
      name: 'nhi_audit_rule_assessments',
      help: 'Rules in scopes by whether they could be judged.',
      samples: counted(
        [['status', assessmentStatuses]],
        assessments.map(({ status }) => [status]),
      ),
    },
    {
      name: 'nhi_audit_exceptions',
      help: 'Entries of the exceptions file by status.',
      samples: counted(
        [['status', exceptionStatuses]],
        exceptions.map(({ status }) => [status]),
      ),
    },
  ];
};
