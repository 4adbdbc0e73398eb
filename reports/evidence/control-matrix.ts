import { assessmentsByScope } from '../../src/model/assessment.ts';
import { byText } from '../../src/model/by-text.ts';
import { hasSubject } from '../../src/model/control-focus.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Framework, FrameworkControl } from '../../src/model/framework.ts';
import type { Identity } from '../../src/model/identity.ts';
import { unknownFacts } from '../../src/model/identity-fact.ts';
import type { AuditResult } from '../../src/model/report.ts';
import type { Assessment, Rule } from '../../src/model/rule.ts';
import type { Column } from '../tables/column.ts';
import { list } from '../tables/column.ts';

/**
 * `assessed`: every rule could judge every identity. `partial`: some could, or in part. `not-assessed`: none could.
 * `no-rule`: nothing here tests it. `no-identities`: there is nobody whom it is about.
 */
export type ControlAssessment = 'assessed' | 'partial' | 'not-assessed' | 'no-rule' | 'no-identities';

/** What was gathered about one control. */
export interface ControlRow {
  readonly framework: Framework;
  readonly control: FrameworkControl;
  /** Rules in force that could test it in what was read, and those that are turned off; ids, sorted. */
  readonly rules: readonly string[];
  readonly off: readonly string[];
  /** Scopes in which at least one rule could judge; ids, sorted. */
  readonly scopes: readonly string[];
  /** Identities whom the framework is about. */
  readonly identities: number;
  /** Those that at least one rule could judge, because all that it needs of them was known. */
  readonly lookedAt: number;
  /** Those with an open finding, and those all of whose findings are accepted. */
  readonly failed: number;
  readonly accepted: number;
  readonly assessment: ControlAssessment;
  /** What was not assessed, or in part only, and why. */
  readonly notAssessed: readonly string[];
}

const isAbout =
  ({ scope: { providers, agents } }: Framework) =>
  ({ provider, agent }: Identity): boolean =>
    (providers?.includes(provider) ?? true) && (agents !== true || agent);

const tests = ({ byRisk, byRule = {}, notByRule = {} }: Framework, rule: Rule, control: string): boolean =>
  byRule[rule.id]?.includes(control) === true ||
  (notByRule[rule.id]?.includes(control) !== true &&
    rule.owasp.some((risk) => byRisk[risk]?.includes(control) === true));

/** By rule and count: a reason in full for each scope is more than a cell of a spreadsheet holds, and stands in `coverage.csv`. */
const gapsOf = (gaps: readonly Assessment[]): readonly string[] =>
  [...Map.groupBy(gaps, ({ rule, status }) => `${rule} ${status}`)]
    .map(([says, { length }]) => `${says} in ${length} ${length === 1 ? 'scope' : 'scopes'}`)
    .sort(byText);

interface Known {
  readonly about: readonly Identity[];
  readonly assessmentOf: (rule: string, scope: string) => Assessment | undefined;
  /** By identity, then rule. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly isOff: (rule: Rule) => boolean;
}

interface Judged {
  readonly scope: string;
  /** Its own, or that of a scope above it. */
  readonly assessment: Assessment;
}

const rowOf = (
  framework: Framework,
  control: FrameworkControl,
  testing: readonly Rule[],
  { about, assessmentOf, findings, isOff }: Known,
): ControlRow => {
  const on = testing.filter((rule) => !isOff(rule));
  const inScope = new Map<string, Identity[]>(Map.groupBy(about, ({ scope }) => scope));
  // Of each scope with identities, also where the answer stands at a scope above it.
  const judgedOf = ({ id }: Rule): readonly Judged[] =>
    [...inScope.keys()].flatMap((scope) => {
      const assessment = assessmentOf(id, scope);
      return assessment === undefined ? [] : [{ scope, assessment }];
    });
  const judged = on.flatMap(judgedOf);
  const rules = on.filter((rule) => judgedOf(rule).length > 0).map(({ id }) => id);
  const elsewhere = on.filter(({ id, about: providers = [] }) => !rules.includes(id) && providers.length > 0);
  const scopes = new Set(
    judged.filter(({ assessment }) => assessment.status !== 'not-assessed').map(({ scope }) => scope),
  );
  const gaps = [...new Set(judged.map(({ assessment }) => assessment))].filter(
    ({ status }) => status !== 'assessed',
  );
  const wanted = new Set(rules);
  const focus = framework.focus?.[control.id];
  const standsAgainst = (finding: Finding): boolean =>
    focus === undefined || finding.controls[framework.name]?.includes(control.id) === true;
  let failed = 0;
  let accepted = 0;
  const looked = new Set<string>();
  const unknown = new Map<string, number>();
  const canJudge = new Map(
    on.map((rule) => [
      rule,
      new Set(
        judgedOf(rule).flatMap(({ scope, assessment: { status } }) =>
          status === 'not-assessed' ? [] : [scope],
        ),
      ),
    ]),
  );
  for (const identity of about) {
    for (const [rule, where] of canJudge) {
      if (!where.has(identity.scope)) continue;
      if (focus !== undefined && !hasSubject(focus, identity)) continue;
      const missing = unknownFacts(identity, rule.needsOfIdentity ?? []);
      if (missing.length === 0) looked.add(identity.id);
      for (const fact of missing)
        unknown.set(`${rule.id}: ${fact}`, (unknown.get(`${rule.id}: ${fact}`) ?? 0) + 1);
    }
  }
  for (const { id, scope } of about) {
    const own = (findings.get(id) ?? []).filter(
      (finding) => wanted.has(finding.rule) && standsAgainst(finding),
    );
    if (own.length === 0) continue;
    scopes.add(scope);
    looked.add(id);
    if (own.some(({ status }) => status !== 'accepted')) failed++;
    else accepted++;
  }
  const lookedAt = looked.size;
  const assessment = (): ControlAssessment => {
    if (about.length === 0) return 'no-identities';
    if (rules.length === 0) return 'no-rule';
    if (lookedAt === 0) return 'not-assessed';
    return gaps.length === 0 && unknown.size === 0 && lookedAt === about.length ? 'assessed' : 'partial';
  };
  return {
    framework,
    control,
    rules: rules.toSorted(byText),
    off: testing
      .filter(isOff)
      .map(({ id }) => id)
      .sort(byText),
    scopes: [...scopes].sort(byText),
    identities: about.length,
    lookedAt,
    failed,
    accepted,
    assessment: assessment(),
    notAssessed: [
      ...gapsOf(gaps),
      ...[...unknown].map(([what, count]) => `${what} not known of ${count} of ${about.length} identities`),
      ...elsewhere.map(
        ({ id, about: providers = [] }) =>
          `${id}: is about ${providers.join(', ')}, of which no scope was read`,
      ),
    ],
  };
};

