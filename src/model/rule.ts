import type { Cause } from './cause.ts';
import type { ControlFocus } from './control-focus.ts';
import type { InputKind } from './coverage.ts';
import type { Estate } from './estate.ts';
import type { Evidence } from './evidence.ts';
import type { Confidence, Controls, Facet, OwaspRisk, PathStep, Severity } from './finding.ts';
import type { Identity } from './identity.ts';
import type { IdentityFact } from './identity-fact.ts';
import type { BlastRadius, Reach } from './reach.ts';
import type { Remedies } from './remedy.ts';
import type { Provider, Scope } from './scope.ts';
import type { Settings } from './settings.ts';
import type { Standing } from './standing.ts';

/** What a rule sees when it looks at one identity. */
export interface RuleContext {
  readonly estate: Estate;
  readonly reach: Reach;
  readonly settings: Settings;
  /** `Estate.collectedAt` in milliseconds: the only clock. */
  readonly now: number;
  /** Index of the identity in `Estate.identities`. */
  readonly index: number;
  readonly radius: BlastRadius;
  readonly standing: Standing;
  /** Whether the identity can do serious harm: full control of a scope (if assumptions hold), or a blast radius above the threshold. */
  readonly privileged: boolean;
  readonly scopeById: (id: string) => Scope | undefined;
  readonly identityById: (id: string) => Identity | undefined;
  readonly remedies: Remedies;
}

/** What a rule found at one identity. Everything else of a finding comes from the rule and the identity. */
export interface Hit {
  /** Tells several hits of one rule at one identity apart, and must be the same in every scan: a key id, a principal. Part of the fingerprint. */
  readonly key?: string;
  /** One sentence with the figures of this case. Default: the rule's title. */
  readonly title?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** At least one. */
  readonly evidence: readonly Evidence[];
  readonly path?: readonly PathStep[];
  /** The change that ends it, for this case: a sentence, then where possible a command or a policy. */
  readonly fix: string;
  /** What the fix changes, where other findings may end with the same change. Absent: nothing else ends with it. */
  readonly cause?: Cause | undefined;
}

/** What a rule found at a scope as a whole: one finding in place of one for each identity that lives in it. */
export interface ScopeHit extends Hit {
  /** Index into `Estate.scopes`. */
  readonly scope: number;
  /** Ids of the identities that it is about, sorted. */
  readonly about: readonly string[];
  /** The largest of theirs. */
  readonly blastRadius: number;
}

/** What a rule sees that judges scopes. */
export interface EstateContext
  extends Pick<RuleContext, 'estate' | 'reach' | 'settings' | 'now' | 'remedies'> {
  /** {@link RuleContext.privileged}, by index into `Estate.identities`. */
  readonly isPrivileged: (identity: number) => boolean;
}

/** One rule. Its file holds all that is known about it; `docs/rules/<id>.md` is generated from it. */
export interface Rule {
  /** kebab-case, never reused. */
  readonly id: string;
  readonly title: string;
  /** What one finding of it is called, and several: `path`, `paths`. Default: finding. */
  readonly noun?: readonly [one: string, many: string];
  readonly owasp: readonly OwaspRisk[];
  readonly facets: readonly Facet[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly controls: Controls;
  /** Inputs without which the rule cannot tell: where one is not covered in a scope, the rule is `not-assessed` there. */
  readonly needs: readonly InputKind[];
  /**
   * What it must know of an identity to find anything there: where it is known of none in a scope, the rule is `not-assessed`,
   * and an identity of which it is not known counts as not looked at. Absent: what was read of the scope is enough.
   */
  readonly needsOfIdentity?: readonly IdentityFact[];
  /** Providers in which there is something to judge; absent: all. Scopes of others are not assessed and not counted. */
  readonly about?: readonly Provider[];
  /** What is wrong and why it matters; Markdown, for the rule's page. */
  readonly why: string;
  /** What it cannot know and what it leaves out on purpose; Markdown. */
  readonly limits: string;
  /** How to end it in general, with a command or a policy; Markdown. */
  readonly remedy: string;
  /** The provider's or standard's pages that the rule rests on. */
  readonly sources: readonly string[];
  readonly check: (identity: Identity, context: RuleContext) => readonly Hit[];
  /** What holds for all identities of a scope and ends there with one change. `check` says nothing of these. */
  readonly checkScopes?: (context: EstateContext) => readonly ScopeHit[];
}

/** Controls that apply to some identities only: a provider's own benchmark, AI frameworks for agents. */
export interface FurtherControls {
  /** Whom they apply to, for the pages: `AWS identities`. */
  readonly title: string;
  readonly appliesTo: (identity: Pick<Identity, 'provider' | 'agent'>) => boolean;
  readonly byRisk: Readonly<Partial<Record<OwaspRisk, Controls>>>;
  /** By rule id, beside those of its risks. */
  readonly byRule?: Readonly<Record<string, Controls>>;
  /** By framework, then control: of which findings it is about. */
  readonly focus?: Readonly<Record<string, Readonly<Record<string, ControlFocus>>>>;
}

export type AssessmentStatus = 'assessed' | 'partial' | 'not-assessed';

/** Whether a rule could be judged in a scope, and in all within it that have no assessment of their own. */
export interface Assessment {
  readonly rule: string;
  readonly scope: string;
  readonly status: AssessmentStatus;
  /** The missing inputs and their reasons; empty with `assessed`. */
  readonly reason: string;
  /** Not in full only for what the provider shows to nobody: what was found before and is not found now is gone. */
  readonly allThatIsShown?: true;
}
