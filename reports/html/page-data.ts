/**
 * What the page is given: plain data, in three kinds of blocks. `main` is what the first screen and the lists need; `graph` and
 * each `detail` are unpacked when somebody asks for them. Texts are as they are shown: whatever cannot be seen was made visible.
 */

/** A word that many rows have: its place in a list. */
export interface Coded {
  readonly values: readonly string[];
  /** One for each row: an index into `values`. */
  readonly of: readonly number[];
}

/** Identities column by column, in report order: a hundred thousand of them are read at once. */
export interface IdentityColumns {
  readonly id: readonly string[];
  /** Empty where it is the id. */
  readonly name: readonly string[];
  readonly provider: Coded;
  readonly kind: Coded;
  readonly nature: Coded;
  readonly environment: Coded;
  readonly standing: Coded;
  /** Empty value: not known. */
  readonly owner: Coded;
  /** Index into `PageData.scopes`; -1: not among them. */
  readonly scope: readonly number[];
  /** 0 to 100. */
  readonly radius: readonly number[];
  readonly proven: readonly number[];
  /** Null: nothing is known. */
  readonly exposure: readonly (number | null)[];
  /** How many others can become it, and how many it can become; assumptions held. */
  readonly becomableBy: readonly number[];
  readonly becomes: readonly number[];
  readonly hops: readonly number[];
  /** Scopes under full control: proven, and those that rest on an assumption. */
  readonly controls: readonly number[];
  readonly controlsIf: readonly number[];
  /** The strongest of its own privileges, as `levels` of the model; 0: none. */
  readonly level: readonly number[];
  /** Days before collection; -1: never; null: not known. */
  readonly lastUsed: readonly (number | null)[];
  readonly age: readonly (number | null)[];
  /** Of the oldest usable credential that lasts; null: none, or not known. */
  readonly credentialAge: readonly (number | null)[];
  readonly credentials: readonly number[];
  /** Bits by `lifetimes` and by `durations`. */
  readonly lifetimes: readonly number[];
  readonly durations: readonly number[];
  /** Bits by `flagNames`. */
  readonly flags: readonly number[];
  /** Each finding as {@link packedFinding}. */
  readonly findings: readonly (readonly number[])[];
}

export const lifetimes = ['static', 'expiring', 'short-lived', 'platform-managed', 'unknown'] as const;
export const durations = ['permanent', 'time-bound', 'eligible', 'activated', 'ended', 'unknown'] as const;
export const flagNames = [
  'AI agent',
  'break-glass',
  'held by the provider',
  'not used',
  'this scan',
] as const;

/** A finding in one number: what was found (an index into `PageData.found`), how severe, and whether it is accepted. */
export const packedFinding = (found: number, severity: number, accepted: boolean): number =>
  found * 16 + severity * 2 + Number(accepted);
export const unpackedFinding = (packed: number): { found: number; severity: number; accepted: boolean } => ({
  found: Math.floor(packed / 16),
  severity: (packed >> 1) & 7,
  accepted: (packed & 1) === 1,
});

/** A rule as it found something: of AI agents the controls are others. */
export interface Found {
  readonly rule: string;
  readonly owasp: readonly string[];
  /** `framework id`. */
  readonly controls: readonly string[];
}

export interface PageScope {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly kind: string;
  readonly environment: string;
  /** Index into `PageData.unjudged`. */
  readonly unjudged: number;
}

/** Counts by two words: `of[row][column]`. */
export interface Crossing {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly of: readonly (readonly number[])[];
}

export interface Band {
  readonly name: string;
  readonly identities: number;
  /** Of them, those with privileges that have no end. */
  readonly standing: number;
}

export interface Totals {
  readonly identities: number;
  readonly machines: number;
  readonly people: number;
  readonly standing: number;
  /** Identities that alone bring down half of the estate, or more; and such with full control of a scope. */
  readonly half: number;
  readonly controlling: number;
  readonly open: number;
  readonly accepted: number;
  /** One for each of `severities` of the model. */
  readonly openBySeverity: readonly number[];
  readonly acceptedBySeverity: readonly number[];
  readonly bands: readonly Band[];
  readonly byProvider: Crossing;
  readonly byLevel: Crossing;
  readonly byAxis: Crossing;
  /** OWASP id, what it is called, open findings. */
  readonly owasp: readonly (readonly [id: string, title: string, open: number])[];
}

export interface GroupRow {
  readonly id: string;
  readonly title: string;
  /** What is changed; empty: the identity itself. */
  readonly change: string;
  readonly severity: string;
  readonly radius: number;
  readonly rules: readonly string[];
  readonly identities: number;
  readonly open: number;
  readonly accepted: number;
  /** A sentence, then commands or documents, line by line. */
  readonly fix: readonly string[];
  /** Ids, the first ones. */
  readonly members: readonly string[];
}

