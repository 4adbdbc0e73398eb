import { byText } from '../../model/by-text.ts';
import type { StateIdentity, StateTrust } from '../../model/gate.ts';
import { effectiveDuration } from '../../model/standing.ts';
import { alternatives, dropped, endOf, isDead } from './conditions.ts';
import type { Draft } from './draft.ts';
import { contains } from './glob.ts';
import type { Comparison } from './grants.ts';
import type { Weight } from './policy.ts';
import { sentence } from './reason.ts';
import { conditionText, dayOf, listed, short } from './wording.ts';

/** Whoever changes what runs as an identity can have it started as well. */
const holdsMechanism = (older: StateTrust['mechanism'], mechanism: StateTrust['mechanism']): boolean =>
  older === mechanism || (older === 'write-code' && mechanism === 'start');

const holdsParty = (older: StateTrust, trust: StateTrust): boolean => {
  if (!holdsMechanism(older.mechanism, trust.mechanism)) return false;
  if (older.party === 'everyone') return true;
  if (older.party === trust.party && contains(older.principal, trust.principal)) return true;
  // Whoever trusts a scope trusts those in it.
  return older.party === 'scope' && trust.party === 'identity' && older.principal === trust.scope;
};

const inForce = ({ party, conditions }: StateTrust): boolean => party !== 'deleted' && !isDead(conditions);

export const partyText = ({
  party,
  principal,
  external,
}: Pick<StateTrust, 'party' | 'principal' | 'external'>): string => {
  const where = external === 'yes' && party !== 'everyone' ? ', outside of the estate' : '';
  // Some principals are told in words, which name the party already.
  if (principal.startsWith('whoever ')) return `${short(principal)}${where}`;
  return party === 'everyone' ? 'everyone' : `the ${party} ${short(principal)}${where}`;
};

export const conditionsText = (trust: Pick<StateTrust, 'conditions'>): string =>
  trust.conditions.length === 0
    ? 'without a condition'
    : `under ${listed(trust.conditions.map(conditionText))}`;

const ways: Readonly<Record<StateTrust['mechanism'], string>> = {
  hold: 'holds a credential of it',
  start: 'may start it',
  assume: 'may assume it',
  federate: 'may sign in as it',
  impersonate: 'may impersonate it',
  'write-credential': 'may make credentials for it',
  'write-permission': 'may change its permissions',
  'write-trust': 'may change whom it trusts',
  'write-code': 'may change what runs as it',
  'pass-to-service': 'may run as it',
  control: 'controls it',
};

const pattern = /[*?]/;

/** Whether tokens of one subject are asked for, and of no other. */
const namesSubject = ({ conditions }: StateTrust): boolean =>
  conditions.some(
    ({ class: kind, operator, values }) =>
      kind === 'federated-subject' &&
      !/not|null|ifexists/i.test(operator) &&
      values.length > 0 &&
      !values.some((value) => pattern.test(value)),
  );

const ofCode: ReadonlySet<StateTrust['mechanism']> = new Set(['write-code', 'start']);

const changing: ReadonlySet<StateTrust['mechanism']> = new Set([
  'write-credential',
  'write-permission',
  'write-trust',
  'control',
]);

/** What it weighs that somebody may become an identity. */
export const trustWeight = (trust: StateTrust, { seenInPart }: StateIdentity, isNew: boolean): Weight => {
  const { party, external, mechanism } = trust;
  if (party === 'everyone') return 'everyone';
  if (party === 'federated') {
    if (!namesSubject(trust)) return 'whole-scope';
    // Whose subject it is nobody can tell: it comes with the identity and is looked at with it, or it is one more.
    return isNew ? 'inside' : 'outsider';
  }
  if (external !== 'no') return 'outsider';
  // Whoever may write to a repository changes what its jobs run: that is what the repository is.
  if (ofCode.has(mechanism)) return 'inside';
  if (party === 'scope') return 'whole-scope';
  return changing.has(mechanism) || (!isNew && seenInPart === true) ? 'takes-over' : 'inside';
};

