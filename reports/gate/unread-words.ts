import type { GateResult, JudgedUnread } from '../../src/model/gate.ts';

/** What every format says of resources that are not evaluated. Those that fail are told as changes; here they are counted. */

const tally = (listed: readonly JudgedUnread[]): readonly (readonly [type: string, count: number])[] =>
  [...Map.groupBy(listed, ({ type }) => type)]
    .map(([type, same]) => [type, same.length] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const tallyText = (listed: readonly JudgedUnread[]): string =>
  tally(listed)
    .map(([type, count]) => (count === 1 ? type : `${type} (${count})`))
    .join(', ');

const oneText = ({ address, type, provider, fields, verdict }: JudgedUnread): string =>
  `${address} (${type} of ${provider})${fields.length === 0 ? '' : `, with ${fields.slice(0, 4).join(', ')}`}: ${verdict}`;

/** One sentence each: those that may say who may do what one by one, then by type those that set nothing, then what is left out. */
export const unreadLines = ({ unread }: GateResult): readonly string[] => {
  if (unread === undefined) return [];
  const idle = unread.listed.filter(({ effect }) => effect === 'sets-nothing');
  const others = unread.listed.filter(({ effect }) => effect !== 'sets-nothing');
  return [
    ...others.map(oneText),
    ...(idle.length === 0
      ? []
      : [`None of the arguments that may give privileges is set or changes: ${tallyText(idle)}`]),
    ...unread.ignored.map(
      ({ type, count }) => `Left out by --ignore-unread or gate.ignoreUnread: ${type} (${count})`,
    ),
  ];
};
