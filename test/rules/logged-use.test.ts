import { interactiveUseOfServiceIdentity } from '../../rules/interactive-use-of-service-identity.ts';
import { keyInSeveralPlaces } from '../../rules/key-in-several-places.ts';
import type { Use } from '../../src/model/usage.ts';
import { accessKey, account } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { describeRule } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:user/ci`;
const key = accessKey({ id: 'AKIAEXAMPLE000000001' });
const use = (part: Partial<Use> = {}): Use => ({
  service: 's3',
  action: 's3:GetObject',
  resources: [],
  otherResources: true,
  first: '2026-01-01T00:00:00.000Z',
  last: '2026-02-01T00:00:00.000Z',
  count: 3,
  from: [],
  clients: ['sdk'],
  credential: key.id,
  source: { record: 'aws.use', id: 'x' },
  ...part,
});
const user = (uses: readonly Use[] | undefined, part: object = {}): ResultSketch => ({
  identities: [{ id, kind: 'user', credentials: [key], ...(uses === undefined ? {} : { uses }), ...part }],
});
const from = (...networks: readonly string[]): Use => use({ from: networks });
const human = { nature: { is: 'human', reason: 'x' } } as const;

describeRule(keyInSeveralPlaces, {
  valid: {
    'no log was given': user(undefined),
    'two places': user([from('203.0.113.0/24', '198.51.100.0/24')]),
    'networks next to each other': user([from('203.0.113.0/24', '203.0.114.0/24', '203.0.115.0/24')]),
    'private networks and services': user([
      from('10.0.0.0/24', '192.168.1.0/24', '172.16.0.0/24', 'fd00:1:2::/48', 'cloudformation.amazonaws.com'),
    ]),
    'three places, by sessions': user(
      [use({ from: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24'] })].map(
        ({ credential: _, ...session }) => session,
      ),
    ),
    'it is a person’s': user([from('203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24')], human),
  },
  invalid: {
    'three places': [
      user([from('203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24')]),
      { title: 'access-key used from 3 places', severity: 'low', confidence: 'low' },
    ],
    'three places in several uses, by several clients': [
      user([
        from('203.0.113.0/24'),
        use({
          action: 's3:PutObject',
          from: ['198.51.100.0/24', '2001:db8:1::/48'],
          clients: ['interactive'],
        }),
      ]),
      { title: 'access-key used from 3 places', severity: 'low', confidence: 'medium' },
    ],
    'three places, with full control': [
      {
        ...user([from('203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24')]),
        reach: { [id]: { admin: [account] } },
      },
      { title: 'access-key used from 3 places', severity: 'medium' },
    ],
  },
});

describeRule(interactiveUseOfServiceIdentity, {
  valid: {
    'no log was given': user(undefined),
    'programs alone': user([use(), use({ clients: ['tool', 'service', 'unknown'] })]),
    'a command line with a session': user([use({ clients: ['interactive'], credential: 'ASIAEXAMPLE' })]),
    'a console, of a person': user([use({ clients: ['console'] })], human),
  },
  invalid: {
    'a console': [
      user([use({ clients: ['sdk', 'console'] })]),
      {
        title: 'People act as this service identity in a console or browser',
        severity: 'medium',
        confidence: 'high',
      },
    ],
    'a command line with a lasting key': [
      user([use({ clients: ['interactive'] })]),
      {
        title: 'A lasting key of this service identity is used from a command line',
        severity: 'low',
        confidence: 'low',
      },
    ],
  },
});
