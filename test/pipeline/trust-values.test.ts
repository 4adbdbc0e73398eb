import { describe, expect, test } from 'vitest';
import { interpretAws } from '../../connectors/aws/interpret.ts';
import { rules } from '../../rules/index.ts';
import { runRules } from '../../src/audit/run-rules.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { reachOf } from '../../src/reach/index.ts';
import {
  account,
  allow,
  arn,
  document,
  now,
  organization,
  other,
  role,
  type Statement,
  variable,
} from '../support/aws-sketch.ts';
import { remedies } from '../support/providers.ts';

/** What is said of a role's trust policy: severity and rule, shortened; nothing: an empty list. */
const names: Readonly<Record<string, string>> = {
  'external-trust-without-condition': 'open',
  'federated-trust-too-wide': 'token',
  'service-trust-without-source': 'service',
};

const saidOf = (...statements: readonly Statement[]): readonly string[] => {
  const records = [
    role('deploy', document(...statements), { inline: [[allow('s3:GetObject')]] }),
    ...organization([account], {}),
  ];
  const estate = interpretAws(records, {
    collectedAt: now,
    coverage: [
      {
        connector: 'aws',
        scope: account,
        source: 'x',
        status: 'complete',
        detail: '',
        gives: ['organization'],
      },
    ],
    settings: defaultSettings,
  });
  const { findings } = runRules({
    estate,
    reach: reachOf(estate, defaultSettings),
    settings: defaultSettings,
    rules,
    remedies: remedies(estate),
  });
  return findings
    .flatMap(({ rule, severity }) => (names[rule] === undefined ? [] : [`${severity} ${names[rule]}`]))
    .sort();
};

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
const trust = (Principal: unknown, Condition: Conditions, Action = 'sts:AssumeRole'): Statement => ({
  Effect: 'Allow',
  Principal,
  Action,
  Condition,
});
const without = (Condition: Conditions, Action = 'sts:AssumeRole'): Statement => ({
  Effect: 'Deny',
  Principal: '*',
  Action,
  Condition,
});

const foreign = '999988887777';
const vendor = { AWS: arn.root(foreign) };
const everyone = '*';
const own = variable('aws:ResourceAccount');

type Row = readonly [name: string, conditions: Conditions, said: readonly string[]];
const check = (principal: unknown, rows: readonly Row[], action?: string): void => {
  test.each(rows)('%s: %j', (_, conditions, said) => {
    expect(saidOf(trust(principal, conditions, action))).toEqual(said);
  });
};

