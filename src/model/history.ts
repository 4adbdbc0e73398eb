import type { Severity } from './finding.ts';

/** What is known of a finding over several scans, by the last one that says something of it. */
export const findingStates = ['new', 'open', 'reopened', 'accepted', 'unseen', 'fixed'] as const;
/**
 * `new`, `reopened`: open since the last scan that looked. `unseen`: what it rests on was not read, so that it is neither open nor
 * fixed. `fixed`: it was looked for, and is not there any more.
 */
export type FindingState = (typeof findingStates)[number];

/** One finding of a scan as its history has it. Times are ISO 8601, UTC. */
export interface FindingHistory {
  readonly state: FindingState;
  /** First scan that found it. */
  readonly firstSeen: string;
  /** When it was found without having been fixed since; later than `firstSeen` where it was fixed in between. */
  readonly openSince: string;
  /** Whole days from `openSince` to this scan. */
  readonly age: number;
  /** When it is to be fixed at the latest, by `deadlines` of the configuration. Absent: its severity has none, or it is accepted. */
  readonly due?: string;
  /** The scan is later than `due`. */
  readonly overdue: boolean;
}

/** What a history says of a scan. */
export interface ScanHistory {
  /** By fingerprint: those that the scan found. */
  readonly findings: ReadonlyMap<string, FindingHistory>;
  /** Findings that this scan did not find any more. */
  readonly fixed: number;
  /** Findings that nobody knows of now, as what they rest on was not read. */
  readonly unseen: number;
}

/** Days until a finding of a severity is to be fixed; severities that are not named have no deadline. */
export type Deadlines = Readonly<Partial<Record<Severity, number | undefined>>>;