/** One about a scope counts at each identity that it is about. */
const byIdentity = (findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> => {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const id of finding.about ?? [finding.identity]) {
      const own = found.get(id);
      if (own === undefined) found.set(id, [finding]);
      else own.push(finding);
    }
  }
  return found;
};

/** Every control of every framework, in their order: also those that nothing tests. */
export function* controlRows(
  { estate, rules, findings, assessments, settings }: AuditResult,
  frameworks: readonly Framework[],
): Generator<ControlRow> {
  const known = {
    assessmentOf: assessmentsByScope(assessments, estate.scopes),
    findings: byIdentity(findings),
    isOff: ({ id }: Rule): boolean => settings.rules[id]?.enabled === false,
  };
  for (const framework of frameworks) {
    const about = estate.identities.filter(isAbout(framework));
    for (const control of framework.controls) {
      const testing = rules.filter((rule) => tests(framework, rule, control.id));
      yield rowOf(framework, control, testing, { ...known, about });
    }
  }
}

export const controlColumns: readonly Column<ControlRow>[] = [
  { name: 'framework', description: 'Name of the framework.', value: ({ framework }) => framework.name },
  { name: 'version', description: 'Its release.', value: ({ framework }) => framework.version },
  {
    name: 'control',
    description: 'Id of the control, as the framework writes it.',
    value: ({ control }) => control.id,
  },
  {
    name: 'about',
    description: 'What it is about, in our own words.',
    value: ({ control }) => control.about,
  },
  {
    name: 'applies_to',
    description: 'Whom the framework is about.',
    value: ({ framework }) => framework.scope.title,
  },
  {
    name: 'rules',
    description:
      'Rules whose findings support evidence for it, of those about what was read; empty: nothing tests it here.',
    value: ({ rules }) => list(rules),
  },
  {
    name: 'rules_off',
    description: 'Further ones that the configuration turns off.',
    value: ({ off }) => list(off),
  },
  {
    name: 'assessment',
    description:
      '`assessed`: every rule could judge every identity, and all that it needs was known of each; `partial`; `not-assessed`; `no-rule`; `no-identities`: there is nobody whom it is about.',
    value: ({ assessment }) => assessment,
  },
  {
    name: 'scopes',
    description: 'Ids of the scopes in which at least one of the rules could judge.',
    value: ({ scopes }) => list(scopes),
  },
  {
    name: 'identities',
    description: 'Number of identities whom the framework is about.',
    value: ({ identities }) => identities,
  },
  {
    name: 'looked_at',
    description:
      'How many of them at least one of the rules could judge, because all that it needs of the identity was known.',
    value: ({ lookedAt }) => lookedAt,
  },
  {
    name: 'failed',
    description: 'How many of them have an open finding of these rules.',
    value: ({ failed }) => failed,
  },
  {
    name: 'accepted',
    description: 'How many have only findings that an exception accepts.',
    value: ({ accepted }) => accepted,
  },
  {
    name: 'not_assessed',
    description:
      'Rules that could not judge, or in part only, and in how many scopes; `coverage.csv` says in which, and why.',
    value: ({ notAssessed }) => list(notAssessed),
  },
  {
    name: 'source',
    description: 'Page of the framework.',
    value: ({ framework }) => framework.source,
  },
];
