import type { Level } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';

/** What a role of Google Cloud holds, as far as its name tells: texts of roles are not in a plan. */
export interface Meaning {
  readonly level: Level;
  readonly service: string;
  readonly privileges: readonly string[];
}

/** Basic roles hold nearly everything. https://cloud.google.com/iam/docs/roles-overview#basic */
const basic: Readonly<Record<string, Meaning>> = {
  'roles/owner': { level: 'control', service: '*', privileges: ['*'] },
  // An editor acts as every service account of the project.
  'roles/editor': {
    level: 'control',
    service: '*',
    privileges: ['*.reader', '*.viewer', 'editor', 'viewer'],
  },
  'roles/writer': {
    level: 'control',
    service: '*',
    privileges: ['*.reader', '*.viewer', 'editor', 'viewer'],
  },
  'roles/viewer': { level: 'read', service: '*', privileges: ['*.reader', '*.viewer', 'viewer'] },
  'roles/reader': { level: 'read', service: '*', privileges: ['*.reader', '*.viewer', 'viewer'] },
  'roles/browser': { level: 'view', service: '*', privileges: ['viewer'] },
};

/**
 * Predefined roles that change permissions or become others; the rest is read by its name.
 * https://cloud.google.com/iam/docs/understanding-roles
 */
const control =
  /^roles\/(iam\.(?!.*(viewer|reader|reviewer|auditor)$)|resourcemanager\.(?!.*viewer$)|privilegedaccessmanager\.(?!.*viewer$)|orgpolicy\.policyAdmin|accesscontextmanager\.policyAdmin|deploymentmanager\.(editor|typeEditor)|cloudbuild\.builds\.editor|composer\.worker|dataflow\.developer|run\.sourceDeveloper|storage\.hmacKeyAdmin|container\.(admin|clusterAdmin)|apigateway\.admin|serviceusage\.apiKeysAdmin)/;
const reading =
  /(viewer|reader|reviewer|auditor|browser|subscriber|user|accessor|decrypter|invoker|listing)$/i;

export const meaningOf = (role: string): Meaning => {
  const known = ownMember(basic, role);
  if (known !== undefined) return known;
  const name = role.startsWith('roles/') ? role.slice('roles/'.length) : role;
  const service = role.startsWith('roles/') ? name.split('.')[0]! : '*';
  // An administrator of a thing holds what the other roles of that thing hold.
  const privileges = name.endsWith('.admin')
    ? [`${name.slice(0, -'admin'.length)}*`]
    : name.endsWith('Admin')
      ? [`${name.slice(0, -'Admin'.length)}*`]
      : [name];
  if (control.test(role)) return { level: 'control', service, privileges };
  return { level: reading.test(name) ? 'read' : 'write', service, privileges };
};