/** Everyone may become the identity, or change what runs as it. To set it to work is no way in. */
export const isOpenToEveryone = ({ trusts }: StateIdentity): boolean =>
  trusts.some((trust) => trust.party === 'everyone' && trust.mechanism !== 'start' && inForce(trust));

/** Nobody may become it by what it says itself. */
export const isClosed = ({ trusts }: StateIdentity): boolean => !trusts.some(inForce);

const draftOf = (
  trust: StateTrust,
  older: readonly StateTrust[],
  after: StateIdentity,
  comparison: Comparison,
  /** Of an identity that comes with the trust. */
  isNew = false,
): readonly Draft[] => {
  const { now, longestGrantDays } = comparison.after;
  const of = older.filter((other) => holdsParty(other, trust));
  const lostBy = (conditions: StateTrust['conditions']) =>
    of.map((other) => dropped(conditions, other.conditions, now));
  const sets = alternatives(trust.conditions).map(lostBy);
  if (sets.every((lost) => lost.some((conditions) => conditions.length === 0))) return [];

  const until = endOf(trust.conditions);
  const ends =
    until !== undefined &&
    effectiveDuration({ duration: 'time-bound', until }, now, longestGrantDays) === 'time-bound';
  const lost = lostBy(trust.conditions).sort((a, b) => a.length - b.length)[0] ?? [];
  const onlyTime =
    of.length > 0 && lost.every(({ class: kind }) => kind === 'time-bound' || kind === 'expired');
  const way = `${partyText(trust)} ${ways[trust.mechanism]}`;
  const base = {
    about: 'trust' as const,
    weight: onlyTime ? ('permanence' as const) : trustWeight(trust, after, isNew),
    who: after.id,
    scope: after.scope,
    where: `${after.scope}: whom ${short(after.id)} trusts`,
    of: trust.mechanism,
  };
  const key = [
    JSON.stringify([
      trust.mechanism,
      trust.party,
      trust.principal,
      trust.conditions.map(({ operator, key: name, values }) => [operator, name, values]),
    ]),
  ];
  if (ends) {
    return [{ ...base, class: 'time-bound-grant', key, what: `Until ${dayOf(until)} ${way}.` }];
  }
  if (onlyTime) {
    const was = listed(lost.map(conditionText));
    const what = `${way} ${until === undefined ? 'with no end' : `until ${dayOf(until)}, beyond the policy`}; before: ${was}.`;
    return [{ ...base, class: 'permanence-worsened', key, what: sentence(what) }];
  }
  const what =
    of.length > 0 && lost.length > 0
      ? `${way}, and no longer needs ${listed(lost.map(conditionText))}.`
      : of.length > 0
        ? `${way} with more values than before, ${conditionsText(trust)}.`
        : `${way}, ${conditionsText(trust)}${isNew ? '' : '; before it was not trusted'}.`;
  return [{ ...base, class: 'trust-widened', key, what: sentence(what) }];
};

/** New parties that may become an identity that was there before, and conditions that no longer hold others back. */
export const trustDrafts = (
  before: StateIdentity | undefined,
  after: StateIdentity,
  comparison: Comparison,
): readonly Draft[] => {
  const drafts = after.trusts
    .filter(inForce)
    .flatMap((trust) => draftOf(trust, before?.trusts ?? [], after, comparison, before === undefined));
  return [...new Map(drafts.map((draft) => [JSON.stringify([draft.class, draft.key]), draft])).values()].sort(
    (a, b) => byText(a.key.join(), b.key.join()),
  );
};

/** Older trusts that are there no longer, or only under more conditions. */
export const lostTrusts = (before: StateIdentity, after: StateIdentity, comparison: Comparison): number =>
  before.trusts.filter(inForce).filter((trust) => draftOf(trust, after.trusts, before, comparison).length > 0)
    .length;
