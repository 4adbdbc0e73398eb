import type { ChangeClass, StateIdentity } from '../../model/gate.ts';
import { type Level, levelRank } from '../../model/level.ts';
import { alternatives, dropped } from './conditions.ts';
import type { Draft } from './draft.ts';
import {
  type Aspects,
  allAspects,
  type Clock,
  candidates,
  durationOf,
  isLasting,
  type Line,
  lineKey,
  uncovered,
} from './lines.ts';
import { byText } from './state.ts';
import { conditionText, dayOf, listed } from './wording.ts';

/** The two clocks of a comparison. */
export interface Clocks {
  readonly before: Clock;
  readonly after: Clock;
}

/** One privilege of a new line on the resources where no older line holds it, and what kind of change that is. */
interface Atom {
  readonly class: ChangeClass;
  readonly line: Line;
  readonly privilege: string;
  readonly resources: readonly string[];
  /** Older lines that would cover it but for what changed. */
  readonly instead: readonly Line[];
}

/** Without which aspects an older line covers it, and what that makes of it; the first that fits. */
const classesByAspect: readonly { readonly class: ChangeClass; readonly without: Partial<Aspects> }[] = [
  { class: 'permanence-worsened', without: { time: false } },
  { class: 'privilege-widened', without: { time: false, conditions: false } },
];

const uncoveredResources = (
  line: Line,
  privilege: string,
  sets: readonly (readonly Line[])[],
  aspects: Aspects,
): readonly string[] => [...new Set(sets.flatMap((among) => uncovered(line, privilege, among, aspects)))];

const classify = (
  line: Line,
  privilege: string,
  resources: readonly string[],
  older: readonly Line[],
  clocks: Clocks,
): Omit<Atom, 'line' | 'privilege' | 'resources'> => {
  const part: Line = { ...line, privileges: [privilege], resources };
  for (const { class: kind, without } of classesByAspect) {
    const aspects = { ...allAspects, ...without };
    const among = candidates(part, older, aspects, clocks.after.now);
    if (uncovered(part, privilege, among, aspects).length === 0) return { class: kind, instead: among };
  }
  const lasting = older.filter((other) => isLasting(durationOf(other, clocks.before)));
  const anyResource = { time: false, conditions: false, resources: false, scope: true };
  const here = candidates(part, lasting, anyResource, clocks.after.now);
  if (here.length > 0 && uncovered(part, privilege, here, anyResource).length === 0) {
    return { class: 'scope-widened', instead: here };
  }
  if (here.length > 0) return { class: 'privilege-widened', instead: [] };
  const anyScope = { ...anyResource, scope: false };
  const elsewhere = candidates(part, lasting, anyScope, clocks.after.now);
  if (elsewhere.length > 0 && uncovered(part, privilege, elsewhere, anyScope).length === 0) {
    return { class: 'scope-widened', instead: elsewhere };
  }
  return { class: 'new-standing-grant', instead: [] };
};

/** What the lines of `after` hold beyond those of `before`, privilege by privilege. */
const atomsOf = (older: readonly Line[], newer: readonly Line[], clocks: Clocks): readonly Atom[] => {
  const known = new Set(older.map(lineKey));
  return newer.flatMap((line): readonly Atom[] => {
    if (known.has(lineKey(line))) return [];
    const duration = durationOf(line, clocks.after);
    if (duration === 'ended') return [];
    const sets = alternatives(line.conditions).map((conditions) =>
      candidates({ ...line, conditions }, older, allAspects, clocks.after.now),
    );
    return line.privileges.flatMap((privilege): readonly Atom[] => {
      const resources = uncoveredResources(line, privilege, sets, allAspects);
      if (resources.length === 0) return [];
      const kind = isLasting(duration)
        ? classify(line, privilege, resources, older, clocks)
        : { class: 'time-bound-grant' as const, instead: [] };
      return [{ ...kind, line, privilege, resources }];
    });
  });
};

const strongest = (atoms: readonly Atom[]): Level =>
  atoms.reduce<Level>(
    (level, { line }) => (levelRank[line.level] > levelRank[level] ? line.level : level),
    'none',
  );

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)].sort(byText);

/** `iam (iam:PassRole), s3 (s3:GetObject, s3:PutObject)`. */
const privilegesText = (atoms: readonly Atom[]): string => {
  const services = [...Map.groupBy(atoms, ({ line }) => line.service)].sort(([a], [b]) => byText(a, b));
  return listed(
    services.map(([service, same]) => {
      const privileges = unique(same.map(({ privilege }) => privilege));
      return service === '*' && privileges.join() === '*'
        ? 'everything'
        : `${service} (${listed(privileges)})`;
    }),
  );
};

