/** What an exception covers: one finding by its fingerprint, or one rule (or gate change class) at one identity. */
export type ExceptionCover =
  | { readonly fingerprint: string }
  | {
      /** Identity id; `*` matches any run of characters. No bare `*` where a critical finding is covered. */
      readonly identity: string;
      /** Rule id, or `gate:<change class>`. */
      readonly rule: string;
    };

/** A documented, owned, approved, expiring acceptance: one entry of `nhi-audit.exceptions.yaml`, as written. */
export interface Exception {
  readonly id: string;
  readonly covers: ExceptionCover;
  readonly reason: string;
  readonly owner: string;
  /** Somebody other than the owner. */
  readonly approver: string;
  /** Calendar dates, `YYYY-MM-DD`, UTC. An exception ends at the end of its day `expires`. */
  readonly created: string;
  readonly expires: string;
  readonly reviewEveryDays?: number;
  readonly lastReviewed?: string;
  readonly compensatingControls: readonly string[];
  /** Scope ids in which it holds; absent: in all. */
  readonly scopes?: readonly string[];
  /** How often the credential is replaced as long as the exception holds, in days. */
  readonly rotateEveryDays?: number;
  readonly ticket?: string;
}

/** One entry of the file as it was read, before it is held against a clock and against what was found. */
export interface ExceptionEntry {
  /** As written, or `entry <n>` where the entry has none. */
  readonly id: string;
  /** What it means to cover; there also where something else of the entry is wrong. */
  readonly covers?: ExceptionCover;
  /** Absent: there is a problem. */
  readonly exception?: Exception;
  /** What is wrong with the entry itself, one sentence each, with the line where it is not the entry's own. */
  readonly problems: readonly string[];
  readonly location: { readonly file: string; readonly line: number };
}

/**
 * `valid`: in force. `expires-soon`: in force, and a warning. `expired`, `review-overdue`, `rotation-overdue`: no longer in force.
 * `invalid`: never was. `unmatched`: in force, but it matches no current finding.
 */
export type ExceptionStatus =
  | 'valid'
  | 'expires-soon'
  | 'unmatched'
  | 'expired'
  | 'review-overdue'
  | 'rotation-overdue'
  | 'invalid';

/** An exception as judged at the clock of a snapshot. */
export interface JudgedException {
  /** As written, or `entry <n>` where the entry has none. */
  readonly id: string;
  readonly status: ExceptionStatus;
  /** Why it is not simply valid: one sentence each; empty with `valid`. */
  readonly problems: readonly string[];
  /** Absent: the entry cannot be read as an exception at all. */
  readonly exception?: Exception;
  /** Fingerprints that it covers, or would if it were in force or valid; sorted. */
  readonly covered: readonly string[];
  readonly location: { readonly file: string; readonly line: number };
}
