import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Fails, policyTable, type Weight } from '../../../src/audit/gate/policy.ts';
import type { GateInput } from '../../../src/model/gate.ts';
import { type GatePolicy, gatePolicies } from '../../../src/model/gate-policy.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  allow,
  arn,
  other,
  role,
  trusting,
  trustingService,
  user,
} from '../../support/aws-sketch.ts';
import { gateOn, inputOf, state } from './states.ts';

const lambda = trustingService('lambda.amazonaws.com');
const app = (...statements: readonly ReturnType<typeof allow>[]): SnapshotRecord =>
  role('app', lambda, { inline: [statements] });
const open = (principal: unknown, ...statements: readonly ReturnType<typeof allow>[]): SnapshotRecord =>
  role('app', trusting(principal), statements.length === 0 ? {} : { inline: [statements] });
const narrow = allow('s3:GetObject', 'arn:aws:s3:::acme-reports/in/*');
const until = (date: string) => ({ DateLessThan: { 'aws:CurrentTime': `${date}T00:00:00Z` } });
const nobody = { Version: '2012-10-17', Statement: [] };
/** So that one prefix is not half of the estate. */
const around = [role('owner', lambda, { inline: [[allow('*')]] })];

interface Case {
  readonly weight: Weight;
  readonly says: string;
  readonly before?: readonly SnapshotRecord[];
  readonly after: readonly SnapshotRecord[];
  /** Class of the change that is of this weight. */
  readonly class?: string;
  readonly controls?: true;
  /** Where it is of another weight under `strict`: a role that nobody may enter counts as in force. */
  readonly strict?: true;
}

const key = (name: string): SnapshotRecord => ({
  record: 'aws.access-key',
  scope: account,
  id: `AKIA${name.toUpperCase()}`,
  data: { UserName: name, AccessKeyId: `AKIA${name.toUpperCase()}`, Status: 'Active' },
});

const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const federated = (sub: string) =>
  ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: github },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringLike: { 'token.actions.githubusercontent.com:sub': sub },
          StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        },
      },
    ],
  }) as ReturnType<typeof trusting>;

const narrowUntil = (date: string) => allow('s3:GetObject', 'arn:aws:s3:::acme-reports/in/*', until(date));
const mayBecomeBoss = (...statements: readonly ReturnType<typeof allow>[]): readonly SnapshotRecord[] => [
  app(allow('sts:AssumeRole', arn.role('boss')), ...statements),
];
const boss = [role('boss', trusting({ AWS: arn.role('app') }), { inline: [[allow('*')]] })];
const bossUnder = [
  role('boss', trusting({ AWS: arn.role('app') }, { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }), {
    inline: [[allow('*')]],
  }),
];

