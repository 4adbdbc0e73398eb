import { byText } from '../../model/by-text.ts';
import type { ChangeClass, StateIdentity } from '../../model/gate.ts';
import { type Level, levelRank } from '../../model/level.ts';
import type { Provider, Sensitivity } from '../../model/scope.ts';
import type { Settings } from '../../model/settings.ts';
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
import { failsBy, heaviest, type Weight } from './policy.ts';
import { conditionText, dayOf, listed } from './wording.ts';

/** What a pattern of privileges stands for today, by service; empty: the provider cannot tell. */
export type Expand = (
  provider: Provider,
  privilege: string,
  /** On which it is held: some privileges mean nothing on single ones. */
  resources: readonly string[],
) => readonly { readonly service: string; readonly privilege: string }[];

/** What the loss of a service's resources costs: the dearest are named first. */
export type SensitivityOf = (provider: Provider, service: string) => Sensitivity;

const dearest: readonly Sensitivity[] = ['identity', 'secrets', 'data', 'compute', 'rest'];

/** What a provider says of privileges and resources, for the policy. */
export interface WeightKnowledge {
  readonly concerns: (provider: Provider, privilege: string, service: string) => Sensitivity;
  readonly namesResources: (provider: Provider, pattern: string, service: string) => boolean;
  /** Whether a privilege makes another identity of whoever has it. */
  readonly becomesOthers: (provider: Provider, privilege: string, resource: string) => boolean;
  /** Whether an identity stands for everybody. */
  readonly isEverybody: (identity: StateIdentity) => boolean;
  /** Whether nobody has an identity of this kind but those whom it trusts. */
  readonly enteredByTrust: (identity: StateIdentity) => boolean;
}

