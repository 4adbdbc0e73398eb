import { environmentIn } from '../../../src/model/environment-words.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Environment } from '../../../src/model/scope.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import type { Tags } from '../policy/request-context.ts';
import { compileWildcard, type Matcher } from '../policy/wildcard.ts';
import type { RoleTrust } from './trust.ts';

type Nature = Identity['nature'];

const matchers = new WeakMap<readonly string[], readonly Matcher[]>();

/** The first pattern that a name matches, without regard to case. */
const matchesAny = (name: string, patterns: readonly string[]): string | undefined => {
  if (patterns.length === 0) return undefined;
  let compiled = matchers.get(patterns);
  if (compiled === undefined) {
    compiled = patterns.map((pattern) => compileWildcard(pattern.toLowerCase()));
    matchers.set(patterns, compiled);
  }
  const lower = name.toLowerCase();
  return patterns[compiled.findIndex((matches) => matches(lower))];
};

const email = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const userNature = (user: Principal, inventory: Inventory): Nature => {
  const row = inventory.reportRows.get(user.arn);
  if (email.test(user.name)) return { is: 'human', reason: 'the name is an e-mail address' };
  if (row === undefined) return { is: 'unknown', reason: 'no credential report tells how it signs in' };
  const password = row.password_enabled.toLowerCase() === 'true';
  const mfa = row.mfa_active.toLowerCase() === 'true';
  const keys =
    row.access_key_1_active.toLowerCase() === 'true' || row.access_key_2_active.toLowerCase() === 'true';
  const signedIn = /^\d/.test(row.password_last_used);
  if (password && mfa && !keys)
    return { is: 'human', reason: 'signs in with a password and MFA, and has no access key' };
  if (!password && keys) return { is: 'machine', reason: 'has access keys and no console password' };
  if (!password) return { is: 'machine', reason: 'has no console password' };
  if (keys) return { is: 'unknown', reason: 'has a console password and access keys' };
  return {
    is: 'unknown',
    reason: signedIn ? 'signs in with a password without MFA' : 'has a console password that was never used',
  };
};

const roleNature = (role: Principal, trusts: readonly RoleTrust[]): Nature => {
  if (role.serviceLinked) return { is: 'machine', reason: 'service-linked role of AWS' };
  if (role.reserved) return { is: 'human', reason: 'role of an IAM Identity Center permission set' };
  const saml = trusts.find(
    (trust) => trust.party === 'federated' && trust.principal.includes(':saml-provider/'),
  );
  const machine = trusts.find(
    (trust) => trust.party === 'service' || (trust.party === 'federated' && trust !== saml),
  );
  if (saml !== undefined && machine === undefined)
    return { is: 'human', reason: 'people sign in to it by SAML' };
  if (machine !== undefined && saml === undefined)
    return { is: 'machine', reason: `trusts ${machine.principal}` };
  if (machine !== undefined)
    return { is: 'unknown', reason: 'both people (SAML) and workloads may assume it' };
  const account = trusts.find((trust) => trust.party === 'scope' || trust.party === 'identity');
  if (account !== undefined)
    return { is: 'unknown', reason: `trusts ${account.principal}, which may be anyone there` };
  return { is: 'unknown', reason: 'its trust policy names nobody' };
};

export const natureOf = (
  principal: Principal,
  trusts: readonly RoleTrust[],
  inventory: Inventory,
  settings: Settings,
): Nature => {
  const human = matchesAny(principal.name, settings.humanNames);
  if (human !== undefined) return { is: 'human', reason: `the configuration says so of ${human}` };
  const machine = matchesAny(principal.name, settings.machineNames);
  if (machine !== undefined) return { is: 'machine', reason: `the configuration says so of ${machine}` };
  if (principal.kind === 'root') return { is: 'human', reason: 'root user of the account' };
  return principal.kind === 'user' ? userNature(principal, inventory) : roleNature(principal, trusts);
};

/** From the tags that name environments. */
export const environmentOfTags = (tags: Tags, settings: Settings): Environment | undefined => {
  for (const key of settings.environments.tagKeys) {
    const value = tags.get(key.toLowerCase());
    if (value === undefined) continue;
    const environment = environmentIn(value, settings);
    if (environment !== undefined) return environment;
  }
  return undefined;
};

export const ownerOf = (tags: Tags, settings: Settings): string | undefined => {
  for (const key of settings.ownerTagKeys) {
    const value = tags.get(key.toLowerCase())?.trim();
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
};

export const isBreakGlass = (principal: Principal, settings: Settings): boolean =>
  settings.breakGlass.tagKeys.some((key) => {
    const value = principal.tags.get(key.toLowerCase());
    return value !== undefined && !['false', 'no', '0'].includes(value.toLowerCase());
  }) || matchesAny(principal.name, settings.breakGlass.names) !== undefined;
