import { describe, expect, test } from 'vitest';
import type { Inventory, Principal } from '../../../../connectors/aws/facts/inventory.ts';
import {
  environmentOfTags,
  isBreakGlass,
  natureOf,
  ownerOf,
} from '../../../../connectors/aws/identities/nature.ts';
import type { RoleTrust } from '../../../../connectors/aws/identities/trust.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';

const account = '111122223333';
const principal = (kind: Principal['kind'], name: string, more: Partial<Principal> = {}): Principal =>
  ({
    kind,
    name,
    account,
    arn: `arn:aws:iam::${account}:${kind}/${name}`,
    tags: new Map(),
    ...more,
  }) as Principal;

const noRow = {
  password_enabled: 'false',
  password_last_used: 'N/A',
  mfa_active: 'false',
  access_key_1_active: 'false',
  access_key_2_active: 'false',
};
const inventory = (of: Principal, row: Partial<typeof noRow> | undefined): Inventory =>
  ({
    reportRows: new Map(row === undefined ? [] : [[of.arn, { ...noRow, ...row }]]),
  }) as unknown as Inventory;

describe('a user is a machine or a person by how it signs in', () => {
  const password = { password_enabled: 'true', password_last_used: 'no_information' };
  test.each<[text: string, row: Partial<typeof noRow> | undefined, is: string, reason: string]>([
    ['no report', undefined, 'unknown', 'no credential report tells how it signs in'],
    ['nothing', {}, 'machine', 'has no console password'],
    ['its first key', { access_key_1_active: 'TRUE' }, 'machine', 'has access keys and no console password'],
    ['its second key', { access_key_2_active: 'True' }, 'machine', 'has access keys and no console password'],
    [
      'a key and MFA',
      { access_key_1_active: 'true', mfa_active: 'true' },
      'machine',
      'has access keys and no console password',
    ],
    [
      'password and MFA',
      { password_enabled: 'TRUE', mfa_active: 'TRUE' },
      'human',
      'signs in with a password and MFA, and has no access key',
    ],
    [
      'password, MFA and a key',
      { ...password, mfa_active: 'true', access_key_2_active: 'true' },
      'unknown',
      'has a console password and access keys',
    ],
    [
      'password and a key',
      { ...password, access_key_1_active: 'true' },
      'unknown',
      'has a console password and access keys',
    ],
    ['a password', password, 'unknown', 'has a console password that was never used'],
    [
      'a used password',
      { ...password, password_last_used: '2026-01-02T00:00:00+00:00' },
      'unknown',
      'signs in with a password without MFA',
    ],
  ])('%s', (_, row, is, reason) => {
    const user = principal('user', 'ci');
    expect(natureOf(user, [], inventory(user, row), defaultSettings)).toEqual({ is, reason });
  });

  test.each<[name: string, is: string]>([
    ['anna@example.com', 'human'],
    ['anna@example', 'machine'],
    ['@example.com', 'machine'],
    ['anna@ex ample.com', 'machine'],
    ['anna b@example.com', 'machine'],
    ['a@b@example.com', 'machine'],
    ['anna@example.com x', 'machine'],
    ['anna@.', 'machine'],
  ])('an e-mail address as its name, whatever it holds: %s', (name, is) => {
    const user = principal('user', name);
    expect(natureOf(user, [], inventory(user, { access_key_1_active: 'true' }), defaultSettings).is).toBe(is);
  });
});