const endText = (atoms: readonly Atom[], { longestGrantDays }: Clock): string => {
  const ends = unique(atoms.flatMap(({ line }) => (line.until === undefined ? [] : [line.until])));
  const latest = ends.at(-1);
  if (latest !== undefined) {
    return `with an end on ${dayOf(latest)}, further away than the ${longestGrantDays} days of the policy`;
  }
  return atoms.some(({ line }) => line.duration === 'permanent') ? 'with no end' : 'for an unknown time';
};

const lostConditions = (atoms: readonly Atom[], now: number): readonly string[] =>
  unique(
    atoms.flatMap(({ line, instead }) =>
      instead.flatMap((older) => dropped(line.conditions, older.conditions, now)).map(conditionText),
    ),
  );

/** What a class of change says. @param text the privileges */
const sentences: Readonly<
  Partial<Record<ChangeClass, (text: string, atoms: readonly Atom[], clocks: Clocks) => string>>
> = {
  'new-standing-grant': (text, atoms, { after }) =>
    `It gains ${strongest(atoms)} privileges ${endText(atoms, after)}: ${text}.`,
  'permanence-worsened': (text, atoms, { after }) => {
    const were = unique(
      atoms.flatMap(({ instead }) =>
        instead.map(({ duration, until }) =>
          until === undefined ? `was ${duration}` : `was to end on ${dayOf(until)}`,
        ),
      ),
    );
    return `What ${listed(were)} is now held ${endText(atoms, after)}: ${text}.`;
  },
  'privilege-widened': (text, atoms, { after }) => {
    const lost = lostConditions(atoms, after.now);
    return lost.length > 0
      ? `A condition no longer limits ${text}: ${listed(lost)}.`
      : `It gains further ${strongest(atoms)} privileges ${endText(atoms, after)}: ${text}.`;
  },
  'scope-widened': (text, atoms, { after }) =>
    `What it held on less it now holds on more ${endText(atoms, after)}: ${text}.`,
  'time-bound-grant': (text, atoms) => {
    const ends = unique(atoms.flatMap(({ line }) => (line.until === undefined ? [] : [line.until])));
    return ends.length === 0
      ? `It may activate ${text}.`
      : `It gains ${text}, and loses it again on ${dayOf(ends.at(-1))}.`;
  },
};

const whereText = (scope: string, atoms: readonly Atom[]): string => {
  const resources = unique(atoms.flatMap((atom) => atom.resources));
  return `${scope}: ${listed(resources.map((resource) => (resource === '*' ? 'all resources' : resource)))}`;
};

/** Below the level that counts: told apart, because the one part passes and the other does not. */
const isWeak = ({ line }: Atom, weakest: Level): boolean => levelRank[line.level] < levelRank[weakest];

/**
 * What an identity may do after the change and no older line covers: one draft for each class and scope.
 * @param before absent: the identity is new
 */
export const grantDrafts = (
  before: StateIdentity | undefined,
  after: StateIdentity,
  clocks: Clocks,
  weakest: Level,
): readonly Draft[] => {
  const atoms = atomsOf(before?.entitlements ?? [], after.entitlements, clocks);
  const groups = Map.groupBy(atoms, (atom) =>
    JSON.stringify([atom.class, atom.line.scope, atom.class !== 'time-bound-grant' && isWeak(atom, weakest)]),
  );
  return [...groups.values()].map((same): Draft => {
    const { class: kind, line } = same[0]!;
    return {
      class: kind,
      about: 'grant',
      who: after.id,
      scope: line.scope,
      key: unique(
        same.map(({ line: { duration, until, service }, privilege, resources }) =>
          JSON.stringify([service, privilege, [...resources].sort(byText), duration, until ?? '']),
        ),
      ),
      level: strongest(same),
      what: sentences[kind]!(privilegesText(same), same, clocks),
      where: whereText(line.scope, same),
    };
  });
};

/** Older lines that the newer ones no longer hold in full. */
export const lostLines = (
  older: readonly Line[],
  newer: readonly Line[],
  { before, after }: Clocks,
): number => {
  const swapped = { before: after, after: before };
  return new Set(atomsOf(newer, older, swapped).map(({ line }) => line)).size;
};
