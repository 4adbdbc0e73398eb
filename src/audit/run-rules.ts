import { agesAreMinimums } from '../model/clock.ts';
import { isInFocus } from '../model/control-focus.ts';
import type { Fills } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { Confidence, Controls, Finding, OwaspRisk, Severity } from '../model/finding.ts';
import { allowedSeverity, scopeAsEnd, severityRank } from '../model/finding.ts';
import type { Identity } from '../model/identity.ts';
import { InputError } from '../model/input-error.ts';
import type { BlastRadius, Reach } from '../model/reach.ts';
import type { Remedies } from '../model/remedy.ts';
import type { Assessment, FurtherControls, Hit, Rule, RuleContext } from '../model/rule.ts';
import type { Settings } from '../model/settings.ts';
import type { Standing } from '../model/standing.ts';
import { standingOf } from '../model/standing.ts';
import { assess, isOnDisuse } from './assessments.ts';
import { evidenceHashOf, fingerprintOf } from './fingerprint.ts';
import { hasUnseenCredentials, readIn } from './read-inputs.ts';

export interface RunRulesInput {
  readonly estate: Estate;
  readonly reach: Reach;
  readonly settings: Settings;
  readonly rules: readonly Rule[];
  /** How the providers make the changes that rules name. */
  readonly remedies: Remedies;
  /** Controls that depend on the identity, beside those of the rule. */
  readonly furtherControls?: readonly FurtherControls[];
  /** What would provide data that is missing, by provider. */
  readonly fills?: ReadonlyMap<string, Fills>;
}

export interface RunRulesResult {
  /** Sorted by blast radius, then severity, then fingerprint. */
  readonly findings: readonly Finding[];
  /** Sorted by rule, then scope; of the enabled rules. */
  readonly assessments: readonly Assessment[];
  /** By index into `Estate.identities`. */
  readonly standings: readonly Standing[];
}

/** A rule as configured. */
interface ActiveRule {
  readonly rule: Rule;
  /** Configured for all its findings. */
  readonly severity: Severity | undefined;
}

const activeRules = (rules: readonly Rule[], { rules: configured }: Settings): readonly ActiveRule[] => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of Object.keys(configured)) {
    if (ids.has(id)) continue;
    throw new InputError(
      `there is no rule "${id.slice(0, 80)}"`,
      `rules.${id.slice(0, 80)} in the configuration`,
      `use one of: ${[...ids].sort().join(', ')}`,
    );
  }
  return rules.flatMap((rule) => {
    const setting = configured[rule.id];
    return setting?.enabled === false ? [] : [{ rule, severity: setting?.severity }];
  });
};

/** Whether an identity can do serious harm: {@link RuleContext.privileged}. */
export const isPrivileged = (radius: BlastRadius, settings: Settings): boolean =>
  radius.admin.length > 0 ||
  radius.adminIf.length > 0 ||
  radius.score >= settings.thresholds.privilegedBlastRadius;

const union = (a: Controls, b: Controls): Controls => {
  const merged: Record<string, readonly string[]> = { ...a };
  for (const [framework, ids] of Object.entries(b)) {
    merged[framework] = [...new Set([...(merged[framework] ?? []), ...ids])].sort();
  }
  return merged;
};

/** The controls of a rule at an identity. Few combinations exist, and findings are many: each is made once. */
const controlsOf = (
  further: readonly FurtherControls[],
): ((rule: Rule, identity: Pick<Identity, 'provider' | 'agent'>) => Controls) => {
  const known = new Map<string, Controls>();
  return (rule, identity) => {
    const applying = further.filter(({ appliesTo }) => appliesTo(identity));
    const key = JSON.stringify([rule.id, applying.map((set) => further.indexOf(set))]);
    let controls = known.get(key);
    if (controls === undefined) {
      const added = applying.flatMap(({ byRisk, byRule }) => [
        ...rule.owasp.map((risk: OwaspRisk) => byRisk[risk] ?? {}),
        byRule?.[rule.id] ?? {},
      ]);
      controls = added.reduce(union, rule.controls);
      known.set(key, controls);
    }
    return controls;
  };
};

