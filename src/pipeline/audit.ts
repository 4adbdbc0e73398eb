import type { Interpretation } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { furtherControls, rules } from '../../rules/index.ts';
import { invalidException } from '../../rules/invalid-exception.ts';
import { isOpenToOthers } from '../../rules/knowledge/issuers/index.ts';
import { type RemediesOf, remediesOf } from '../../rules/knowledge/remedies.ts';
import { exposuresOf } from '../audit/exposure.ts';
import { judgeExceptions } from '../audit/invalid-exceptions.ts';
import { type RunRulesResult, runRules } from '../audit/run-rules.ts';
import type { Coverage } from '../model/coverage.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { Reach } from '../model/reach.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Whole } from '../reach/holdings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';
import { clockOf } from './clock.ts';
import { emptyScopes } from './empty-scopes.ts';
import { estateOf, factReader, type Interpreted } from './estate.ts';
import { type Facts, type Source, takeIn } from './facts.ts';
import type { Keeper } from './keepers.ts';

/** Titles by id. */
const providers: AuditResult['providers'] = Object.fromEntries(
  connectors.map(({ id, title }) => [id, title]),
);

/** What `rules:` of the configuration may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/**
 * From facts to findings: interpret, reach, rules, exceptions. Pure; the same facts, settings and exceptions give the
 * same result.
 * @param entries of the exceptions file; absent: there is none
 */
export const audit = (facts: Facts, settings: Settings, entries?: readonly ExceptionEntry[]): AuditResult => {
  const { interpretations } = facts;
  return judge({ estate: toldEmpty(estateOfFacts(facts, settings)), interpretations }, settings, entries);
};

const estateOfFacts = (
  { collectedAt, clock, records, coverage, interpretations }: Facts,
  settings: Settings,
): Interpreted['estate'] => ({
  ...estateOf(records, interpretations, { collectedAt, coverage, settings }),
  ...(clock === undefined ? {} : { clock }),
});

/** One side of a plan, which shows all that it manages: that nobody is left in a scope is what it says. */
export const auditSide = (facts: Facts, settings: Settings): AuditResult =>
  judge(
    { estate: estateOfFacts(facts, settings), interpretations: facts.interpretations },
    settings,
    undefined,
  );

const toldEmpty = (estate: Interpreted['estate']): Interpreted['estate'] => {
  const empty = emptyScopes(estate);
  return empty.length === 0 ? estate : { ...estate, coverage: [...estate.coverage, ...empty] };
};

/**
 * The same from sources, taken in record by record: of a large file no more is kept than the audit needs.
 * @param onRead when all is read, before anything is concluded from it
 */
export const auditSources = async (
  sources: readonly Source[],
  settings: Settings,
  {
    collectedAt,
    entries,
    onRead,
  }: {
    readonly collectedAt?: string | undefined;
    readonly entries?: readonly ExceptionEntry[] | undefined;
    readonly onRead?: () => void;
  } = {},
): Promise<AuditResult> =>
  judge(await interpretSources(sources, settings, { collectedAt, onRead }), settings, entries);

/** What sources mean, taken in record by record. */
export const interpretSources = async (
  sources: readonly Source[],
  settings: Settings,
  {
    collectedAt,
    onRead,
    keepers,
  }: {
    readonly collectedAt?: string | undefined;
    readonly onRead?: (() => void) | undefined;
    /** Of an estate of several providers that this is a part of. */
    readonly keepers?: readonly Keeper[] | undefined;
  } = {},
): Promise<Interpreted> => {
  const reader = factReader();
  const coverage: Coverage[] = [];
  await takeIn(sources, reader.add, (entry) => coverage.push(entry));
  onRead?.();
  const clock = clockOf(sources, collectedAt);
  const found = reader.finish({ collectedAt: clock.time, coverage, settings }, keepers);
  return { ...found, estate: { ...toldEmpty(found.estate), clock } };
};

/** How the providers make the changes that rules name. */
export const remediesFor = (interpretations: readonly Interpretation[]): RemediesOf =>
  remediesOf(
    new Map(interpretations.flatMap(({ id, remedies }) => (remedies === undefined ? [] : [[id, remedies]]))),
  );

/** @param whole what the estate is a part of */
export const judge = (
  { estate, interpretations }: Interpreted,
  settings: Settings,
  entries?: readonly ExceptionEntry[],
  whole?: Whole,
): AuditResult => {
  const reach = reachOf(estate, settings, whole);
  const judged = runRules({
    estate,
    reach,
    settings,
    rules,
    furtherControls,
    remedies: remediesFor(interpretations)(estate),
    fills: new Map(interpretations.flatMap(({ id, fills }) => (fills === undefined ? [] : [[id, fills]]))),
  });
  return concluded(estate, reach, judged, settings, entries);
};

/** What rules found, with what exceptions say of it, as a result. */
export const concluded = (
  estate: Interpreted['estate'],
  reach: Reach,
  judged: RunRulesResult,
  settings: Settings,
  entries?: readonly ExceptionEntry[],
): AuditResult => {
  const accepted =
    entries === undefined
      ? {}
      : judgeExceptions({
          entries,
          findings: judged.findings,
          estate,
          reach,
          settings,
          rule: invalidException,
        });
  return {
    tool,
    estate,
    reach,
    exposure: exposuresOf(estate, reach, settings, isOpenToOthers),
    ...judged,
    ...accepted,
    coverage: estate.coverage,
    rules,
    providers,
    settings,
  };
};
