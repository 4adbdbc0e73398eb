import { type Check, extraordinary } from '../../../src/exports/ordinary.ts';

const zero = 0x30;

/** Two digits as a number; NaN-free: anything else gives 100 or more, or less than 0. */
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};

const isWithin = (n: number, first: number, last: number): boolean => n >= first && n <= last;

/**
 * `2024-01-31T12:00:00+00:00` and `…Z`, with a space for the T, as the AWS CLI writes times: in the one form of the
 * snapshot. Days after the 28th need a calendar and are left to zod.
 */
export const rewriteTime: Check = (value) => {
  if (typeof value !== 'string' || (value.length !== 20 && value.length !== 25)) return extraordinary;
  const zone = value.slice(19);
  const separator = value[10];
  const ordinary =
    (zone === 'Z' || zone === '+00:00') &&
    (separator === 'T' || separator === ' ') &&
    value[4] === '-' &&
    value[7] === '-' &&
    value[13] === ':' &&
    value[16] === ':' &&
    isWithin(twoDigits(value, 0), 19, 99) &&
    isWithin(twoDigits(value, 2), 0, 99) &&
    isWithin(twoDigits(value, 5), 1, 12) &&
    isWithin(twoDigits(value, 8), 1, 28) &&
    isWithin(twoDigits(value, 11), 0, 23) &&
    isWithin(twoDigits(value, 14), 0, 59) &&
    isWithin(twoDigits(value, 17), 0, 59);
  return ordinary ? `${value.slice(0, 10)}T${value.slice(11, 19)}.000Z` : extraordinary;
};
