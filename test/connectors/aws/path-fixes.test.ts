import { describe, expect, test } from 'vitest';
import {
  type HolderData,
  holderOf,
  withoutAttached,
  withoutGroup,
  withoutInline,
  withPolicy,
  withVersion,
} from '../../../connectors/aws/changes/records.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { audit } from '../../../src/pipeline/audit.ts';
import {
  account,
  administrator,
  allow,
  arn,
  document,
  group,
  now,
  policy,
  role,
  trustingService,
  user,
} from '../../support/aws-sketch.ts';
import { once } from '../../support/once.ts';
import { interpretations } from '../../support/providers.ts';

/** One account in which each user gets to full control in its own way, and what has to stay with it (a service). */
const writesItself = [[allow(['iam:PutUserPolicy', 's3:GetObject'])]];
const keepers: readonly (readonly [user: string, keeps: string | undefined])[] = [
  ['put', 's3'],
  ['attach', 's3'],
  ['creates-role', 's3'],
  ['two-actions', 's3'],
  ['two-policies', 's3'],
  ['own-and-managed', 's3'],
  ['passes', 's3'],
  ['only-the-step', undefined],
  ['alike-1', 's3'],
  ['alike-2', 's3'],
  ['wild', 'sqs'],
  ['all-but', 's3'],
  ['grouped', 'ec2'],
  ['leaves', 's3'],
  ['stays', 's3'],
];

const records: readonly SnapshotRecord[] = [
  role('admin', trustingService('lambda.amazonaws.com'), { attached: [administrator] }),
  user('put', { inline: writesItself }),
  user('attach', { inline: [[allow(['iam:AttachUserPolicy', 's3:GetObject'])]] }),
  user('creates-role', {
    inline: [[allow(['iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole', 's3:GetObject'])]],
  }),
  user('two-actions', { inline: [[allow(['iam:PutUserPolicy', 'iam:AttachUserPolicy', 's3:GetObject'])]] }),
  user('two-policies', {
    inline: [
      [allow(['iam:PutUserPolicy', 's3:GetObject'])],
      [allow(['iam:AttachUserPolicy', 'sqs:SendMessage'], [arn.user('two-policies'), 'arn:aws:sqs:*:*:*'])],
      [allow('iam:CreateAccessKey', arn.user('only-the-step'))],
    ],
  }),
  policy('attaching', document(allow(['iam:AttachUserPolicy', 'sqs:*']))),
  user('own-and-managed', { inline: writesItself, attached: [arn.policy('attaching')] }),
  user('passes', {
    inline: [[allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction', 's3:GetObject'])]],
  }),
  user('only-the-step', { inline: [[allow('iam:PutUserPolicy', arn.user('only-the-step'))]] }),
  user('alike-1', { inline: writesItself }),
  user('alike-2', { inline: writesItself }),
  policy('wild', document(allow(['iam:*', 'sqs:*']))),
  user('wild', { attached: [arn.policy('wild')] }),
  policy('all-but', document({ Effect: 'Allow', NotAction: ['iam:Update*', 'iam:Create*'], Resource: '*' })),
  user('all-but', { attached: [arn.policy('all-but')] }),
  policy('of-group', document(allow(['iam:*', 'ec2:*']))),
  group('operators', { attached: [arn.policy('of-group')] }),
  user('grouped', { groups: ['operators'] }),
  policy('step', document(allow('iam:AttachUserPolicy'))),
  group('step-alone', { attached: [arn.policy('step')] }),
  user('leaves', { groups: ['step-alone'], inline: [[allow('s3:GetObject')]] }),
  group('step-and-more', { attached: [arn.policy('step')], inline: [[allow('s3:GetObject')]] }),
  user('stays', { groups: ['step-and-more'] }),
];

const auditOf = (of: readonly SnapshotRecord[]) =>
  audit({ collectedAt: now, records: of, coverage: [], interpretations }, defaultSettings);
const found = once(() => auditOf(records));

const pathOf = (result: ReturnType<typeof auditOf>, id: string) =>
  result.findings.find(({ rule, identity }) => rule === 'privilege-escalation-path' && identity === id);

const wordsOf = (line: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...line.matchAll(/--([a-z-]+) (?:'([^']*)'|([^-\s]\S*))/g)].map(([, flag, quoted, bare]) => [
      flag!,
      quoted ?? bare!,
    ]),
  );

