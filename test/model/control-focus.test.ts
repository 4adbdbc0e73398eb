import { describe, expect, test } from 'vitest';
import { frameworks } from '../../rules/knowledge/frameworks/index.ts';
import type { ControlFocus } from '../../src/model/control-focus.ts';
import { hasSubject, isInFocus } from '../../src/model/control-focus.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Confidence } from '../../src/model/finding.ts';
import type { Identity } from '../../src/model/identity.ts';

const credential = (id: string, kind: string): Credential => ({
  id,
  kind,
  lifetime: 'static',
  binding: 'shared-secret',
  status: 'active',
});

const kinds = ['access-key', 'api-key', 'certificate', 'client-secret', 'service-account-key', 'storage-key'];

/** Has one credential of each kind, whose id is its kind. */
const identity: Pick<Identity, 'credentials' | 'grants' | 'nature'> = {
  credentials: kinds.map((kind) => credential(kind, kind)),
  grants: [],
  nature: { is: 'machine', reason: '' },
};

const about = (key: string, record = 'r', confidence: Confidence = 'high') => ({
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
    ['cis-m365-v7-0', '5.1.5.4', 'client-secret'],
    ['cis-m365-v7-0', '5.1.5.6', 'certificate'],
  ])('%s %s: a finding about a credential of kind %s, and no other', (framework, control, kind) => {
    const focus = focusOf(framework, control);
    expect(kinds.filter((each) => isInFocus(focus, identity, about(each)))).toEqual([kind]);
    const without = { ...identity, credentials: identity.credentials.filter((each) => each.kind !== kind) };
    expect([hasSubject(focus, identity), hasSubject(focus, without)]).toEqual([true, false]);
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
