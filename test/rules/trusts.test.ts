import { crossEnvironmentTrust } from '../../rules/cross-environment-trust.ts';
import { externalTrustWithoutCondition } from '../../rules/external-trust-without-condition.ts';
import { federatedTrustByName } from '../../rules/federated-trust-by-name.ts';
import { federatedTrustTooWide } from '../../rules/federated-trust-too-wide.ts';
import { serviceTrustWithoutSource } from '../../rules/service-trust-without-source.ts';
import type { OpenEnd, Trust } from '../../src/model/trust.ts';
import { account, audience, condition, everything, oidc, subject, trust } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { describeRule } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:role/deploy`;
type Identity = NonNullable<ResultSketch['identities']>[number];
const role = (trusts: readonly Trust[], part: Partial<Identity> = {}): ResultSketch => ({
  identities: [{ id, trusts, ...part }],
});
const human = { nature: { is: 'human', reason: 'x' } } as const;
const everyone = (...conditions: readonly Trust['conditions'][number][]): Trust =>
  trust({ party: 'everyone', principal: '*', conditions });

describeRule(externalTrustWithoutCondition, {
  valid: {
    'an external id is demanded': role([trust({ conditions: [condition({ class: 'external-id' })] })]),
    'the organisation is demanded of everyone': role([everyone(condition({ class: 'organization' }))]),
    'a federated subject is demanded of everyone': role([
      everyone(condition({ class: 'federated-subject' })),
    ]),
    'the account is one’s own': role([trust({ external: 'no' })]),
    'the conditions name one of one’s own of everyone': role([
      {
        ...everyone(condition({ class: 'principal' })),
        only: [{ party: 'identity', principal: 'ci', external: 'no', scope: account }],
      },
    ]),
    'the caller is named by something that nobody can place': role([
      everyone(condition({ class: 'principal', key: 'aws:userid', values: ['AROA1:*'] })),
    ]),
    'a service of the provider is trusted': role([
      trust({ party: 'service', principal: 'lambda.amazonaws.com', external: 'no' }),
    ]),
    'the condition can never hold': role([trust({ conditions: [condition({ class: 'never' })] })]),
    'the vendor holds a credential that was made for it': role([trust({ mechanism: 'hold' })]),
    'everyone may start it': role([{ ...everyone(), mechanism: 'start' }]),
    'code of others runs as it': role([{ ...everyone(), mechanism: 'write-code' }]),
    'it is a person’s': role([trust()], human),
    'the provider holds it for itself': role([trust()], { providerOwned: true }),
  },
  invalid: {
    'a whole foreign account is trusted': [
      role([trust()]),
      {
        title: 'All of 999999999999 can become this identity without a condition',
        severity: 'high',
        confidence: 'high',
        key: 'assume 999999999999',
      },
    ],
    'one foreign role is trusted': [
      role([trust({ party: 'identity', principal: 'arn:aws:iam::999999999999:role/vendor' })]),
      {
        title: 'An identity of 999999999999 can become this identity without a condition',
        severity: 'medium',
      },
    ],
    'nobody knows whose account it is': [
      role([trust({ external: 'unknown' })]),
      {
        title: 'All of 999999999999, which may be foreign, can become this identity without a condition',
        severity: 'medium',
        confidence: 'low',
      },
    ],
    'the organisation was not read': [
      { ...role([trust()]), coverage: [] },
      {
        title: 'All of 999999999999, which may be foreign, can become this identity without a condition',
        severity: 'medium',
        confidence: 'low',
      },
    ],
    'the only condition is on time': [
      role([trust({ conditions: [condition({ class: 'time-bound' })] })]),
      {
        title: 'All of 999999999999 can become this identity without a condition',
        severity: 'high',
      },
    ],
    'the only condition is one without a class': [
      role([trust({ conditions: [condition({ class: 'other' })] })]),
      {
        title: 'All of 999999999999 can become this identity without a condition',
        severity: 'medium',
        confidence: 'low',
      },
    ],
    'the only condition can be met by outsiders': [
      role([trust({ conditions: [condition({ class: 'always' })] })]),
      {
        title: 'All of 999999999999 can become this identity under a condition that outsiders can meet',
        severity: 'high',
        confidence: 'high',
      },
    ],
    'the conditions name a foreign account of everyone': [
      role([
        {
          ...everyone(condition({ class: 'principal' })),
          only: [{ party: 'scope', principal: '999999999999', external: 'yes', scope: '999999999999' }],
        },
      ]),
      {
        title: 'All of 999999999999 can become this identity without a condition',
        severity: 'high',
        key: 'assume 999999999999',
      },
    ],
    'everyone is trusted': [
      role([everyone()]),
      { title: 'Everyone can become this identity', severity: 'critical', confidence: 'high' },
    ],
    'everyone with an external id is trusted': [
      role([everyone(condition({ class: 'external-id' }))]),
      { title: 'Everyone who meets a weak condition can become this identity', severity: 'high' },
    ],
    'everyone who meets a condition without a class is trusted': [
      role([everyone(condition({ class: 'other' }))]),
      {
        title: 'Everyone who meets a condition that is not understood can become this identity',
        severity: 'medium',
        confidence: 'low',
      },
    ],
  },
});

const github = 'token.actions.githubusercontent.com';
const named = (...values: readonly string[]): ResultSketch =>
  role([oidc([subject('StringLike', ...values), audience()])]);
const eks = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const cluster = (value: string): ResultSketch =>
  role([
    oidc(
      [
        condition({ class: 'federated-subject', operator: 'StringLike', key: `${eks}:sub`, values: [value] }),
        condition({ class: 'federated-audience', key: `${eks}:aud`, values: ['sts.amazonaws.com'] }),
      ],
      eks,
    ),
  ]);
const claim = (name: string, ...values: readonly string[]) =>
  condition({ class: 'federated-claim', key: `${github}:${name}`, values });
const pool = 'cognito-identity.amazonaws.com';
const visitors = oidc(
  [
    condition({ class: 'federated-audience', key: `${pool}:aud`, values: ['eu-west-1:0'] }),
    condition({ class: 'guests', key: `${pool}:amr`, values: ['unauthenticated'] }),
  ],
  pool,
);
const anybody = `Anybody with a token of ${github} can become this identity`;
const organisation = `Every repository of an organisation at ${github} can become this identity`;
const repository = `Every branch, tag and pull request of a repository at ${github} can become this identity`;

const acme: ResultSketch['scopes'] = [
  { id: account },
  { id: 'acme', provider: 'github', kind: 'organization' },
  { id: 'acme/app', provider: 'github', kind: 'repository', parent: 'acme' },
];
const fixed = 'repo:acme@1/app@2:ref:refs/heads/main';
const byName = 'repo:acme/app:ref:refs/heads/main';

describeRule(federatedTrustByName, {
  valid: {
    'a repository that exists is named': { ...named(byName), scopes: acme },
    'its ids are named': { ...named(fixed), scopes: acme },
    'the case of a name differs': { ...named('repo:Acme/App:environment:production'), scopes: acme },
    'nothing is known of the organisation': named('repo:other/gone:environment:production'),
    'the name is a pattern': { ...named('repo:acme/*'), scopes: acme },
    'the issuer is not shared': { ...cluster('repo:acme@*/app@*:x'), scopes: acme },
  },
  invalid: {
    'the organisation has no repository of the name': [
      { ...named('repo:acme/gone:environment:production'), scopes: acme },
      {
        title: 'The trust names acme/gone, which acme does not have: whoever registers it again gets in',
        severity: 'high',
        confidence: 'medium',
      },
    ],
    'it is gone, and its ids were named': [
      { ...named('repo:acme@1/gone@3:environment:production'), scopes: acme },
      {
        title: 'The trust names acme/gone, which acme does not have: whoever registers it again gets in',
        severity: 'low',
        confidence: 'medium',
      },
    ],
    'any id passes': [
      named('repo:acme@*/app@*:ref:refs/heads/main'),
      { title: 'The trust in acme/app takes any id: it goes by the name alone', severity: 'medium' },
    ],
    'one subject has ids, and the other only the name': [
      named(byName, fixed),
      {
        title: 'The trust in acme/app is half moved to ids: its name alone is still enough',
        severity: 'medium',
      },
    ],
  },
});

/** A claim as Google's pools and Azure's applications have it: without the issuer before it. */
const bare = (key: string, value: string): Trust['conditions'][number] =>
  condition({ class: 'federated-claim', key, values: [value] });
const awsAccount = (...conditions: readonly Trust['conditions'][number][]): Trust => ({
  ...oidc([...conditions, audience()]),
  principal: 'AWS account 111122223333',
});

/** As Google Cloud gives what it cannot read. */
const undecided = condition({
  class: 'federated-claim',
  operator: 'CEL',
  key: "the token meets all of assertion.ref.matches('(?i)main')",
  values: ['true'],
});

describeRule(federatedTrustTooWide, {
  valid: {
    'one role of an AWS account is named': role([
      awsAccount(bare('aws_role', 'arn:aws:sts::111122223333:assumed-role/tiles')),
    ]),
    'one environment of one repository is named': named('repo:acme/app:environment:production'),
    'any id passes beside names': named('repo:acme@*/app@*:ref:refs/heads/main'),
    'several are named': named('repo:acme/app:ref:refs/heads/main', 'repo:acme/web:ref:refs/heads/main'),
    'a star stands behind an operator for equality': role([
      oidc([subject('StringEquals', 'repo:acme/*'), audience()]),
    ]),
    'a second condition narrows the first': role([
      oidc([
        subject('StringLike', 'repo:acme/*'),
        subject('StringEquals', 'repo:acme/app:ref:refs/heads/main'),
        audience(),
      ]),
    ]),
    'the varying end of a Terraform subject is a star': named(
      'organization:acme:project:base:workspace:network:run_phase:*',
    ),
    'the identity pool of Cognito is named, and who signed in': role([
      oidc(
        [
          condition({ class: 'federated-audience', key: `${pool}:aud`, values: ['eu-west-1:0'] }),
          condition({ class: 'federated-claim', key: `${pool}:amr`, values: ['authenticated'] }),
        ],
        pool,
      ),
    ]),
    'one service account of a cluster is named': cluster('system:serviceaccount:web:api'),
    'repository and environment are named by claims of their own': role([
      oidc([audience(), claim('repository_id', '1'), claim('environment', 'production')]),
    ]),
    'it is SAML': role([{ ...oidc([]), principal: `arn:aws:iam::${account}:saml-provider/Company` }]),
    'the condition can never hold': role([oidc([condition({ class: 'never' })])]),
    'it is a person’s': role([oidc([])], human),
  },
  invalid: {
    'what limits it cannot be decided': [
      role([oidc([audience(), undecided])]),
      {
        title:
          'Anybody with a token of token.actions.githubusercontent.com, by a condition that cannot be decided here, can become this identity',
        severity: 'high',
        confidence: 'low',
      },
    ],
    'a name of an outsider’s own can contain what is asked for': [
      role([
        oidc([
          audience(),
          condition({
            class: 'federated-claim',
            operator: 'StringLike',
            key: 'repository',
            values: ['*acme/*'],
          }),
        ]),
      ]),
      {
        title:
          "Anybody with a token of token.actions.githubusercontent.com whose repository has acme/ anywhere in it, as a name of an outsider's own can, can become this identity",
        severity: 'critical',
        confidence: 'high',
      },
    ],
    'of two ways in one is wide': [
      role([
        oidc([audience(), condition({ class: 'federated-claim', key: 'repository', values: ['acme/app'] })]),
        oidc([
          audience(),
          condition({ class: 'federated-claim', key: 'repository_owner', values: ['acme'] }),
        ]),
      ]),
      {
        title:
          'Every repository of an organisation at token.actions.githubusercontent.com can become this identity',
        severity: 'high',
        confidence: 'high',
      },
    ],
    'a claim without the issuer before it names one repository': [
      role([oidc([bare('repository', 'acme/app'), audience()])]),
      {
        title: `Every branch, tag and pull request of a repository at token.actions.githubusercontent.com can become this identity`,
        severity: 'low',
      },
    ],
    'a claim of another issuer names nobody': [
      role([oidc([bare('gitlab.com:project_id', '1'), audience()])]),
      { title: anybody, severity: 'critical' },
    ],
    'no role of an AWS account is named': [
      role([awsAccount()]),
      {
        title: 'Everything that AWS account 111122223333 vouches for can become this identity',
        severity: 'high',
      },
    ],
    'neither subject nor audience is demanded': [
      role([oidc([])]),
      { title: anybody, severity: 'critical', confidence: 'high' },
    ],
    'only the audience is demanded': [role([oidc([audience()])]), { title: anybody, severity: 'critical' }],
    'the subject is a star': [named('*'), { title: anybody, severity: 'critical' }],
    'the subject is any repository': [named('repo:*'), { title: anybody, severity: 'critical' }],
    'the star stands in the name of the organisation': [
      named('repo:acme*/app:ref:refs/heads/main'),
      { title: anybody, severity: 'critical' },
    ],
    'the subject excludes instead of naming': [
      role([oidc([subject('StringNotLike', 'repo:evil/*'), audience()])]),
      { title: anybody, severity: 'critical' },
    ],
    'the subject only has to be there': [
      role([oidc([subject('Null', 'false'), audience()])]),
      { title: anybody, severity: 'critical' },
    ],
    'names that begin so are meant to take both forms of a subject': [
      named('repo:acme*/app*:*'),
      { title: anybody, severity: 'critical' },
    ],
    'a whole organisation is named, whatever its id': [
      named('repo:acme@*/*'),
      { title: organisation, severity: 'high' },
    ],
    'a whole organisation is named': [named('repo:acme/*'), { title: organisation, severity: 'high' }],
    'a branch of every repository is named': [
      named('repo:acme/*:ref:refs/heads/main'),
      { title: organisation, severity: 'high' },
    ],
    'the star stands in the name of the repository': [
      named('repo:acme/app*:environment:production'),
      { title: organisation, severity: 'high' },
    ],
    'the widest of several values decides': [
      named('repo:acme/app:ref:refs/heads/main', 'repo:acme/*'),
      { title: organisation, severity: 'high' },
    ],
    'everything in one repository is named': [
      named('repo:acme/app:*'),
      { title: repository, severity: 'low' },
    ],
    'everything in one repository is named on a privileged identity': [
      { ...named('repo:acme/app:*'), reach: { [id]: { admin: [account] } } },
      { title: repository, severity: 'medium' },
    ],
    'pull requests are named': [
      named('repo:acme/app:pull_request'),
      { title: `Every pull request of a repository at ${github} can become this identity`, severity: 'low' },
    ],
    'a further claim of the token is demanded that is not known': [
      role([
        oidc([
          subject('StringLike', 'repo:acme/*'),
          audience(),
          condition({ class: 'other', key: `${github}:run_id`, values: ['1'] }),
        ]),
      ]),
      { title: organisation, severity: 'medium', confidence: 'low' },
    ],
    'a wildcard stands in a format that is not known': [
      named('job-*'),
      {
        title: `Every subject that fits a pattern at ${github} (a format that is not known) can become this identity`,
        severity: 'high',
        confidence: 'low',
      },
    ],
    'ForAllValues lets a token without the claim in': [
      role([oidc([subject('ForAllValues:StringEquals', 'repo:acme/app:ref:refs/heads/main'), audience()])]),
      {
        title: `A token of ${github} without the checked claim passes: ForAllValues holds where nothing is there`,
        severity: 'medium',
        confidence: 'medium',
      },
    ],
    'the audience is missing': [
      role([oidc([subject('StringEquals', 'repo:acme/app:ref:refs/heads/main')])]),
      {
        title: `Tokens of ${github} pass whatever audience they were made for`,
        severity: 'low',
        confidence: 'medium',
      },
    ],
    'the audience is a star': [
      role([
        oidc([subject('StringEquals', 'repo:acme/app:ref:refs/heads/main'), audience('StringLike', '*')]),
      ]),
      { title: `Tokens of ${github} pass whatever audience they were made for`, severity: 'low' },
    ],
    'every service account of a cluster is named': [
      cluster('system:serviceaccount:*:*'),
      { title: `Every service account of a cluster at ${eks} can become this identity`, severity: 'medium' },
    ],
    'everything a cluster vouches for is let in': [
      role([oidc([], eks)]),
      { title: `Everything that ${eks} vouches for can become this identity`, severity: 'high' },
    ],
    'a repository is named by a claim of its own': [
      role([oidc([audience(), claim('repository', 'acme/app')])]),
      { title: repository, severity: 'low', confidence: 'high' },
    ],
    'an environment is named, which everybody can have': [
      role([oidc([audience(), claim('environment', 'production')])]),
      { title: anybody, severity: 'critical' },
    ],
    'visitors without a sign-in come in': [
      role([visitors]),
      {
        title: `Visitors whom ${pool} lets in without a sign-in can become this identity: anybody`,
        severity: 'medium',
      },
    ],
    'visitors without a sign-in come in to a privileged identity': [
      { ...role([visitors]), reach: { [id]: { admin: [account] } } },
      {
        title: `Visitors whom ${pool} lets in without a sign-in can become this identity: anybody`,
        severity: 'critical',
      },
    ],
    'the identity pool of Cognito is named, and not whether one has to sign in': [
      role([
        oidc([condition({ class: 'federated-audience', key: `${pool}:aud`, values: ['eu-west-1:0'] })], pool),
      ]),
      {
        title: `Visitors without a sign-in can become this identity, if the pool at ${pool} admits them`,
        severity: 'low',
        confidence: 'low',
      },
    ],
    'the identity pool of Cognito is not named': [
      role([oidc([], 'cognito-identity.amazonaws.com')]),
      {
        title: 'Anybody with a token of cognito-identity.amazonaws.com can become this identity',
        severity: 'critical',
      },
    ],
  },
});

const pageOf = 'https://docs.example.com/deputy';
const service = (...openEnds: NonNullable<Trust['openEnds']>): ResultSketch =>
  role([
    trust({
      mechanism: 'pass-to-service',
      party: 'service',
      principal: 'x.example',
      external: 'no',
      openEnds,
    }),
  ]);
const ends = (...of: readonly OpenEnd['of'][]): ResultSketch =>
  service(...of.map((each): OpenEnd => ({ of: each, by: [`x:${each}`], page: pageOf })));

describeRule(serviceTrustWithoutSource, {
  valid: {
    'nothing is open': role([trust({ party: 'service', principal: 'x.example', external: 'no' })]),
    'the provider holds it for itself': {
      identities: [{ ...ends('source').identities![0]!, providerOwned: true }],
    },
    'it can never be used': {
      identities: [
        {
          ...ends('source').identities![0]!,
          trusts: [
            { ...ends('source').identities![0]!.trusts![0]!, conditions: [condition({ class: 'never' })] },
          ],
        },
      ],
    },
  },
  invalid: {
    'nobody says for whom the service acts': [
      ends('source'),
      {
        title: 'x.example may become this identity for anybody’s resource',
        severity: 'low',
        key: 'x.example',
      },
    ],
    'nobody says for whom, of a privileged identity': [
      { ...ends('source'), reach: { [id]: { admin: [account] } } },
      { title: 'x.example may become this identity for anybody’s resource', severity: 'medium' },
    ],
    'neither authority nor subject of certificates is named': [
      ends('issuer', 'subject'),
      {
        title: 'Every certificate that x.example accepts in the account can become this identity',
        severity: 'medium',
      },
    ],
    'the subject is not named': [
      ends('subject'),
      {
        title: 'Every certificate of an authority that x.example accepts can become this identity',
        severity: 'low',
      },
    ],
    'the authority is not named': [
      ends('issuer'),
      {
        title:
          'A certificate of the named subject can become this identity, whichever authority that x.example accepts issued it',
        severity: 'low',
      },
    ],
  },
});

const development = '333333333333';
const tooling = '444444444444';
const between = (
  mine: Identity['environment'],
  part: Partial<Trust>,
  identities: ResultSketch['identities'] = [],
): ResultSketch => ({
  scopes: [
    { id: account, environment: 'production' },
    { id: development, environment: 'development' },
    { id: tooling, environment: 'shared' },
  ],
  identities: [
    {
      id,
      scope: account,
      environment: mine!,
      trusts: [trust({ external: 'no', principal: development, scope: development, ...part })],
    },
    ...identities!,
  ],
});

/** An identity of the development account with a grant elsewhere. */
const reaching = (
  part: Parameters<typeof everything>[0],
  mine: Identity['environment'] = 'development',
): ResultSketch => ({
  scopes: [
    { id: account, environment: 'production' },
    { id: development, environment: 'development' },
    { id: tooling, environment: 'shared' },
  ],
  identities: [
    { id, scope: development, environment: mine!, grants: [everything({ scope: account, ...part })] },
  ],
});
const storage = { service: 0, breadth: 1, full: false } as const;

describeRule(crossEnvironmentTrust, {
  valid: {
    'all that it controls is of its own environment': reaching({ scope: development }),
    'what it controls is shared by all': reaching({ scope: tooling }),
    'production controls what is below it': reaching({ scope: development }, 'production'),
    'nobody knows of which environment it is': reaching({}, 'unknown'),
    'nobody knows of which environment what it controls is': reaching({ scope: '999999999999' }),
    'it writes there and controls nothing': reaching({ privileges: [{ ...storage, level: 3 }] }),
    'it controls one thing there': reaching({ privileges: [{ ...storage, level: 4, breadth: 0.1 }] }),
    'it has to ask for it first': reaching({ duration: 'eligible' }),
    'what it had there has ended': reaching({ duration: 'time-bound', until: '2020-01-01T00:00:00Z' }),
    'both are production': between('production', { principal: account, scope: account }),
    'the trusted account is shared by all': between('production', { principal: tooling, scope: tooling }),
    'the identity’s own environment is not known': between('unknown', {}),
    'the trusted account is not known': between('production', { scope: '999999999999' }),
    'the trust has ended': between('production', { conditions: [condition({ class: 'expired' })] }),
    'development may start it': between('production', { mechanism: 'start' }),
  },
  invalid: {
    'development controls all of production': [
      reaching({ name: 'owner' }),
      {
        title: `Identity of development with owner on ${account} of production`,
        severity: 'high',
        confidence: 'medium',
        key: `grant ${account}`,
      },
    ],
    'development controls one service of production': [
      reaching({ name: 'storage-admin', privileges: [{ ...storage, level: 4 }] }),
      { title: `Identity of development with storage-admin on ${account} of production`, severity: 'high' },
    ],
    'development can become production': [
      between('production', {}),
      { title: 'Identity of production that development can become', severity: 'high', confidence: 'medium' },
    ],
    'development is who the conditions name of everyone': [
      between('production', {
        party: 'everyone',
        principal: '*',
        only: [{ party: 'scope', principal: development, external: 'no', scope: development }],
      }),
      { title: 'Identity of production that development can become', severity: 'high' },
    ],
    'development can become staging': [
      between('staging', {}),
      { title: 'Identity of staging that development can become', severity: 'medium' },
    ],
    'production can become development': [
      between('development', { principal: account, scope: account }),
      { title: 'Identity of development that production can become', severity: 'low' },
    ],
    'a test identity in the same account can become production': [
      between('production', { party: 'identity', principal: 'tester', scope: account }, [
        { id: 'tester', scope: account, environment: 'test' },
      ]),
      { title: 'Identity of production that test can become', severity: 'high', identity: id },
    ],
  },
});
