import { byText } from '../model/by-text.ts';
import { agesAreMinimums } from '../model/clock.ts';
import {
  type Coverage,
  type CoverageStatus,
  type Fills,
  type InputKind,
  inputTitles,
  unreadFile,
} from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import { type IdentityFact, identityFactKinds, identityFacts } from '../model/identity-fact.ts';
import type { Assessment, AssessmentStatus, Rule } from '../model/rule.ts';
import { withParents } from '../model/scope.ts';

/** How far one input is known in one scope, and why not further. */
interface Input {
  readonly status: AssessmentStatus;
  readonly reason: string;
  /** See {@link Assessment}. */
  readonly allThatIsShown?: true;
}

const rank: Readonly<Record<AssessmentStatus, number>> = { assessed: 0, partial: 1, 'not-assessed': 2 };
const covered: Input = { status: 'assessed', reason: '' };

/** Reasons that are spelt out for one input; more are counted. */
const mostReasons = 3;

const listed = (names: readonly string[]): string =>
  names.length > mostReasons
    ? `${names.slice(0, mostReasons).join(', ')} or ${names.length - mostReasons} more`
    : names.join(' or ');

const reasonsOf = (entries: readonly Coverage[]): string => {
  const reasons = [
    ...new Set(entries.map(({ source, status, detail }) => `${source} ${status}: ${detail}`)),
  ].sort();
  const more = reasons.length > mostReasons ? ` (and ${reasons.length - mostReasons} more)` : '';
  return `${reasons.slice(0, mostReasons).join('; ')}${more}`;
};

const betweenReasons = ' | ';

/** What an assessment says of one input. */
export interface TellingOfInput {
  readonly reason: string;
  /** Title of an input that no source gives, and what the reason says after it. */
  readonly lacks?: { readonly input: string; readonly how: string };
}

const lacking = /^([^:]{1,80}): (not provided.*)$/s;

/** The inputs that a rule misses in a scope, from the reason of its assessment. */
export const inputsTold = ({ reason }: Pick<Assessment, 'reason'>): readonly TellingOfInput[] =>
  reason.split(betweenReasons).map((each) => {
    const [, input, how] = lacking.exec(each) ?? [];
    return input === undefined ? { reason: each } : { reason: each, lacks: { input, how: how! } };
  });

/** @param fill what would provide it */
export const inputOf = (kind: InputKind, entries: readonly Coverage[], fill?: string): Input => {
  const giving = entries.filter(({ gives }) => gives.includes(kind));
  if (giving.some(({ status }) => status === 'complete')) return covered;
  // Whose a file is that could not be read nobody can tell: it may have been what is missing, and what it is, stands with it.
  const unread = giving.filter(({ connector }) => connector === unreadFile);
  if (unread.length === giving.length) {
    const names = unread.map(({ source }) => source);
    const files = names.length === 0 ? '' : `, unless ${listed(names)} holds it, which could not be read`;
    return {
      status: unread.some(({ status }) => status === 'partial') ? 'partial' : 'not-assessed',
      reason: `${inputTitles[kind]}: not provided${files}${fill === undefined ? '' : `; add ${fill}`}`,
    };
  }
  const own = giving.filter(({ connector }) => connector !== unreadFile);
  const partial = own.filter(({ status }) => status === 'partial');
  const told = partial.length > 0 ? partial : own;
  return {
    status: partial.length > 0 ? 'partial' : 'not-assessed',
    reason: `${inputTitles[kind]}: ${reasonsOf(told)}`,
  };
};

/** Statuses of a source that takes from what is known, though others were read. */
const withheld: ReadonlySet<CoverageStatus> = new Set(['denied', 'unsupported']);

/**
 * As {@link inputOf}, and not known in full where a provider's source of it was refused, whatever its other sources gave: each
 * gives what the others do not.
 * @param missed statuses of a source that count as refused
 * @param strict what was cut off counts as well, and so does a source of a place that nobody could name
 */
export const inputWithout = (
  kind: InputKind,
  entries: readonly Coverage[],
  {
    fill,
    missed = withheld,
    strict = false,
  }: {
    readonly fill?: string | undefined;
    readonly missed?: ReadonlySet<CoverageStatus>;
    readonly strict?: boolean;
  } = {},
): Input => {
  const input = inputOf(kind, entries, fill);
  if (input.status !== 'assessed') return input;
  const giving = entries.filter(({ gives }) => gives.includes(kind));
  const complete = giving.filter(({ status }) => status === 'complete');
  const given = new Set(complete.map(({ scope, source }) => `${scope} ${source}`));
  const connectors = new Set(complete.map(({ connector }) => connector));
  const refused = giving.filter(
    ({ connector, scope, source, status, cut }) =>
      (missed.has(status) || (strict && cut === true)) &&
      // Of a place that nobody could name, and read by another way.
      (strict || scope !== '*') &&
      connectors.has(connector) &&
      !given.has(`${scope} ${source}`),
  );
  if (refused.length === 0) return input;
  return {
    status: 'partial',
    reason: `${inputTitles[kind]}: ${reasonsOf(refused)}`,
    ...(refused.every(({ status }) => status === 'unsupported') ? { allThatIsShown: true } : {}),
  };
};

/**
 * Scopes that rules are judged in: those with identities, those whose inventory was tried, and those that hold no
 * further scopes. An organisational unit between them has nothing to judge.
 */
