import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixOf } from '../../../rules/knowledge/remedies.ts';
import { shellQuote } from '../../../src/model/command-line.ts';
import type { Identity } from '../../../src/model/identity.ts';
import { sketchEstate } from '../../support/estate.ts';
import { accessKey, account, grant, password } from '../../support/parts.ts';
import { remedies } from '../../support/providers.ts';

const { deactivate, nameOwner, quarantine, replace, withdraw } = remedies(sketchEstate({}));

const identity = (kind: string, name: string): Identity =>
  sketchEstate({ identities: [{ id: `arn:aws:iam::${account}:${kind}/${name}`, kind }] }).identities[0]!;
const user = identity('user', 'ci');
const role = identity('role', 'path/deploy');

test.each([
  [
    'an access key is switched off',
    deactivate(user, accessKey()),
    'aws iam update-access-key --user-name ci --access-key-id AKIAEXAMPLE000000001 --status Inactive',
  ],
  [
    'a key whose id nobody knows is listed first',
    deactivate(user, accessKey({ id: 'access-key-1' })),
    'aws iam list-access-keys --user-name ci\naws iam update-access-key --user-name ci --access-key-id CREDENTIAL --status Inactive',
  ],
  ['a password is deleted', deactivate(user, password()), 'aws iam delete-login-profile --user-name ci'],
  ['a role has no password', deactivate(role, password()), undefined],
  [
    'an attached policy is detached',
    withdraw(role, grant()),
    `aws iam detach-role-policy --role-name deploy --policy-arn arn:aws:iam::${account}:policy/ReadObjects`,
  ],
  [
    'an inline policy is deleted',
    withdraw(role, grant({ via: 'inline', name: 'extra rights' })),
    "aws iam delete-role-policy --role-name deploy --policy-name 'extra rights'",
  ],
  [
    'a group is left',
    withdraw(user, grant({ via: 'group Admins' })),
    'aws iam remove-user-from-group --user-name ci --group-name Admins',
  ],
  [
    'an owner is named',
    nameOwner(role, 'team'),
    'aws iam tag-role --role-name deploy --tags Key=team,Value=OWNER',
  ],
  [
    'a name that begins with a dash does not become an option',
    deactivate(identity('user', '--debug'), password()),
    'aws iam delete-login-profile --user-name=--debug',
  ],
  [
    'a name that would break out of the command is quoted',
    deactivate(identity('user', "x'; rm -rf ~; '"), password()),
    `aws iam delete-login-profile --user-name 'x'\\''; rm -rf ~; '\\'''`,
  ],
  [
    'a name with a line break is left out',
    deactivate(identity('user', 'x\nrm -rf ~'), password()),
    'aws iam delete-login-profile --user-name NAME',
  ],
  ['an unknown kind of identity gets no command', quarantine(identity('robot', 'x')), undefined],
  ['nor is anything put in place of what it has', replace(identity('robot', 'x')), undefined],
])('%s', (_, command, expected) => {
  expect(command).toBe(expected);
});

test('a fix leaves out what there is no command for', () => {
  expect(fixOf('Change it.', undefined, 'aws iam get-user')).toBe('Change it.\naws iam get-user');
});

test('a shell reads a quoted value as it was', () => {
  const values = fc.string({
    unit: fc.constantFrom(...`ab c'"$\`\\!*?(){}<>|;&#~[]^=%@,.:/-é`),
    minLength: 1,
  });
  const samples = fc.sample(values, 200);
  const quoted = samples.map((value) => shellQuote(value)!);
  const read = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${quoted.join(' ')}`], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(samples);
});

test('what no command line should hold is not quoted but refused', () => {
  for (const value of ['', '\u001b[31m', 'a\u0000', 'a\u202eb', 'a\u2028b'])
    expect(shellQuote(value)).toBeUndefined();
});
