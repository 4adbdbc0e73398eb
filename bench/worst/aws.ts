import { many, scan, type Worst } from './input.ts';

const account = (statements: readonly object[]): string =>
  JSON.stringify({
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        RoleName: 'r',
        Arn: 'arn:aws:iam::111122223333:role/r',
        Path: '/',
        CreateDate: '2025-01-01T00:00:00Z',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        RolePolicyList: [
          { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
        ],
        AttachedManagedPolicies: [],
        Tags: [],
      },
    ],
  });

const allow = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const policy = (name: string, size: number, statements: (size: number) => readonly object[]): Worst => ({
  name,
  size,
  file: 'account.json',
  text: (n) => account(statements(n)),
  args: scan,
});

export const worstOfAws: readonly Worst[] = [
  policy('stars in one pattern', 20_000, (n) => [
    { ...allow, Resource: `arn:aws:lambda:*:*:*${'*a'.repeat(n)}` },
  ]),
  policy('patterns of stars', 500, (n) => [
    { ...allow, Resource: many(n, (index) => `arn:aws:lambda:*:*:*a*${index}*`) },
  ]),
  policy('long patterns', 10, (n) =>
    many(n, (index) => ({
      ...allow,
      Resource: many(10, (part) => `arn:aws:lambda:*:*:function:${'ab*'.repeat(60)}${index}x${part}`),
    })),
  ),
  policy('values of one condition', 500, (n) => [
    { ...allow, Condition: { StringLike: { 'aws:RequestTag/x': many(n, (index) => `*a${index}*b*`) } } },
  ]),
  policy('actions of stars', 100, (n) => [{ ...allow, Action: many(n, (index) => `*:*a${index}*`) }]),
  policy('allow and deny in turn', 500, (n) =>
    many(n, (index) => ({
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Action: 'iam:*',
      Resource: `arn:aws:iam::*:role/*${index}*`,
    })),
  ),
  policy('allow and deny in turn, by tag', 100, (n) =>
    many(n, (index) => ({
      ...allow,
      Effect: index % 2 === 0 ? 'Allow' : 'Deny',
      Condition: { StringLike: { [`aws:PrincipalTag/t${index}`]: 'a*' } },
    })),
  ),
];
