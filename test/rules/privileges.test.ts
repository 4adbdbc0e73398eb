import { expect, test } from 'vitest';
import { privilegeEscalationPath } from '../../rules/privilege-escalation-path.ts';
import { scannerOverPrivileged } from '../../rules/scanner-over-privileged.ts';
import { wildcardPrivilegesOnSensitiveServices } from '../../rules/wildcard-privileges-on-sensitive-services.ts';
import { accessKey, account, condition, everything, fullAccess, grant } from '../support/parts.ts';
import type { ResultSketch } from '../support/result.ts';
import { sketchStep } from '../support/result.ts';
import { daysAgo, describeRule, hitsOf } from '../support/rule-cases.ts';

const id = `arn:aws:iam::${account}:role/ci`;
type Identity = NonNullable<ResultSketch['identities']>[number];
const production = '222222222222';
const scopes = [
  { id: account, environment: 'development' },
  { id: production, environment: 'production' },
] as const;

const climber = (
  reach: NonNullable<ResultSketch['reach']>[string],
  part: Partial<Identity> = {},
  edges: ResultSketch['edges'] = [],
): ResultSketch => ({
  scopes,
  identities: [{ id, grants: [grant()], credentials: [accessKey()], ...part }],
  edges: edges!,
  reach: { [id]: { score: 90, ...reach } },
});
const toAccount = [
  sketchStep({ from: id, to: 'deploy' }),
  sketchStep({ from: 'deploy', to: `scope:${account}`, technique: 'full-access' }),
];
const own = [{ from: id, to: `scope:${account}`, technique: fullAccess }];

describeRule(privilegeEscalationPath, {
  valid: {
    'nothing is under its control': climber({}),
    'it is an administrator by its own grants: that is another rule': climber({ admin: [account] }, {}, own),
    'from production it reaches development': climber({ admin: [account, production] }, {}, [
      { from: id, to: `scope:${production}`, technique: fullAccess },
    ]),
    'it is a person': climber({ admin: [account] }, { nature: { is: 'human', reason: 'x' } }),
    'the provider holds it for itself': climber({ admin: [account] }, { providerOwned: true }),
  },
  invalid: {
    'every step is proven': [
      climber({ admin: [account], path: toAccount }),
      { title: `Reaches full control of ${account} in 2 steps`, severity: 'high', confidence: 'high' },
    ],
    'the path ends in production': [
      climber({ admin: [account, production], path: [sketchStep({ from: id, to: `scope:${production}` })] }),
      {
        title: `Reaches full control of ${production} and 1 other scope in 1 step`,
        severity: 'critical',
        confidence: 'high',
      },
    ],
    'a step rests on something that the snapshot does not show': [
      climber({ adminIf: [{ scope: account, assumes: ['a function runs as deploy'] }] }),
      {
        title: `Reaches full control of ${account} in 1 step, if a function runs as deploy`,
        severity: 'medium',
        confidence: 'medium',
      },
    ],
    'two steps do': [
      climber({ adminIf: [{ scope: account, assumes: ['a', 'b'] }] }),
      {
        title: `Reaches full control of ${account} in 1 step, if a and b`,
        severity: 'medium',
        confidence: 'low',
      },
    ],
    'it administers development and reaches production': [
      climber({ admin: [account, production] }, {}, own),
      { title: `Reaches full control of ${production} in 1 step`, severity: 'critical' },
    ],
  },
});

test('the fix of a path that nobody knows how to cut names its first step and where that is allowed', () => {
  const [hit] = hitsOf(
    privilegeEscalationPath,
    climber({ admin: [account], path: toAccount }, {}, [{ from: id, to: id }]),
  );
  expect(hit?.fix.split('\n')).toEqual([
    'Cut the path at its first step. Take the target out of what the identity may assume, or the identity out of the target’s trust.',
    '# step: assume the role',
    '# allowed in: deploy /AssumeRolePolicyDocument/Statement/0',
    `nhi-audit explain ${id}`,
  ]);
  expect(hit?.path).toEqual(toAccount);
});