const cases: readonly Case[] = [
  {
    weight: 'control',
    says: 'changing policies',
    after: [app(allow('iam:PutRolePolicy', arn.role('x')))],
    controls: true,
  },
  { weight: 'control', says: 'everything', after: [app(allow('*'))], controls: true },
  { weight: 'wide-write', says: 'writing any object', after: [app(allow('s3:PutObject'))] },
  {
    weight: 'wide-write',
    says: 'writing all that begins with a letter',
    after: [app(allow('s3:PutObject', 'arn:aws:s3:::a*'))],
  },
  {
    weight: 'wide-write',
    says: 'any table',
    after: [app(allow('dynamodb:PutItem', `arn:aws:dynamodb:*:${account}:table/*`))],
  },
  {
    weight: 'reads-secrets',
    says: 'one secret',
    after: [
      app(
        allow(
          'secretsmanager:GetSecretValue',
          `arn:aws:secretsmanager:eu-central-1:${account}:secret:app/db-??????`,
        ),
      ),
    ],
  },
  {
    weight: 'reads-secrets',
    says: 'one parameter',
    after: [app(allow('ssm:GetParameter', `arn:aws:ssm:eu-central-1:${account}:parameter/app/db`))],
  },
  { weight: 'reads-all-data', says: 'any object', after: [app(allow('s3:GetObject'))] },
  { weight: 'bounded', says: 'one prefix of one bucket', after: [app(narrow)] },
  {
    weight: 'bounded',
    says: 'writing one table',
    after: [app(allow('dynamodb:PutItem', `arn:aws:dynamodb:eu-central-1:${account}:table/orders`))],
  },
  {
    weight: 'bounded',
    says: 'writing logs',
    after: [app(allow(['logs:CreateLogStream', 'logs:PutLogEvents']))],
  },
  { weight: 'everyone', says: 'a new role for everyone', after: [open('*', narrow)], class: 'trust-widened' },
  {
    weight: 'entered-by-everyone',
    says: 'what everyone may enter gains',
    before: [open('*')],
    after: [open('*', narrow)],
  },
  {
    weight: 'outsider',
    says: 'another account',
    before: [open({ AWS: arn.role('a') }, narrow)],
    after: [open({ AWS: [arn.role('a'), arn.role('b', other)] }, narrow)],
    class: 'trust-widened',
  },
  {
    weight: 'outsider',
    says: 'one more subject',
    before: [role('app', federated('repo:acme/app:environment:prod'), { inline: [[narrow]] })],
    after: [role('app', federated('repo:evil/app:environment:prod'), { inline: [[narrow]] })],
    class: 'trust-widened',
  },
  {
    weight: 'whole-scope',
    says: 'a whole repository',
    after: [role('app', federated('repo:acme/app:*'), { inline: [[narrow]] })],
    class: 'trust-widened',
  },
  {
    weight: 'whole-scope',
    says: 'the whole account',
    before: [open({ AWS: arn.role('a') }, narrow)],
    after: [open({ AWS: arn.root() }, narrow)],
    class: 'trust-widened',
  },
  {
    weight: 'inside',
    says: 'one more role',
    before: [role('a', lambda), role('b', lambda), open({ AWS: arn.role('a') }, narrow)],
    after: [role('a', lambda), role('b', lambda), open({ AWS: [arn.role('a'), arn.role('b')] }, narrow)],
    class: 'trust-widened',
  },
  {
    weight: 'credential',
    says: 'a key',
    before: [user('app', { inline: [[narrow]] })],
    after: [user('app', { inline: [[narrow]] }), key('app')],
    class: 'credential-added',
  },
  {
    weight: 'permanence',
    says: 'an end goes',
    before: [app(allow('s3:GetObject', 'arn:aws:s3:::acme-reports/*', until('2026-06-20')))],
    after: [app(allow('s3:GetObject', 'arn:aws:s3:::acme-reports/*'))],
    class: 'permanence-worsened',
  },
  {
    weight: 'permanence',
    says: 'an end goes, of what becomes an administrator',
    before: [...mayBecomeBoss(narrowUntil('2026-06-20')), ...boss],
    after: [...mayBecomeBoss(narrow), ...boss],
    class: 'permanence-worsened',
    controls: true,
  },
  {
    weight: 'permanence',
    says: 'an end goes, of what becomes an administrator from one network',
    before: [...mayBecomeBoss(narrowUntil('2026-06-20')), ...bossUnder],
    after: [...mayBecomeBoss(narrow), ...bossUnder],
    class: 'permanence-worsened',
    controls: true,
  },
  {
    weight: 'latent-control',
    says: 'a role that nobody may enter',
    after: [role('app', nobody as never, { inline: [[allow('*')]] })],
    class: 'latent-privilege',
  },
  {
    weight: 'latent-everyone',
    says: 'a role that everybody may enter',
    after: [open('*')],
    class: 'latent-privilege',
  },
  {
    weight: 'latent',
    says: 'a bounded grant of a role that nobody may enter',
    after: [role('app', nobody as never, { inline: [[narrow]] })],
    class: 'latent-privilege',
    strict: true,
  },
];

const judged = ({ before = [], after }: Case, policy: GatePolicy) => {
  const input: GateInput = inputOf(state([...around, ...before]), state([...around, ...after]));
  return gateOn(input, { ...defaultSettings, gate: { ...defaultSettings.gate, policy } });
};

describe.each(cases)('$weight: $says', (each) => {
  test.each(gatePolicies)('%s', (policy) => {
    const fails: Fails = policyTable[each.weight].fails[policy];
    const { changes } = judged(each, policy);
    const expected =
      (policy === 'strict' ? each.strict : undefined) ??
      (fails === 'where-it-controls' ? each.controls === true : fails);
    const same = changes.filter(
      (change) => policy === 'strict' || each.class === undefined || change.class === each.class,
    );
    expect(same.length).toBeGreaterThan(0);
    expect(same.some((change) => change.fails)).toBe(expected);
    if (!expected) expect(same[0]!.verdict).toMatch(/^Passes(?:, and lasts)?: .*gate\.policy/);
  });
});

test('every weight is a case, or is told elsewhere', () => {
  const elsewhere = ['growth', 'growth-to-control', 'takes-over'];
  const tried = new Set(cases.map(({ weight }) => weight));
  expect(
    Object.keys(policyTable)
      .filter((weight) => !tried.has(weight as Weight))
      .sort(),
  ).toEqual(elsewhere);
});

test('docs/gate.md shows the table', () => {
  const page = readFileSync('docs/gate.md', 'utf8');
  const words: Readonly<Record<string, string>> = {
    true: 'fails',
    false: 'passes',
    'where-it-controls': 'fails where the identity controls something',
  };
  for (const { is, fails } of Object.values(policyTable)) {
    const row = gatePolicies.map((policy) => words[String(fails[policy])]);
    expect(page).toContain(`| ${is} | ${row.join(' | ')} |`);
  }
});
