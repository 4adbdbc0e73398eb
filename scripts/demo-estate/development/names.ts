import { needing } from '../ordinary.ts';
import { arnsOf } from '../policy.ts';

/** Nordlicht Logistics, development: the same services, smaller; less care was taken here. */
export const id = '444455556666';
export const region = 'eu-central-1';
export const arns = arnsOf(id, region);

/** The other account of the company. */
export const production = '111122223333';

export const need = (...words: readonly string[]) => needing(arns, 'development', words);
