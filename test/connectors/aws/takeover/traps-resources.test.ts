import { describe } from 'vitest';
import { allow, arn, document, user, variable } from '../../../support/aws-sketch.ts';
import { attach, attachMe, boss, checkTraps, me, start, type Trap } from './trap.ts';

const resources: readonly Trap[] = [
  {
    name: 'a resource that misses by one character',
    why: 'ARNs are compared whole and by case',
    is: 'none',
    records: [start([attach, `${me}s`], [attach, arn.user('Start')])],
  },
  {
    name: 'a wildcard that does match',
    why: '* stands for any run of characters',
    is: 'admin',
    records: [start([attach, 'arn:aws:iam::*:user/st*t'])],
  },
  {
    name: 'a question mark that stands for no character',
    why: '? stands for exactly one character',
    is: 'none',
    records: [start([attach, 'arn:aws:iam::111122223333:user/start?'])],
  },
  {
    name: 'NotAction that leaves the step out',
    why: 'NotAction allows everything but what it lists, and it lists all of IAM',
    is: 'none',
    records: [
      user('start', { inline: [[{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }]] }),
    ],
  },
  {
    name: 'NotAction that lets the step in',
    why: 'everything but S3 contains all of IAM',
    is: 'admin',
    records: [user('start', { inline: [[{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]] })],
  },
  {
    name: 'NotResource that leaves the target out',
    why: 'all users but itself are harmless here',
    is: 'none',
    records: [
      user('start', { inline: [[{ Effect: 'Allow', Action: attach, NotResource: me }]] }),
      user('plain'),
    ],
  },
  {
    name: 'NotResource that lets the target in',
    why: 'everything but another user contains itself',
    is: 'admin',
    records: [
      user('start', { inline: [[{ Effect: 'Allow', Action: attach, NotResource: arn.user('other') }]] }),
    ],
  },
  {
    name: 'an action in lower case',
    why: 'IAM compares actions without regard to case',
    is: 'admin',
    records: [start(['IAM:attachuserpolicy', me])],
  },
  {
    name: 'an action with a question mark',
    why: 'wildcards also stand in actions',
    is: 'admin',
    records: [start(['iam:Attach?serPolicy', me])],
  },
  {
    name: 'a document with one statement instead of a list',
    why: 'the grammar allows both',
    is: 'admin',
    records: [user('start', { raw: { Version: '2012-10-17', Statement: attachMe } })],
  },
  {
    name: 'a URL-encoded document',
    why: 'the IAM API answers so',
    is: 'admin',
    records: [user('start', { raw: encodeURIComponent(JSON.stringify(document(attachMe))) })],
  },
  {
    name: 'all users called by their own name, for changing the own permissions',
    why: 'the variable stands for the own name, and that is enough here',
    is: 'admin',
    records: [start([attach, `arn:aws:iam::111122223333:user/${variable('aws:username')}`])],
  },
  {
    name: 'own access keys only',
    why: 'the variable stands for the own name, so the administrator next door is out of reach',
    is: 'none',
    records: [start(['iam:*AccessKey*', `arn:aws:iam::111122223333:user/${variable('aws:username')}`]), boss],
  },
  {
    name: 'a policy variable in an old document',
    why: 'documents before version 2012-10-17 know no variables; the text is itself',
    is: 'none',
    records: [
      user('start', {
        raw: {
          Version: '2008-10-17',
          Statement: [allow(attach, `arn:aws:iam::111122223333:user/${variable('aws:username')}`)],
        },
      }),
    ],
  },
];

describe('actions and resources', () => checkTraps(resources));
