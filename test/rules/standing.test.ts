import { expect, test } from 'vitest';
import { standingAdministrator } from '../../rules/standing-administrator.ts';
import { standingPrivilegeShortLivedCredential } from '../../rules/standing-privilege-short-lived-credential.ts';
import type { Rule } from '../../src/model/rule.ts';
import { membershipTechnique, type Technique } from '../../src/model/takeover.ts';
import { accessKey, account, everything, fullAccess, grant, session } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule, hitsOf } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:user/ci`;
type Identity = NonNullable<ResultSketch['identities']>[number];

/** One administrator; `reason` is that of the edge to full control. */
const administrator = (
  identity: Partial<Identity>,
  reason: { until?: string; assumes?: readonly string[] } = {},
  scopes: ResultSketch['scopes'] = [{ id: account }],
): ResultSketch => ({
  scopes: scopes!,
  identities: [{ id, kind: 'user', grants: [everything()], credentials: [accessKey()], ...identity }],
  edges: [{ from: id, to: `scope:${account}`, technique: fullAccess, reason }],
  reach: {
    [id]:
      reason.assumes === undefined
        ? { score: 100, admin: [account] }
        : { score: 100, adminIf: [{ scope: account, assumes: reason.assumes }] },
  },
});

const human = { nature: { is: 'human', reason: 'a person' } } as const;
const byRole = { kind: 'role', credentials: [session()] };

describeRule(standingAdministrator, {
  valid: {
    'the credential is short-lived: that is another rule': administrator(byRole),
    'the grant ends soon': administrator(
      { grants: [everything({ duration: 'time-bound', until: daysAgo(-2) })] },
      { until: daysAgo(-2) },
    ),
    'the grant has ended': administrator({}, { until: daysAgo(2) }),
    'it is a person': administrator(human),
    'it is the root user': administrator({ kind: 'root' }),
    'the provider holds it for itself': administrator({ providerOwned: true }),
    'it may read some objects and no more': {
      identities: [{ id, grants: [grant()], credentials: [accessKey()] }],
    },
    'it controls the account only by way of another identity': {
      identities: [{ id, grants: [grant()], credentials: [accessKey()] }],
      reach: { [id]: { admin: [account], score: 100, hops: 2 } },
    },
  },
  invalid: {
    'a permanent administrator has a static key': [
      administrator({}),
      {
        title: `Permanent full control of ${account} behind 1 lasting credential`,
        severity: 'critical',
        confidence: 'high',
      },
    ],
    'the end of the grant lies beyond what the policy allows': [
      administrator(
        { grants: [everything({ duration: 'time-bound', until: daysAgo(-4000) })] },
        { until: daysAgo(-4000) },
      ),
      { title: `Permanent full control of ${account} behind 1 lasting credential`, severity: 'critical' },
    ],
    'control rests on a condition': [
      administrator({}, { assumes: ['the caller has a second factor'] }),
      {
        title: `Permanent full control of ${account} behind 1 lasting credential, under a condition`,
        severity: 'high',
        confidence: 'medium',
      },
    ],
    'how long the grant lasts is not known': [
      administrator({ grants: [everything({ duration: 'unknown' })] }),
      {
        title: `Full control of ${account} for a time that is not known`,
        severity: 'high',
        confidence: 'low',
      },
    ],
    'nothing is known of its credentials': [
      administrator({
        credentials: [accessKey({ kind: 'unknown', lifetime: 'unknown', status: 'unknown' })],
      }),
      {
        title: `Permanent full control of ${account} with a credential of unknown lifetime`,
        severity: 'high',
        confidence: 'medium',
      },
    ],
    'what it is is not known': [
      administrator({ nature: { is: 'unknown', reason: 'nothing says' } }),
      { title: `Permanent full control of ${account} behind 1 lasting credential`, severity: 'critical' },
    ],
    'it is kept for emergencies': [
      administrator({ breakGlass: true }),
      { title: `Permanent full control of ${account} behind 1 lasting credential`, severity: 'low' },
    ],
  },
});

test('the fix gives a policy that ends, with the services that were used, before it takes the old one away', () => {
  const [hit] = hitsOf(
    standingAdministrator,
    administrator({ serviceLastUsed: { s3: daysAgo(3), sqs: daysAgo(1), kms: 'never' } }),
  );
  expect(hit?.fix.split('\n')).toEqual([
    'Allow the actions of the task for as long as it takes, then remove the permanent grant.',
    `aws iam put-user-policy --user-name ci --policy-name nhi-audit-task --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","sqs:*"],"Resource":"RESOURCES_OF_THE_TASK","Condition":{"DateLessThan":{"aws:CurrentTime":"END_TIME"}}}]}'`,
    'aws iam detach-user-policy --user-name ci --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    '# fill in RESOURCES_OF_THE_TASK: the ARNs that the task works on',
    '# fill in END_TIME: when it ends, in UTC; seven days from now: `date -u -d "+7 days" +%FT%TZ`',
  ]);
});