describe('a whole foreign account is trusted, and', () => {
  const open = ['high open'];
  check(vendor, [
    ['the external id is fixed', { StringEquals: { 'sts:ExternalId': 'k3-77a1' } }, []],
    ['one of several is meant', { StringEquals: { 'sts:ExternalId': ['k3-77a1', 'k3-77a2'] } }, []],
    ['it begins in a known way', { StringLike: { 'sts:ExternalId': 'acme-*' } }, []],
    ['any of any number of values is fixed', { 'ForAnyValue:StringEquals': { 'sts:ExternalId': 'k3' } }, []],
    ['a star with an operator for equality is no id', { StringEquals: { 'sts:ExternalId': '*' } }, []],
    ['any external id will do', { StringLike: { 'sts:ExternalId': '*' } }, open],
    ['any that is not empty', { StringLike: { 'sts:ExternalId': '?*' } }, open],
    ['one of several values is any', { StringLike: { 'sts:ExternalId': ['acme-1', '*'] } }, open],
    ['it only has to be there', { Null: { 'sts:ExternalId': 'false' } }, open],
    ['it must not be there', { Null: { 'sts:ExternalId': 'true' } }, open],
    ['it may be left out', { StringEqualsIfExists: { 'sts:ExternalId': 'k3' } }, open],
    ['of no values all are right', { 'ForAllValues:StringEquals': { 'sts:ExternalId': 'k3' } }, open],
    ['one is excluded', { StringNotEquals: { 'sts:ExternalId': 'test' } }, open],
    [
      'the caller’s own name is the id',
      { StringEquals: { 'sts:ExternalId': variable('aws:username') } },
      open,
    ],
    ['the caller names the session', { StringLike: { 'sts:RoleSessionName': 'deploy-*' } }, open],
    ['the caller sets a tag', { StringEquals: { 'aws:RequestTag/team': 'a' } }, open],
    ['the caller chooses the region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, open],
    ['TLS is asked for', { Bool: { 'aws:SecureTransport': 'true' } }, open],
    ['a tag of the role is asked for', { StringEquals: { 'aws:ResourceTag/team': 'a' } }, open],
    ['a tag of the caller is asked for', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }, []],
    ['any tag of the caller will do', { StringLike: { 'aws:PrincipalTag/team': '*' } }, open],
    ['a second factor is asked for', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, []],
    ['a recent one is asked for', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, []],
    ['its age has to be there', { Null: { 'aws:MultiFactorAuthAge': 'false' } }, []],
    ['keys may lack it', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, open],
    ['there must be none', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, open],
    ['the network is named', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, []],
    ['the network is half of all', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }, open],
    ['a VPC endpoint gets past it', { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } }, open],
    ['a network is excluded', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, open],
    ['private addresses are everybody’s', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, open],
    ['the VPC is named', { StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }, []],
    ['any VPC will do', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }, open],
    ['there must be an endpoint', { Null: { 'aws:SourceVpce': 'false' } }, open],
  ]);

  test.each([
    ['one role of it is named', arn.role('vendor', foreign), ['medium open']],
    ['it is named again', arn.root(foreign), open],
    ['roles of any account are named so', 'arn:aws:iam::*:role/vendor', []],
    ['nothing is named', '*', open],
  ] as const)('%s by aws:PrincipalArn', (_, value, said) => {
    expect(saidOf(trust(vendor, { ArnLike: { 'aws:PrincipalArn': value } }))).toEqual(said);
  });
});