const holder = (part: Parameters<typeof grant>[0], identity: Partial<Identity> = {}): ResultSketch => ({
  identities: [{ id, grants: [grant(part)], ...identity }],
});
const all = (service: number) => [{ service, level: 4, breadth: 1, full: true } as const];

describeRule(wildcardPrivilegesOnSensitiveServices, {
  valid: {
    'only some actions are allowed': holder({
      privileges: [{ service: 1, level: 4, breadth: 1, full: false }],
    }),
    'only some resources are covered': holder({
      privileges: [{ service: 1, level: 4, breadth: 0.5, full: true }],
    }),
    'the service holds nothing sensitive': holder({ privileges: all(4) }),
    'the grant has ended': holder({ privileges: all(1), duration: 'time-bound', until: daysAgo(1) }),
    'it is a person': holder({ privileges: all(1) }, { nature: { is: 'human', reason: 'x' } }),
    'it controls the whole account anyway': {
      identities: [{ id, grants: [everything()] }],
      edges: own,
    },
  },
  invalid: {
    'secrets may be done everything with': [
      holder({ privileges: all(1) }),
      { title: 'May do everything in secretsmanager', severity: 'high', confidence: 'high' },
    ],
    'identities may': [
      holder({ privileges: all(0) }),
      { title: 'May do everything in iam', severity: 'high' },
    ],
    'only data may': [
      holder({ privileges: all(2) }),
      { title: 'May do everything in s3', severity: 'medium' },
    ],
    'conditions stand on the grant': [
      holder({ privileges: all(1), conditions: [condition({ class: 'tag' })] }),
      { title: 'May do everything in secretsmanager', severity: 'high', confidence: 'medium' },
    ],
    'the grant ends soon': [
      holder({ privileges: all(1), duration: 'time-bound', until: daysAgo(-3) }),
      { title: 'May do everything in secretsmanager', severity: 'low' },
    ],
    'the grant must be approved first': [
      holder({ privileges: all(1), duration: 'eligible' }),
      { title: 'May do everything in secretsmanager', severity: 'low' },
    ],
    'several grants say so, as one finding': [
      {
        identities: [
          { id, grants: [grant({ privileges: all(1) }), grant({ name: 'b', privileges: all(2) })] },
        ],
      },
      { title: 'May do everything in s3 and secretsmanager', severity: 'high' },
    ],
  },
});

const scan = (cells: Identity['cells'], part: Partial<Identity> = {}): ResultSketch => ({
  identities: [{ id, scanner: true, cells: cells!, ...part }],
});

describeRule(scannerOverPrivileged, {
  valid: {
    'it only reads': scan([{ scope: 0, service: 0, level: 2, breadth: 1 }]),
    'it may assume one role in each account': scan([{ scope: 0, service: 0, level: 3, breadth: 0.01 }]),
    'somebody else has the power': {
      identities: [{ id, cells: [{ scope: 0, service: 0, level: 4, breadth: 1 }] }],
    },
  },
  invalid: {
    'it may write to all of a service': [
      scan([{ scope: 0, service: 2, level: 3, breadth: 1 }]),
      { title: 'The scan ran with write in s3', severity: 'medium' },
    ],
    'it controls one role': [
      scan([{ scope: 0, service: 0, level: 4, breadth: 0.1 }]),
      { title: 'The scan ran with control in iam', severity: 'medium' },
    ],
    'it is an administrator': [
      {
        ...scan([{ scope: 0, service: 0, level: 4, breadth: 1 }]),
        reach: { [id]: { admin: [account], score: 100 } },
      },
      { title: `The scan ran with full control of ${account}`, severity: 'high' },
    ],
    'it is an engineer’s own session': [
      scan([{ scope: 0, service: 0, level: 4, breadth: 1 }], { nature: { is: 'human', reason: 'x' } }),
      { title: 'The scan ran with control in iam', severity: 'low' },
    ],
  },
});
