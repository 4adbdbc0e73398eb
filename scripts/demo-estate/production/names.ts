import { needing } from '../ordinary.ts';
import { arnsOf } from '../policy.ts';

/** Nordlicht Logistics, production: parcels are tracked, labelled, billed and delivered here. */
export const id = '111122223333';
export const region = 'eu-central-1';
export const arns = arnsOf(id, region);

export const need = (...words: readonly string[]) => needing(arns, 'production', words);