export interface CoverageRow {
  readonly provider: string;
  readonly scope: string;
  readonly source: string;
  readonly status: string;
  readonly detail: string;
  readonly gives: readonly string[];
}

export interface RuleRow {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly open: number;
  /** `assessed`, `partial`, `not-assessed`: in how many scopes. */
  readonly assessed: number;
  readonly partly: number;
  readonly notAssessed: number;
  /** The reasons where it was not, each once. */
  readonly reasons: readonly string[];
}

export interface ExceptionRow {
  readonly id: string;
  readonly status: string;
  readonly problems: readonly string[];
  readonly covers: string;
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly created: string;
  readonly expires: string;
  readonly controls: readonly string[];
  readonly findings: number;
  readonly place: string;
}

export interface ChokeRow {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly technique: string;
  readonly origins: number;
  readonly identities: number;
  readonly proven: number;
}

export interface ChangedIdentity {
  readonly id: string;
  readonly what: 'new' | 'gone' | 'wider' | 'narrower' | 'standing';
  /** Blast radius; null: it was not there. */
  readonly before: number | null;
  readonly now: number | null;
  readonly standingBefore: string;
  readonly standingNow: string;
}

export interface ChangedFinding {
  readonly what: 'new' | 'ended';
  readonly identity: string;
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
}

/** Against an earlier snapshot. */
export interface PageChanges {
  readonly earlier: string;
  readonly openBefore: number;
  readonly standingBefore: number;
  readonly identitiesBefore: number;
  readonly identities: readonly ChangedIdentity[];
  readonly findings: readonly ChangedFinding[];
  /** What is in neither list, because they are cut. */
  readonly more: { readonly identities: number; readonly findings: number };
  /** Sources that were read in full at one time only: what they show may have been there before. */
  readonly unequal: readonly string[];
}

/** What is left of standing privilege after so many changes: as `Residual` of the model. */
export interface PlanPoint {
  readonly changes: number;
  readonly share: number;
  readonly proven: number;
  readonly standing: number;
  readonly controlling: number;
  readonly sum: number;
}

export interface PlanChangeRow {
  readonly kind: string;
  readonly says: string;
  readonly provider: string;
  readonly scope: string;
  readonly environment: string;
  readonly identity: string;
  /** Empty: not known. */
  readonly owner: string;
  readonly holders: number;
  /** `unused`, `not known`, `used`. */
  readonly risk: string;
  readonly riskSays: string;
  /** Ids of workloads that run with it, the first ones, and how many more. */
  readonly workloads: readonly string[];
  readonly moreWorkloads: number;
  readonly commands: readonly string[];
  /** What has to be done by hand, where no command does it. */
  readonly byHand: readonly string[];
  readonly undo: readonly string[];
}

export interface PlanStepRow {
  readonly after: PlanPoint;
  /** Worked out by interpreting the changed facts again; otherwise an estimate. */
  readonly verified: boolean;
  readonly changes: readonly PlanChangeRow[];
  readonly lowers: number;
  /** It ends nothing, and has somebody consent to it: `lowered` is by proven steps. */
  readonly guards: boolean;
  /** Those that it lowers most. */
  readonly lowered: readonly (readonly [identity: string, before: number, after: number])[];
}

/** The few changes that end the most standing privilege, in order. */
export interface PagePlan {
  /** Whom it counts, how it was verified, the goal: sentences. */
  readonly says: readonly string[];
  readonly start: PlanPoint;
  readonly steps: readonly PlanStepRow[];
  /** Steps that are not in the page. */
  readonly moreSteps: number;
  readonly leftOut: readonly { readonly says: string; readonly identity: string; readonly why: string }[];
  readonly moreLeftOut: number;
}

/** How things stood after one scan. */
export interface TrendRow {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Things that are scanned. */
  readonly series: number;
  /** Identities with standing privileges, and those with privileges at all. */
  readonly standing: number;
  readonly privileged: number;
  /** Largest blast radius of an identity, 0 to 100. */
  readonly worst: number;
  /** Open findings by `severities` of the model. */
  readonly open: readonly number[];
  readonly unseen: number;
  readonly accepted: number;
  /** In days; null: nothing is open, or nothing was fixed. */
  readonly age: number | null;
  readonly fix: number | null;
}

export interface PageTrend {
  /** The oldest first. */
  readonly points: readonly TrendRow[];
  /** Scans of the history that are not among them. */
  readonly left: number;
}

