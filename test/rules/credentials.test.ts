import { interactiveUseOfServiceIdentity } from '../../rules/interactive-use-of-service-identity.ts';
import { longLivedSecret } from '../../rules/long-lived-secret.ts';
import { rootAccessKeys } from '../../rules/root-access-keys.ts';
import { serviceKeyWithoutExpiry } from '../../rules/service-key-without-expiry.ts';
import { twoActiveKeys } from '../../rules/two-active-keys.ts';
import type { Credential } from '../../src/model/credential.ts';
import { accessKey, account, password, session } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:user/ci`;
type Identity = NonNullable<ResultSketch['identities']>[number];
const user = (credentials: readonly Credential[], part: Partial<Identity> = {}): ResultSketch => ({
  identities: [{ id, kind: 'user', credentials, ...part }],
});
const privileged = (credentials: readonly Credential[]): ResultSketch => ({
  ...user(credentials),
  reach: { [id]: { admin: [account] } },
});
const human = { nature: { is: 'human', reason: 'x' } } as const;
const unknown = { nature: { is: 'unknown', reason: 'nothing says' } } as const;

describeRule(longLivedSecret, {
  valid: {
    'it is as old as allowed': user([accessKey({ createdAt: daysAgo(90) })]),
    'it is old and inactive': user([accessKey({ createdAt: daysAgo(900), status: 'inactive' })]),
    'it expires in time': user([
      accessKey({ lifetime: 'expiring', createdAt: daysAgo(10), expiresAt: daysAgo(-80) }),
    ]),
    'it is young and its kind never has an expiry': user([accessKey({ createdAt: daysAgo(10) })]),
    'it is a session': user([session({ createdAt: daysAgo(900) })]),
    'it is a password: that is another rule': user([password({ createdAt: daysAgo(900) })]),
    'it opens one service only: that is another rule': user([
      accessKey({ createdAt: daysAgo(900), service: 'bedrock.amazonaws.com' }),
    ]),
    'it is a person’s': user([accessKey({ createdAt: daysAgo(900) })], human),
  },
  invalid: {
    'it is young and could have an expiry': [
      user([accessKey({ kind: 'service-account-key', createdAt: daysAgo(10) })]),
      {
        title: 'service-account-key without expiry, although it could have one',
        severity: 'low',
        confidence: 'high',
      },
    ],
    'it is older than allowed': [
      user([accessKey({ createdAt: daysAgo(91) })]),
      { title: 'access-key is 91 days old', severity: 'medium', confidence: 'high' },
    ],
    'a public key for one service is older than allowed': [
      user([
        accessKey({
          kind: 'ssh-public-key',
          binding: 'certificate',
          service: 'codecommit.amazonaws.com',
          createdAt: daysAgo(91),
        }),
      ]),
      { title: 'ssh-public-key is 91 days old', severity: 'medium' },
    ],
    'it is older than allowed on a privileged identity': [
      privileged([accessKey({ createdAt: daysAgo(91) })]),
      { title: 'access-key is 91 days old', severity: 'high' },
    ],
    'it is valid for two years': [
      user([accessKey({ lifetime: 'expiring', createdAt: daysAgo(10), expiresAt: daysAgo(-720) })]),
      { title: 'access-key is valid for 730 days', severity: 'low' },
    ],
    'nobody knows its age, and it has no expiry': [
      user([accessKey()]),
      { title: 'access-key of unknown age without expiry', severity: 'low', confidence: 'low' },
    ],
    'it is young, has no expiry, and the identity is privileged': [
      privileged([accessKey({ createdAt: daysAgo(1) })]),
      { title: 'access-key without expiry on a privileged identity', severity: 'medium' },
    ],
    'it is not known what the identity is': [
      user([accessKey({ createdAt: daysAgo(91) })], unknown),
      { title: 'access-key is 91 days old', severity: 'medium' },
    ],
  },
});

const bedrock = (part: Partial<Credential> = {}): Credential =>
  accessKey({
    id: 'ACCAEXAMPLE000000001',
    kind: 'service-specific-credential',
    service: 'bedrock.amazonaws.com',
    ...part,
  });

describeRule(serviceKeyWithoutExpiry, {
  valid: {
    'it is valid for as long as allowed': user([
      bedrock({ lifetime: 'expiring', createdAt: daysAgo(5), expiresAt: daysAgo(-85) }),
    ]),
    'it is inactive': user([bedrock({ status: 'inactive' })]),
    'it is a public key for one service': user([
      bedrock({ kind: 'ssh-public-key', binding: 'certificate', service: 'codecommit.amazonaws.com' }),
    ]),
    'it is an ordinary key': user([accessKey({ createdAt: daysAgo(900) })]),
  },
  invalid: {
    'a key to models has no expiry': [
      user([bedrock()]),
      {
        title: 'Key for bedrock.amazonaws.com without expiry',
        severity: 'high',
        key: 'ACCAEXAMPLE000000001',
      },
    ],
    'a key to models is valid for a day longer': [
      user([bedrock({ lifetime: 'expiring', createdAt: daysAgo(5), expiresAt: daysAgo(-86) })]),
      { title: 'Key for bedrock.amazonaws.com is valid for 91 days', severity: 'high' },
    ],
    'a key to another service has no expiry': [
      user([bedrock({ service: 'codecommit.amazonaws.com' })]),
      { title: 'Key for codecommit.amazonaws.com without expiry', severity: 'medium' },
    ],
    'a person made it': [
      user([bedrock()], human),
      { title: 'Key for bedrock.amazonaws.com without expiry', severity: 'high' },
    ],
  },
});

const second = (part: Partial<Credential> = {}): Credential =>
  accessKey({ id: 'AKIAEXAMPLE000000002', ...part });

describeRule(twoActiveKeys, {
  valid: {
    'there is one key': user([accessKey({ createdAt: daysAgo(300) })]),
    'the other is inactive': user([
      accessKey({ createdAt: daysAgo(300) }),
      second({ createdAt: daysAgo(30), status: 'inactive' }),
    ]),
    'a rotation is under way': user([
      accessKey({ createdAt: daysAgo(300) }),
      second({ createdAt: daysAgo(7) }),
    ]),
    'they are of different kinds': user([
      accessKey({ createdAt: daysAgo(300) }),
      bedrock({ createdAt: daysAgo(300) }),
    ]),
    'they are certificates': user([
      accessKey({ binding: 'certificate' }),
      second({ binding: 'certificate' }),
    ]),
    'it is a person': user([accessKey(), second()], human),
  },
  invalid: {
    'both are older than a week': [
      user([accessKey({ createdAt: daysAgo(300) }), second({ createdAt: daysAgo(8) })]),
      {
        title: '2 active secrets of the kind access-key',
        severity: 'low',
        confidence: 'medium',
        key: 'access-key',
      },
    ],
    'their age is not known': [
      user([accessKey(), second()]),
      { title: '2 active secrets of the kind access-key', severity: 'low', confidence: 'low' },
    ],
  },
});

describeRule(interactiveUseOfServiceIdentity, {
  valid: {
    'there is no password': user([accessKey()]),
    'the password is off': user([password({ status: 'inactive' })]),
    'it is a person': user([password(), accessKey()], human),
    'nobody knows what it is, and it has a password only': user([password()], unknown),
  },
  invalid: {
    'a machine has a password': [
      user([password()]),
      { title: 'A person can sign in as this service identity', severity: 'medium', confidence: 'high' },
    ],
    'the password was never used': [
      user([password({ lastUsedAt: 'never' })]),
      { title: 'A person can sign in as this service identity, never used', severity: 'medium' },
    ],
    'the password was used 89 days ago': [
      user([password({ lastUsedAt: daysAgo(89) })]),
      {
        title: 'A person can sign in as this service identity, last used on 2025-10-04',
        severity: 'high',
      },
    ],
    'the password was used 90 days ago': [
      user([password({ lastUsedAt: daysAgo(90) })]),
      {
        title: 'A person can sign in as this service identity, last used on 2025-10-03',
        severity: 'medium',
      },
    ],
    'nobody knows what it is, and it has a password and a key': [
      user([password(), accessKey()], unknown),
      {
        title: 'A password beside lasting secrets: a person and a program may share this identity',
        severity: 'low',
        confidence: 'low',
      },
    ],
  },
});

const root = (credentials: readonly Credential[]): ResultSketch => ({
  identities: [{ id: `arn:aws:iam::${account}:root`, kind: 'root', credentials, ...human }],
});

describeRule(rootAccessKeys, {
  valid: {
    'the root user has a password only': root([password()]),
    'its key is inactive': root([accessKey({ status: 'inactive' })]),
    'a user has a key': user([accessKey()]),
  },
  invalid: {
    'the root user has an active key': [
      root([accessKey({ id: 'access-key-1' })]),
      {
        title: 'The root user has an active access-key',
        severity: 'critical',
        confidence: 'high',
        key: 'access-key-1',
      },
    ],
  },
});
