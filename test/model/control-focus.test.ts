import { describe, expect, test } from 'vitest';
import { frameworks } from '../../rules/knowledge/frameworks/index.ts';
import type { ControlFocus } from '../../src/model/control-focus.ts';
import { hasSubject, isInFocus } from '../../src/model/control-focus.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Confidence } from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { Trust } from '../../src/model/trust.ts';

const credential = (id: string, kind: string): Credential => ({
  id,
  kind,
  lifetime: 'static',
  binding: 'shared-secret',
  status: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
});

const kinds = ['access-key', 'api-key', 'certificate', 'client-secret', 'service-account-key', 'storage-key'];

/** Has one credential of each kind, whose id is its kind. */
const identity: Pick<Identity, 'credentials' | 'grants' | 'kind' | 'nature' | 'trusts'> = {
  kind: 'role',
  trusts: [],
  credentials: kinds.map((kind) => credential(kind, kind)),
  grants: [],
  nature: { is: 'machine', reason: '' },
};

const about = (key: string, record = 'r', confidence: Confidence = 'high') => ({
  now: Date.parse('2026-06-01T00:00:00.000Z'),
  key,
  confidence,
  evidence: [{ record, id: 'i', says: 'it is so' }],
});

const focusOf = (framework: string, control: string): ControlFocus => {
  const focus = frameworks.find(({ id }) => id === framework)?.focus?.[control];
  if (focus === undefined) throw new Error(`${framework} ${control} has no focus`);
  return focus;
};

describe('what stands against a control', () => {
  test.each([
    ['cis-aws-v5-0', '1.13', 'access-key'],
    ['cis-aws-v7-0', '2.12', 'access-key'],
    ['cis-gcp-v5-0', '1.8', 'service-account-key'],
    ['cis-gcp-v5-0', '1.16', 'api-key'],
    ['cis-gcp-v5-0', '1.5', 'service-account-key'],
    ['cis-gcp-v5-0', '1.15', 'api-key'],
    ['cis-aws-v5-0', '1.12', 'access-key'],
  ])('%s %s: a finding about a credential of kind %s, and no other', (framework, control, kind) => {
    const focus = focusOf(framework, control);
    expect(kinds.filter((each) => isInFocus(focus, identity, about(each)))).toEqual([kind]);
    const without = { ...identity, credentials: identity.credentials.filter((each) => each.kind !== kind) };
    expect([hasSubject(focus, identity), hasSubject(focus, without)]).toEqual([true, false]);
  });

  test('a key that missed its rotation, and none that is young', () => {
    const focus = focusOf('cis-aws-v5-0', '1.13');
    const young = { ...about('access-key'), now: Date.parse('2026-03-01T00:00:00.000Z') };
    expect([about('access-key'), young].map((each) => isInFocus(focus, identity, each))).toEqual([
      true,
      false,
    ]);
  });

  describe('grants and trusts', () => {
    const full = Array.from({ length: 40 }, (_, service) => ({ service, level: 3, breadth: 1, full: true }));
    const grant = (part: object): Grant =>
      ({
        name: 'AdministratorAccess',
        providerManaged: true,
        source: { record: 'r', id: 'i' },
        ...part,
      }) as Grant;
    const has = (framework: string, control: string, part: object, more: object = {}): boolean =>
      isInFocus(
        focusOf(framework, control),
        { ...identity, grants: [grant({ privileges: full, ...part })], ...more },
        about(''),
      );
    test.each<[string, string, string, object, boolean]>([
      ['everything', 'cis-aws-v5-0', '1.15', {}, true],
      ['everything of one service', 'cis-aws-v5-0', '1.15', { privileges: full.slice(0, 1) }, false],
      [
        'everything but one',
        'cis-aws-v5-0',
        '1.15',
        { privileges: [...full, { ...full[0]!, full: false }] },
        false,
      ],
      ['what the evidence is not', 'cis-aws-v5-0', '1.15', { source: { record: 'r', id: 'other' } }, false],
      ['a custom role', 'cis-azure-v6-0', '5.4', { providerManaged: false }, true],
      ['a built-in role', 'cis-azure-v6-0', '5.4', {}, false],
      ['Editor', 'cis-gcp-v5-0', '1.6', { name: 'roles/editor' }, true],
      ['an admin of one service', 'cis-gcp-v5-0', '1.6', { name: 'roles/storage.admin' }, true],
      ['Viewer', 'cis-gcp-v5-0', '1.6', { name: 'roles/viewer' }, false],
    ])('%s', (_, framework, control, part, expected) => {
      expect(has(framework, control, part)).toBe(expected);
    });
    test.each([
      ['everyone', true],
      ['scope', false],
    ])('trust in %s', (party, expected) => {
      const trusts = [{ party, source: { record: 'r', id: 'i' } } as Trust];
      expect(isInFocus(focusOf('cis-aws-v7-0', '2.21'), { ...identity, trusts }, about(''))).toBe(expected);
    });
    test.each([
      ['app-installation', true],
      ['deploy-key', false],
    ])('an application that is a %s', (kind, expected) => {
      expect(isInFocus(focusOf('cis-github-v1-2', '1.4.3'), { ...identity, kind }, about(''))).toBe(expected);
    });
  });

  test('a role of the directory, and none of a subscription', () => {
    const focus = focusOf('cis-m365-v7-0', '5.3.1');
    expect(isInFocus(focus, identity, about('', 'azure.directory-role-assignment'))).toBe(true);
    expect(isInFocus(focus, identity, about('', 'azure.role-assignment'))).toBe(false);
  });

  test('impersonation by a person, where users are meant', () => {
    const focus = focusOf('cis-gcp-v5-0', '1.7');
    expect(isInFocus(focus, { ...identity, nature: { is: 'human', reason: '' } }, about(''))).toBe(true);
    expect(isInFocus(focus, identity, about(''))).toBe(false);
  });

  test.each([
    ['nist-sp-800-53-r5', 'SA-9'],
    ['nist-csf-2-0', 'GV.SC'],
    ['iso-27001-2022', 'A.5.19'],
    ['soc-2-2017', 'CC9.2'],
    ['cis-controls-v8-1', '15'],
  ])('%s %s: a supplier, unless that is doubtful', (framework, control) => {
    const focus = focusOf(framework, control);
    expect(isInFocus(focus, identity, about('', 'r', 'medium'))).toBe(true);
    expect(isInFocus(focus, identity, about('', 'r', 'low'))).toBe(false);
  });
});