/** Without those that are about something else than what was hit. */
const inFocus =
  (further: readonly FurtherControls[], now: number) =>
  (controls: Controls, identity: Identity, rule: Rule, hit: Hit): Controls => {
    const about = {
      key: hit.key,
      evidence: hit.evidence,
      confidence: hit.confidence ?? rule.confidence,
      now,
    };
    let kept = controls;
    for (const { focus = {} } of further) {
      for (const [framework, byControl] of Object.entries(focus)) {
        const ids = kept[framework];
        const left = ids?.filter((id) => {
          const narrow = byControl[id];
          return narrow === undefined || isInFocus(narrow, identity, about);
        });
        if (left === undefined || left.length === ids?.length) continue;
        const { [framework]: _, ...others } = kept;
        kept = left.length === 0 ? others : { ...kept, [framework]: left };
      }
    }
    return kept;
  };

/** A hit of a rule at an identity, as the finding that it is. */
export const findingOf = (
  rule: Rule,
  identity: Pick<Identity, 'id' | 'provider' | 'scope'>,
  hit: Hit,
  about: {
    readonly severity: Severity | undefined;
    readonly blastRadius: number;
    readonly controls: Controls;
  },
): Finding => ({
  fingerprint: fingerprintOf(rule.id, identity, hit.key),
  evidenceHash: evidenceHashOf(hit.evidence),
  rule: rule.id,
  title: hit.title ?? rule.title,
  owasp: rule.owasp,
  facets: rule.facets,
  // What the configuration says of a rule is said of all that it finds.
  severity:
    about.severity ?? allowedSeverity(hit.severity ?? rule.severity, hit.confidence ?? rule.confidence),
  confidence: hit.confidence ?? rule.confidence,
  identity: identity.id,
  scope: identity.scope,
  blastRadius: about.blastRadius,
  evidence: hit.evidence,
  path: hit.path ?? [],
  fix: hit.fix,
  ...(hit.cause === undefined ? {} : { cause: hit.cause }),
  controls: about.controls,
  status: 'open',
});

const confidences = ['low', 'medium', 'high'] as const;

/** What the clock leaves of a rule's certainty, and of that of its hits. */
const lessSure = (confidence: Confidence): Confidence =>
  confidences[Math.max(confidences.indexOf(confidence) - 1, 0)]!;

/** Whoever cannot change an identity but to harm is told what helps in place of changing it. */
const helpful = (hit: Hit, { management }: Identity): Hit =>
  management === undefined ? hit : { ...hit, fix: management.instead };

/** Hits of one rule at one identity with the same key are one finding: the worst title, all the evidence. */
const mergeHits = (rule: Rule, hits: readonly Hit[]): readonly Hit[] => {
  if (hits.length < 2) return hits;
  const rank = (hit: Hit): number =>
    severityRank(hit.severity ?? rule.severity) * 10 + confidences.indexOf(hit.confidence ?? rule.confidence);
  return [...Map.groupBy(hits, ({ key }) => key).values()].map((same) => {
    if (same.length === 1) return same[0]!;
    const worst = same.reduce((most, next) => (rank(next) > rank(most) ? next : most));
    const evidence = new Map(
      same.flatMap((hit) => hit.evidence).map((item) => [JSON.stringify(item), item] as const),
    );
    return { ...worst, evidence: [...evidence.values()] };
  });
};

/** Worst first: blast radius, severity, then any fixed order. */
export const compareFindings = (a: Finding, b: Finding): number =>
  b.blastRadius - a.blastRadius ||
  severityRank(b.severity) - severityRank(a.severity) ||
  (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0);

