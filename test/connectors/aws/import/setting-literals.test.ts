import { describe, expect, test } from 'vitest';
import { isLiteralSecret, literalsInText, namesSecret } from '../../../../connectors/aws/facts/literals.ts';
import { literalsOf, metadataTokensOf } from '../../../../connectors/aws/import/setting-literals.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hush = 'hush-Hush-9431';
const names = (type: string, configuration: unknown): readonly string[] =>
  literalsOf(type, configuration).map(({ Place, Name }) => `${Place} ${Name}`);

describe('settings of resources', () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    [
      'AWS::Lambda::Function',
      { environment: { variables: { DB_PASSWORD: hush, STAGE: 'prod' } } },
      ['environment variable DB_PASSWORD'],
    ],
    [
      'AWS::Lambda::Function',
      { Environment: { Variables: { API_TOKEN: hush, SECRET_ARN: 'arn:aws:secretsmanager:x' } } },
      ['environment variable API_TOKEN'],
    ],
    [
      'AWS::ECS::TaskDefinition',
      {
        ContainerDefinitions: [
          {
            Environment: [{ Name: 'CLIENT_SECRET', Value: hush }],
            Secrets: [{ Name: 'OTHER_SECRET', ValueFrom: 'arn:x' }],
          },
        ],
      },
      ['environment variable CLIENT_SECRET'],
    ],
    [
      'AWS::CodeBuild::Project',
      {
        environment: {
          environmentVariables: [
            { name: 'NPM_TOKEN', value: hush, type: 'PLAINTEXT' },
            { name: 'DEPLOY_KEY_SECRET', value: '/build/key', type: 'PARAMETER_STORE' },
            { name: 'GIT_TOKEN', value: 'git', type: 'SECRETS_MANAGER' },
          ],
        },
      },
      ['environment variable NPM_TOKEN'],
    ],
    [
      'AWS::Glue::Job',
      { DefaultArguments: { '--db-password': hush, '--TempDir': 's3://temp' } },
      ['argument --db-password'],
    ],
    [
      'AWS::CloudFormation::Stack',
      {
        parameters: [
          { parameterKey: 'DbPassword', parameterValue: hush },
          { parameterKey: 'Hidden', parameterValue: '****' },
        ],
      },
      ['parameter without NoEcho DbPassword'],
    ],
    [
      'AWS::CloudFormation::Stack',
      { Parameters: [{ ParameterKey: 'DbPassword', ParameterValue: '****' }] },
      [],
    ],
    [
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: {
          UserData: base64(`#!/bin/sh\nexport DB_PASSWORD="${hush}"\nexport STAGE=prod\n`),
        },
      },
      ['user data DB_PASSWORD'],
    ],
    [
      'AWS::EC2::LaunchTemplate',
      {
        LaunchTemplateData: {
          UserData: base64('#!/bin/sh\nDB_PASSWORD=$(aws secretsmanager get-secret-value)\n'),
        },
      },
      [],
    ],
    [
      'AWS::SageMaker::Model',
      { Containers: [{ Environment: { HF_TOKEN: hush } }] },
      ['environment variable HF_TOKEN'],
    ],
    ['AWS::S3::Bucket', { environment: { variables: { DB_PASSWORD: hush } } }, []],
    ['AWS::Lambda::Function', { environment: { variables: 'a text' } }, []],
    ['AWS::Lambda::Function', undefined, []],
  ])('%s %#', (type, configuration, expected) => {
    expect(names(type, configuration)).toEqual(expected);
    expect(JSON.stringify(literalsOf(type, configuration))).not.toContain(hush);
  });

  test('a name that is a member of all objects is a name like others', () => {
    expect(names('AWS::Lambda::Function', { environment: { variables: { constructor: hush } } })).toEqual([]);
  });
});

describe('what is a secret', () => {
  test.each<readonly [string, string, boolean]>([
    ['DB_PASSWORD', hush, true],
    ['DB_PASSWORD', '', false],
    ['DB_PASSWORD', '{{resolve:secretsmanager:db}}', false],
    ['DB_PASSWORD_ARN', hush, false],
    ['TOKEN_URL', 'https://sts.example.com/token', false],
    ['DATABASE_URL', 'postgres://app:s3cr3t@db.example.com/app', true],
    ['DATABASE_URL', 'postgres://db.example.com/app', false],
    ['NOTE', 'ghp_0123456789abcdefghijABCDEFGHIJ', true],
    ['MAX_TOKENS', '4096', false],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE', false],
    ['AWS_SECRET_ACCESS_KEY', hush, true],
    ['USE_PASSWORD', 'true', false],
    ['JWT_SECRET_PARAM', 'jwt', false],
    ['GITHUB_TOKEN', 'prod/github/token', false],
    ['AUTH_TOKEN_HEADER', 'X-Auth', false],
  ])('%s = %s: %s', (name, value, expected) => {
    expect(isLiteralSecret(name, value)).toBe(expected);
  });

  test('a name promises one, or says where it is', () => {
    expect(['db-password', 'apiKey', 'client_secret'].every(namesSecret)).toBe(true);
    expect(['password-length', 'secret_arn', 'host'].some(namesSecret)).toBe(false);
  });

  test('a text without assignments is told by a form alone', () => {
    expect(literalsInText('curl https://app:s3cr3t99@example.com')).toEqual(['a text']);
    expect(literalsInText('yum update -y')).toEqual([]);
  });
});

test.each<readonly [string, unknown, string | undefined]>([
  [
    'AWS::EC2::Instance',
    { metadataOptions: { httpTokens: 'optional', httpEndpoint: 'enabled' } },
    'optional',
  ],
  ['AWS::EC2::Instance', { MetadataOptions: { HttpTokens: 'required' } }, 'required'],
  [
    'AWS::EC2::Instance',
    { metadataOptions: { httpTokens: 'optional', httpEndpoint: 'disabled' } },
    undefined,
  ],
  [
    'AWS::EC2::LaunchTemplate',
    { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'optional' } } },
    'optional',
  ],
  ['AWS::Lambda::Function', { metadataOptions: { httpTokens: 'optional' } }, undefined],
])('tokens of the metadata service: %s %#', (type, configuration, expected) => {
  expect(metadataTokensOf(type, configuration)).toBe(expected);
});
