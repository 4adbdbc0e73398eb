import { describe } from 'vitest';
import {
  allow,
  arn,
  deny,
  document,
  organization,
  other,
  policy,
  resourcePolicy,
  role,
  trusting,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import { checkTraps, lambdaAdmin, me, type Trap, when } from './trap.ts';

const job = 'arn:aws:lambda:eu-west-1:111122223333:function:job';
const runsAsAdmin = [lambdaAdmin, workload('AWS::Lambda::Function', job, 'admin')];
const both = ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'];
const lets = (principal: unknown, action: string | readonly string[] = both, condition?: unknown) => ({
  Effect: 'Allow' as const,
  Principal: principal,
  Action: action,
  Resource: job,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const stranger = arn.user('stranger', other);
const nothing = policy('none', document(allow('s3:GetObject')));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html */
const sameAccount: readonly Trap[] = [
  {
    name: 'a function that lets a user without permissions change its code',
    why: 'in one account the policy of the resource is enough when it names the user',
    is: 'admin',
    records: [user('start'), ...runsAsAdmin, resourcePolicy(job, lets({ AWS: me }))],
  },
  {
    name: 'the same for another user',
    why: 'the policy names somebody else',
    is: 'none',
    records: [
      user('start'),
      user('else'),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: arn.user('else') })),
    ],
  },
  {
    name: 'a function that lets its own account in',
    why: "the account's root as principal leaves the decision to the caller's own policies, which allow nothing",
    is: 'none',
    records: [user('start'), ...runsAsAdmin, resourcePolicy(job, lets({ AWS: arn.root() }))],
  },
  {
    name: 'a function that lets the user invoke it only',
    why: 'invoking runs the code that is there; it does not change it',
    is: 'none',
    records: [user('start'), ...runsAsAdmin, resourcePolicy(job, lets({ AWS: me }, 'lambda:InvokeFunction'))],
  },
  {
    name: 'invoking by the policy of the function, changing the code by its own',
    why: 'each step needs one allow, from either side',
    is: 'admin',
    records: [
      user('start', { inline: [[allow('lambda:UpdateFunctionCode')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: me }, 'lambda:InvokeFunction')),
    ],
  },
  {
    name: 'the policy of another function',
    why: 'its resource is not the function that runs as the administrator',
    is: 'none',
    records: [
      user('start'),
      ...runsAsAdmin,
      resourcePolicy(`${job}s`, { ...lets({ AWS: me }), Resource: `${job}s` }),
    ],
  },
  {
    name: "a deny of the user's own",
    why: 'an explicit deny wins over the policy of the resource',
    is: 'none',
    records: [
      user('start', { inline: [[deny('lambda:UpdateFunctionCode')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: me })),
    ],
  },
  {
    name: 'a deny in the policy of the function',
    why: 'the user has all permissions on Lambda, and the function refuses it by name',
    is: 'none',
    records: [
      user('start', { inline: [[allow('lambda:*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, { ...lets({ AWS: me }, 'lambda:*'), Effect: 'Deny' }),
    ],
  },
  {
    name: 'a deny in the policy of the function for somebody else',
    why: 'the deny names another user',
    is: 'admin',
    records: [
      user('start', { inline: [[allow('lambda:*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, { ...lets({ AWS: arn.user('else') }), Effect: 'Deny' }),
    ],
  },
  {
    name: 'a boundary of a user that does not allow the action',
    why: 'a resource that names a user is not limited by an implicit deny in its boundary',
    is: 'admin',
    records: [
      nothing,
      user('start', { boundary: arn.policy('none') }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: me })),
    ],
  },
  {
    name: 'a boundary of a role that does not allow the action',
    why: 'a resource that names a role by its ARN is limited by an implicit deny in its boundary',
    is: 'none',
    of: arn.role('start'),
    records: [
      nothing,
      role('start', trusting({ Service: 'ec2.amazonaws.com' }), { boundary: arn.policy('none') }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: arn.role('start') })),
    ],
  },
  {
    name: 'the same with the session named instead of the role',
    why: 'permissions given to a session are not limited by a boundary; the session has to have that name',
    is: 'adminIf',
    of: arn.role('start'),
    records: [
      nothing,
      role('start', trusting({ Service: 'ec2.amazonaws.com' }), { boundary: arn.policy('none') }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: 'arn:aws:sts::111122223333:assumed-role/start/deploy' })),
    ],
  },
  {
    name: 'a condition on the source network',
    why: 'where the caller sits is not in the snapshot',
    is: 'adminIf',
    records: [
      user('start'),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: me }, both, when('IpAddress', 'aws:SourceIp', '192.0.2.0/24'))),
    ],
  },
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html */
const acrossAccounts: readonly Trap[] = [
  {
    name: 'another account may change the code, and its user has the permission',
    why: 'both sides allow',
    is: 'admin',
    of: stranger,
    records: [
      user('stranger', { account: other, inline: [[allow('lambda:*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: other })),
    ],
  },
  {
    name: 'a user of another account is named, and has no permission of its own',
    why: 'across accounts the policy of the resource alone is not enough',
    is: 'none',
    of: stranger,
    records: [
      user('stranger', { account: other }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: stranger })),
    ],
  },
  {
    name: 'the permission without the consent of the function',
    why: 'across accounts the resource must allow as well',
    is: 'none',
    of: stranger,
    records: [
      user('stranger', { account: other, inline: [[allow('lambda:*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: me })),
    ],
  },
  {
    name: 'an administrator of a trusted account',
    why: 'it can give itself the permission that its side needs',
    is: 'admin',
    of: stranger,
    records: [
      user('stranger', { account: other, inline: [[allow('*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: arn.root(other) })),
    ],
  },
  {
    name: 'an SCP of the other account denies Lambda',
    why: "a service control policy binds the caller's account",
    is: 'none',
    of: stranger,
    records: [
      ...organization([other], { scps: [document(allow('*'), deny('lambda:*'))] }),
      user('stranger', { account: other, inline: [[allow('lambda:*')]] }),
      ...runsAsAdmin,
      resourcePolicy(job, lets({ AWS: other })),
    ],
  },
];

describe('policies of functions, within the account', () => checkTraps(sameAccount));
describe('policies of functions, across accounts', () => checkTraps(acrossAccounts));