describe('everyone is trusted, and', () => {
  const open = ['critical open'];
  check(everyone, [
    ['one own role is named', { ArnEquals: { 'aws:PrincipalArn': arn.role('ci') } }, []],
    ['roles of an own account are named', { ArnLike: { 'aws:PrincipalArn': arn.role('ci-*') } }, []],
    ['text is compared', { StringLike: { 'aws:PrincipalArn': arn.role('ci-*') } }, []],
    [
      'one foreign role is named',
      { ArnEquals: { 'aws:PrincipalArn': arn.role('x', foreign) } },
      ['medium open'],
    ],
    [
      'a foreign role is named with an external id',
      { ArnEquals: { 'aws:PrincipalArn': arn.role('x', foreign) }, StringEquals: { 'sts:ExternalId': 'k3' } },
      [],
    ],
    [
      'an own and a foreign account are named',
      { StringEquals: { 'aws:PrincipalAccount': [account, foreign] } },
      ['high open'],
    ],
    ['roles of a name in any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' } }, open],
    ['one role is excluded', { ArnNotEquals: { 'aws:PrincipalArn': arn.role('ci') } }, open],
    ['the caller has to be somebody', { Null: { 'aws:PrincipalArn': 'false' } }, open],
    ['the own account is named', { StringEquals: { 'aws:PrincipalAccount': account } }, []],
    ['the account is the role’s own', { StringEquals: { 'aws:PrincipalAccount': own } }, []],
    ['a foreign account is named', { StringEquals: { 'aws:PrincipalAccount': foreign } }, ['high open']],
    ['any account will do', { StringLike: { 'aws:PrincipalAccount': '*' } }, open],
    [
      'the caller’s account is its own',
      { StringEquals: { 'aws:PrincipalAccount': variable('aws:PrincipalAccount') } },
      open,
    ],
    ['an account is excluded', { StringNotEquals: { 'aws:PrincipalAccount': foreign } }, open],
    ['one unique id is named', { StringLike: { 'aws:userid': 'AROAEXAMPLEID1234:*' } }, []],
    ['a session name is asked for', { StringLike: { 'aws:userid': '*:deploy' } }, open],
    ['users of a name', { StringEquals: { 'aws:username': 'ci' } }, open],
    ['roles, but no users', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, open],
    ['the organisation is named', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, []],
    ['it is the role’s own', { StringEquals: { 'aws:PrincipalOrgID': variable('aws:ResourceOrgID') } }, []],
    ['any organisation will do', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, open],
    ['there must be one', { Null: { 'aws:PrincipalOrgID': 'false' } }, open],
    ['accounts without one pass', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, open],
    ['an organisation is excluded', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, open],
    [
      'the role’s own organisation is asked for',
      { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
      open,
    ],
    [
      'a unit of it is named',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } },
      [],
    ],
    [
      'the whole of it is named',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
      [],
    ],
    [
      'of no paths all are right',
      { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
      open,
    ],
    [
      'paths of any organisation',
      { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-*/*' } },
      open,
    ],
    [
      'all paths, of which there must be some',
      {
        'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' },
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-x/*' },
      },
      [],
    ],
    ['one’s own resource is named', { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${account}:*` } }, []],
    ['a bucket is named', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::acme-logs' } }, []],
    ['topics of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, open],
    ['any bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, open],
    [
      'whoever comes without a resource passes',
      { StringEqualsIfExists: { 'aws:SourceAccount': account } },
      open,
    ],
    ['the account of the resource', { StringEquals: { 'aws:SourceAccount': account } }, []],
    ['an external id is no name', { StringEquals: { 'sts:ExternalId': 'k3' } }, ['high open']],
    ['a tag that everybody can have', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }, ['high open']],
    ['something that is not known', { StringEquals: { 'acme:Key': 'a' } }, ['medium open']],
  ]);

  test.each([
    [
      'a deny keeps others than the organisation out',
      { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      [],
    ],
    ['a deny keeps other accounts out', { StringNotEquals: { 'aws:PrincipalAccount': account } }, []],
    ['a deny keeps other roles out', { ArnNotLike: { 'aws:PrincipalArn': arn.role('ci') } }, []],
    [
      'a deny keeps all out but the organisation and services',
      {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
      [],
    ],
    ['a deny keeps one account out', { StringEquals: { 'aws:PrincipalAccount': foreign } }, open],
    ['a deny keeps out who says no organisation', { Null: { 'aws:PrincipalOrgID': 'true' } }, open],
    ['a deny keeps those in any organisation out', { Null: { 'aws:PrincipalOrgID': 'false' } }, open],
  ] as const)('%s', (_, conditions, said) => {
    expect(
      saidOf(
        { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
        without(conditions as Conditions),
      ),
    ).toEqual(said);
  });

  test('a deny of another action changes nothing', () => {
    expect(
      saidOf(
        { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
        without({ StringNotEquals: { 'aws:PrincipalAccount': account } }, 'sts:TagSession'),
      ),
    ).toEqual(open);
  });

  test('a deny lets nobody in', () => {
    expect(
      saidOf(
        { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
        { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
      ),
    ).toEqual([]);
  });
});

test('an own account needs no condition, and an account that is not of the organisation does', () => {
  expect(saidOf({ Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' })).toEqual([]);
  expect(saidOf({ Effect: 'Allow', Principal: { AWS: arn.root(other) }, Action: 'sts:AssumeRole' })).toEqual([
    'high open',
  ]);
});

const webIdentity = 'sts:AssumeRoleWithWebIdentity';

describe('visitors of a Cognito identity pool:', () => {
  const issuer = 'cognito-identity.amazonaws.com';
  const pool = { [`${issuer}:aud`]: 'eu-central-1:11111111-2222-3333-4444-555555555555' };
  const classes = (operator: string, ...values: readonly string[]): Conditions =>
    operator === 'StringEquals'
      ? { StringEquals: { ...pool, [`${issuer}:amr`]: values } }
      : { StringEquals: pool, [operator]: { [`${issuer}:amr`]: values } };
  const guests = ['medium token'];
  check(
    { Federated: issuer },
    [
      ['signed in', classes('ForAnyValue:StringLike', 'authenticated'), []],
      ['signed in by one provider', classes('ForAnyValue:StringLike', 'graph.facebook.com'), []],
      ['of the pool, guests too where it admits any', { StringEquals: pool }, ['low token']],
      ['not signed in', classes('ForAnyValue:StringLike', 'unauthenticated'), guests],
      ['not signed in, by equality', classes('StringEquals', 'unauthenticated'), guests],
      ['of both classes', classes('ForAnyValue:StringLike', 'authenticated', 'unauthenticated'), guests],
      ['whatever ends so', classes('ForAnyValue:StringLike', '*authenticated'), guests],
      ['of any class', classes('ForAnyValue:StringLike', '*'), guests],
      ['who are not signed in as anybody', classes('ForAnyValue:StringNotEquals', 'authenticated'), guests],
      ['who are not guests', classes('ForAnyValue:StringNotEquals', 'unauthenticated'), []],
      [
        'signed in, of any pool',
        { 'ForAnyValue:StringLike': { [`${issuer}:amr`]: 'authenticated' } },
        ['critical token'],
      ],
      [
        'of any pool of a region',
        { StringLike: { [`${issuer}:aud`]: 'eu-central-1:*' } },
        ['critical token'],
      ],
      ['of a pool that must be there', { Null: { [`${issuer}:aud`]: 'false' } }, ['critical token']],
      ['who are one identity', { StringEquals: { ...pool, [`${issuer}:sub`]: 'eu-central-1:0' } }, []],
    ],
    webIdentity,
  );
});

describe('tokens of GitHub:', () => {
  const issuer = 'token.actions.githubusercontent.com';
  const provider = { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` };
  const claims = (operator: string, of: Readonly<Record<string, string | readonly string[]>>): Conditions => {
    const keys = Object.fromEntries(
      Object.entries(of).map(([claim, value]) => [`${issuer}:${claim}`, value]),
    );
    const audience = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
    return operator === 'StringEquals'
      ? { StringEquals: { ...audience, ...keys } }
      : { StringEquals: audience, [operator]: keys };
  };
  const anybody = ['critical token'];
  check(
    provider,
    [
      [
        'a repository and an environment',
        claims('StringEquals', { repository_id: '1', environment: 'production' }),
        [],
      ],
      [
        'a repository and a branch',
        claims('StringEquals', { repository: 'acme/app', ref: 'refs/heads/main' }),
        [],
      ],
      [
        'a repository and a workflow',
        claims('StringEquals', {
          repository_id: '1',
          job_workflow_ref: 'acme/app/.github/workflows/x.yml@refs/heads/main',
        }),
        [],
      ],
      ['a repository by id', claims('StringEquals', { repository_id: '1' }), ['low token']],
      ['a repository by name', claims('StringEquals', { repository: 'acme/app' }), ['low token']],
      ['repositories of an owner', claims('StringLike', { repository: 'acme/*' }), ['high token']],
      ['repositories of owners of a name', claims('StringLike', { repository: 'acme*/app' }), anybody],
      ['any repository', claims('StringLike', { repository: '*' }), anybody],
      ['a repository that must be there', claims('Null', { repository_id: 'false' }), anybody],
      ['all but one repository', claims('StringNotEquals', { repository_id: '1' }), anybody],
      ['an owner', claims('StringEquals', { repository_owner_id: '7' }), ['high token']],
      ['an enterprise', claims('StringEquals', { enterprise_id: '7' }), ['high token']],
      ['an enterprise, where there is one', claims('StringEqualsIfExists', { enterprise_id: '7' }), anybody],
      ['an environment of anybody', claims('StringEquals', { environment: 'production' }), anybody],
      ['a branch of anybody', claims('StringEquals', { ref: 'refs/heads/main' }), anybody],
      ['a workflow name of anybody', claims('StringEquals', { workflow: 'deploy' }), anybody],
      [
        'whoever calls a workflow',
        claims('StringEquals', { job_workflow_ref: 'acme/w/.github/workflows/x.yml@refs/heads/main' }),
        ['medium token'],
      ],
      ['whatever a user starts', claims('StringEquals', { actor_id: '5' }), ['medium token']],
      [
        'an owner and an environment',
        claims('StringEquals', { repository_owner_id: '7', environment: 'p' }),
        ['high token'],
      ],
      [
        'a repository, and an environment where there is one',
        claims('StringEqualsIfExists', { repository_id: '1', environment: 'p' }),
        ['low token'],
      ],
      [
        'a subject of an owner and a repository',
        claims('StringLike', { sub: 'repo:acme/*', repository_id: '1' }),
        ['low token'],
      ],
      [
        'a subject of a repository and a branch',
        claims('StringLike', { sub: 'repo:acme/app:*', ref: 'refs/heads/main' }),
        [],
      ],
      // What the claim does is not known: low confidence, and so medium at most.
      ['a claim that STS does not check', claims('StringEquals', { run_id: '1' }), ['medium token']],
    ],
    webIdentity,
  );
});

