import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonFormat } from '../../reports/json.ts';
import { rules } from '../../rules/index.ts';
import { estateOfTargets, type TargetFacts } from '../../src/fleet/estate.ts';
import { type HandedOver, readHandOver, writeHandOver } from '../../src/fleet/parts/hand-over.ts';
import { joinedReport } from '../../src/fleet/parts/join.ts';
import { joinedResult } from '../../src/fleet/parts/joined-result.ts';
import { allScopes, judgePart, type Part, type Weighed, weigh } from '../../src/fleet/parts/part.ts';
import { plannedParts } from '../../src/fleet/parts/plan.ts';
import { writePart } from '../../src/fleet/parts/result.ts';
import {
  coverageElsewhere,
  type ReadTargets,
  readTargets,
  recordsElsewhere,
  splitTargets,
  type TargetSet,
} from '../../src/fleet/parts/split.ts';
import type { ExceptionEntry } from '../../src/model/exception.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { auditSources } from '../../src/pipeline/audit.ts';
import { clockOf } from '../../src/pipeline/clock.ts';
import type { Keeper } from '../../src/pipeline/keepers.ts';
import { tool } from '../../src/version.ts';

export const layout = { width: 100, colour: false, sourceArguments: [], sourceFiles: [] };

/** The estate of all targets in one process. */
export const wholeResult = (
  targets: readonly TargetFacts[],
  collectedAt: string,
  entries?: readonly ExceptionEntry[],
) => auditSources(estateOfTargets({ targets, collectedAt }).sources, defaultSettings, { entries });

export const wholeReport = async (targets: readonly TargetFacts[], collectedAt: string): Promise<string> => {
  const result = await wholeResult(targets, collectedAt);
  return jsonFormat
    .files(result, layout)
    .flatMap(({ text }) => [...text])
    .join('');
};

/** Without queue and store: parts of an estate, found and put together as `analyseParts` does. */
export const partsOf = async (
  targets: readonly TargetFacts[],
  collectedAt: string,
  { most = 1, given }: { readonly most?: number; readonly given?: readonly TargetSet[] | undefined } = {},
) => {
  const known: ReadTargets = await readTargets(targets);
  const split = splitTargets(known.targets);
  const clock = clockOf(estateOfTargets({ targets, collectedAt }).sources);
  const part = (set: TargetSet, keepers?: readonly Keeper[]): Part => ({
    targets: set.map((index) => targets[index]!),
    toAll: recordsElsewhere(known, set),
    elsewhere: coverageElsewhere(known.targets, set),
    clock,
    settings: defaultSettings,
    keepers,
  });
  const weighAll = async (jobs: readonly (readonly TargetSet[])[]): Promise<readonly Weighed[]> => {
    const weighed: Weighed[] = [];
    // As JSON, which they are between two processes.
    for (const set of jobs.flat())
      weighed.push(JSON.parse(JSON.stringify(await weigh(part(set)))) as Weighed);
    return weighed;
  };
  const planned =
    given === undefined
      ? await plannedParts(known.targets, split, most, weighAll)
      : { parts: given, weighed: await weighAll(given.map((set) => [set])) };
  const scopes = allScopes(planned.weighed.map((each) => each.scopes));
  return {
    split,
    clock,
    scopes,
    sets: planned.parts,
    parts: planned.parts.map((set) => part(set, planned.keepers)),
  };
};

/** Parts, each handed over, as one result. */
export const resultInParts = async (
  targets: readonly TargetFacts[],
  collectedAt: string,
  entries?: readonly ExceptionEntry[],
) => {
  const { parts, scopes } = await partsOf(targets, collectedAt);
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-test-parts-'));
  const handed: HandedOver[] = [];
  for (const [n, part] of parts.entries()) {
    const path = join(folder, `part-${n}`);
    writeHandOver(await judgePart(part, scopes), 'test', path);
    handed.push(readHandOver(path));
  }
  return joinedResult(handed, defaultSettings, entries);
};

export const inParts = async (
  targets: readonly TargetFacts[],
  collectedAt: string,
  options?: Parameters<typeof partsOf>[2],
) => {
  const { parts, scopes, sets, split, clock } = await partsOf(targets, collectedAt, options);
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-test-parts-'));
  const paths: string[] = [];
  for (const [n, part] of parts.entries()) {
    const path = join(folder, `part-${n}`);
    writePart(await judgePart(part, scopes), 'test', path);
    paths.push(path);
  }
  const { document, read } = joinedReport(
    paths,
    { tool, settings: defaultSettings, collectedAt, clock },
    rules,
  );
  return { split, parts: sets, text: [...document].join(''), joined: read() };
};