export interface PageData {
  readonly tool: { readonly name: string; readonly version: string };
  readonly collectedAt: string;
  readonly clock: string;
  /** How each provider is called. */
  readonly providers: Readonly<Record<string, string>>;
  readonly inForce: readonly string[];
  readonly verdict: { readonly read: boolean; readonly complete: boolean };
  /** Identities that are not in the table, and the first row that has no details. */
  readonly left: { readonly identities: number; readonly firstWithout: number; readonly groups: number };
  /** Rows in each block of details. */
  readonly detailsPerBlock: number;
  readonly scopes: readonly PageScope[];
  /** What could not be judged in a scope, or only in part: many scopes share a list. */
  readonly unjudged: readonly (readonly string[])[];
  readonly found: readonly Found[];
  readonly rules: readonly RuleRow[];
  readonly identities: IdentityColumns;
  readonly totals: Totals;
  readonly groups: readonly GroupRow[];
  readonly coverage: readonly CoverageRow[];
  readonly gaps: readonly string[];
  readonly exceptions: readonly ExceptionRow[] | null;
  readonly chokePoints: readonly ChokeRow[];
  readonly changes: PageChanges | null;
  /** Null: nobody asked for one. */
  readonly plan: PagePlan | null;
  /** Null: the scan is in no history. */
  readonly trend: PageTrend | null;
  /** The view that opens where the address names none. */
  readonly start: StartView;
  /** What asks for the same facts again, after the name of the program. */
  readonly again: string;
}

export type StartView = 'overview' | 'plan';

export interface StepRow {
  /** Identity id, or `scope:<id>`. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly technique: string;
  readonly evidence: readonly string[];
  readonly assumes: readonly string[];
}

export interface HeatRow {
  /** What stands for the services: one name, or how many. */
  readonly services: readonly string[];
  /** All services of the scope. */
  readonly all: boolean;
  /** Share of the resources, 0 to 1, at view, read, write and control. */
  readonly share: readonly number[];
}

export interface CredentialRow {
  readonly kind: string;
  readonly id: string;
  readonly status: string;
  readonly lifetime: string;
  readonly binding: string;
  readonly note: string;
  readonly created: string;
  readonly expires: string;
  readonly used: string;
  /** In days; null: not known, or issued on demand. */
  readonly age: number | null;
}

export interface GrantRow {
  readonly name: string;
  readonly scope: string;
  readonly via: string;
  readonly duration: string;
  readonly source: string;
  readonly gives: readonly (readonly [level: string, what: string])[];
  readonly conditions: readonly string[];
}

export interface FindingRow {
  readonly rule: string;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly confidence: string;
  readonly fingerprint: string;
  readonly evidence: readonly string[];
  readonly fix: readonly string[];
  readonly exception: readonly string[];
  /** What its history says of it: a sentence; empty: there is none. */
  readonly since: string;
  readonly owasp: readonly string[];
  readonly controls: readonly string[];
}

/** All that `explain` says of one identity. */
export interface Detail {
  readonly facts: readonly (readonly [name: string, text: string])[];
  readonly notes: readonly string[];
  readonly credentials: readonly CredentialRow[];
  readonly grants: readonly GrantRow[];
  readonly moreGrants: number;
  readonly heat: readonly { readonly scope: string; readonly rows: readonly HeatRow[] }[];
  /** What it may do after denies and limits: level, service and time, then privileges, resources, conditions. */
  readonly may: readonly (readonly [level: string, head: string, lines: readonly string[]])[] | null;
  readonly moreMay: number;
  readonly trusts: readonly string[];
  readonly takenOverBy: readonly string[];
  readonly moreTakenOverBy: number;
  readonly steps: readonly {
    readonly to: string;
    readonly by: string;
    readonly assumes: readonly string[];
    readonly more: number;
  }[];
  readonly moreSteps: number;
  readonly admin: readonly string[];
  readonly adminIf: readonly string[];
  /** The worst first, then one for each further scope. */
  readonly paths: readonly (readonly StepRow[])[];
  readonly morePaths: number;
  readonly exposure: readonly {
    readonly part: string;
    readonly points: number;
    readonly most: number;
    readonly known: readonly string[];
    readonly unknown: readonly string[];
  }[];
  readonly findings: readonly FindingRow[];
  readonly scopeFindings: readonly string[];
}

export interface GraphNode {
  /** Identity id, or `scope:<id>`; of a group the first of its members. */
  readonly id: string;
  readonly kind: string;
  /** Of a group; 1: it is no group. */
  readonly count: number;
  /** Ids of the first members. */
  readonly members: readonly string[];
}

export interface GraphEdge {
  /** Indices into the nodes. */
  readonly from: number;
  readonly to: number;
  readonly by: string;
  readonly technique: string;
  /** Identities whose shortest path goes through it. */
  readonly through: number;
  readonly assumes: readonly string[];
  readonly evidence: readonly string[];
  /** One of the choke points of the estate. */
  readonly choke: boolean;
}

/** The shortest paths of identities into full control of one scope. */
export interface ScopeGraph {
  /** Scope id. */
  readonly scope: string;
  readonly proven: number;
  readonly assumed: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Identities whose path is not drawn. */
  readonly left: number;
}

export interface GraphData {
  readonly scopes: readonly ScopeGraph[];
  /** Scopes that somebody controls and that are not drawn. */
  readonly left: number;
}