type Edit = (data: never) => unknown;
const edited = (of: readonly SnapshotRecord[], record: string, id: string, change: Edit) =>
  of.map((each) =>
    each.record === record && each.id === id ? { ...each, data: change(each.data as never) } : each,
  );

/** A printed command, as facts. */
const done = (of: readonly SnapshotRecord[], line: string): readonly SnapshotRecord[] => {
  const words = wordsOf(line);
  const [, verb, kind] = /^aws iam ([a-z]+)-(user|role|group|policy)/.exec(line) ?? [];
  const text = words['policy-document'];
  const written: unknown = text === undefined ? undefined : JSON.parse(text);
  if (line.startsWith('aws iam create-policy-version')) {
    const id = words['policy-arn']!;
    return edited(of, 'aws.policy', id, withVersion(id, written) as Edit);
  }
  const holder = holderOf(`aws.${kind === 'policy' ? 'user' : kind}`)!;
  const id = `arn:aws:iam::${account}:${holder}/${words[`${holder}-name`]}`;
  const on = (change: (data: HolderData) => HolderData) => edited(of, `aws.${holder}`, id, change as Edit);
  switch (verb) {
    case 'put':
      return on(withPolicy(holder, words['policy-name']!, written));
    case 'delete':
      return on(withoutInline(holder, words['policy-name']!));
    case 'detach':
      return on(withoutAttached(words['policy-arn']!));
    default:
      return line.startsWith('aws iam remove-user-from-group')
        ? edited(of, 'aws.user', arn.user(words['user-name']!), withoutGroup(words['group-name']!) as Edit)
        : of;
  }
};

describe('after the printed fix of its path', () => {
  test.each(keepers)('%s has no way to control and keeps %s', (name, keeps) => {
    const id = arn.user(name);
    const fix = pathOf(found(), id)?.fix;
    expect(fix).toBeDefined();
    const after = fix!
      .split('\n')
      .filter((line) => line.startsWith('aws '))
      .reduce(done, records);
    expect(after).not.toEqual(records);
    const result = auditOf(after);
    expect(pathOf(result, id)?.fix).toBeUndefined();
    const { grants } = result.estate.identities.find((identity) => identity.id === id)!;
    const services = grants.flatMap(({ privileges }) =>
      privileges.map(({ service }) => result.estate.services[service]),
    );
    const names = services.map((service) => JSON.stringify(service));
    expect(keeps === undefined || names.some((each) => each.includes(`"${keeps}"`)), names.join()).toBe(true);
  });

  test('others keep the way that the fix does not count', () => {
    const fix = pathOf(found(), arn.user('alike-1'))!.fix;
    expect(fix).toContain('No other identity depends on it');
    const result = auditOf(
      fix
        .split('\n')
        .filter((line) => line.startsWith('aws '))
        .reduce(done, records),
    );
    expect(pathOf(result, arn.user('alike-2'))).toBeDefined();
  });
});

describe('a step that several policies allow', () => {
  test('is taken out of each, and of none that has nothing to do with it', () => {
    const fix = pathOf(found(), arn.user('two-policies'))!.fix;
    expect(fix).toContain('--policy-name inline-0');
    expect(fix).toContain('--policy-name inline-1');
    expect(fix).not.toContain('iam:AttachUserPolicy');
    expect(fix).toContain('sqs:SendMessage');
  });
  test('in a new version where it is a policy of one’s own', () => {
    const fix = pathOf(found(), arn.user('own-and-managed'))!.fix;
    expect(fix).toContain(`create-policy-version --policy-arn ${arn.policy('attaching')}`);
    expect(fix).toContain('put-user-policy --user-name own-and-managed --policy-name inline-0');
  });
});

const commandOf = (name: string): string => pathOf(found(), arn.user(name))!.fix.split('\n')[1]!;

describe('a policy that comes by a group', () => {
  test('that gives nothing but the step: the user leaves it', () => {
    expect(commandOf('leaves')).toBe(
      'aws iam remove-user-from-group --user-name leaves --group-name step-alone',
    );
  });
  test('that gives more: the user is denied the step', () => {
    expect(commandOf('stays')).toMatch(
      /^aws iam put-user-policy --user-name stays --policy-name nhi-audit-cut/,
    );
  });
});
