import type { Condition, ConditionClass } from '../../../src/model/condition.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { NarrowedParty, TrustedParty } from '../../../src/model/trust.ts';
import { arnParts } from '../facts/arn.ts';
import type { Clause, PolicyDocument, Statement } from '../policy/document.ts';
import { holds } from '../policy/operators.ts';
import { classInTrust } from './condition-value.ts';
import { conditionAs } from './conditions.ts';

/** Whom a statement names. */
interface Named {
  readonly party: TrustedParty;
  readonly principal: string;
  readonly account: string | undefined;
}

const opposites: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['StringEquals', 'StringNotEquals'],
      ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
      ['StringLike', 'StringNotLike'],
      ['ArnEquals', 'ArnNotEquals'],
      ['ArnLike', 'ArnNotLike'],
      ['NumericEquals', 'NumericNotEquals'],
      ['NumericLessThan', 'NumericGreaterThanEquals'],
      ['NumericLessThanEquals', 'NumericGreaterThan'],
      ['DateEquals', 'DateNotEquals'],
      ['DateLessThan', 'DateGreaterThanEquals'],
      ['DateLessThanEquals', 'DateGreaterThan'],
      ['IpAddress', 'NotIpAddress'],
    ] as const
  ).flatMap(([a, b]) => [
    [a.toLowerCase(), b],
    [b.toLowerCase(), a],
  ]),
);

const otherValue: Readonly<Record<string, string>> = { true: 'false', false: 'true' };

/** What a caller meets whom a denying clause lets past. Undefined: no operator says so. */
const oppositeOf = (clause: Clause): Clause | undefined => {
  const isBoolean = clause.operator === 'bool' || clause.operator === 'null';
  const name = isBoolean
    ? clause.written.replace(/^.*:|IfExists$/gi, '')
    : ownMember(opposites, clause.operator);
  if (name === undefined) return undefined;
  const values = isBoolean
    ? clause.values.flatMap((value) => ownMember(otherValue, value.toLowerCase()) ?? [])
    : clause.values;
  if (values.length !== clause.values.length || (isBoolean && values.length !== 1)) return undefined;
  const quantifier =
    clause.quantifier === undefined ? undefined : clause.quantifier === 'all' ? 'any' : 'all';
  const ifExists = clause.operator !== 'null' && !holds(clause, undefined, clause.values);
  const prefix = quantifier === undefined ? '' : quantifier === 'all' ? 'ForAllValues:' : 'ForAnyValue:';
  // A negated operator and `ForAllValues` hold without the key anyway.
  const suffix = ifExists && quantifier !== 'all' && !/not/i.test(name) ? 'IfExists' : '';
  return {
    ...clause,
    written: `${prefix}${name}${suffix}`,
    operator: name.toLowerCase(),
    quantifier,
    ifExists: suffix !== '',
    values,
  };
};

const denyCovers = ({ principals }: Statement, { party, principal }: Named): boolean => {
  if (principals === undefined || principals.everyone) return true;
  if (principals.not) return false;
  const kinds: Partial<Record<TrustedParty, readonly string[]>> = {
    service: principals.service,
    federated: principals.federated,
    identity: principals.aws,
    scope: principals.aws.map((text) => (text.includes(':') ? arnParts(text).account : text)),
  };
  return kinds[party]?.includes(principal) ?? false;
};

/** Of alternatives the weakest counts: from the one that lets most people in. */
const fromWeakest: readonly ConditionClass[] = [
  'always',
  'exclusion',
  'other',
  'tag',
  'external-id',
  'mfa',
  'called-via-service',
];
const weakest = (classes: readonly ConditionClass[]): ConditionClass =>
  fromWeakest.find((kind) => classes.includes(kind)) ?? classes[0]!;

/** What a deny of the trust policy leaves to ask for; empty: nothing that could be said. */
const leftBy = (deny: Statement, named: Named, now: number): readonly Condition[] => {
  if (deny.conditions.length === 0)
    return [{ class: 'never', operator: 'Deny', key: 'Principal', values: [named.principal] }];
  const each = deny.conditions.map((clause): Condition => {
    const opposite = oppositeOf(clause);
    return opposite === undefined
      ? { ...conditionAs(clause, { class: 'other' }), operator: `Deny ${clause.written}` }
      : conditionAs(opposite, classInTrust(opposite, named.party, now));
  });
  if (each.length === 1) return each;
  // Denies that spare the organisation's own people spare services as well; those let nobody else in.
  const possible = each.filter(
    ({ class: kind, key }) =>
      kind !== 'never' && !(kind === 'called-via-service' && /isawsservice$/i.test(key) && each.length > 1),
  );
  const kind = weakest(possible.map((condition) => condition.class));
  if (possible.length === 0 || kind === 'always') return [];
  return [
    {
      class: kind,
      operator: 'any of',
      key: possible.map(({ key }) => key).join(', '),
      values: possible.map(({ operator, key, values }) => `${key} ${operator} ${values.join(', ')}`),
    },
  ];
};

/** What a trust policy asks of a party that one of its statements names, the statement's own conditions first. */
export const conditionsInTrust = (
  { statements }: PolicyDocument,
  statement: Statement,
  named: Named,
  now: number,
): readonly Condition[] => [
  ...statement.conditions.map((clause) => conditionAs(clause, classInTrust(clause, named.party, now))),
  ...statements
    .filter(
      (deny) =>
        !deny.allow &&
        assumeActions.every(
          (action) => !statement.actions.includes(action) || deny.actions.includes(action),
        ) &&
        denyCovers(deny, named),
    )
    .flatMap((deny) => leftBy(deny, named, now)),
];

const assumeActions = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

type Narrowed = Omit<NarrowedParty, 'external'>;

const ownAccount = /^\$\{\s*aws:resourceaccount\s*\}$/i;
/** Everybody of an account: the root of it, or nothing but wildcards. */
const wholeAccount = /^(root|((role|user)\/)?[*?]+)$/;

const callerOf = (key: string, value: string): Narrowed | undefined => {
  if (key === 'aws:principalaccount') {
    if (ownAccount.test(value)) return { party: 'scope', principal: value };
    return /^\d{12}$/.test(value) ? { party: 'scope', principal: value, scope: value } : undefined;
  }
  const { account, resource } = arnParts(value);
  if (!/^\d{12}$/.test(account)) return undefined;
  return wholeAccount.test(resource)
    ? { party: 'scope', principal: account, scope: account }
    : { party: 'identity', principal: value, scope: account };
};

/**
 * The callers that conditions name, where the statement names everyone or a whole account. Of several conditions the one
 * that names identities counts.
 */
export const narrowedTo = (
  conditions: readonly Condition[],
  party: TrustedParty,
  account: string | undefined,
): readonly Narrowed[] => {
  if (party !== 'everyone' && party !== 'scope') return [];
  const each = conditions.flatMap((condition): (readonly Narrowed[])[] => {
    const key = condition.key.toLowerCase();
    if (condition.class !== 'principal' || !/^aws:principal(account|arn)$/.test(key)) return [];
    const callers = condition.values.map((value) => callerOf(key, value));
    if (callers.includes(undefined)) return [];
    // Of an account that is named already only its own identities are meant.
    const meant = (callers as Narrowed[]).filter(({ scope }) => party === 'everyone' || scope === account);
    return meant.length === 0 ? [] : [meant];
  });
  return each.find((callers) => callers.every((caller) => caller.party === 'identity')) ?? each[0] ?? [];
};