/** The two clocks, what patterns stand for, and what services are worth. */
export interface Comparison extends WeightKnowledge {
  /** Identities of the later state by their ids. */
  readonly identities: ReadonlyMap<string, StateIdentity>;
  readonly sensitivityOf: SensitivityOf;
  readonly before: Clock;
  readonly after: Clock;
  readonly expand: Expand;
  /** What a privilege stands for that bundles others, a role; empty: it is one itself. */
  readonly bundle: (provider: Provider, privilege: string, service: string) => readonly string[];
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

/** Resources on which no older line holds a privilege of a line, whatever of the line's conditions is met. */
const uncoveredResources = (
  line: Line,
  privilege: string,
  older: readonly Line[],
  { after }: Comparison,
): readonly string[] => [
  ...new Set(
    alternatives(line.conditions).flatMap((conditions) =>
      uncovered(
        line,
        privilege,
        candidates({ ...line, conditions }, older, allAspects, after.now),
        allAspects,
      ),
    ),
  ),
];

/** Named one by one up to here; beyond, the pattern says it better. */
const mostNamed = 20;

/** What is new of one privilege of a line. A pattern that no older pattern holds may be held in parts. */
const newPrivileges = (
  line: Line,
  privilege: string,
  older: readonly Line[],
  provider: Provider,
  comparison: Comparison,
): readonly Pick<Atom, 'line' | 'privilege' | 'resources'>[] => {
  const resources = uncoveredResources(line, privilege, older, comparison);
  if (resources.length === 0) return [];
  const whole = [{ line, privilege, resources }];
  if (older.length === 0) return whole;
  const parts = privilege.includes('*')
    ? comparison.expand(provider, privilege, line.resources)
    : comparison
        .bundle(provider, privilege, line.service)
        .map((part) => ({ service: line.service, privilege: part }));
  if (parts.length === 0) return whole;
  const left = [...Map.groupBy(parts, ({ service }) => service)].flatMap(([service, same]) => {
    const own = { ...line, service };
    const here = older.filter((other) => other.service === service || other.service === '*');
    return same.flatMap((part) => {
      const open = uncoveredResources(own, part.privilege, here, comparison);
      return open.length === 0 ? [] : [{ line: own, privilege: part.privilege, resources: open }];
    });
  });
  return left.length > mostNamed ? whole : left;
};

const classify = (
  line: Line,
  privilege: string,
  resources: readonly string[],
  older: readonly Line[],
  comparison: Comparison,
): Omit<Atom, 'line' | 'privilege' | 'resources'> => {
  const part: Line = { ...line, privileges: [privilege], resources };
  for (const { class: kind, without } of classesByAspect) {
    const aspects = { ...allAspects, ...without };
    const among = candidates(part, older, aspects, comparison.after.now);
    if (uncovered(part, privilege, among, aspects).length === 0) return { class: kind, instead: among };
  }
  const lasting = older.filter((other) => isLasting(durationOf(other, comparison.before)));
  const anyResource = { time: false, conditions: false, resources: false, scope: true };
  const here = candidates(part, lasting, anyResource, comparison.after.now);
  if (here.length > 0 && uncovered(part, privilege, here, anyResource).length === 0) {
    return { class: 'scope-widened', instead: here };
  }
  if (here.length > 0) return { class: 'privilege-widened', instead: [] };
  const anyScope = { ...anyResource, scope: false };
  const elsewhere = candidates(part, lasting, anyScope, comparison.after.now);
  if (elsewhere.length > 0 && uncovered(part, privilege, elsewhere, anyScope).length === 0) {
    return { class: 'scope-widened', instead: elsewhere };
  }
  return { class: 'new-standing-grant', instead: [] };
};

/** What the newer lines hold beyond the older ones, privilege by privilege. */
const atomsOf = (
  older: readonly Line[],
  newer: readonly Line[],
  provider: Provider,
  comparison: Comparison,
): readonly Atom[] => {
  const known = new Set(older.map(lineKey));
  const changed = newer.filter((line) => !known.has(lineKey(line)));
  if (changed.length === 0) return [];
  // Whoever has a role has what it bundles.
  const opened = older.map((line): Line => {
    const more = line.privileges.flatMap((each) => comparison.bundle(provider, each, line.service));
    return more.length === 0 ? line : { ...line, privileges: [...line.privileges, ...more] };
  });
  return changed.flatMap((line): readonly Atom[] => {
    const duration = durationOf(line, comparison.after);
    if (duration === 'ended') return [];
    return line.privileges
      .flatMap((privilege) => newPrivileges(line, privilege, opened, provider, comparison))
      .map((part): Atom => {
        const kind = isLasting(duration)
          ? classify(part.line, part.privilege, part.resources, opened, comparison)
          : { class: 'time-bound-grant' as const, instead: [] };
        return { ...kind, ...part };
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
const privilegesText = (atoms: readonly Atom[], costOf: (service: string) => Sensitivity): string => {
  const cost = (service: string): number => (service === '*' ? -1 : dearest.indexOf(costOf(service)));
  const services = [...Map.groupBy(atoms, ({ line }) => line.service)]
    .map(([service, same]) => ({ service, same, level: levelRank[strongest(same)] }))
    .sort((a, b) => b.level - a.level || cost(a.service) - cost(b.service) || byText(a.service, b.service));
  return listed(
    services.map(({ service, same }) => {
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
  Partial<Record<ChangeClass, (text: string, atoms: readonly Atom[], comparison: Comparison) => string>>
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
    if (ends.length === 0 && atoms.some(({ line }) => line.duration === 'time-bound'))
      return `It gains ${text}, each time for as long as what it is given for runs.`;
    return ends.length === 0
      ? `It may activate ${text}.`
      : `It gains ${text}, and loses it again on ${dayOf(ends.at(-1))}.`;
  },
};

const whereText = (scope: string, atoms: readonly Atom[]): string => {
  const resources = unique(atoms.flatMap((atom) => atom.resources));
  return `${scope}: ${listed(resources.map((resource) => (resource === '*' ? 'all resources' : resource)))}`;
};

/** Of one that is known: nothing that weighs, and no way on to others. */
const holdsLittle = (identity: StateIdentity | undefined, comparison: Comparison): boolean =>
  identity !== undefined &&
  identity.seenInPart !== true &&
  identity.admin.length === 0 &&
  identity.adminIf.length === 0 &&
  identity.entitlements.every((line) =>
    line.privileges.every(
      (privilege) =>
        !line.resources.some((id) => comparison.becomesOthers(identity.provider, privilege, id)) &&
        weightOf(
          { class: 'new-standing-grant', line, privilege, resources: line.resources, instead: [] },
          identity.provider,
          comparison,
        ) === 'bounded',
    ),
  );

const guarded: ReadonlySet<Sensitivity> = new Set(['identity', 'secrets', 'data', 'compute']);

/** What a privilege weighs that is new on some resources. */
const weightOf = (
  { class: kind, line, privilege, resources }: Atom,
  provider: Provider,
  comparison: Comparison,
): Weight => {
  const { concerns, namesResources, becomesOthers, identities } = comparison;
  if (line.level === 'control') return 'control';
  if (kind === 'permanence-worsened') return 'permanence';
  // A privilege of all services is one of the dearest.
  const about = line.service === '*' ? 'secrets' : concerns(provider, privilege, line.service);
  // What it weighs to become another is what the other holds.
  const isNamed = resources.every((resource) =>
    becomesOthers(provider, privilege, resource)
      ? holdsLittle(identities.get(resource), comparison)
      : namesResources(provider, resource, line.service),
  );
  if (line.level === 'write') return guarded.has(about) && !isNamed ? 'wide-write' : 'bounded';
  if (line.level !== 'read') return 'bounded';
  if (about === 'secrets') return 'reads-secrets';
  return about === 'data' && !isNamed ? 'reads-all-data' : 'bounded';
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
  comparison: Comparison,
  { level: weakest, policy }: Settings['gate'],
): readonly Draft[] => {
  const atoms = atomsOf(before?.entitlements ?? [], after.entitlements, after.provider, comparison);
  const weigh = (atom: Atom): Weight => weightOf(atom, after.provider, comparison);
  const groups = Map.groupBy(atoms, (atom) =>
    JSON.stringify([
      atom.class,
      atom.line.scope,
      ...(atom.class === 'time-bound-grant'
        ? [false]
        : // What fails and what passes stand apart.
          [isWeak(atom, weakest), failsBy(policy, weigh(atom), atom.line.level === 'control')]),
    ]),
  );
  const costOf = (service: string): Sensitivity => comparison.sensitivityOf(after.provider, service);
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
      privileges: unique(same.map(({ privilege }) => privilege)),
      level: strongest(same),
      weight: heaviest(same.map(weigh)),
      what: sentences[kind]!(privilegesText(same, costOf), same, comparison),
      where: whereText(line.scope, same),
    };
  });
};

/** Older lines that the newer ones no longer hold in full. */
export const lostLines = (before: StateIdentity, after: StateIdentity, comparison: Comparison): number => {
  const swapped = { ...comparison, before: comparison.after, after: comparison.before };
  const lost = atomsOf(after.entitlements, before.entitlements, before.provider, swapped);
  return new Set(lost.map(({ line }) => lineKey(line))).size;
};
