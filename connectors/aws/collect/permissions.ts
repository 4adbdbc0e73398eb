import type { AwsCall, AwsPart } from './calls.ts';
import { awsCalls } from './calls.ts';

interface AllowStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** An identity policy in AWS's own form. */
export interface AwsPolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly AllowStatement[];
}

const actionsOf = (parts: readonly AwsPart[]): readonly string[] =>
  awsCalls
    .filter((call: AwsCall) => parts.includes(call.part))
    .flatMap((call) => call.actions)
    .sort();

/**
 * What a session in another account may do at most: the same reads. AWS bounds the text of a session policy at 2,048
 * characters, so it is one statement. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const sessionPolicy = (): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: actionsOf(['account', 'usage', 'workloads', 'organization']),
        Resource: '*',
      },
    ],
  });

/**
 * The least privilege that a scan needs, from the table of calls. `Resource` is `*`, because most of these actions
 * know no resource and the rest are asked for every user, provider and policy. With `assumeRoles` (role ARNs,
 * wildcards allowed) it also allows to enter other accounts: give that to the identity that scans several of them.
 */
export const awsPermissions = (
  options: { readonly assumeRoles?: readonly string[] } = {},
): AwsPolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'ReadAccount', Effect: 'Allow', Action: actionsOf(['account']), Resource: '*' },
    { Sid: 'ReadUsage', Effect: 'Allow', Action: actionsOf(['usage']), Resource: '*' },
    { Sid: 'ReadWorkloads', Effect: 'Allow', Action: actionsOf(['workloads']), Resource: '*' },
    { Sid: 'ReadOrganization', Effect: 'Allow', Action: actionsOf(['organization']), Resource: '*' },
    ...(options.assumeRoles === undefined || options.assumeRoles.length === 0
      ? []
      : [
          {
            Sid: 'EnterAccounts',
            Effect: 'Allow' as const,
            Action: actionsOf(['session']),
            Resource: options.assumeRoles,
          },
        ]),
  ],
});
