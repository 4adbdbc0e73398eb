import type { Answer, Request } from './evaluate.ts';
import { comparisonsIn, evaluate, patternsIn } from './evaluate.ts';
import type { Attribute, Expression } from './expression.ts';
import { parseCondition, tooMuch } from './parse.ts';

/** A condition as it was read once: a text that nobody can read is never met for sure, and never failed. */
export interface ConditionText {
  readonly text: string;
  readonly expression: Expression | undefined;
  /** Which budget it is past. Absent: none, whether it can be read or not. */
  readonly beyond?: string;
}

const read = new Map<string, ConditionText>();

export const conditionOf = (text: string): ConditionText => {
  let condition = read.get(text);
  if (condition === undefined) {
    const expression = parseCondition(text);
    condition =
      expression === tooMuch
        ? { text, expression: undefined, beyond: 'is longer or deeper than is read' }
        : expression !== undefined && timesIn(expression).length > mostTimes
          ? { text, expression, beyond: 'names more times than are tried for its end' }
          : { text, expression };
    // Estates bring few different texts; a hostile one may bring many.
    if (read.size > 10_000) read.clear();
    read.set(text, condition);
  }
  return condition;
};

/** What somebody would do: make a role assignment, or reach something that attributes of the request and the resource name. */
export interface Delegation {
  /** Guid of the role. */
  readonly role?: string;
  /** Object id of whoever gets it. Undefined: any, whom the holder chooses. */
  readonly principal?: string;
  /** `User`, `Group`, `ServicePrincipal`. Undefined: any. */
  readonly principalType?: string;
  /** By name in lower case: `microsoft.containerregistry/registries/repositories:name`. */
  readonly attributes?: ReadonlyMap<string, string>;
}

const attributesOfAssignment: Readonly<Record<string, 'role' | 'principal' | 'principalType'>> = {
  'microsoft.authorization/roleassignments:roledefinitionid': 'role',
  'microsoft.authorization/roleassignments:principalid': 'principal',
  'microsoft.authorization/roleassignments:principaltype': 'principalType',
};

const isClock = ({ source, name }: Attribute): boolean =>
  source === 'environment' && /(^|:)utcnow$/i.test(name);

/**
 * @param now ISO 8601
 * @param delegation the assignment that is written; of another action nothing is known but the time
 */
const requestOf = (action: string, now: string, delegation?: Delegation): Request => ({
  action,
  valuesOf: (attribute) => {
    if (isClock(attribute)) return [now];
    if (delegation === undefined) return undefined;
    const name = attribute.name.toLowerCase();
    const told = delegation.attributes?.get(name);
    if (told !== undefined && (attribute.source === 'request' || attribute.source === 'resource'))
      return [told];
    if (attribute.source !== 'request') return undefined;
    const member = Object.hasOwn(attributesOfAssignment, name) ? attributesOfAssignment[name] : undefined;
    const value = member === undefined ? undefined : delegation[member];
    return value === undefined ? undefined : [value];
  },
});

const assigns = 'microsoft.authorization/roleassignments/write';

/**
 * Whoever asks Privileged Identity Management for an assignment needs the right to make it, within the same condition.
 * https://learn.microsoft.com/rest/api/authorization/privileged-role-assignment-rest-sample
 */
const standsFor: ReadonlyMap<string, string> = new Map([
  ['microsoft.authorization/roleassignmentschedulerequests/write', assigns],
  ['microsoft.authorization/roleeligibilityschedulerequests/write', assigns],
]);

/** Whether a condition lets an action through at a time. Absent conditions let all through. */
export const lets = (
  text: string | undefined,
  action: string,
  now: string,
  delegation?: Delegation,
): Answer => {
  if (text === undefined || text.trim() === '') return 'yes';
  const { expression } = conditionOf(text);
  return expression === undefined
    ? 'unknown'
    : evaluate(expression, requestOf(standsFor.get(action) ?? action, now, delegation));
};

/** What no condition names: an action that all those which name some are not about. */
const unnamed = 'none/none/none';

/** Whether a condition lets nothing through at a time, whatever is asked for: its end is past, say. */
export const letsNothing = (text: string | undefined, now: string): boolean => {
  const expression = text === undefined ? undefined : conditionOf(text).expression;
  if (expression === undefined) return false;
  // What it says of an action depends on nothing but the patterns that it names.
  return [unnamed, ...patternsIn(expression)].every((action) => lets(text, action, now) === 'no');
};

/** Times of a condition that are tried; no person writes so many. */
const mostTimes = 100;

const endOfTime = 253_402_300_799_000;

/** Milliseconds since 1970, the earliest first. */
const timesIn = (expression: Expression): readonly number[] =>
  [...comparisonsIn(expression)]
    .flatMap(({ left, right }) => [left, right])
    .flatMap((operand) => (operand.is === 'values' ? operand.values : []))
    .map((value) => Date.parse(value))
    .filter((time) => !Number.isNaN(time) && time < endOfTime)
    .sort((a, b) => a - b);

/**
 * The time (ISO 8601, UTC) after which a condition lets an action through no more, whatever else holds: one that is written
 * in it and not yet past. Undefined: it has no such end.
 */
export const endOf = (text: string | undefined, action: string, now: string): string | undefined => {
  const expression = text === undefined ? undefined : conditionOf(text).expression;
  if (expression === undefined) return undefined;
  const times = timesIn(expression).filter((time) => time > Date.parse(now));
  if (times.length > mostTimes) return undefined;
  for (const time of times) {
    const after = new Date(time + 1).toISOString();
    if (lets(text, action, after) === 'no') return new Date(time).toISOString();
  }
  return undefined;
};
