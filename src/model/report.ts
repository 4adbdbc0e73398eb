import type { Coverage } from './coverage.ts';
import type { Estate } from './estate.ts';
import type { JudgedException } from './exception.ts';
import type { ExposureScore } from './exposure-score.ts';
import type { Filter } from './filter.ts';
import type { Finding } from './finding.ts';
import type { ScanHistory, TrendPoint } from './history.ts';
import type { InForce } from './in-force.ts';
import type { Reach } from './reach.ts';
import type { ReductionPlan } from './reduce.ts';
import type { Assessment, Rule } from './rule.ts';
import type { Provider } from './scope.ts';
import type { Settings } from './settings.ts';
import type { Standing } from './standing.ts';

/** All that a report may show. Reports are pure functions of it. */
export interface AuditResult {
  readonly tool: { readonly name: string; readonly version: string };
  readonly estate: Estate;
  readonly reach: Reach;
  /** By index into `Estate.identities`. */
  readonly standings: readonly Standing[];
  /** How easily an attacker can compromise an identity, by index into `Estate.identities`. Worked out when asked. */
  readonly exposure: (identity: number) => ExposureScore;
  /** Sorted by blast radius, then severity, then fingerprint. */
  readonly findings: readonly Finding[];
  /** Sorted by rule, then scope. */
  readonly assessments: readonly Assessment[];
  readonly coverage: readonly Coverage[];
  readonly rules: readonly Rule[];
  /** What each is called: `AWS`. */
  readonly providers: Readonly<Record<Provider, string>>;
  readonly settings: Settings;
  /** Absent: put together without files, so that only `settings` tells. */
  readonly inForce?: InForce;
  /** Absent: everything is shown. `findings` are those that are. */
  readonly filter?: Filtered;
  /** An earlier snapshot, judged by the same rules, settings and exceptions, to say what changed. Absent: none was given. */
  readonly earlier?: AuditResult;
  /** In the order of the file; absent: no exceptions file was read. */
  readonly exceptions?: readonly JudgedException[];
  /** Absent: no history was asked for, or it could not be kept. */
  readonly history?: ScanHistory;
  /** How things stood after each scan of that history, the oldest first. Absent: as with `history`. */
  readonly trend?: readonly TrendPoint[];
  /** The few changes that end the most standing privilege. Absent: nobody asked for them. */
  readonly plan?: ReductionPlan;
}

/** That not all of a result is shown, and how much is not. */
export interface Filtered {
  readonly filter: Filter;
  /** As they were given: `--severity high`. */
  readonly flags: readonly string[];
  /** Left out. */
  readonly findings: number;
  /** Left out. */
  readonly identities: number;
}

/** One output file of a report. */
export interface ReportFile {
  readonly name: string;
  /** Pieces in order: UTF-8 text, or bytes. An iterable, because the report of a large estate need not fit into one string. */
  readonly text: Iterable<string | Uint8Array>;
}
