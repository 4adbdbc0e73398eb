import { severityRank } from '../model/finding.ts';
import type { Deviation, Effect, FileInForce, InForce } from '../model/in-force.ts';
import { loosens } from '../model/in-force.ts';
import type { Rule } from '../model/rule.ts';
import { defaultSettings, type Settings } from '../model/settings.ts';

/**
 * What a value that is not the default does to what is found. A configuration may come with the pull request that the run is to
 * judge, so that it is taken for `stricter` only where it cannot hide anything.
 */
type EffectOf = (value: unknown, standard: unknown) => Effect;

const higherIsLooser: EffectOf = (value, standard) =>
  Number(value) > Number(standard) ? 'looser' : 'stricter';
const lowerIsLooser: EffectOf = (value, standard) => higherIsLooser(standard, value);

/** Words in the order from strict to loose. */
const orderedFrom =
  (...words: readonly string[]): EffectOf =>
  (value, standard) =>
    words.indexOf(String(value)) > words.indexOf(String(standard)) ? 'looser' : 'stricter';

const lacksSome = (list: unknown, of: unknown): boolean =>
  (of as readonly unknown[]).some((each) => !(list as readonly unknown[]).includes(each));

/** Lists that take something out of what is reported: more of them is looser. */
const moreIsLooser: EffectOf = (value, standard) => (lacksSome(standard, value) ? 'looser' : 'stricter');
/** Lists of what is wanted: less of it is looser. */
const lessIsLooser: EffectOf = (value, standard) => moreIsLooser(standard, value);

/** A blast radius is a share: whatever weighs more makes the rest weigh less. */
const dependsOnEstate: EffectOf = () => 'either';

interface Subject {
  readonly kind: Deviation['kind'];
  readonly effect: EffectOf;
}

/** By key, or by the section that holds it; the longest that fits counts. Each setting is in one of them: a test says so. */
export const subjects: ReadonlyMap<string, Subject> = new Map<string, Subject>([
  ['thresholds', { kind: 'threshold', effect: higherIsLooser }],
  ['environments', { kind: 'environments', effect: dependsOnEstate }],
  ['weights', { kind: 'weights', effect: dependsOnEstate }],
  ['exceptions.longestDays', { kind: 'exceptions', effect: higherIsLooser }],
  ['exceptions.expiresSoonDays', { kind: 'exceptions', effect: lowerIsLooser }],
  // By default nothing has a deadline.
  ['deadlines', { kind: 'threshold', effect: () => 'stricter' }],
  ['ownerTagKeys', { kind: 'owners', effect: moreIsLooser }],
  // By default nobody is named: whoever is has an owner, who is not missing any more.
  ['owners', { kind: 'owners', effect: () => 'looser' }],
  ['breakGlass', { kind: 'names', effect: moreIsLooser }],
  ['trustedScopes', { kind: 'trusted-scopes', effect: moreIsLooser }],
  ['humanNames', { kind: 'names', effect: moreIsLooser }],
  // Some rules are about people alone.
  ['machineNames', { kind: 'names', effect: moreIsLooser }],
  ['gate.level', { kind: 'gate', effect: orderedFrom('view', 'read', 'write', 'control') }],
  ['gate.blastRadiusGrowth', { kind: 'gate', effect: higherIsLooser }],
  ['gate.humans', { kind: 'gate', effect: orderedFrom('true', 'false') }],
  ['gate.onIndeterminate', { kind: 'gate', effect: orderedFrom('fail', 'warn', 'pass') }],
  ['gate.policy', { kind: 'gate', effect: orderedFrom('strict', 'standard', 'control') }],
  ['gate.ignoreUnread', { kind: 'gate', effect: moreIsLooser }],
  ['gate.needs', { kind: 'gate', effect: lessIsLooser }],
  ['gate.editedBaseline', { kind: 'gate', effect: orderedFrom('error', 'warn') }],
]);

/** A setting that the table does not know may do anything. */
const unknownSubject: Subject = { kind: 'gate', effect: dependsOnEstate };

const subjectOf = (path: readonly string[]): Subject => {
  for (let length = path.length; length > 0; length -= 1) {
    const subject = subjects.get(path.slice(0, length).join('.'));
    if (subject !== undefined) return subject;
  }
  return unknownSubject;
};

const isSection = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tables whose keys are ids from outside: they are one value. */
const isTable = (standard: unknown): boolean => isSection(standard) && Object.keys(standard).length === 0;

function* different(value: unknown, standard: unknown, path: readonly string[]): Generator<Deviation> {
  if (isSection(standard) && !isTable(standard) && isSection(value)) {
    for (const key of Object.keys(standard)) yield* different(value[key], standard[key], [...path, key]);
    return;
  }
  const [written, usual] = [JSON.stringify(value), JSON.stringify(standard)];
  if (written === usual) return;
  const { kind, effect } = subjectOf(path);
  yield {
    key: path.join('.'),
    kind,
    value: written,
    standard: usual,
    effect: effect(value, standard),
  };
}

/** Rules by what the file says of them, in the order of their ids. */
const ofRules = (
  settings: Settings['rules'],
  rules: readonly Pick<Rule, 'id' | 'severity'>[],
): readonly Deviation[] => {
  const usual = new Map(rules.map(({ id, severity }) => [id, severity]));
  return Object.keys(settings)
    .sort()
    .flatMap((id): readonly Deviation[] => {
      const { enabled, severity } = settings[id]!;
      const standard = usual.get(id);
      const key = `rules.${id}`;
      if (!enabled) return [{ key, kind: 'rule-off', value: 'off', standard: 'on', effect: 'looser' }];
      if (severity === undefined || severity === standard) return [];
      const lowered = standard !== undefined && severityRank(severity) < severityRank(standard);
      return [
        {
          key,
          kind: 'severity',
          value: severity,
          standard: standard ?? 'unknown',
          effect: lowered ? 'looser' : 'stricter',
        },
      ];
    });
};

/** What a configuration says that the defaults do not, in its own order, the rules last. Pure. */
export const deviationsOf = (
  settings: Settings,
  rules: readonly Pick<Rule, 'id' | 'severity'>[],
): readonly Deviation[] => {
  if (settings === defaultSettings) return [];
  const { rules: own, version: _, ...rest } = settings;
  const { rules: __, version: ___, ...standard } = defaultSettings;
  return [...different(rest, standard, []), ...ofRules(own, rules)];
};

export interface InForceInput {
  /** As they were read, without what flags say. */
  readonly settings: Settings;
  readonly rules: readonly Pick<Rule, 'id' | 'severity'>[];
  readonly files: readonly FileInForce[];
  /** `--allow-loosened-config`. */
  readonly allowed: boolean;
}

/** Under which rules a run judges. Pure: neither CI nor a clock has a say. */
export const inForceOf = ({ settings, rules, files, allowed }: InForceInput): InForce => {
  const deviations = deviationsOf(settings, rules);
  const unasked = files.some(
    ({ role, foundBy }) => role === 'configuration' && foundBy === 'working-directory',
  );
  const counts = unasked && deviations.some(loosens);
  return { files, deviations, loosenedUnasked: !counts ? 'no' : allowed ? 'allowed' : 'open' };
};
