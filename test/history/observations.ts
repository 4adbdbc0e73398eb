import { digestOf } from '../../src/audit/fingerprint.ts';
import type { Observation } from '../../src/history/observation.ts';

/** A scan as tests write it. */
export interface ScanSketch {
  /** Day of 2026, from 0. */
  readonly day: number;
  readonly roots: readonly string[];
  /** Scope → its parent, or null. */
  readonly scopes: Readonly<Record<string, string | null>>;
  /** `rule scope` → how well it could be judged; absent: assessed. */
  readonly judged?: Readonly<Record<string, string>>;
  readonly findings: Readonly<Record<string, FoundSketch>>;
  /** Identities of which a rule did not know enough: id → rules. */
  readonly unjudged?: Readonly<Record<string, readonly string[]>>;
}

/** By fingerprint. */
export interface FoundSketch {
  readonly status?: string;
  readonly severity?: string;
  readonly title?: string;
  readonly rests?: readonly string[];
}

/** What the fingerprints of the tests are about. */
export interface Subject {
  readonly rule: string;
  readonly identity: string;
  readonly scope: string;
}

export const timeOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();

/** @param subjects by fingerprint */
export const sketchObservation = (
  sketch: ScanSketch,
  subjects: Readonly<Record<string, Subject>>,
): Observation => {
  const byKey = <Item extends { readonly key: string }>(items: readonly Item[]): readonly Item[] =>
    items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const rules = [...new Set(Object.values(subjects).map(({ rule }) => rule))];
  const identities = [...new Set(Object.values(subjects).map(({ identity }) => identity))];
  const sayings: Observation['sayings'] = {
    finding: byKey(
      Object.entries(sketch.findings).map(
        ([key, { status = 'open', severity = 'high', title = 'wrong', rests = [] }]) => ({
          key,
          fixed: [subjects[key]!.rule, subjects[key]!.identity, subjects[key]!.scope],
          described: [title],
          values: [status, severity, JSON.stringify(rests)],
        }),
      ),
    ),
    identity: byKey(
      identities.map((id) => ({
        key: JSON.stringify(['test', id]),
        fixed: ['test', id],
        described: ['role', 'machine', id, 'a', null],
        values: ['standing', 10, 10, null, 0, JSON.stringify(sketch.unjudged?.[id] ?? [])],
      })),
    ),
    scope: byKey(
      Object.entries(sketch.scopes).map(([key, parent]) => ({
        key,
        fixed: ['test'],
        described: ['account', key, 'unknown'],
        values: [parent, 1, 1, 1, 10],
      })),
    ),
    source: [
      { key: '["test","*","list"]', fixed: ['test', '*', 'list'], described: [], values: ['complete', ''] },
    ],
    judgement: byKey(
      Object.keys(sketch.scopes).flatMap((scope) =>
        rules.map((rule) => ({
          key: JSON.stringify([rule, scope]),
          fixed: [rule, scope],
          described: [],
          values: [sketch.judged?.[`${rule} ${scope}`] ?? 'assessed'],
        })),
      ),
    ),
  };
  const scan = {
    collectedAt: timeOf(sketch.day),
    series: digestOf(sketch.roots),
    roots: sketch.roots,
    tool: '0.0.0',
    configuration: 'c',
    identities: identities.length,
    privileged: identities.length,
    standing: identities.length,
    worstBlastRadius: 10,
    gaps: 0,
    sources: 1,
  };
  return { id: digestOf([scan, sayings]), ...scan, sayings };
};
