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
  /** The same, as they were last found, the gravest first. Absent: only their number is known. */
  readonly ended?: readonly HistoryFinding[];
  /** Findings that nobody knows of now, as what they rest on was not read. */
  readonly unseen: number;
}

/** Days until a finding of a severity is to be fixed; severities that are not named have no deadline. */
export type Deadlines = Readonly<Partial<Record<Severity, number | undefined>>>;

/** What a scan was, and what it found in figures. */
export interface ScanFigures {
  /** The same scan has the same id, wherever and whenever it is added. */
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds: times are compared as texts. */
  readonly collectedAt: string;
  /** Ids of the outermost scopes. */
  readonly roots: readonly string[];
  readonly tool: string;
  /** Digest of the settings. */
  readonly configuration: string;
  readonly identities: number;
  readonly privileged: number;
  readonly standing: number;
  readonly worstBlastRadius: number;
  /** Sources that could not be read in full, of all. */
  readonly gaps: number;
  readonly sources: number;
}

/** A scan of a history. */
export interface HistoryScan extends ScanFigures {
  /** Findings of the history after this scan, by state and severity. */
  readonly figures: readonly HistoryFigure[];
  /** Findings whose state this scan changed to fixed, and the days that their fixes took, summed up. */
  readonly fixed: number;
  readonly fixDays: number;
}

export interface HistoryFigure {
  readonly state: FindingState;
  readonly severity: string;
  readonly findings: number;
  /** Days that they had been open, summed up. */
  readonly age: number;
}

/** A finding as it was after some scan. */
export interface HistoryFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly identity: string;
  readonly scope: string;
  readonly title: string;
  readonly severity: string;
  readonly state: FindingState;
  readonly firstSeen: string;
  readonly openSince: string;
  readonly lastSeen: string;
  readonly age: number;
  readonly due?: string;
  readonly overdue: boolean;
}

export interface HistoryChange extends HistoryFinding {
  /** State before; absent: not found yet. */
  readonly before?: FindingState;
}

/** When a finding came to a state. */
export interface HistoryEvent {
  readonly at: string;
  readonly scan: string;
  readonly state: FindingState;
  readonly age: number;
}

/** Key figures of an identity from one scan until before another. */
export interface IdentitySpell {
  readonly from: string;
  /** Absent: still so. */
  readonly until?: string;
  readonly standing: string;
  readonly blastRadius: number;
  readonly proven: number;
  readonly exposure?: number;
  readonly controls: number;
}

export interface HistoryIdentity {
  readonly id: string;
  readonly provider: string;
  readonly kind: string;
  readonly name: string;
  readonly scope: string;
  readonly owner?: string;
  readonly spells: readonly IdentitySpell[];
  readonly findings: readonly HistoryFinding[];
}

/** How things stood after one scan, all that was scanned taken together. */
export interface TrendPoint {
  readonly scan: string;
  readonly at: string;
  /** Things that are scanned, each of which counts as it was last seen: figures grow where one comes in. */
  readonly series: number;
  /** Identities with standing privileges, and those with privileges at all. */
  readonly standing: number;
  readonly privileged: number;
  /** Of the identity that the most falls with, 0 to 100. */
  readonly worstBlastRadius: number;
  /** Open findings by severity. */
  readonly open: Readonly<Record<string, number>>;
  readonly unseen: number;
  readonly accepted: number;
  /** Days that the open ones have been so, on average; absent: none is open. */
  readonly meanAge?: number;
  /** Days that fixes took, on average over the 90 days before; absent: nothing was fixed in them. */
  readonly meanTimeToFix?: number;
}
