import type { Cause } from './cause.ts';
import type { Evidence } from './evidence.ts';

export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** How sure the snapshot lets us be that the finding is real. Separate from severity. */
export type Confidence = 'low' | 'medium' | 'high';

/** The gravest that may be said of what is known no better. */
const gravest: Readonly<Record<Confidence, Severity>> = {
  low: 'medium',
  medium: 'critical',
  high: 'critical',
};

/** A severity, or the gravest that the confidence allows. */
export const allowedSeverity = (severity: Severity, confidence: Confidence): Severity =>
  severityRank(severity) > severityRank(gravest[confidence]) ? gravest[confidence] : severity;

/** OWASP Non-Human Identities Top 10, 2025: https://owasp.org/www-project-non-human-identities-top-10/2025/top-10-2025 */
export const owaspRisks = {
  'NHI1:2025': 'Improper Offboarding',
  'NHI2:2025': 'Secret Leakage',
  'NHI3:2025': 'Vulnerable Third-Party NHI',
  'NHI4:2025': 'Insecure Authentication',
  'NHI5:2025': 'Overprivileged NHI',
  'NHI6:2025': 'Insecure Cloud Deployment Configurations',
  'NHI7:2025': 'Long-Lived Secrets',
  'NHI8:2025': 'Environment Isolation',
  'NHI9:2025': 'NHI Reuse',
  'NHI10:2025': 'Human Use of NHI',
} as const;
export type OwaspRisk = keyof typeof owaspRisks;

/** By which of its sides a finding is wrong. */
export type Facet = 'standing' | 'excessive' | 'stale' | 'exposure' | 'ownership' | 'secret';

/** Framework name → control ids. Ids and our own words only; never "passes", only "supports evidence for". */
export type Controls = Readonly<Record<string, readonly string[]>>;

const scopePrefix = 'scope:';
/** A scope as it stands in place of an identity: its full control in a path, all that lives in it in a finding. */
export const scopeAsEnd = (scope: string): string => `${scopePrefix}${scope}`;
/** `scope:<id>` → the scope's id; an identity's id → `undefined`. */
export const scopeOfEnd = (end: string): string | undefined =>
  end.startsWith(scopePrefix) ? end.slice(scopePrefix.length) : undefined;

export interface PathStep {
  /** Identity id, or `scope:<id>` for full control of a scope. */
  readonly from: string;
  readonly to: string;
  /** What is done, in words. */
  readonly by: string;
  readonly technique: string;
  readonly evidence: readonly Evidence[];
  /** What the snapshot does not show; empty: proven. */
  readonly assumes: readonly string[];
}

export interface Finding {
  /** SHA-256 (hex, 32 digits) over rule, provider, identity, scope and the rule's own discriminator: the same across scans. */
  readonly fingerprint: string;
  /** SHA-256 (hex, 32 digits) over the evidence: changes when the facts behind the same finding change. */
  readonly evidenceHash: string;
  readonly rule: string;
  readonly title: string;
  readonly owasp: readonly OwaspRisk[];
  readonly facets: readonly Facet[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Identity id, or `scope:<id>` where it is about all that lives in a scope. */
  readonly identity: string;
  /** Of a scope: ids of the identities that it is about, sorted. Absent: `identity` alone. */
  readonly about?: readonly string[];
  /** Scope id. */
  readonly scope: string;
  /** Of the identity, 0 to 100; of a scope: the largest in it. */
  readonly blastRadius: number;
  readonly evidence: readonly Evidence[];
  readonly path: readonly PathStep[];
  /** The change that ends it: a sentence, then where possible a command or a policy. */
  readonly fix: string;
  /** What is to be changed, for all findings that end with the same change. Absent: nothing else is known to end with it. */
  readonly cause?: Cause;
  readonly controls: Controls;
  readonly status: 'open' | 'accepted' | 'expired-exception';
  /** Id of the exception that accepts it, or that did until it ended. */
  readonly exception?: string;
}
