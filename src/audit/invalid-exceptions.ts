import { exceptionTime } from '../model/clock.ts';
import { shellQuote } from '../model/command-line.ts';
import type { Estate } from '../model/estate.ts';
import type { ExceptionEntry, JudgedException } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Reach } from '../model/reach.ts';
import type { Rule } from '../model/rule.ts';
import type { Settings } from '../model/settings.ts';
import { applyExceptions, judgeEntries } from './exceptions.ts';
import { compareFindings, findingOf } from './run-rules.ts';

export interface JudgeExceptionsInput {
  readonly entries: readonly ExceptionEntry[];
  /** In report order. */
  readonly findings: readonly Finding[];
  readonly estate: Estate;
  readonly reach: Reach;
  readonly settings: Settings;
  /** `invalid-exception`: what a finding about an entry says beside the entry's own problems. */
  readonly rule: Rule;
}

/** Whom an entry means: the identity that it names, else that of the worst finding that it would cover. */
const meantBy = (
  { covers }: ExceptionEntry,
  { covered }: JudgedException,
  findings: readonly Finding[],
  ids: ReadonlyMap<string, number>,
): number | undefined => {
  if (covers !== undefined && 'identity' in covers && ids.has(covers.identity))
    return ids.get(covers.identity);
  const fingerprints = new Set(covered);
  const worst =
    fingerprints.size === 0 ? undefined : findings.find(({ fingerprint }) => fingerprints.has(fingerprint));
  return worst === undefined ? undefined : ids.get(worst.identity);
};

/**
 * Findings as the exceptions leave them, each invalid entry that means a known identity being a finding of its own, and
 * the judged entries in the order of the file. Pure; the clock is `estate.collectedAt`.
 */
export const judgeExceptions = (
  input: JudgeExceptionsInput,
): { readonly findings: readonly Finding[]; readonly exceptions: readonly JudgedException[] } => {
  const { entries, findings, estate, reach, settings, rule } = input;
  const exceptions = judgeEntries({
    entries,
    found: findings,
    identities: estate.identities,
    settings,
    collectedAt: exceptionTime(estate.collectedAt, estate.clock),
    looksFor: ['rules'],
  });
  const configured = settings.rules[rule.id];
  const ids = new Map(estate.identities.map(({ id }, index) => [id, index]));
  const named = new Map<string, number>();
  const invalid = exceptions.flatMap((judged, position): readonly Finding[] => {
    if (judged.status !== 'invalid' || configured?.enabled === false) return [];
    const index = meantBy(entries[position]!, judged, findings, ids);
    if (index === undefined) return [];
    const { file, line } = judged.location;
    // Two entries of one name are two findings.
    const before = named.get(judged.id) ?? 0;
    named.set(judged.id, before + 1);
    const [problem = rule.title] = judged.problems;
    return [
      findingOf(
        rule,
        estate.identities[index]!,
        {
          key: before === 0 ? judged.id : `${judged.id} ${before + 1}`,
          title: `Exception ${judged.id} has no effect: ${problem}`,
          evidence: judged.problems.map((says) => ({
            record: 'exception',
            id: judged.id,
            says: `${file}, line ${line}: ${says}`,
          })),
          fix: `Correct or remove the exception ${judged.id} in ${file}, line ${line}: what it was to cover is open.\nnhi-audit exceptions check --exceptions ${shellQuote(file) ?? 'FILE'}`,
        },
        {
          severity: configured?.severity,
          blastRadius: reach.radius(index).score,
          controls: rule.controls,
        },
      ),
    ];
  });
  return {
    findings: [...applyExceptions(findings, exceptions), ...invalid].sort(compareFindings),
    exceptions,
  };
};

/**
 * Invalid entries that mean nobody known, and so are no finding: they count as one all the same. Empty where the rule is
 * off.
 */
export const invalidWithoutFinding = (
  exceptions: readonly JudgedException[],
  findings: readonly Finding[],
  ruleId: string,
  settings: Pick<Settings, 'rules'>,
): readonly JudgedException[] => {
  if (settings.rules[ruleId]?.enabled === false) return [];
  const told = new Set(
    findings.filter(({ rule }) => rule === ruleId).flatMap(({ evidence }) => evidence.map(({ id }) => id)),
  );
  return exceptions.filter(({ id, status }) => status === 'invalid' && !told.has(id));
};