export const judgedScopes = (estate: Estate): readonly string[] => {
  const holders = new Set(estate.scopes.map(({ parent }) => parent));
  const judged = new Set(estate.scopes.map(({ id }) => id).filter((id) => !holders.has(id)));
  for (const { scope } of estate.identities) judged.add(scope);
  for (const { scope, gives } of estate.coverage) {
    if (scope !== '*' && gives.includes('inventory')) judged.add(scope);
  }
  return [...judged].sort();
};

const usesOf: ReadonlySet<InputKind> = new Set(['credential-use', 'identity-use', 'service-use']);

/** Whether a rule is about what is not used: it rests on the clock as much as on what was read. */
export const isOnDisuse = ({ needs }: Pick<Rule, 'needs'>): boolean => needs.some((kind) => usesOf.has(kind));

const unknownInput = (fact: IdentityFact, fills: Fills): Input => {
  const { title, give, kind } = identityFactKinds[fact];
  const fill = kind === undefined ? undefined : fills[kind];
  return {
    status: 'not-assessed',
    reason: `${title}: not known for any identity; ${fill === undefined ? give : `add ${fill}`}`,
  };
};

/**
 * What is known of none of the identities in each scope and below it; scopes without any are left out. People and what the provider
 * holds for itself do not count: rules leave them out.
 */
const unknownByScope = (
  { identities }: Estate,
  parentsOf: (scope: string) => Iterable<string>,
): ReadonlyMap<string, ReadonlySet<IdentityFact>> => {
  const unknown = new Map<string, Set<IdentityFact>>();
  for (const identity of identities) {
    if (identity.providerOwned || identity.nature.is === 'human') continue;
    const known = identityFacts.filter((fact) => identityFactKinds[fact].isKnown(identity));
    for (const scope of parentsOf(identity.scope)) {
      const here = unknown.get(scope) ?? new Set(identityFacts);
      unknown.set(scope, here);
      for (const fact of known) here.delete(fact);
    }
  }
  return unknown;
};

const clockInput = ({ clock }: Estate, rule: Rule): readonly Input[] =>
  agesAreMinimums(clock) && isOnDisuse(rule)
    ? [{ status: 'partial', reason: `clock: ${clock?.says ?? ''}` }]
    : [];

/**
 * Whether each rule could be judged in each scope, by what was read. What holds for a scope holds for all within it that have
 * nothing of their own (a finding, another answer): an organisation has thousands of repositories. A rule that could not, and still has a finding
 * there, is `partial`: what was found is real, what was not found says nothing.
 * @param found rule ids with a finding, by scope
 * @param fills what would provide data that is missing, by provider
 */
export const assess = (
  estate: Estate,
  rules: readonly Rule[],
  found: ReadonlyMap<string, ReadonlySet<string>>,
  fills: ReadonlyMap<string, Fills> = new Map(),
): readonly Assessment[] => {
  const parentsOf = withParents(estate.scopes);
  const byScope = Map.groupBy(estate.coverage, ({ scope }) => scope);
  const providers = new Map(estate.scopes.map(({ id, provider }) => [id, provider]));
  const judged = new Set(judgedScopes(estate));
  const unknown = unknownByScope(estate, parentsOf);
  const answers = new Map<string, ReadonlyMap<string, Assessment>>();
  for (const scope of judged) {
    const fill = fills.get(providers.get(scope) ?? '');
    const entries = ['*', ...parentsOf(scope)].flatMap((id) => byScope.get(id) ?? []);
    const inputs = new Map<InputKind, Input>();
    const input = (kind: InputKind): Input => {
      const known = inputs.get(kind) ?? inputWithout(kind, entries, { fill: fill?.[kind] });
      inputs.set(kind, known);
      return known;
    };
    const provider = providers.get(scope);
    const ofScope = new Map<string, Assessment>();
    answers.set(scope, ofScope);
    for (const rule of rules) {
      if (provider !== undefined && rule.about?.includes(provider) === false) continue;
      const missing = [
        ...rule.needs.map(input),
        ...clockInput(estate, rule),
        ...(rule.needsOfIdentity ?? [])
          .filter((fact) => unknown.get(scope)?.has(fact) === true)
          .map((fact) => unknownInput(fact, fill ?? {})),
      ].filter(({ status }) => status !== 'assessed');
      const worst = missing.reduce<AssessmentStatus>(
        (status, next) => (rank[next.status] > rank[status] ? next.status : status),
        'assessed',
      );
      const status = worst === 'not-assessed' && found.get(scope)?.has(rule.id) ? 'partial' : worst;
      const reason = missing.map((each) => each.reason).join(betweenReasons);
      const isShown = missing.length > 0 && missing.every(({ allThatIsShown }) => allThatIsShown === true);
      ofScope.set(rule.id, {
        rule: rule.id,
        scope,
        status,
        reason,
        ...(isShown ? { allThatIsShown: true } : {}),
      });
    }
  }
  const parents = new Map(estate.scopes.map(({ id, parent }) => [id, parent]));
  const isInherited = ({ rule, scope, status, reason }: Assessment): boolean => {
    const chain = [...parentsOf(scope)];
    // Scopes in a circle: none is above the other.
    if (parents.get(chain.at(-1)!) !== undefined) return false;
    const above = chain.slice(1).find((id) => judged.has(id));
    const same = above === undefined ? undefined : answers.get(above)?.get(rule);
    return same?.status === status && same.reason === reason && found.get(scope)?.has(rule) !== true;
  };
  const assessments = [...answers.values()].flatMap((ofScope) =>
    [...ofScope.values()].filter((assessment) => !isInherited(assessment)),
  );
  return assessmentsInOrder(assessments);
};

export const assessmentsInOrder = (assessments: readonly Assessment[]): readonly Assessment[] =>
  assessments.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.scope, b.scope));
