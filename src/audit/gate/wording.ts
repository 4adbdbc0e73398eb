import type { Condition } from '../../model/condition.ts';
import type { StateReach } from '../../model/gate.ts';

/** Sentences for people. Text from outside is only shortened here: reports make it harmless. */

const longest = 160;

export const short = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, 100)}…${text.slice(-50)}`.toWellFormed();

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `a, b, c and 4 more`. */
export const listed = (items: readonly string[], most = 4): string => {
  const shown = items.slice(0, most).map(short).join(', ');
  return items.length <= most ? shown : `${shown} and ${items.length - most} more`;
};

export const conditionText = ({ operator, key, values }: Condition): string =>
  short(`${operator} ${key} ${listed(values)}`.trimEnd());

const points = (score: number): string => `${Math.round(score * 10) / 10}%`;

/** What falls if it leaks, with the figures. */
export const fallsText = (before: StateReach | undefined, after: StateReach | undefined): string => {
  if (after === undefined) return 'What is compromised if it leaks is not known.';
  if (after.reachKnown === false)
    return 'If it leaks, its own privileges are compromised; what they lead to is not worked out here.';
  const same = before !== undefined && points(before.blastRadius) === points(after.blastRadius);
  const was = before === undefined ? '' : same ? ' (as before)' : ` (${points(before.blastRadius)} before)`;
  const control = [
    ...(after.admin.length === 0 ? [] : [`full control of ${listed(after.admin)}`]),
    ...(after.adminIf.length === 0 ? [] : [`under assumptions full control of ${listed(after.adminIf)}`]),
  ];
  const which = control.length === 0 ? '' : `, with ${control.join(' and ')}`;
  return `If its credential leaks, ${points(after.blastRadius)} of the estate is compromised${was}${which}.`;
};

export const dayOf = (time: string | undefined): string => time?.slice(0, 10) ?? 'an unknown day';
