import type { UsageOf } from '../../src/usage/apply.ts';
import { gcpServices, otherService } from './facts/services.ts';

const known: ReadonlySet<string> = new Set(gcpServices.list.map(({ name }) => name));

/**
 * Interfaces whose permissions begin otherwise than their name.
 * https://cloud.google.com/iam/docs/permissions-reference
 */
const interfaces: ReadonlyMap<string, string> = new Map([
  ['bigtableadmin', 'bigtable'],
  ['cloudresourcemanager', 'resourcemanager'],
  ['firebaserules', 'firebase'],
  ['iamcredentials', 'iam'],
  ['sqladmin', 'cloudsql'],
  ['sts', 'iam'],
]);

const suffix = '.googleapis.com';

/** Logs name principals by e-mail address. */
export const gcpUsage: UsageOf = {
  provider: 'gcp',
  namesOf: ({ id }) => [id.toLowerCase()],
  serviceOf: (service) => {
    if (!service.endsWith(suffix)) return undefined;
    const name = service.slice(0, -suffix.length);
    const own = interfaces.get(name) ?? name;
    return known.has(own) ? own : otherService;
  },
  blind:
    'what is read, and all uses of data, in services for which Data Access audit logs are off (the default)',
};
