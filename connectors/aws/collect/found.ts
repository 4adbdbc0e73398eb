import { isObject } from '../../../src/exports/checked.ts';
import type { FoundInSettings } from '../import/setting-literals.ts';

/**
 * What was looked for in an answer before it was cut down to what may be kept: it stands in the entry, under names that no
 * service uses, and the settings themselves go no further.
 */
export const foundName = 'nhiAuditFound';
export const policyName = 'nhiAuditPolicy';

export const foundIn = (entry: unknown): FoundInSettings =>
  isObject(entry) && isObject(entry[foundName]) ? (entry[foundName] as FoundInSettings) : {};

/** The data of a resource policy record. */
export const policyIn = (entry: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(entry) && isObject(entry[policyName]) ? entry[policyName] : undefined;
