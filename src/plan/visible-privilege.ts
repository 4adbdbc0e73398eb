/**
 * What is plain to see in arguments of resources, whatever provider they are of: a wildcard, a role that is an
 * administrator's everywhere, a party that is everyone. Nothing is worked out from it; it only says what stands there.
 */

/** Names of roles, in lower case, without what stands around them. */
const administrators: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'administratoraccess',
  'accountadmin',
  'atlasadmin',
  'cluster-admin',
  'cluster_admin',
  'global_admin',
  'global-management',
  'org_admin',
  'org_owner',
  'organization_admin',
  'owner',
  'root',
  'roles/editor',
  'roles/owner',
  'securityadmin',
  'super',
  'super_admin',
  'superadmin',
  'superuser',
  'sysadmin',
  'system:masters',
]);

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings, and words of others. */
const everyone: ReadonlySet<string> = new Set([
  'allauthenticatedusers',
  'allusers',
  'anonymous',
  'authenticated',
  'everyone',
  'public',
  'system:anonymous',
  'system:authenticated',
  'system:serviceaccounts',
  'system:unauthenticated',
]);

const wildcards: ReadonlySet<string> = new Set(['*', '*:*', '*/*', '**', 'all privileges', 'all-resources']);

/** In texts that hold a policy or a manifest in a language of their own. */
const inTexts: readonly (readonly [pattern: RegExp, shows: string])[] = [
  [
    /\bMicrosoft\.Authorization\/role(?:Assignments|Definitions|EligibilityScheduleRequests|AssignmentScheduleRequests)\b/i,
    'who gets which role',
  ],
  [/\bcluster-admin\b/, 'the role cluster-admin'],
  [/\bsystem:masters\b/, 'the group system:masters'],
  [/\bsystem:(?:anonymous|unauthenticated|authenticated)\b/, 'everyone (a group of the system)'],
  [/\bverbs:\s*(?:\[\s*|-\s*)["']?\*/, 'every verb (*)'],
  [/\bpath\s+"(?:\*|\+\/\*|sys\/\*)"\s*\{[^}]*\b(?:create|update|sudo|delete)\b/, 'every path'],
  [/"sudo"/, 'the capability sudo'],
  [/\bmanage\s+all-resources\b/i, 'all resources'],
  [/"Principal"\s*:\s*(?:\{\s*"\w+"\s*:\s*)?\[?\s*"\*"/, 'everyone (*)'],
  [/"(?:Not)?Action"\s*:\s*\[?\s*"\*"/, 'every action (*)'],
];

/** The first of them in a text of any kind; undefined: none. */
export const visibleInText = (text: string): string | undefined =>
  inTexts.find(([pattern]) => pattern.test(text))?.[1];

const deepest = 12;

/** Arguments that name parties: there a role is somebody's name. */
const ofParties = /subject|principal|member|grantee|user|group|bound|account|owner|invoker|collaborator/i;

const ofText = (text: string, field: string): string | undefined => {
  const plain = text.trim().toLowerCase();
  if (wildcards.has(plain)) return `a wildcard (${text.trim()})`;
  if (everyone.has(plain)) return `everyone (${text.trim()})`;
  if (administrators.has(plain) && (!ofParties.test(field) || plain === 'system:masters'))
    return `the role ${text.trim()}`;
  return visibleInText(text);
};

/** Names of arguments that are an administrator's by being true. */
const flags = /^(?:admin|is_admin|superuser|super_user|cluster_admin|sysadmin)$/i;

/**
 * The first thing that shows, in the order of the arguments; undefined: nothing does.
 * @param field name of the argument
 */
export const visibleIn = (value: unknown, field: string): string | undefined => {
  const walk = (inner: unknown, depth: number): string | undefined => {
    if (typeof inner === 'string') return ofText(inner, field);
    if (typeof inner !== 'object' || inner === null || depth > deepest) return undefined;
    for (const each of Object.values(inner)) {
      const found = walk(each, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return value === true && flags.test(field) ? `that it is an administrator (${field})` : walk(value, 0);
};