describe('tokens of other issuers:', () => {
  const token = (issuer: string, of: Readonly<Record<string, string>>, said: readonly string[]) =>
    [
      issuer,
      {
        StringEquals: Object.fromEntries(
          Object.entries({ aud: 'a', ...of }).map(([claim, value]) => [`${issuer}:${claim}`, value]),
        ),
      },
      said,
    ] as const;
  const circle = 'oidc.circleci.com/org/11111111-2222-3333-4444-555555555555';
  test.each([
    token(circle, { 'oidc.circleci.com/project-id': 'p' }, ['low token']),
    token(circle, {}, ['high token']),
    token('gitlab.com', { project_id: '1' }, ['low token']),
    token('gitlab.com', { project_id: '1', ref_protected: 'true' }, []),
    token('gitlab.com', { ref_protected: 'true' }, ['critical token']),
    token('gitlab.com', { namespace_id: '1' }, ['high token']),
    token('gitlab.com', { user_login: 'kim' }, ['medium token']),
    token('agent.buildkite.com', { organization_slug: 'acme' }, ['high token']),
    token('agent.buildkite.com', { organization_slug: 'acme', pipeline_slug: 'web' }, ['low token']),
    token('agent.buildkite.com', { pipeline_slug: 'web' }, ['critical token']),
    token('agent.buildkite.com', { pipeline_id: 'p', build_branch: 'main' }, []),
    token('idcs-1234.identity.oraclecloud.com', { rpst_id: 'ocid1.instance.x' }, []),
    token('token.actions.acme.ghe.com', { repository_id: '1', environment: 'production' }, []),
  ])('%s %j', (issuer, conditions, said) => {
    const provider = { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` };
    expect(saidOf(trust(provider, conditions, webIdentity))).toEqual(said);
  });

  test.each([
    ['accounts.google.com', { 'accounts.google.com:aud': '1234.apps.googleusercontent.com' }, []],
    ['accounts.google.com', { 'accounts.google.com:sub': '112233445566778899' }, ['low token']],
    ['accounts.google.com', { 'accounts.google.com:oaud': 'https://app.example' }, ['critical token']],
    [
      'accounts.google.com',
      { 'accounts.google.com:sub': '112233445566778899', 'accounts.google.com:oaud': 'https://app.example' },
      [],
    ],
    [
      'accounts.google.com',
      { 'accounts.google.com:aud': '112233445566778899', 'accounts.google.com:oaud': 'https://app.example' },
      [],
    ],
    ['accounts.google.com', { 'accounts.google.com:google/organization_number': '77' }, ['high token']],
    ['www.amazon.com', { 'www.amazon.com:app_id': 'amzn1.application-oa2-client.1' }, []],
    ['graph.facebook.com', { 'graph.facebook.com:app_id': '1234' }, []],
    ['graph.facebook.com', { 'sts:RoleSessionName': 'x' }, ['critical token']],
  ] as const)('%s by %j', (issuer, keys, said) => {
    expect(saidOf(trust({ Federated: issuer }, { StringEquals: keys }, webIdentity))).toEqual(said);
  });
});

describe('a service is trusted, and', () => {
  const service = (name: string) => ({ Service: `${name}.amazonaws.com` });
  const low = ['low service'];
  check(service('scheduler'), [
    ['the account is named', { StringEquals: { 'aws:SourceAccount': account } }, []],
    ['the account is the role’s own', { StringEquals: { 'aws:SourceAccount': own } }, []],
    [
      'the resource is named',
      { ArnLike: { 'aws:SourceArn': `arn:aws:scheduler:*:${account}:schedule/*` } },
      [],
    ],
    ['the organisation is named', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, []],
    ['any account will do', { StringLike: { 'aws:SourceAccount': '*' } }, low],
    ['resources of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:*:*:schedule/*' } }, low],
    ['it may be left out', { StringEqualsIfExists: { 'aws:SourceAccount': account } }, low],
    ['an account is excluded', { StringNotEquals: { 'aws:SourceAccount': foreign } }, low],
    ['it only has to be there', { Null: { 'aws:SourceAccount': 'false' } }, low],
    ['something else is asked for', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, low],
  ]);
  test.each(['ec2', 'lambda', 'ecs-tasks', 'pods.eks', 'glue', 'cloudformation'])(
    '%s asks for none',
    (name) => {
      expect(saidOf({ Effect: 'Allow', Principal: service(name), Action: 'sts:AssumeRole' })).toEqual([]);
    },
  );
  test.each(['states', 'scheduler', 'vpc-flow-logs', 'states.eu-west-1'])('%s asks for one', (name) => {
    expect(saidOf({ Effect: 'Allow', Principal: service(name), Action: 'sts:AssumeRole' })).toEqual(low);
  });
});

describe('certificates by Roles Anywhere:', () => {
  const anchor = `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/1111-2222`;
  const subject = { 'aws:PrincipalTag/x509Subject/CN': 'build-7.example.com' };
  check({ Service: 'rolesanywhere.amazonaws.com' }, [
    ['anchor and subject', { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: subject }, []],
    [
      'anchor and issuer',
      { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': 'ca' } },
      [],
    ],
    [
      'anchor and name',
      { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: { 'aws:PrincipalTag/x509SAN/DNS': 'a.b' } },
      [],
    ],
    [
      'anchor and source identity',
      { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: { 'sts:SourceIdentity': 'b' } },
      [],
    ],
    ['anchor', { ArnEquals: { 'aws:SourceArn': anchor } }, ['low service']],
    ['subject', { StringEquals: subject }, ['low service']],
    [
      'any anchor, any subject',
      {
        ArnLike: { 'aws:SourceArn': anchor.replace('1111-2222', '*') },
        StringLike: { 'aws:PrincipalTag/x509Subject/CN': '*' },
      },
      ['medium service'],
    ],
    ['the account', { StringEquals: { 'aws:SourceAccount': account } }, ['medium service']],
    [
      'anchor where there is one, subject where there is one',
      { ArnEqualsIfExists: { 'aws:SourceArn': anchor }, StringEqualsIfExists: subject },
      ['medium service'],
    ],
  ]);
});
