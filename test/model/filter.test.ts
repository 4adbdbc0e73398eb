import { expect, test } from 'vitest';
import { type Filter, letsFinding, letsIdentity } from '../../src/model/filter.ts';
import type { Finding } from '../../src/model/finding.ts';

const deploy = { scope: 'a', provider: 'aws', nature: { is: 'machine', reason: '' } } as const;
const anna = { scope: 'b', provider: 'github', nature: { is: 'human', reason: '' } } as const;
const known = new Map<string, typeof deploy | typeof anna>([
  ['deploy', deploy],
  ['anna', anna],
]);

test.each<[filter: Filter, deploy: boolean, anna: boolean]>([
  [{}, true, true],
  [{ scopes: [], providers: [], natures: [] }, true, true],
  [{ scopes: ['a'] }, true, false],
  [{ scopes: ['b', 'c'] }, false, true],
  [{ providers: ['aws'] }, true, false],
  [{ natures: ['human', 'unknown'] }, false, true],
  [{ scopes: ['a'], natures: ['human'] }, false, false],
  [{ severity: 'critical', rules: ['no-such-rule'] }, true, true],
])('%j lets through: the machine %s, the person %s', (filter, ...lets) => {
  expect([deploy, anna].map((identity) => letsIdentity(filter, identity))).toEqual(lets);
});

type Found = Pick<Finding, 'severity' | 'rule' | 'identity' | 'about' | 'scope'>;
const ofDeploy: Found = { severity: 'medium', rule: 'no-owner', identity: 'deploy', scope: 'a' };
const ofScope: Found = { ...ofDeploy, identity: 'scope:a' };
const ofBoth: Found = { ...ofScope, about: ['deploy', 'anna'] };
const ofGone: Found = { ...ofDeploy, identity: 'nobody' };

test.each<[text: string, filter: Filter, finding: Found, lets: boolean]>([
  ['nothing is asked for', {}, ofDeploy, true],
  ['its severity is asked for', { severity: 'medium' }, ofDeploy, true],
  ['it is graver', { severity: 'low' }, ofDeploy, true],
  ['it is milder', { severity: 'high' }, ofDeploy, false],
  ['its rule is asked for', { rules: ['unused', 'no-owner'] }, ofDeploy, true],
  ['another rule is', { rules: ['unused'] }, ofDeploy, false],
  ['its identity is let through', { natures: ['machine'] }, ofDeploy, true],
  ['its identity is not', { natures: ['human'] }, ofDeploy, false],
  ['its identity is elsewhere', { scopes: ['b'] }, ofDeploy, false],
  ['of a scope: any that it is about is enough', { natures: ['human'] }, ofBoth, true],
  ['of a scope: in the scope of one that it is about', { scopes: ['b'] }, ofBoth, true],
  ['of a scope: none that it is about', { providers: ['azure'] }, ofBoth, false],
  ['of a scope and about nobody: the scope decides', { scopes: ['a'], natures: ['human'] }, ofScope, true],
  ['of a scope and about nobody: another scope', { scopes: ['b'] }, ofScope, false],
  [
    'of an identity that nobody knows: the scope decides',
    { scopes: ['a'], natures: ['human'] },
    ofGone,
    true,
  ],
  ['of an identity that nobody knows: another scope', { scopes: ['b'] }, ofGone, false],
])('a finding: %s', (_, filter, finding, lets) => {
  // A scope's id is no identity's, even if a hostile estate has one of that name.
  const identityOf = (id: string) => (id === 'scope:a' ? anna : known.get(id));
  expect(letsFinding(filter, finding as Finding, identityOf)).toBe(lets);
});