/** An administrator whose control stands on a group; `into` is how the identity comes into the group. */
const throughGroup = (into: Technique) => {
  const rule: Rule = {
    ...standingAdministrator,
    check: (identity, context) =>
      standingAdministrator.check(identity, {
        ...context,
        estate: {
          ...context.estate,
          takeover: {
            groups: [{ kind: 'holders', label: 'administrators' }],
            from: Uint32Array.of(0, 1),
            to: Uint32Array.of(1, 2),
            technique: Uint16Array.of(1, 0),
            reason: Uint32Array.of(0, 0),
            techniques: [fullAccess, into],
            reasons: [{ allowedBy: [], assumes: [] }],
          },
        },
      }),
  };
  return hitsOf(rule, { ...administrator({}), edges: [] });
};

test('control through a group of equal policies counts as the identity’s own', () => {
  expect(throughGroup({ ...fullAccess, id: membershipTechnique })).toHaveLength(1);
});

test('control after writing oneself any policy does not: that is a path', () => {
  expect(throughGroup({ ...fullAccess, id: 'put-user-policy', mechanism: 'write-permission' })).toEqual([]);
});

const reader = (part: Partial<Identity>, score: number, hops = 0): ResultSketch => ({
  identities: [{ id, grants: [grant()], credentials: [session()], ...part }],
  reach: { [id]: { score, hops } },
});

describeRule(standingPrivilegeShortLivedCredential, {
  valid: {
    'the credential lasts: that is another rule': administrator({}),
    'the grant ends soon': administrator(
      { ...byRole, grants: [everything({ duration: 'time-bound', until: daysAgo(-2) })] },
      { until: daysAgo(-2) },
    ),
    'the blast radius is below the threshold': reader({}, 19.99),
    'its power comes from other identities': reader({}, 60, 2),
    'it is a person': administrator({ ...byRole, ...human }),
    'the provider holds it for itself': administrator({ ...byRole, providerOwned: true }),
  },
  invalid: {
    'a role has permanent full control': [
      administrator(byRole),
      {
        title: `Permanent grant of full control of ${account}, though sessions are short`,
        severity: 'medium',
        confidence: 'high',
      },
    ],
    'the account is production': [
      administrator(byRole, {}, [{ id: account, environment: 'production' }]),
      {
        title: `Permanent grant of full control of ${account}, though sessions are short`,
        severity: 'high',
      },
    ],
    'its own grants reach a large share of the estate': [
      reader({}, 25.5),
      {
        title: 'Permanent grant of 25.5 of 100 of the estate by its own grants, though sessions are short',
        severity: 'medium',
      },
    ],
    'its own grants reach just as much as counts': [
      reader({}, 20),
      {
        title: 'Permanent grant of 20 of 100 of the estate by its own grants, though sessions are short',
        severity: 'medium',
      },
    ],
    'no credential is active at all': [
      administrator({ kind: 'user', credentials: [accessKey({ status: 'inactive' })] }),
      {
        title: `Permanent grant of full control of ${account}, though no credential is active`,
        severity: 'medium',
      },
    ],
    'it is kept for emergencies': [
      administrator({ ...byRole, breakGlass: true }),
      {
        title: `Permanent grant of full control of ${account}, though sessions are short`,
        severity: 'low',
      },
    ],
  },
});
