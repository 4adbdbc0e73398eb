import type { UsageOf } from '../../src/usage/apply.ts';

/** Logs name principals by e-mail address. */
export const gcpUsage: UsageOf = {
  provider: 'gcp',
  namesOf: ({ id }) => [id.toLowerCase()],
  blind:
    'what is read, and all uses of data, in services for which Data Access audit logs are off (the default)',
};
