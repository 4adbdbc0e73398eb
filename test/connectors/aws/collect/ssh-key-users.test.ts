import { describe, expect, test } from 'vitest';
import { namesCodeCommit } from '../../../../connectors/aws/collect/ssh-key-users.ts';
import { allow } from '../../../support/aws-account.ts';

describe('a policy that names CodeCommit', () => {
  test.each([
    ['every action', allow('*')],
    ['every action of it', allow('codecommit:*')],
    ['one action', allow(['s3:GetObject', 'CodeCommit:GitPull'])],
    ['a wildcard in the service', allow('code*:Get*')],
    ['a question mark in the service', allow('codecommi?:GitPull')],
    ['all but something', { Statement: [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }] }],
    [
      'a single statement instead of a list',
      { Statement: { Effect: 'Allow', Action: 'codecommit:GitPush' } },
    ],
    ['a document that cannot be read', '%7Bnot json'],
    ['a statement that is none', { Statement: ['allow all'] }],
  ])('%s', (_, document) => expect(namesCodeCommit(document)).toBe(true));
});

describe('a policy that does not', () => {
  test.each([
    ['another service', allow('s3:*')],
    ['a service that begins alike', allow('codebuild:*')],
    ['a wildcard that cannot become it', allow('codeb*:StartBuild')],
    ['a deny', { Statement: [{ Effect: 'Deny', Action: 'codecommit:*', Resource: '*' }] }],
    ['nothing', { Statement: [] }],
  ])('%s', (_, document) => expect(namesCodeCommit(document)).toBe(false));
});