describe('a role is one by whom it trusts', () => {
  const trust = (party: RoleTrust['party'], of: string) => ({ party, principal: of }) as RoleTrust;
  const service = trust('service', 'ec2.amazonaws.com');
  const oidc = trust(
    'federated',
    `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
  );
  const saml = trust('federated', `arn:aws:iam::${account}:saml-provider/idp`);
  test.each<[text: string, trusts: readonly RoleTrust[], is: string, reason: string]>([
    ['nobody', [], 'unknown', 'its trust policy names nobody'],
    ['a service', [service], 'machine', 'trusts ec2.amazonaws.com'],
    ['a workload outside', [oidc], 'machine', `trusts ${oidc.principal}`],
    ['people by SAML', [saml], 'human', 'people sign in to it by SAML'],
    ['both', [saml, oidc], 'unknown', 'both people (SAML) and workloads may assume it'],
    ['both, a service', [service, saml], 'unknown', 'both people (SAML) and workloads may assume it'],
    [
      'an account',
      [trust('scope', '444455556666')],
      'unknown',
      'trusts 444455556666, which may be anyone there',
    ],
    ['an identity', [trust('identity', 'arn:x')], 'unknown', 'trusts arn:x, which may be anyone there'],
    [
      'an account and a service',
      [trust('scope', '444455556666'), service],
      'machine',
      'trusts ec2.amazonaws.com',
    ],
    ['anyone', [trust('anyone' as RoleTrust['party'], '*')], 'unknown', 'its trust policy names nobody'],
  ])('%s', (_, trusts, is, reason) => {
    const role = principal('role', 'deploy');
    expect(natureOf(role, trusts, inventory(role, undefined), defaultSettings)).toEqual({ is, reason });
  });

  test('AWS makes some of them itself', () => {
    const of = (more: Partial<Principal>) => {
      const role = principal('role', 'x', more);
      return natureOf(role, [saml], inventory(role, undefined), defaultSettings);
    };
    expect(of({ serviceLinked: true })).toEqual({ is: 'machine', reason: 'service-linked role of AWS' });
    expect(of({ reserved: true })).toEqual({
      is: 'human',
      reason: 'role of an IAM Identity Center permission set',
    });
  });
});

describe('what the configuration says comes first', () => {
  const settings = { ...defaultSettings, humanNames: ['none', 'Anna*'], machineNames: ['*-BOT', 'anna-bot'] };
  test.each<[kind: Principal['kind'], name: string, is: string, reason: string]>([
    ['user', 'anna', 'human', 'the configuration says so of Anna*'],
    ['user', 'ANNA-bot', 'human', 'the configuration says so of Anna*'],
    ['role', 'ci-bot', 'machine', 'the configuration says so of *-BOT'],
    ['root', 'root', 'human', 'root user of the account'],
    ['user', 'hanna', 'machine', 'has no console password'],
    ['role', 'bots', 'unknown', 'its trust policy names nobody'],
  ])('%s %s', (kind, name, is, reason) => {
    const of = principal(kind, name);
    expect(natureOf(of, [], inventory(of, {}), settings)).toEqual({ is, reason });
  });
});

describe('tags', () => {
  const settings = {
    ...defaultSettings,
    ownerTagKeys: ['Owner', 'team'],
    environments: { ...defaultSettings.environments, tagKeys: ['Env', 'stage'] },
  };
  const tags = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries));

  test.each<[Readonly<Record<string, string>>, string | undefined]>([
    [{}, undefined],
    [{ owner: ' platform ' }, 'platform'],
    [{ team: 'b', owner: 'a' }, 'a'],
    [{ team: 'b', owner: '  ' }, 'b'],
    [{ contact: 'c' }, undefined],
  ])('of %j the owner is %s', (entries, owner) => {
    expect(ownerOf(tags(entries), settings)).toBe(owner);
  });

  test.each<[Readonly<Record<string, string>>, string | undefined]>([
    [{}, undefined],
    [{ env: 'prod' }, 'production'],
    [{ stage: 'dev', env: 'moon' }, 'development'],
    [{ env: 'prod', stage: 'dev' }, 'production'],
    [{ other: 'prod' }, undefined],
  ])('of %j the environment is %s', (entries, environment) => {
    expect(environmentOfTags(tags(entries), settings)).toBe(environment);
  });

  test.each<[name: string, tags: Readonly<Record<string, string>>, boolean]>([
    ['ci', {}, false],
    ['ci', { 'break-glass': 'true' }, true],
    ['ci', { 'break-glass': '' }, true],
    ['ci', { 'break-glass': 'No' }, false],
    ['ci', { 'break-glass': 'FALSE' }, false],
    ['ci', { 'break-glass': '0' }, false],
    ['ci', { other: 'true' }, false],
    ['my-Emergency-user', {}, true],
    ['my-Emergency-user', { 'break-glass': 'no' }, true],
  ])('%s with %j is kept for emergencies: %s', (name, entries, expected) => {
    const of = principal('user', name, { tags: tags(entries) });
    expect(
      isBreakGlass(of, { ...settings, breakGlass: { tagKeys: ['Break-Glass'], names: ['*EMERGENCY*'] } }),
    ).toBe(expected);
  });
});