/** Sorted as {@link compareFindings} says; what is compared is read once, because findings come by the ten thousand. */
export const findingsInOrder = (findings: readonly Finding[]): Finding[] => {
  const keys = findings.map((finding) => ({
    finding,
    radius: finding.blastRadius,
    severity: severityRank(finding.severity),
    // 48 bits, which a number holds: they decide nearly always.
    start: Number.parseInt(finding.fingerprint.slice(0, 12), 16),
  }));
  keys.sort(
    (a, b) =>
      b.radius - a.radius ||
      b.severity - a.severity ||
      a.start - b.start ||
      compareFindings(a.finding, b.finding),
  );
  return keys.map(({ finding }) => finding);
};

/** By index of identity. */
export const standingsOf = (estate: Estate, settings: Settings): readonly Standing[] => {
  const now = Date.parse(estate.collectedAt);
  const isReadIn = readIn(estate);
  return estate.identities.map((identity) =>
    standingOf(
      identity.grants,
      identity.credentials,
      now,
      settings.thresholds.longestGrantDays,
      hasUnseenCredentials(identity, isReadIn(identity.scope)),
    ),
  );
};

/**
 * Runs every enabled rule at every identity. Pure; the clock is `estate.collectedAt`.
 * Throws `InputError` when the configuration names a rule that does not exist.
 */
export const runRules = (input: RunRulesInput): RunRulesResult => {
  const { estate, reach, settings, remedies } = input;
  const vague = agesAreMinimums(estate.clock);
  const active = activeRules(input.rules, settings);
  const now = Date.parse(estate.collectedAt);
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  const identities = new Map(estate.identities.map((identity) => [identity.id, identity]));
  const scopeById: RuleContext['scopeById'] = (id) => scopes.get(id);
  const identityById: RuleContext['identityById'] = (id) => identities.get(id);
  const controls = controlsOf(input.furtherControls ?? []);
  const focused = inFocus(input.furtherControls ?? [], now);

  const standings = standingsOf(estate, settings);
  const findings: Finding[] = [];
  const found = new Map<string, Set<string>>();
  for (const [index, identity] of estate.identities.entries()) {
    const radius = reach.radius(index);
    const context: RuleContext = {
      estate,
      reach,
      settings,
      now,
      index,
      radius,
      standing: standings[index]!,
      privileged: isPrivileged(radius, settings),
      scopeById,
      identityById,
      remedies,
    };
    for (const { rule, severity } of active) {
      const hits = rule.check(identity, context);
      if (hits.length === 0) continue;
      const here = found.get(identity.scope);
      if (here === undefined) found.set(identity.scope, new Set([rule.id]));
      else here.add(rule.id);
      for (const each of mergeHits(rule, hits)) {
        const hit =
          vague && isOnDisuse(rule)
            ? { ...each, confidence: lessSure(each.confidence ?? rule.confidence) }
            : each;
        findings.push(
          findingOf(rule, identity, helpful(hit, identity), {
            severity,
            blastRadius: radius.score,
            controls: focused(controls(rule, identity), identity, rule, hit),
          }),
        );
      }
    }
  }
  const isPrivilegedAt = (index: number): boolean => isPrivileged(reach.radius(index), settings);
  for (const { rule, severity } of active) {
    const hits = rule.checkScopes?.({ estate, reach, settings, now, remedies, isPrivileged: isPrivilegedAt });
    for (const hit of hits ?? []) {
      const scope = estate.scopes[hit.scope]!;
      const whole = { id: scopeAsEnd(scope.id), provider: scope.provider, scope: scope.id };
      found.set(scope.id, new Set([...(found.get(scope.id) ?? []), rule.id]));
      findings.push({
        ...findingOf(rule, whole, hit, {
          severity,
          blastRadius: hit.blastRadius,
          controls: controls(rule, { provider: scope.provider, agent: false }),
        }),
        about: hit.about,
      });
    }
  }
  return {
    findings: findingsInOrder(findings),
    assessments: assess(
      estate,
      active.map(({ rule }) => rule),
      found,
      input.fills,
    ),
    standings,
  };
};
