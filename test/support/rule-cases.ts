import { describe, expect, test } from 'vitest';
import type { FactRef } from '../../src/model/evidence.ts';
import type { Confidence, Severity } from '../../src/model/finding.ts';
import type { Hit, Rule } from '../../src/model/rule.ts';
import type { Settings } from '../../src/model/settings.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { remedies } from './providers.ts';
import type { ResultSketch } from './result.ts';
import { sketchResult } from './result.ts';

export interface HitAt extends Hit {
  readonly identity: string;
}

/** All hits of one rule in a sketched estate; reach is given by the sketch. Independent of `src/audit`. */
export const hitsOf = (
  rule: Rule,
  sketch: ResultSketch,
  settings: Settings = defaultSettings,
): readonly HitAt[] => {
  const { estate, reach, standings } = sketchResult(sketch);
  return estate.identities.flatMap((identity, index) => {
    const radius = reach.radius(index);
    return rule
      .check(identity, {
        estate,
        reach,
        settings,
        now: Date.parse(estate.collectedAt),
        index,
        radius,
        standing: standings[index]!,
        privileged:
          radius.admin.length + radius.adminIf.length > 0 ||
          radius.score >= settings.thresholds.privilegedBlastRadius,
        scopeById: (id) => estate.scopes.find((scope) => scope.id === id),
        identityById: (id) => estate.identities.find((other) => other.id === id),
        remedies: remedies(estate),
      })
      .map((hit) => ({ ...hit, identity: identity.id }));
  });
};

interface ExpectedHit {
  readonly title: string;
  /** After the rule's own, where the hit says nothing. */
  readonly severity: Severity;
  readonly confidence?: Confidence;
  readonly identity?: string;
  readonly key?: string;
}

interface RuleCases {
  /** Nothing is wrong: sentence → estate. */
  readonly valid: Readonly<Record<string, ResultSketch>>;
  /** Sentence → estate and what is found in it. */
  readonly invalid: Readonly<Record<string, readonly [ResultSketch, ...(readonly ExpectedHit[])]>>;
}

const placeOf = ({ record, id, pointer = '' }: FactRef): string => `[${record} ${id}${pointer}]`;

const textOf = ({ identity, key, severity, confidence, evidence, path, fix, cause }: HitAt): string =>
  [
    [identity, key, severity, confidence].filter((each) => each !== undefined).join(' | '),
    ...evidence.map((each) => `  ${each.says} ${placeOf(each)}`),
    ...(path ?? []).map(({ from, to, by, assumes }) => `  ${from} -> ${to}: ${by}; ${assumes.join(', ')}`),
    ...fix.split('\n').map((line) => `  fix: ${line}`),
    ...(cause === undefined ? [] : [`  cause: ${JSON.stringify(cause)}`]),
  ].join('\n');

/** The behaviour of a rule as two tables. */
export const describeRule = (rule: Rule, { valid, invalid }: RuleCases): void => {
  describe(rule.id, () => {
    test.each(Object.entries(valid))('is silent when %s', (_, sketch) => {
      expect(hitsOf(rule, sketch)).toEqual([]);
    });
    test.each(Object.entries(invalid))('reports when %s', (_, [sketch, ...expected]) => {
      const hits = hitsOf(rule, sketch);
      expect(
        hits.map((hit) => ({
          ...hit,
          title: hit.title ?? rule.title,
          severity: hit.severity ?? rule.severity,
          confidence: hit.confidence ?? rule.confidence,
        })),
      ).toMatchObject(expected);
      for (const { evidence } of hits) expect(evidence.length).toBeGreaterThan(0);
      // All that people are shown of it: what it rests on, the way, the fix.
      expect(hits.map(textOf).join('\n')).toMatchSnapshot();
    });
  });
};

const day = 86_400_000;
const collectedAt = '2026-01-01T00:00:00.000Z';

/** ISO 8601 time that many days before the sketch's collection; negative: after it. */
export const daysAgo = (days: number): string => new Date(Date.parse(collectedAt) - days * day).toISOString();
