import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { awsCalls, callId } from '../../../../connectors/aws/collect/calls.ts';
import {
  allow,
  encoded,
  keySlot,
  reportColumns,
  reportRow,
  sampleAccount,
} from '../../../support/aws-account.ts';
import type { LoopbackAccount } from '../../../support/aws-answers.ts';
import { collectFrom } from './support.ts';

const page = new URL('../../../../docs/api-calls/aws.md', import.meta.url);

/** How many of 1,000 identities are users, and of these how many have an active key, a certificate, CodeCommit. */
interface Mix {
  readonly title: string;
  readonly users: number;
  readonly withKey: number;
  readonly withCertificate: number;
  readonly withCodeCommit: number;
}

const mixes: readonly Mix[] = [
  { title: 'roles only', users: 0, withKey: 0, withCertificate: 0, withCodeCommit: 0 },
  { title: 'one user in five', users: 200, withKey: 100, withCertificate: 2, withCodeCommit: 20 },
  { title: 'users with keys only', users: 1000, withKey: 1000, withCertificate: 10, withCodeCommit: 100 },
];

/** 1,000 identities, 40 groups and 200 policies, one OIDC provider. */
const accountOf = ({ users, withKey, withCertificate, withCodeCommit }: Mix): LoopbackAccount => {
  const id = '111111111111';
  const names = Array.from({ length: users }, (_, n) => `user-${n}`);
  const arn = (name: string) => `arn:aws:iam::${id}:user/${name}`;
  const { oidcProviders = {} } = sampleAccount(id);
  return {
    id,
    oidcProviders,
    users: names.map((UserName, n) => ({
      UserName,
      Arn: arn(UserName),
      UserPolicyList: [
        {
          PolicyName: 'own',
          PolicyDocument: encoded(allow(n < withCodeCommit ? 'codecommit:GitPush' : 's3:GetObject')),
        },
      ],
    })),
    groups: Array.from({ length: 40 }, (_, n) => ({
      GroupName: `g${n}`,
      Arn: `arn:aws:iam::${id}:group/g${n}`,
    })),
    roles: Array.from({ length: 1000 - users }, (_, n) => ({
      RoleName: `r${n}`,
      Arn: `arn:aws:iam::${id}:role/r${n}`,
    })),
    policies: Array.from({ length: 200 }, (_, n) => ({
      PolicyName: `p${n}`,
      Arn: `arn:aws:iam::${id}:policy/p${n}`,
    })),
    report: [
      reportColumns,
      ...names.map((name, n) =>
        reportRow(
          arn(name),
          n < withKey ? [keySlot(1)] : [],
          n < withCertificate ? 'true,2025-01-01T00:00:00+00:00' : 'false,N/A',
        ),
      ),
    ].join('\n'),
    accessKeys: Object.fromEntries(
      names.map((UserName) => [
        UserName,
        [
          {
            UserName,
            AccessKeyId: `AKIA${UserName}`,
            Status: 'Active',
            CreateDate: new Date(Date.UTC(2025, 0, 1)),
          },
        ],
      ]),
    ),
  };
};

const section = (name: string): string => {
  const text = readFileSync(page, 'utf8');
  const [, inside] = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)\n<!-- /${name} -->`).exec(text) ?? [];
  return inside ?? '';
};

describe('docs/api-calls/aws.md', () => {
  test('lists every call of the code, what it needs and when it is made', () => {
    const rows = awsCalls.map(
      (call) =>
        `| \`${callId(call)}\` | ${call.actions.map((action) => `\`${action}\``).join(', ') || 'none'} | ${call.why} | ${call.when} |`,
    );
    const table = ['| Call | Permission | What for | When |', '|---|---|---|---|', ...rows].join('\n');
    expect(section('calls')).toBe(table);
  });

  test('gives the counted calls for 1,000 identities', async () => {
    const counted: Readonly<Record<string, number>>[] = [];
    for (const mix of mixes) counted.push((await collectFrom({ accounts: [accountOf(mix)] })).calls);
    const made = awsCalls.map(callId).filter((call) => counted.some((calls) => calls[call] !== undefined));
    const total = counted.map((calls) => Object.values(calls).reduce((sum, count) => sum + count, 0));
    const table = [
      `| Call | ${mixes.map(({ title }) => title).join(' | ')} |`,
      `|---|${mixes.map(() => '--:').join('|')}|`,
      ...made.map((call) => `| \`${call}\` | ${counted.map((calls) => calls[call] ?? 0).join(' | ')} |`),
      `| **all** | ${total.map((count) => `**${count}**`).join(' | ')} |`,
    ].join('\n');
    expect(section('counts')).toBe(table);
  });
});
