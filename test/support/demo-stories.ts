import { readFileSync } from 'node:fs';
import type { AuditResult } from '../../src/model/report.ts';

/** A row of the table in the README of a part of the sample estate: what a scan should say of one identity. */
export interface DemoStory {
  /** As the table has it. */
  readonly identity: string;
  /** Ids of the rules that report it, sorted. */
  readonly rules: readonly string[];
  /** Ids of the scopes that it controls, of those that the table names, sorted; `controlIf`: on a condition. */
  readonly control: readonly string[];
  readonly controlIf: readonly string[];
}

/** @param scopes ids of scopes by the names that the table has for them */
export const demoStoriesIn = (
  readme: URL,
  scopes: Readonly<Record<string, string>>,
): readonly DemoStory[] => {
  const scopesNamed = (text: string): readonly string[] =>
    text
      .split(', ')
      .flatMap((name) => scopes[name] ?? [])
      .sort();
  return [...readFileSync(readme, 'utf8').matchAll(/^\| `([^`]+)` \|[^|]+\| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, identity = '', findings = '', control = '']) => {
      const [sure = '', perhaps = ''] = control.split(/(?:^|, )if /);
      return {
        identity,
        rules: [...findings.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
        control: scopesNamed(sure),
        controlIf: scopesNamed(perhaps),
      };
    },
  );
};

/** What a scan says of the identity at an index, in the same words. */
export const storyOf = (
  { estate, reach, findings }: AuditResult,
  index: number,
  scopes: Readonly<Record<string, string>>,
): Omit<DemoStory, 'identity'> => {
  const own = findings.filter((finding) => finding.identity === estate.identities[index]!.id);
  const told = new Set(Object.values(scopes));
  const named = (scope: number): string => estate.scopes[scope]!.id;
  const { admin, adminIf } = reach.radius(index);
  return {
    rules: [...new Set(own.map(({ rule }) => rule))].sort(),
    control: admin
      .map(named)
      .filter((id) => told.has(id))
      .sort(),
    controlIf: adminIf.map(({ scope }) => named(scope)).filter((id) => told.has(id)),
  };
};
