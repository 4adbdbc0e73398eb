import { expiredGrant } from '../../rules/expired-grant.ts';
import { noOwner } from '../../rules/no-owner.ts';
import { sharedIdentity } from '../../rules/shared-identity.ts';
import type { Workload } from '../../src/model/identity.ts';
import { account, condition, everything, grant, trust } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { daysAgo, describeRule } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:role/app`;
type Identity = NonNullable<ResultSketch['identities']>[number];
const role = (part: Partial<Identity>): ResultSketch => ({ identities: [{ id, ...part }] });
const human = { nature: { is: 'human', reason: 'x' } } as const;

describeRule(noOwner, {
  valid: {
    'a team is named': role({ owner: 'platform' }),
    'it is a person': role(human),
    'it is the root user': role({ kind: 'root' }),
    'the provider holds it for itself': role({ providerOwned: true }),
    'it stands for everybody': role({ kind: 'everyone' }),
    'it stands for whoever is in a group': role({ kind: 'group' }),
  },
  invalid: {
    'nobody is named': [role({}), { title: 'Nobody owns it', severity: 'low', confidence: 'medium' }],
    'nobody is named for a privileged identity': [
      { ...role({}), reach: { [id]: { admin: [account] } } },
      { title: 'Privileged, and nobody owns it', severity: 'medium' },
    ],
  },
});

const workload = (name: string, kind = 'lambda-function', at = name): Workload => ({
  id: `arn:aws:lambda:eu-west-1:${account}:function:${at}`,
  kind,
  name,
  source: { record: 'aws.workload', id: at },
});

describeRule(sharedIdentity, {
  valid: {
    'workloads were not collected': role({}),
    'one workload runs as it': role({ workloads: [workload('web')] }),
    'copies of one program run as it': role({
      workloads: [workload('web', 'ec2-instance', 'i-1'), workload('web', 'ec2-instance', 'i-2')],
    }),
    'the provider holds it for itself': role({
      workloads: [workload('a'), workload('b')],
      providerOwned: true,
    }),
  },
  invalid: {
    'two workloads run as it': [
      role({ workloads: [workload('web'), workload('worker')] }),
      { title: 'Used by 2 workloads (lambda-function)', severity: 'low', confidence: 'medium' },
    ],
    'it is privileged': [
      {
        ...role({ workloads: [workload('web'), workload('worker', 'ec2-instance')] }),
        reach: { [id]: { score: 30 } },
      },
      { title: 'Used by 2 workloads (ec2-instance and lambda-function)', severity: 'medium' },
    ],
  },
});

describeRule(expiredGrant, {
  valid: {
    'the grant has no end': role({ grants: [everything()] }),
    'the end is to come': role({ grants: [grant({ duration: 'time-bound', until: daysAgo(-1) })] }),
    'it is a person': role({ ...human, grants: [grant({ duration: 'time-bound', until: daysAgo(1) })] }),
  },
  invalid: {
    'the end has passed': [
      role({ grants: [grant({ duration: 'time-bound', until: daysAgo(12) })] }),
      {
        title: 'Grant ended 12 days ago',
        severity: 'low',
        key: `grant ${account} attached ReadObjects`,
      },
    ],
    'a deleted principal is trusted': [
      role({ trusts: [trust({ party: 'deleted', principal: 'AROAEXAMPLE' })] }),
      {
        title: 'Trusts a principal that was deleted',
        severity: 'low',
        key: 'trust assume AROAEXAMPLE',
      },
    ],
    'the trust has ended': [
      role({ trusts: [trust({ conditions: [condition({ class: 'expired', until: daysAgo(3) })] })] }),
      { title: 'Trust that has ended', severity: 'low' },
    ],
  },
});
