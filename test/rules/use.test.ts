import { expect, test } from 'vitest';
import { neverUsedIdentity } from '../../rules/never-used-identity.ts';
import { unusedCredential } from '../../rules/unused-credential.ts';
import { unusedPrivilegedIdentity } from '../../rules/unused-privileged-identity.ts';
import type { Credential } from '../../src/model/credential.ts';
import { accessKey, account, password, session } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule, hitsOf } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:role/old`;
type Identity = NonNullable<ResultSketch['identities']>[number];

const idle = (part: Partial<Identity>): Partial<Identity> => ({
  createdAt: daysAgo(1000),
  observedSince: daysAgo(400),
  ...part,
});
const plainOne = (part: Partial<Identity>): ResultSketch => ({ identities: [{ id, ...idle(part) }] });
const privileged = (part: Partial<Identity>): ResultSketch => ({
  identities: [{ id, ...idle(part) }],
  reach: { [id]: { score: 55, admin: [account] } },
});

describeRule(unusedPrivilegedIdentity, {
  valid: {
    'it was used 89 days ago': privileged({ lastUsedAt: daysAgo(89) }),
    'nothing is known of its use': privileged({}),
    'it was not observed for long enough': privileged({ lastUsedAt: 'never', observedSince: daysAgo(10) }),
    'the last use is long ago, and only the last 89 days were observed': privileged({
      lastUsedAt: daysAgo(200),
      observedSince: daysAgo(89),
    }),
    'it is 30 days old': privileged({ lastUsedAt: 'never', createdAt: daysAgo(30) }),
    'it is kept for emergencies': privileged({ lastUsedAt: 'never', breakGlass: true }),
    'the provider holds it for itself': privileged({ lastUsedAt: 'never', providerOwned: true }),
    'it is a person': privileged({ lastUsedAt: 'never', nature: { is: 'human', reason: 'x' } }),
    'it is not privileged: that is another rule': plainOne({ lastUsedAt: 'never' }),
  },
  invalid: {
    'it was last used 90 days ago': [
      privileged({ lastUsedAt: daysAgo(90) }),
      { title: `Not used for 90 days, with control of ${account}`, severity: 'high', confidence: 'high' },
    ],
    'the last use is long ago, and the last 90 days were observed': [
      privileged({ lastUsedAt: daysAgo(200), observedSince: daysAgo(90) }),
      { title: `Not used for 200 days, with control of ${account}`, severity: 'high' },
    ],
    'it was never used': [
      privileged({ lastUsedAt: 'never' }),
      { title: `Never used, observed 400 days, with control of ${account}`, severity: 'high' },
    ],
    'it is younger than the time of observation': [
      privileged({ lastUsedAt: 'never', createdAt: daysAgo(31) }),
      { title: `Never used, observed 31 days, with control of ${account}`, severity: 'high' },
    ],
    'its power rests on something that the snapshot does not show': [
      {
        ...plainOne({ lastUsedAt: 'never' }),
        reach: { [id]: { score: 50, adminIf: [{ scope: account, assumes: ['a function runs'] }] } },
      },
      {
        title: `Never used, observed 400 days, with control of ${account} under conditions`,
        severity: 'high',
        confidence: 'medium',
      },
    ],
    'it is privileged by its blast radius': [
      { ...plainOne({ lastUsedAt: 'never' }), reach: { [id]: { score: 20 } } },
      { title: 'Never used, observed 400 days, with a blast radius of 20 of 100', severity: 'high' },
    ],
  },
});

describeRule(neverUsedIdentity, {
  valid: {
    'it was used once': plainOne({ lastUsedAt: daysAgo(300) }),
    'nothing is known of its use': plainOne({}),
    'it was not observed for long enough': plainOne({ lastUsedAt: 'never', observedSince: daysAgo(30) }),
    'nobody knows since when it is observed': {
      identities: [{ id, lastUsedAt: 'never', createdAt: daysAgo(99) }],
    },
    'its age is not known': {
      identities: [{ id, lastUsedAt: 'never', observedSince: daysAgo(99) }],
    },
    'it is kept for emergencies': plainOne({ lastUsedAt: 'never', breakGlass: true }),
    'it is privileged: that is another rule': privileged({ lastUsedAt: 'never' }),
  },
  invalid: {
    'it is 31 days old and was never used': [
      plainOne({ lastUsedAt: 'never', createdAt: daysAgo(31) }),
      { title: 'Never used, observed 31 days', severity: 'low', confidence: 'high' },
    ],
  },
});

const holder = (credentials: readonly Credential[], part: Partial<Identity> = {}): ResultSketch => ({
  identities: [{ id: `arn:aws:iam::${account}:user/old`, kind: 'user', credentials, ...part }],
});

describeRule(unusedCredential, {
  valid: {
    'it was used 44 days ago': holder([accessKey({ lastUsedAt: daysAgo(44) })]),
    'it is younger than the threshold': holder([accessKey({ lastUsedAt: 'never', createdAt: daysAgo(44) })]),
    'nothing is known of its use': holder([accessKey({ createdAt: daysAgo(400) })]),
    'its age is not known': holder([accessKey({ lastUsedAt: 'never' })]),
    'it is inactive': holder([accessKey({ status: 'inactive', lastUsedAt: daysAgo(400) })]),
    'it has expired': holder([accessKey({ status: 'expired', lastUsedAt: daysAgo(400) })]),
    'it is a session': holder([session({ lastUsedAt: daysAgo(400) })]),
    'it is a machine’s password: that is another rule': holder([password({ lastUsedAt: daysAgo(400) })]),
    'it is kept for emergencies': holder([accessKey({ lastUsedAt: daysAgo(400) })], { breakGlass: true }),
    'it is a person’s': holder([accessKey({ lastUsedAt: daysAgo(400) })], {
      nature: { is: 'human', reason: 'x' },
    }),
  },
  invalid: {
    'it was last used 45 days ago': [
      holder([accessKey({ lastUsedAt: daysAgo(45) })]),
      {
        title: 'access-key not used for 45 days',
        severity: 'medium',
        confidence: 'high',
        key: 'AKIAEXAMPLE000000001',
      },
    ],
    'it was never used in 45 days': [
      holder([accessKey({ lastUsedAt: 'never', createdAt: daysAgo(45) })]),
      { title: 'access-key never used in 45 days', severity: 'medium' },
    ],
    'whether it is active is not known': [
      holder([accessKey({ lastUsedAt: daysAgo(45), status: 'unknown' })]),
      { title: 'access-key not used for 45 days', severity: 'medium', confidence: 'medium' },
    ],
    'nobody knows whose password it is': [
      holder([password({ lastUsedAt: daysAgo(45) })], { nature: { is: 'unknown', reason: 'x' } }),
      { title: 'console-password not used for 45 days', severity: 'medium' },
    ],
    'each of two keys is unused': [
      holder([
        accessKey({ lastUsedAt: daysAgo(45) }),
        accessKey({ id: 'AKIAEXAMPLE000000002', lastUsedAt: daysAgo(46) }),
      ]),
      { title: 'access-key not used for 45 days', severity: 'medium', key: 'AKIAEXAMPLE000000001' },
      { title: 'access-key not used for 46 days', severity: 'medium', key: 'AKIAEXAMPLE000000002' },
    ],
  },
});

test('an unused credential of a privileged identity is high, and its fix names the key', () => {
  const sketch = holder([accessKey({ lastUsedAt: daysAgo(45) })]);
  const [hit] = hitsOf(unusedCredential, {
    ...sketch,
    reach: { [`arn:aws:iam::${account}:user/old`]: { admin: [account] } },
  });
  expect(hit?.severity).toBe('high');
  expect(hit?.fix).toContain(
    'aws iam update-access-key --user-name old --access-key-id AKIAEXAMPLE000000001 --status Inactive',
  );
});
