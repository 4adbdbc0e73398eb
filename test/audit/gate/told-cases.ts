import type { Condition } from '../../../src/model/condition.ts';
import type {
  GateInput,
  GateState,
  StateAccess,
  StateCredential,
  StateHolder,
  StateIdentity,
  StateResource,
  StateTrust,
  UnreadChange,
} from '../../../src/model/gate.ts';
import { defaultSettings, type Settings } from '../../../src/model/settings.ts';
import { inputOf } from './states.ts';

/** Pairs of states and what differs between them; what the gate tells of each stands in `told.txt`. */

type Line = StateIdentity['entitlements'][number];

const line = (part: Partial<Line> = {}): Line => ({
  scope: '111122223333',
  service: 's3',
  level: 'write',
  privileges: ['s3:PutObject'],
  resources: ['*'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  ...part,
});

const condition = (
  operator: string,
  key: string,
  values: readonly string[],
  part: Partial<Condition> = {},
): Condition => ({ class: 'other', operator, key, values, ...part }) as Condition;

const trust = (part: Partial<StateTrust> = {}): StateTrust => ({
  mechanism: 'assume',
  party: 'identity',
  principal: 'arn:aws:iam::111122223333:role/ci',
  external: 'no',
  scope: '111122223333',
  conditions: [],
  ...part,
});

const credential = (part: Partial<StateCredential> = {}): StateCredential => ({
  id: 'AKIA1',
  kind: 'access-key',
  lifetime: 'static',
  ...part,
});

const id = 'arn:aws:iam::111122223333:role/app';

const identity = (part: Partial<StateIdentity> = {}): StateIdentity => ({
  id,
  provider: 'aws',
  kind: 'role',
  scope: '111122223333',
  name: 'app',
  standing: 'standing',
  privileged: false,
  entitlements: [line()],
  trusts: [trust()],
  credentials: [],
  blastRadius: 10,
  admin: [],
  adminIf: [],
  ...part,
});

const state = (identities: readonly StateIdentity[], part: Partial<GateState> = {}): GateState => ({
  collectedAt: '2026-06-01T12:00:00.000Z',
  identities,
  complete: ['111122223333'],
  gaps: [],
  inputs: { '111122223333': ['credentials', 'grants', 'guardrails', 'inventory', 'trusts', 'workloads'] },
  totalValue: 100,
  ...part,
});

export interface Case {
  readonly title: string;
  readonly input: GateInput;
  readonly settings?: Settings;
}

const gate = (part: Partial<Settings['gate']>): Settings => ({
  ...defaultSettings,
  gate: { ...defaultSettings.gate, ...part },
});

const changed = (
  title: string,
  before: Partial<StateIdentity> | undefined,
  after: Partial<StateIdentity>,
  settings?: Settings,
): Case => ({
  title,
  input: inputOf(state(before === undefined ? [] : [identity(before)]), state([identity(after)])),
  ...(settings === undefined ? {} : { settings }),
});

const lines = (
  title: string,
  before: readonly Partial<Line>[] | undefined,
  after: readonly Partial<Line>[],
  settings?: Settings,
): Case =>
  changed(
    title,
    before === undefined ? undefined : { entitlements: before.map(line) },
    { entitlements: after.map(line) },
    settings,
  );

const trusts = (
  title: string,
  before: readonly Partial<StateTrust>[] | undefined,
  after: readonly Partial<StateTrust>[],
  part: Partial<StateIdentity> = {},
): Case =>
  changed(title, before === undefined ? undefined : { ...part, trusts: before.map(trust) }, {
    ...part,
    trusts: after.map(trust),
  });

const conditions = (title: string, before: readonly Condition[], after: readonly Condition[]): Case =>
  lines(`conditions: ${title}`, [{ conditions: before }], [{ conditions: after }]);

const credentials = (
  title: string,
  before: readonly Partial<StateCredential>[],
  after: readonly Partial<StateCredential>[],
  part: Partial<StateIdentity> = {},
): Case =>
  changed(
    title,
    { ...part, credentials: before.map(credential) },
    { ...part, credentials: after.map(credential) },
  );

const soon = '2026-06-20T00:00:00.000Z';
const sooner = '2026-06-10T00:00:00.000Z';
const far = '2027-06-20T00:00:00.000Z';
const past = '2026-05-20T00:00:00.000Z';

const ip = (...values: string[]) => condition('IpAddress', 'aws:SourceIp', values);
const many = (count: number, name: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => name(n));

const grantCases: readonly Case[] = [
  lines('a new identity with privileges of three services', undefined, [
    { service: 'iam', level: 'control', privileges: ['iam:PassRole', 'iam:CreateUser'] },
    {
      service: 's3',
      level: 'read',
      privileges: ['s3:GetObject'],
      resources: ['arn:aws:s3:::b/*', 'arn:aws:s3:::a/*'],
    },
    { service: 'dynamodb', level: 'read', privileges: ['dynamodb:GetItem'] },
  ]),
  lines('everything', undefined, [{ service: '*', level: 'control', privileges: ['*'] }]),
  lines('everything beside a service', undefined, [
    { service: 'ec2', level: 'control', privileges: ['ec2:ModifyInstanceAttribute'] },
    { service: '*', level: 'control', privileges: ['*'] },
  ]),
  lines('five services of one level, the dearest first', undefined, [
    { service: 'logs', privileges: ['logs:PutLogEvents'] },
    { service: 'ec2', privileges: ['ec2:RunInstances'] },
    { service: 'dynamodb', privileges: ['dynamodb:PutItem'] },
    { service: 'secretsmanager', privileges: ['secretsmanager:PutSecretValue'] },
    { service: 'iam', privileges: ['iam:TagRole'] },
  ]),
  lines('a wider pattern', [{ privileges: ['s3:PutObject'] }], [{ privileges: ['s3:Put*'] }]),
  lines(
    'a pattern of which more than twenty parts are new',
    [{ privileges: ['s3:PutObject'] }],
    [{ privileges: ['s3:*'] }],
  ),
  lines(
    'of two services, one held',
    [{ service: '*', privileges: ['s3:PutObject'] }],
    [{ service: 's3', privileges: ['s3:PutObject', 's3:DeleteObject'] }],
  ),
  lines(
    'more resources',
    [{ resources: ['arn:aws:s3:::a/*'] }],
    [{ resources: ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'] }],
  ),
  lines('fewer resources', [{ resources: ['arn:aws:s3:::*'] }], [{ resources: ['arn:aws:s3:::a/*'] }]),
  lines('the same in a further scope', [{}], [{}, { scope: '444455556666' }]),
  lines('other privileges of a service that it has', [{}], [{ privileges: ['s3:DeleteObject'] }]),
  lines('a service that it had not', [{}], [{}, { service: 'sqs', privileges: ['sqs:SendMessage'] }]),
  lines(
    'reading secrets',
    [{}],
    [{}, { service: 'secretsmanager', level: 'read', privileges: ['secretsmanager:GetSecretValue'] }],
  ),
  lines(
    'reading named data',
    [{}],
    [{}, { level: 'read', privileges: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }],
  ),
  lines('reading all data', [{}], [{}, { level: 'read', privileges: ['s3:GetObject'] }]),
  lines('listing', [{}], [{}, { level: 'view', privileges: ['s3:ListBucket'] }]),
  lines(
    'writing to a service of little weight',
    [{}],
    [{}, { service: 'cloudwatch', privileges: ['cloudwatch:PutMetricData'] }],
  ),
  lines('in the past', [{}], [{}, { service: 'sqs', duration: 'time-bound', until: past }]),
  lines('within the policy', [{}], [{}, { service: 'sqs', duration: 'time-bound', until: soon }]),
  lines('beyond the policy', [{}], [{}, { service: 'sqs', duration: 'time-bound', until: far }]),
  lines(
    'two ends',
    [{}],
    [
      {},
      { service: 'sqs', duration: 'time-bound', until: soon },
      { service: 'sns', duration: 'time-bound', until: sooner },
    ],
  ),
  lines('to be activated', [{}], [{}, { service: 'sqs', duration: 'eligible' }]),
  lines('for as long as a job', [{}], [{}, { service: 'sqs', duration: 'time-bound' }]),
  lines('for an unknown time', [{}], [{}, { service: 'sqs', duration: 'unknown' }]),
  lines('what was to end lasts', [{ duration: 'time-bound', until: soon }], [{}]),
  lines(
    'what was eligible lasts beyond the policy',
    [{ duration: 'eligible' }],
    [{ duration: 'time-bound', until: far }],
  ),
  lines(
    'ends later, within the policy',
    [{ duration: 'time-bound', until: sooner }],
    [{ duration: 'time-bound', until: soon }],
  ),
  lines(
    'ends earlier',
    [{ duration: 'time-bound', until: soon }],
    [{ duration: 'time-bound', until: sooner }],
  ),
  lines('activated to eligible', [{ duration: 'activated', until: soon }], [{ duration: 'eligible' }]),
  lines(
    'activated with an end to without one',
    [{ duration: 'activated', until: soon }],
    [{ duration: 'activated' }],
  ),
  lines('an exception taken away', [{ exceptResources: ['arn:aws:s3:::secret/*'] }], [{}]),
  lines(
    'an exception for something else',
    [{ exceptResources: ['arn:aws:s3:::secret/*'] }],
    [{ resources: ['arn:aws:s3:::a/*'] }],
  ),
  lines(
    'a condition on the lines that are gone is lost',
    [{ conditions: [ip('10.0.0.0/8'), condition('Bool', 'aws:MultiFactorAuthPresent', ['true'])] }],
    [{}],
  ),
  lines('twenty-one resources by name', undefined, [
    { resources: many(21, (n) => `arn:aws:s3:::bucket-${n}/*`) },
  ]),
  lines(
    'low beside high',
    undefined,
    [
      { level: 'read', privileges: ['s3:GetObject'] },
      { level: 'control', privileges: ['s3:PutBucketPolicy'] },
    ],
    gate({ level: 'write' }),
  ),
  ...(['control', 'standard', 'strict'] as const).flatMap((policy) => [
    lines(
      `policy ${policy}: write in a guarded service`,
      [{}],
      [{}, { service: 'kms', privileges: ['kms:Encrypt'] }],
      gate({ policy }),
    ),
    lines(
      `policy ${policy}: write on a named one`,
      [{}],
      [
        {},
        {
          service: 'lambda',
          privileges: ['lambda:TagResource'],
          resources: ['arn:aws:lambda:eu-west-1:111122223333:function:a'],
        },
      ],
      gate({ policy }),
    ),
    lines(
      `policy ${policy}: everybody may enter it`,
      undefined,
      [{ level: 'read', privileges: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }],
      gate({ policy }),
    ),
    changed(
      `policy ${policy}: open to everyone`,
      { entitlements: [], trusts: [trust({ party: 'everyone', principal: '*' })] },
      {
        entitlements: [
          line({ level: 'read', privileges: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] }),
        ],
        trusts: [trust({ party: 'everyone', principal: '*' })],
      },
      gate({ policy }),
    ),
    changed(`policy ${policy}: a role that trusts nobody`, undefined, { trusts: [] }, gate({ policy })),
    changed(
      `policy ${policy}: a role that trusts nobody, and controls`,
      undefined,
      {
        trusts: [],
        entitlements: [line({ level: 'control', service: 'iam', privileges: ['iam:CreateUser'] })],
      },
      gate({ policy }),
    ),
    changed(`policy ${policy}: opened, so that what it holds is new`, { trusts: [] }, {}, gate({ policy })),
    changed(
      `policy ${policy}: opened, with a key of its own`,
      { trusts: [], credentials: [credential()] },
      { credentials: [credential()] },
      gate({ policy }),
    ),
    changed(
      `policy ${policy}: trusted by everyone, holds nothing`,
      undefined,
      { entitlements: [], blastRadius: 0, trusts: [trust({ party: 'everyone', principal: '*' })] },
      gate({ policy }),
    ),
    changed(
      `policy ${policy}: everyone may start it, holds nothing`,
      undefined,
      {
        entitlements: [],
        blastRadius: 0,
        trusts: [trust({ mechanism: 'start', party: 'everyone', principal: '*' })],
      },
      gate({ policy }),
    ),
  ]),
  changed(
    'a person, and the gate is about others',
    { nature: 'human' },
    { nature: 'human', entitlements: [line({ service: 'iam', level: 'control' })] },
    gate({ humans: false }),
  ),
  changed(
    'a person that was a machine',
    { nature: 'machine' },
    { nature: 'human', entitlements: [line({ service: 'iam', level: 'control' })] },
    gate({ humans: false }),
  ),
  changed(
    'a new person with a password and a key',
    undefined,
    { nature: 'human', credentials: [credential({ id: 'pw', kind: 'console-password' }), credential()] },
    gate({ humans: false }),
  ),
  changed(
    "the provider's own",
    {},
    { providerOwned: true, entitlements: [line({ service: 'iam', level: 'control' })] },
  ),
  changed(
    'privileged, under what stands for others',
    {},
    {
      privileged: true,
      standsFor: 'It stands for all that are in the group.',
      entitlements: [line(), line({ service: 'sqs' })],
    },
  ),
  lines(
    'a pattern of which a few parts are new',
    [{ service: 'sts', privileges: ['sts:AssumeRole', 'sts:TagSession'] }],
    [{ service: 'sts', privileges: ['sts:*'] }],
  ),
  lines(
    'a pattern of which parts are held elsewhere',
    [
      { service: 'sns', privileges: ['sts:TagSession'] },
      { service: '*', privileges: ['sts:AssumeRole'] },
    ],
    [{ service: 'sts', privileges: ['sts:*'] }],
  ),
  changed(
    'open to everyone, for a time',
    { entitlements: [], trusts: [trust({ party: 'everyone', principal: '*' })] },
    {
      entitlements: [line({ duration: 'time-bound', until: soon })],
      trusts: [trust({ party: 'everyone', principal: '*' })],
    },
  ),
  ...[
    [line({ level: 'read', privileges: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] })],
    [line({ service: 'iam', level: 'control', privileges: ['iam:CreateUser'] })],
  ].map((entitlements, at): Case => {
    const target = identity({ id: 'arn:aws:iam::111122223333:role/other', name: 'other', entitlements });
    const step = line({
      service: 'sts',
      level: 'write',
      privileges: ['sts:AssumeRole'],
      resources: [target.id],
    });
    return {
      title: `assuming a role that holds ${at === 0 ? 'little' : 'much'}`,
      input: inputOf(
        state([identity(), target]),
        state([identity({ entitlements: [line(), step] }), target]),
      ),
    };
  }),
  changed(
    'a pass of a role to one that holds little',
    { entitlements: [] },
    { entitlements: [line({ service: 'iam', privileges: ['iam:PassRole'], resources: [id] })] },
  ),
];

const conditionCases: readonly Case[] = [
  ...(
    [
      ['StringEquals', ['a', 'b'], ['a']],
      ['StringEquals', ['a'], ['A']],
      ['StringEqualsIgnoreCase', ['a'], ['A']],
      ['StringLike', ['a*'], ['ab*']],
      ['StringLike', ['ab*'], ['a*']],
      ['StringLike', ['a?c'], ['abc']],
      ['ArnEquals', ['arn:aws:iam::*:role/a'], ['arn:aws:iam::1:role/a']],
      ['ArnLike', ['arn:aws:iam::1:role/a'], ['arn:aws:iam::*:role/a']],
      ['BinaryEquals', ['YQ=='], ['YQ==', 'Yg==']],
      ['NumericEquals', ['1'], ['1', '2']],
      ['DateEquals', ['2026-01-01'], ['2026-01-02']],
      ['Bool', ['true'], ['TRUE']],
      ['Bool', ['true'], ['false']],
      ['Null', ['true'], ['True']],
      ['Null', ['true'], ['false']],
      ['StringNotEquals', ['a'], ['a', 'b']],
      ['StringNotEquals', ['a', 'b'], ['a']],
      ['StringNotEqualsIgnoreCase', ['a'], ['A', 'b']],
      ['StringNotLike', ['ab*'], ['a*']],
      ['StringNotLike', ['a*'], ['ab*']],
      ['ArnNotEquals', ['arn:a:b'], ['arn:a:*']],
      ['ArnNotLike', ['arn:a:b'], ['arn:a:*']],
      ['ArnNotLike', ['arn:a:*'], ['arn:a:b']],
      ['NumericNotEquals', ['1'], ['1', '2']],
      ['DateNotEquals', ['2026-01-01', '2026-01-02'], ['2026-01-01']],
      ['NumericLessThan', ['10'], ['5']],
      ['NumericLessThan', ['5'], ['10']],
      ['NumericLessThanEquals', ['5', '7'], ['6']],
      ['DateLessThan', ['2027-01-01'], ['1767225600']],
      ['DateLessThan', ['1767225600'], ['2027-01-01']],
      ['DateLessThanEquals', ['2027-01-01'], ['2026-01-01']],
      ['NumericGreaterThan', ['5'], ['10']],
      ['NumericGreaterThan', ['10'], ['5']],
      ['NumericGreaterThanEquals', ['5'], ['5']],
      ['DateGreaterThan', ['2025-01-01'], ['2026-01-01']],
      ['DateGreaterThanEquals', ['2026-01-01'], ['2025-01-01']],
      ['NumericGreaterThan', ['x'], ['5']],
      ['IpAddress', ['10.0.0.0/8'], ['10.1.0.0/16']],
      ['IpAddress', ['10.1.0.0/16'], ['10.0.0.0/8']],
      ['IpAddress', ['10.1.0.0/16'], ['10.2.0.0/16']],
      ['IpAddress', ['10.1.2.3'], ['10.1.2.3/32']],
      ['IpAddress', ['0.0.0.0/0'], ['10.0.0.0/8']],
      ['IpAddress', ['::/0'], ['2001:db8::/32']],
      ['IpAddress', ['::/0'], ['10.0.0.0/8']],
      ['IpAddress', ['10.0.0.256/8'], ['10.0.0.0/8']],
      ['IpAddress', ['10.0.0.0/33'], ['10.0.0.0/8']],
      ['IpAddress', ['2001:db8::/32'], ['2001:db8:1::/48']],
      ['NotIpAddress', ['10.1.0.0/16'], ['10.0.0.0/8']],
      ['NotIpAddress', ['10.0.0.0/8'], ['10.1.0.0/16']],
      ['Contains', ['a', 'b'], ['b', 'a']],
      ['Contains', ['a', 'b'], ['a']],
    ] as const
  ).map(([operator, before, after]) =>
    conditions(
      `${operator} ${before.join(' ')} → ${after.join(' ')}`,
      [condition(operator, 'aws:PrincipalTag/x', before)],
      [condition(operator, 'aws:principaltag/X', after)],
    ),
  ),
  conditions(
    'another operator that nobody knows',
    [condition('Contains', 'a', ['1'])],
    [condition('Holds', 'a', ['1'])],
  ),
  conditions('another key', [condition('StringEquals', 'a', ['1'])], [condition('StringEquals', 'b', ['1'])]),
  conditions(
    'IfExists added',
    [condition('StringEquals', 'a', ['1'])],
    [condition('StringEqualsIfExists', 'a', ['1'])],
  ),
  conditions(
    'IfExists taken off',
    [condition('StringEqualsIfExists', 'a', ['1'])],
    [condition('StringEquals', 'a', ['1'])],
  ),
  conditions(
    'IfExists on both',
    [condition('StringEqualsIfExists', 'a', ['1', '2'])],
    [condition('StringEqualsIfExists', 'a', ['1'])],
  ),
  conditions(
    'another quantifier',
    [condition('ForAllValues:StringEquals', 'a', ['1'])],
    [condition('ForAnyValue:StringEquals', 'a', ['1'])],
  ),
  conditions(
    'the same quantifier',
    [condition('ForAllValues:StringEquals', 'a', ['1', '2'])],
    [condition('ForAllValues:StringEquals', 'a', ['1'])],
  ),
  conditions(
    'StringEquals for StringLike',
    [condition('StringLike', 'a', ['x*'])],
    [condition('StringEquals', 'a', ['xy'])],
  ),
  conditions(
    'StringLike for StringEquals',
    [condition('StringEquals', 'a', ['x*'])],
    [condition('StringLike', 'a', ['x*'])],
  ),
  conditions('no value', [condition('StringEquals', 'a', ['1'])], [condition('StringEquals', 'a', [])]),
  conditions(
    'what everybody meets',
    [condition('StringEquals', 'a', ['1'])],
    [condition('StringEquals', 'a', ['1', '*'], { class: 'always' })],
  ),
  conditions('of what everybody meets', [condition('StringEquals', 'a', ['1'], { class: 'always' })], []),
  conditions(
    'all but a few',
    [condition('StringNotEquals', 'a', ['1'], { class: 'exclusion' })],
    [condition('StringNotEquals', 'a', ['1', '2'], { class: 'exclusion' })],
  ),
  conditions(
    'all but a few, of one that limits',
    [condition('StringNotEquals', 'a', ['1'])],
    [condition('StringNotEquals', 'a', ['1', '2'], { class: 'exclusion' })],
  ),
  conditions(
    'a start that has come',
    [condition('DateGreaterThan', 'aws:CurrentTime', [past], { class: 'not-yet-valid', until: past })],
    [],
  ),
  conditions(
    'a start to come',
    [condition('DateGreaterThan', 'aws:CurrentTime', [soon], { class: 'not-yet-valid', until: soon })],
    [],
  ),
  conditions(
    'one more value on either of two keys',
    [condition('StringEquals', 'a', ['1', '2']), condition('StringEquals', 'b', ['1', '2'])],
    [condition('StringEquals', 'a', ['1', '2', '3']), condition('StringEquals', 'b', ['1'])],
  ),
  lines(
    'conditions: split over two lines',
    [
      { conditions: [condition('StringEquals', 'a', ['1'])] },
      { conditions: [condition('StringEquals', 'a', ['2'])] },
    ],
    [{ conditions: [condition('StringEquals', 'a', ['1', '2'])] }],
  ),
  lines(
    'conditions: more combinations than are told apart',
    [{ conditions: [condition('StringEquals', 'a', ['0'])] }],
    [{ conditions: [condition('StringEquals', 'a', many(65, String))] }],
  ),
  lines(
    'conditions: all values of one, each held by a line',
    many(65, String).map((each) => ({ conditions: [condition('StringEquals', 'a', [each])] })),
    [{ conditions: [condition('StringEquals', 'a', many(65, String))] }],
  ),
  lines(
    'conditions: never met',
    [{}],
    [{}, { service: 'sqs', conditions: [condition('StringEquals', 'a', ['1'], { class: 'never' })] }],
  ),
  lines(
    'conditions: expired',
    [{}],
    [{}, { service: 'sqs', conditions: [condition('DateLessThan', 'a', [past], { class: 'expired' })] }],
  ),
];

const mechanisms = [
  'hold',
  'start',
  'assume',
  'federate',
  'impersonate',
  'write-credential',
  'write-permission',
  'write-trust',
  'write-code',
  'pass-to-service',
  'control',
] as const satisfies readonly StateTrust['mechanism'][];

const subject = (operator: string, ...values: string[]) =>
  condition(operator, 'token.actions.githubusercontent.com:sub', values, { class: 'federated-subject' });

const until = (time: string) =>
  condition('DateLessThan', 'aws:CurrentTime', [time], { class: 'time-bound', until: time });

const trustCases: readonly Case[] = [
  ...mechanisms.flatMap((mechanism) => [
    trusts(`${mechanism}, by one inside`, [], [{ mechanism }], { credentials: [credential()] }),
    trusts(`${mechanism}, by one inside of a new identity`, undefined, [{ mechanism }]),
    trusts(
      `${mechanism}, by a scope`,
      [trust()],
      [trust(), { mechanism, party: 'scope', principal: '111122223333' }],
    ),
    trusts(`${mechanism}, by one outside of a new identity`, undefined, [
      { mechanism, external: 'yes', principal: 'arn:aws:iam::999999999999:role/x' },
    ]),
  ]),
  ...(['scope', 'service', 'federated', 'everyone', 'deleted', 'group'] as const).flatMap((party) =>
    (['yes', 'no', 'unknown'] as const).map((external) =>
      trusts(
        `party ${party}, external ${external}`,
        [trust()],
        [trust(), { party: party as StateTrust['party'], principal: `${party}-1`, external }],
      ),
    ),
  ),
  trusts(
    'a whole federation',
    [trust()],
    [trust(), { mechanism: 'federate', party: 'federated', principal: 'oidc', external: 'yes' }],
  ),
  ...(
    [
      ['StringEquals', 'repo:acme/api:ref:refs/heads/main'],
      ['StringLike', 'repo:acme/*'],
      ['StringNotEquals', 'repo:acme/api'],
      ['StringEqualsIfExists', 'repo:acme/api'],
    ] as const
  ).flatMap(([operator, value]) => [
    trusts(
      `a subject of a federation: ${operator}`,
      [trust()],
      [
        trust(),
        {
          mechanism: 'federate',
          party: 'federated',
          principal: 'oidc',
          external: 'yes',
          conditions: [subject(operator, value)],
        },
      ],
    ),
    trusts(`a subject of a federation, new: ${operator}`, undefined, [
      {
        mechanism: 'federate',
        party: 'federated',
        principal: 'oidc',
        external: 'yes',
        conditions: [subject(operator, value)],
      },
    ]),
  ]),
  trusts('a federation without a value', undefined, [
    {
      mechanism: 'federate',
      party: 'federated',
      principal: 'oidc',
      external: 'yes',
      conditions: [subject('StringEquals')],
    },
  ]),
  trusts(
    'from one of a scope to the scope',
    [{ principal: 'arn:aws:iam::444455556666:role/x', external: 'yes', scope: '444455556666' }],
    [{ party: 'scope', principal: '444455556666', external: 'yes', scope: '444455556666' }],
  ),
  trusts(
    'from a scope to one of it',
    [{ party: 'scope', principal: '444455556666', external: 'yes', scope: '444455556666' }],
    [{ principal: 'arn:aws:iam::444455556666:role/x', external: 'yes', scope: '444455556666' }],
  ),
  trusts(
    'from a scope to one of another',
    [{ party: 'scope', principal: '444455556666', external: 'yes', scope: '444455556666' }],
    [{ principal: 'arn:aws:iam::777788889999:role/x', external: 'yes', scope: '777788889999' }],
  ),
  trusts(
    'from everyone to one',
    [{ party: 'everyone', principal: '*', external: 'yes' }],
    [{ principal: 'arn:aws:iam::777788889999:role/x', external: 'yes' }],
  ),
  trusts(
    'from a pattern to one',
    [{ principal: 'arn:aws:iam::1:role/*' }],
    [{ principal: 'arn:aws:iam::1:role/a' }],
  ),
  trusts('from changing the code to starting it', [{ mechanism: 'write-code' }], [{ mechanism: 'start' }]),
  trusts('from starting it to changing the code', [{ mechanism: 'start' }], [{ mechanism: 'write-code' }]),
  trusts(
    'a condition lost',
    [{ conditions: [condition('StringEquals', 'sts:ExternalId', ['x']), ip('10.0.0.0/8')] }],
    [{ conditions: [ip('10.0.0.0/8')] }],
  ),
  trusts(
    'the fewer conditions of two are told',
    [
      { conditions: [condition('StringEquals', 'sts:ExternalId', ['x']), ip('10.0.0.0/8')] },
      { conditions: [condition('Bool', 'aws:MultiFactorAuthPresent', ['true'])] },
    ],
    [{}],
  ),
  trusts(
    'more values',
    [{ conditions: [condition('StringEquals', 'sts:ExternalId', ['x'])] }],
    [{ conditions: [condition('StringEquals', 'sts:ExternalId', ['x', 'y'])] }],
  ),
  trusts(
    'values of two joined in one',
    [
      { conditions: [condition('StringEquals', 'a', ['x'])] },
      { conditions: [condition('StringEquals', 'a', ['y'])] },
    ],
    [{ conditions: [condition('StringEquals', 'a', ['x', 'y'])] }],
  ),
  trusts(
    'values of two, of which one needs more',
    [
      { conditions: [condition('StringEquals', 'a', ['x'])] },
      { conditions: [condition('StringEquals', 'a', ['y']), ip('10.0.0.0/8')] },
    ],
    [{ conditions: [condition('StringEquals', 'a', ['x', 'y'])] }],
  ),
  trusts(
    'until soon',
    [trust()],
    [trust(), { principal: 'arn:aws:iam::111122223333:role/x', conditions: [until(soon)] }],
  ),
  trusts(
    'until far',
    [trust()],
    [trust(), { principal: 'arn:aws:iam::111122223333:role/x', conditions: [until(far)] }],
  ),
  trusts('an end taken off', [{ conditions: [until(soon)] }], [{}]),
  trusts('an end moved beyond the policy', [{ conditions: [until(soon)] }], [{ conditions: [until(far)] }]),
  trusts(
    'one that had expired',
    [{ conditions: [condition('DateLessThan', 'aws:CurrentTime', [past], { class: 'expired' })] }],
    [{}],
  ),
  trusts('an end and a condition taken off', [{ conditions: [until(soon), ip('10.0.0.0/8')] }], [{}]),
  trusts(
    'told in words',
    [],
    [
      { principal: 'whoever may write to acme/api' },
      { principal: 'whoever may write to acme/web', external: 'yes' },
    ],
  ),
  trusts(
    'the same twice, and two in order',
    [],
    [{ principal: 'arn:b' }, { principal: 'arn:b' }, { principal: 'arn:a' }],
  ),
  trusts('of an identity that holds nothing', [], [{ external: 'yes' }], {
    entitlements: [],
    blastRadius: 0,
  }),
  trusts('of an identity that holds less than counts', [], [{ external: 'yes' }], {
    entitlements: [line({ level: 'view' })],
    blastRadius: 0,
  }),
  trusts('of an identity that reaches control', [], [{ external: 'yes' }], {
    entitlements: [],
    blastRadius: 0,
    adminIf: ['111122223333'],
  }),
  trusts('of an identity whose lasting reach is nothing', [], [{ external: 'yes' }], {
    entitlements: [],
    lasting: { blastRadius: 0, admin: [], adminIf: [] },
  }),
  trusts(
    'of an identity that was seen in part',
    [trust()],
    [trust(), { external: 'yes', principal: 'arn:x' }],
    { entitlements: [], blastRadius: 0, seenInPart: true },
  ),
  trusts('of a new identity that was seen in part', undefined, [{ external: 'yes', principal: 'arn:x' }], {
    entitlements: [],
    blastRadius: 0,
    seenInPart: true,
  }),
  ...(['fail', 'warn', 'pass'] as const).map(
    (onIndeterminate): Case => ({
      ...changed(
        `of an identity of which something is unseen, ${onIndeterminate}`,
        { entitlements: [], blastRadius: 0, unseen: 'what the group admins gives' },
        {
          entitlements: [],
          blastRadius: 0,
          unseen: 'what the group admins gives',
          trusts: [trust({ external: 'yes', principal: 'arn:x' })],
          credentials: [credential()],
        },
      ),
      settings: gate({ onIndeterminate }),
    }),
  ),
];

const credentialCases: readonly Case[] = [
  credentials('a key', [], [{}]),
  credentials('a key in the place of another', [{}], [{ id: 'AKIA2' }]),
  credentials('two keys in the place of one', [{}], [{ id: 'AKIA2' }, { id: 'AKIA3' }]),
  credentials('another kind in the place of a key', [{}], [{ id: 'x', kind: 'signing-certificate' }]),
  credentials('one that ends within the policy', [], [{ lifetime: 'expiring', expiresAt: soon }]),
  credentials(
    'one that ends on the last day of the policy',
    [],
    [{ lifetime: 'expiring', expiresAt: '2026-07-01T12:00:00.000Z' }],
  ),
  credentials(
    'one that ends a second later',
    [],
    [{ lifetime: 'expiring', expiresAt: '2026-07-01T12:00:01.000Z' }],
  ),
  credentials('one that ends far away', [], [{ lifetime: 'expiring', expiresAt: far }]),
  credentials('one that ends nobody knows when', [], [{ lifetime: 'expiring' }]),
  credentials('one of unknown lifetime', [], [{ lifetime: 'unknown' }]),
  credentials(
    'of unknown lifetime in the place of one without expiry',
    [{}],
    [{ id: 'x', lifetime: 'unknown' }],
  ),
  credentials('without expiry in the place of unknown lifetime', [{ lifetime: 'unknown' }], [{ id: 'x' }]),
  credentials(
    'as long as the one before',
    [{ lifetime: 'expiring', expiresAt: far, days: 400 }],
    [{ id: 'x', lifetime: 'expiring', expiresAt: far, days: 401 }],
  ),
  credentials(
    'longer than the one before',
    [{ lifetime: 'expiring', expiresAt: far, days: 400 }],
    [{ id: 'x', lifetime: 'expiring', expiresAt: far, days: 402 }],
  ),
  credentials(
    'of days that nobody knows',
    [{ lifetime: 'expiring', expiresAt: far }],
    [{ id: 'x', lifetime: 'expiring', expiresAt: far, days: 402 }],
  ),
  credentials(
    'that lives on',
    [{ lifetime: 'expiring', expiresAt: sooner }],
    [{ lifetime: 'expiring', expiresAt: soon }],
  ),
  credentials(
    'that lives on beyond the policy',
    [{ lifetime: 'expiring', expiresAt: sooner }],
    [{ lifetime: 'expiring', expiresAt: far }],
  ),
  credentials(
    'that ends earlier',
    [{ lifetime: 'expiring', expiresAt: far }],
    [{ lifetime: 'expiring', expiresAt: soon }],
  ),
  credentials('that expires no longer', [{ lifetime: 'expiring', expiresAt: soon }], [{}]),
  credentials('that expires now', [{}], [{ lifetime: 'expiring', expiresAt: soon }]),
  credentials('of an identity that holds nothing', [], [{}], { entitlements: [], blastRadius: 0 }),
];

const access = (part: Partial<StateAccess> = {}): StateAccess => ({
  party: 'identity',
  principal: 'arn:aws:iam::999999999999:role/x',
  external: 'yes',
  scope: '999999999999',
  lines: [line({ level: 'read', privileges: ['s3:GetObject'], resources: ['arn:aws:s3:::b/*'] })],
  ...part,
});

const resource = (...of: StateAccess[]): StateResource => ({
  id: 'arn:aws:s3:::b',
  provider: 'aws',
  kind: 'bucket',
  scope: '111122223333',
  access: of,
});

const resources = (
  title: string,
  before: readonly StateResource[] | undefined,
  after: readonly StateResource[] | undefined,
  settings?: Settings,
): Case => ({
  title: `resource: ${title}`,
  input: inputOf(
    state([], before === undefined ? {} : { resources: before }),
    state([], after === undefined ? {} : { resources: after }),
  ),
  ...(settings === undefined ? {} : { settings }),
});

const write = line({
  level: 'write',
  privileges: ['s3:PutObject', 's3:AbortMultipartUpload'],
  resources: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a'],
});
const control = line({ level: 'control', privileges: ['s3:PutBucketPolicy'], resources: ['arn:aws:s3:::b'] });

const resourceCases: readonly Case[] = [
  resources('nobody looked before', undefined, [resource(access())]),
  resources('somebody new', [resource()], [resource(access({ lines: [write] }))]),
  resources('as before', [resource(access({ lines: [write] }))], [resource(access({ lines: [write] }))]),
  resources(
    'more than before',
    [resource(access({ lines: [line({ privileges: ['s3:PutObject'], resources: ['arn:aws:s3:::b/*'] })] }))],
    [resource(access({ lines: [write] }))],
  ),
  resources(
    'two levels of one party',
    [],
    [resource(access({ lines: [access().lines[0]!, control, write] }))],
  ),
  resources(
    'under two sets of conditions',
    [],
    [resource(access({ lines: [write, { ...control, conditions: [ip('10.0.0.0/8')] }] }))],
  ),
  resources(
    'one ends and one lasts',
    [],
    [resource(access({ lines: [{ ...write, duration: 'time-bound', until: soon }, control] }))],
  ),
  resources(
    'expires',
    [],
    [resource(access({ lines: [{ ...write, duration: 'time-bound', until: soon }] }))],
  ),
  resources(
    'has ended',
    [],
    [resource(access({ lines: [{ ...write, duration: 'time-bound', until: past }] }))],
  ),
  resources(
    'everyone, at a low level',
    [],
    [
      resource(
        access({
          party: 'everyone',
          principal: '*',
          lines: [line({ level: 'view', privileges: ['s3:ListBucket'] })],
        }),
      ),
    ],
  ),
  resources(
    'one, at a low level',
    [],
    [resource(access({ lines: [line({ level: 'view', privileges: ['s3:ListBucket'] })] }))],
  ),
  resources('a scope', [], [resource(access({ party: 'scope', principal: '999999999999', lines: [write] }))]),
  resources(
    'one of a scope that was let in',
    [resource(access({ party: 'scope', principal: '999999999999', lines: [write] }))],
    [resource(access({ lines: [write] }))],
  ),
  resources(
    'one of another scope',
    [resource(access({ party: 'scope', principal: '888888888888', scope: '888888888888', lines: [write] }))],
    [resource(access({ lines: [write] }))],
  ),
  resources(
    'a scope of which one was let in',
    [resource(access({ lines: [write] }))],
    [resource(access({ party: 'scope', principal: '999999999999', lines: [write] }))],
  ),
  resources(
    'one after everyone',
    [resource(access({ party: 'everyone', principal: '*', lines: [write] }))],
    [resource(access({ lines: [write] }))],
  ),
  resources(
    'under a pattern',
    [resource(access({ principal: 'arn:aws:iam::999999999999:role/*', lines: [write] }))],
    [resource(access({ lines: [write] }))],
  ),
  resources(
    'another resource',
    [{ ...resource(access({ lines: [write] })), id: 'arn:aws:s3:::other' }],
    [resource(access({ lines: [write] }))],
  ),
  ...(['control', 'standard', 'strict'] as const).map((policy) =>
    resources(
      `policy ${policy}`,
      [],
      [resource(access({ lines: [write] }), access({ party: 'everyone', principal: '*', lines: [control] }))],
      gate({ policy }),
    ),
  ),
  resources('nobody looks any more', [resource(access({ lines: [write] }))], undefined),
];

const reach = (blastRadius: number, admin: readonly string[] = [], adminIf: readonly string[] = []) => ({
  blastRadius,
  admin,
  adminIf,
});

const grown = (
  title: string,
  before: Partial<StateIdentity> | undefined,
  after: Partial<StateIdentity>,
  parts: readonly [Partial<GateState>, Partial<GateState>] = [{}, {}],
  settings?: Settings,
): Case => ({
  title: `reach: ${title}`,
  input: inputOf(
    state(before === undefined ? [] : [identity(before)], parts[0]),
    state([identity(after)], parts[1]),
  ),
  ...(settings === undefined ? {} : { settings }),
});

const three = { inputs: { '111122223333': [], a: [], b: [], c: [] } } as const;

const growthCases: readonly Case[] = [
  grown('control of more scopes that were there', reach(10, ['a']), reach(10.04, ['a', 'c'], ['b']), [
    three,
    three,
  ]),
  grown('control of more scopes, and more', reach(10, ['a']), reach(12, ['a', 'c']), [three, three]),
  grown('below the threshold', reach(10), reach(14)),
  grown('at the threshold', reach(10), reach(10 + defaultSettings.gate.blastRadiusGrowth)),
  grown('beyond the threshold', reach(10), reach(30.26)),
  grown('control of two more scopes', reach(10, ['a']), reach(10.04, ['a', 'c'], ['b'])),
  grown('control, and more', reach(10), reach(10.06, ['111122223333'])),
  grown('an assumption that is proven', reach(10, [], ['a']), reach(10, ['a'])),
  grown('of a scope that is new', reach(10), reach(10, ['new']), [
    {},
    { inputs: { '111122223333': [], new: [] } },
  ]),
  grown('of what lasts', { lasting: reach(5) }, { blastRadius: 80, lasting: reach(40) }),
  grown('only of what ends', { lasting: reach(5) }, { blastRadius: 80, lasting: reach(5) }),
  grown('in an estate twice as large', reach(40), reach(40), [{ totalValue: 50 }, { totalValue: 100 }]),
  grown('in an estate of half the size', reach(20), reach(40), [{ totalValue: 100 }, { totalValue: 50 }]),
  grown('in an estate without value', reach(20), reach(40), [{ totalValue: 100 }, { totalValue: 0 }]),
  grown('in one of unknown size', reach(20), reach(40), [{}, { totalValue: undefined as never }]),
  grown('who holds all that is new', reach(50, ['111122223333']), reach(75, ['111122223333', 'new']), [
    { totalValue: 50 },
    { totalValue: 100, inputs: { '111122223333': [], new: [] } },
  ]),
  grown('who holds half of what is new', reach(50, ['111122223333']), reach(75, ['111122223333', 'new']), [
    { totalValue: 50 },
    { totalValue: 100, inputs: { '111122223333': [], new: [], newer: [] } },
  ]),
  grown('of a new identity', undefined, { ...reach(30, ['a']), entitlements: [], trusts: [] }),
  grown('a new identity whose reach nobody worked out', undefined, {
    ...reach(0),
    reachKnown: false,
    entitlements: [line({ level: 'control' })],
  }),
  grown('beside a grant that fails', reach(10), {
    ...reach(60),
    entitlements: [line(), line({ service: 'iam', level: 'control' })],
  }),
  grown('every point counts', reach(10), reach(10.5), [{}, {}], gate({ blastRadiusGrowth: 0 })),
  grown('what rounding adds', reach(10), reach(10.05), [{}, {}], gate({ blastRadiusGrowth: 0 })),
];

const holder = (part: Partial<StateHolder> = {}): StateHolder => ({
  id: 'arn:aws:iam::111122223333:group/ops',
  provider: 'aws',
  kind: 'group',
  scope: '111122223333',
  name: 'ops',
  entitlements: [line({ service: 'iam', level: 'control', privileges: ['iam:CreateUser'] })],
  missing: 'it has no members',
  ...part,
});

const holders = (
  title: string,
  before: readonly StateHolder[] | undefined,
  after: readonly StateHolder[],
  settings?: Settings,
): Case => ({
  title: `holder: ${title}`,
  input: inputOf(state([], before === undefined ? {} : { holders: before }), state([], { holders: after })),
  ...(settings === undefined ? {} : { settings }),
});

const { missing: _, ...held } = holder();

const holderCases: readonly Case[] = [
  holders('new', [], [holder()]),
  holders('nobody looked before', undefined, [holder()]),
  holders('as before', [holder()], [holder()]),
  holders('somebody has it', [], [held]),
  holders(
    'wider',
    [holder({ entitlements: [line()] })],
    [holder({ entitlements: [line({ privileges: ['s3:PutObject', 's3:DeleteObject'] })] })],
  ),
  holders('ends', [], [holder({ entitlements: [line({ duration: 'time-bound', until: soon })] })]),
  holders('low', [], [holder({ entitlements: [line({ level: 'view', privileges: ['s3:ListBucket'] })] })]),
  ...(['control', 'standard', 'strict'] as const).map((policy) =>
    holders(
      `policy ${policy}`,
      [],
      [holder(), holder({ id: 'b', name: 'b', entitlements: [line()] })],
      gate({ policy }),
    ),
  ),
];

const unread = (part: Partial<UnreadChange> = {}): UnreadChange => ({
  address: 'kubernetes_role_binding.b',
  type: 'kubernetes_role_binding',
  provider: 'kubernetes',
  change: 'create',
  why: 'it gives a role of a cluster',
  fields: ['role_ref', 'subject'],
  effect: 'may-give',
  ...part,
});

const unreads = (title: string, all: readonly UnreadChange[], settings?: Settings): Case => ({
  title: `not read: ${title}`,
  input: inputOf(state([]), state([]), { unread: all }),
  ...(settings === undefined ? {} : { settings }),
});

const everyUnread = [
  unread(),
  unread({
    address: 'kubernetes_role_binding.a',
    change: 'update',
    shows: 'everyone (system:anonymous)',
    location: { file: 'main.tf', line: 3 },
  }),
  unread({ address: 'kubernetes_role_binding.c', change: 'delete', fields: [] }),
  unread({ address: 'z', effect: 'sets-nothing' }),
  unread({ address: 'y', effect: 'known-identity' }),
  unread({ address: 'x', type: 'a_type', effect: 'shows-nothing' }),
];

const unknown = (part: Partial<GateInput['indeterminate'][number]> = {}) => ({
  identity: id,
  what: 'the text of the policy',
  why: 'it is computed',
  privileged: true,
  ...part,
});

const restCases: readonly Case[] = [
  unreads('each effect', everyUnread),
  unreads('each effect, fail', everyUnread, gate({ onIndeterminate: 'fail' })),
  unreads('only control fails', everyUnread, gate({ onIndeterminate: 'fail', policy: 'control' })),
  unreads('types taken out', everyUnread, gate({ ignoreUnread: ['kubernetes_role_binding', 'other'] })),
  unreads('one resource in two ways', [unread({ effect: 'sets-nothing' }), unread()]),
  unreads('one resource in two ways, of which none gives', [
    unread({ effect: 'sets-nothing' }),
    unread({ effect: 'known-identity' }),
  ]),
  {
    title: 'nobody can tell',
    input: inputOf(state([identity()]), state([identity()]), {
      indeterminate: [
        unknown({ location: { file: 'main.tf', line: 7 } }),
        unknown({ what: 'a tag', privileged: false }),
        unknown({ identity: 'aws_iam_role.x' }),
      ],
    }),
  },
  ...(['fail', 'warn', 'pass'] as const).map(
    (onIndeterminate): Case => ({
      title: `nobody can tell, ${onIndeterminate}`,
      input: inputOf(state([identity()]), state([identity()]), { indeterminate: [unknown()] }),
      settings: gate({ onIndeterminate }),
    }),
  ),
  {
    title: 'a scope that is read no more',
    input: inputOf(
      state([identity()]),
      state([identity()], { complete: [], gaps: ['111122223333: no right to list'] }),
    ),
  },
  {
    title: 'a scope of which nothing is read',
    input: inputOf(state([identity()], { complete: ['111122223333', 'b'] }), state([identity()])),
  },
  {
    title: 'guardrails and workloads that are read no more',
    input: inputOf(
      state([identity()]),
      state([identity()], { inputs: { '111122223333': ['credentials', 'grants', 'inventory', 'trusts'] } }),
    ),
  },
  {
    title: 'guardrails that are read no more',
    input: inputOf(
      state([identity()]),
      state([identity()], {
        inputs: { '111122223333': ['credentials', 'grants', 'inventory', 'workloads'] },
      }),
    ),
  },
  {
    title: 'what was not read before',
    input: inputOf(
      state([identity()], { gaps: ['b: denied', 'a: denied', 'c: denied'] }),
      state([identity()]),
    ),
  },
  {
    title: 'nothing is read now',
    input: inputOf(state([identity()]), state([], { complete: [], gaps: ['a: denied'] })),
  },
  {
    title: 'it cannot be judged',
    input: inputOf(state([]), state([]), {
      cannotJudge: { says: 'the plan is of another account', remedy: 'Give the export of that account.' },
    }),
  },
  { title: 'nothing changed', input: inputOf(state([identity()]), state([identity()])) },
  {
    title: 'who is gone, and who shrank',
    input: inputOf(
      state([
        identity({ id: 'gone', trusts: [trust(), trust({ principal: 'b' })], credentials: [credential()] }),
        identity({
          entitlements: [line(), line({ service: 'sqs' })],
          trusts: [trust(), trust({ principal: 'b' })],
          credentials: [credential(), credential({ id: 'AKIA2' })],
        }),
      ]),
      state([identity({ credentials: [credential({ id: 'AKIA3' })] })]),
    ),
  },
  { title: 'renamed', input: inputOf(state([identity({ id: 'old' })]), state([identity({ id: 'new' })])) },
  {
    title: 'renamed, and another that is named in it',
    input: inputOf(
      state([
        identity({ id: 'old' }),
        identity({
          id: 'b',
          entitlements: [line({ resources: ['old'] })],
          trusts: [trust({ principal: 'old' })],
        }),
      ]),
      state([
        identity({ id: 'new' }),
        identity({
          id: 'b',
          entitlements: [line({ resources: ['new'] })],
          trusts: [trust({ principal: 'new' })],
        }),
      ]),
    ),
  },
  {
    title: 'two for one that went',
    input: inputOf(
      state([identity({ id: 'old' })]),
      state([identity({ id: 'new' }), identity({ id: 'newer' })]),
    ),
  },
  {
    title: 'two alike, by what they reach',
    input: inputOf(
      state([identity({ id: 'a', blastRadius: 50 }), identity({ id: 'b', blastRadius: 1 })]),
      state([identity({ id: 'c', blastRadius: 1 }), identity({ id: 'd', blastRadius: 50 })]),
    ),
  },
  {
    title: 'known to be renamed',
    input: inputOf(
      state([identity({ id: 'old' })]),
      state([identity({ id: 'new', entitlements: [line(), line({ service: 'sqs' })] })]),
      {
        renamed: new Map([
          ['new', 'old'],
          ['x', 'y'],
        ]),
      },
    ),
  },
  {
    title: 'of another kind',
    input: inputOf(state([identity({ id: 'old', kind: 'user' })]), state([identity({ id: 'new' })])),
  },
  {
    title: 'the same at three, of which one lies elsewhere',
    input: inputOf(
      state([]),
      state(
        ['a', 'b', 'c'].map((each) =>
          identity({
            id: each,
            entitlements: [line({ service: 'iam', level: 'control', privileges: ['iam:CreateUser'] })],
          }),
        ),
      ),
      {
        since: (who) => `aws_iam_policy.p (update)${who === 'c' ? '!' : ''}`,
        locationOf: (who, about, privileges) =>
          who === 'c' ? undefined : { file: `${about}.tf`, line: (privileges ?? []).length },
      },
    ),
  },
  {
    title: 'another way in which it may come out',
    input: inputOf(state([identity()]), state([identity()]), {
      otherwise: [
        inputOf(
          state([identity()]),
          state([identity({ entitlements: [line(), line({ service: 'iam', level: 'control' })] })]),
          { unread: [unread()] },
        ),
      ],
    }),
  },
];

export const cases: readonly Case[] = [
  ...grantCases,
  ...conditionCases,
  ...trustCases,
  ...credentialCases,
  ...resourceCases,
  ...growthCases,
  ...holderCases,
  ...restCases,
];
