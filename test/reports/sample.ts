import type { TrendPoint } from '../../src/model/history.ts';
import type { InForce } from '../../src/model/in-force.ts';
import type { ReductionPlan } from '../../src/model/reduce.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { sketchResult, sketchStep } from '../support/result.ts';

const arn = (path: string, account = '111111111111'): string => `arn:aws:iam::${account}:${path}`;
export const ci = arn('user/ci-deploy');
export const deployer = arn('role/deployer');
export const reader = arn('role/reader', '222222222222');
const production = '111111111111';
const development = '222222222222';

/** A configuration that nobody named, with a value of each effect, and exceptions. */
export const sampleInForce: InForce = {
  files: [
    { role: 'configuration', path: 'nhi-audit.yaml', sha256: 'c'.repeat(64), foundBy: 'working-directory' },
    { role: 'exceptions', path: 'conf/exceptions.yaml', sha256: 'd'.repeat(64), foundBy: 'flag' },
  ],
  deviations: [
    { key: 'thresholds.secretAgeDays', kind: 'threshold', value: '30', standard: '90', effect: 'stricter' },
    {
      key: 'weights.scopes',
      kind: 'weights',
      value: '{"111111111111":10}',
      standard: '{}',
      effect: 'either',
    },
    { key: 'humanNames', kind: 'names', value: '["jane.*"]', standard: '[]', effect: 'looser' },
  ],
  loosenedUnasked: 'open',
};

/** Two accounts, three identities: a CI user that can assume a deployment role, and a reader that reaches little. */
export const sampleResult = (): AuditResult =>
  sketchResult({
    scopes: [
      { id: production, name: 'acme-production', environment: 'production' },
      { id: development, name: 'acme-development', environment: 'development' },
    ],
    identities: [
      {
        id: ci,
        kind: 'user',
        name: 'ci-deploy',
        environment: 'production',
        createdAt: '2023-01-01T00:00:00Z',
        lastUsedAt: '2025-12-31T06:00:00Z',
        credentials: [
          {
            id: 'AKIAEXAMPLE2',
            kind: 'access-key',
            lifetime: 'static',
            binding: 'shared-secret',
            status: 'inactive',
            createdAt: '2023-01-01T00:00:00Z',
            lastUsedAt: 'never',
          },
          {
            id: 'AKIAEXAMPLE1',
            kind: 'access-key',
            lifetime: 'static',
            binding: 'shared-secret',
            status: 'active',
            createdAt: '2024-12-01T00:00:00Z',
            lastUsedAt: '2025-12-31T06:00:00Z',
          },
        ],
        grants: [
          {
            scope: production,
            name: 'deploy',
            source: { record: 'aws.user', id: ci, pointer: '/UserPolicyList/0' },
            via: 'inline',
            providerManaged: false,
            duration: 'permanent',
            privileges: [
              { service: 2, level: 3, breadth: 1 / 3, full: false },
              { service: 3, level: 3, breadth: 1 / 3, full: false },
              { service: 4, level: 1, breadth: 1, full: false },
            ],
            conditions: [
              {
                class: 'source-network',
                operator: 'IpAddress',
                key: 'aws:SourceIp',
                values: ['192.0.2.0/24'],
              },
            ],
          },
          {
            scope: production,
            name: 'denied',
            source: { record: 'aws.user', id: ci, pointer: '/UserPolicyList/1' },
            via: 'inline',
            providerManaged: false,
            duration: 'permanent',
            privileges: [],
            conditions: [],
          },
        ],
      },
      {
        id: deployer,
        name: 'deployer',
        owner: 'platform@acme.example',
        environment: 'production',
        lastUsedAt: 'never',
        bounded: true,
        workloads: [
          { id: 'fn', kind: 'lambda-function', name: 'ship', source: { record: 'aws.function', id: 'fn' } },
        ],
        credentials: [
          {
            id: 'role-session',
            kind: 'role-session',
            lifetime: 'short-lived',
            binding: 'attested',
            status: 'active',
            maxSeconds: 3600,
          },
        ],
        grants: [
          {
            scope: production,
            name: 'AdministratorAccess',
            source: {
              record: 'aws.policy',
              id: 'arn:aws:iam::aws:policy/AdministratorAccess',
              pointer: '/Document',
            },
            via: 'attached',
            providerManaged: true,
            duration: 'permanent',
            privileges: [0, 1, 2, 3, 4].map((service) => ({
              service,
              level: service === 4 ? 3 : 4,
              breadth: 1,
              full: true,
            })),
            conditions: [],
          },
        ],
        trusts: [
          {
            mechanism: 'assume',
            party: 'identity',
            principal: ci,
            external: 'no',
            conditions: [],
            source: { record: 'aws.role', id: deployer, pointer: '/AssumeRolePolicyDocument/Statement/0' },
          },
        ],
      },
      {
        id: reader,
        name: 'reader',
        scope: development,
        grants: [
          {
            scope: development,
            name: 'read',
            source: { record: 'aws.role', id: reader, pointer: '/RolePolicyList/0' },
            via: 'inline',
            providerManaged: false,
            duration: 'time-bound',
            until: '2026-01-10T00:00:00Z',
            privileges: [{ service: 2, level: 2, breadth: 0.01, full: false }],
            conditions: [],
          },
        ],
      },
    ],
    edges: [
      { from: ci, to: deployer },
      { from: deployer, to: `scope:${production}` },
    ],
    reach: {
      [ci]: {
        score: 80,
        admin: [production],
        adminIf: [{ scope: development, assumes: ['a function runs with role reader'] }],
        identities: 1,
        identitiesIf: 2,
        hops: 2,
        providers: ['aws'],
        path: [
          sketchStep({ from: ci, to: deployer }),
          sketchStep({
            from: deployer,
            to: `scope:${production}`,
            by: 'do everything',
            technique: 'full-control',
          }),
        ],
      },
      [deployer]: {
        score: 80.01,
        admin: [production],
        providers: ['aws'],
        path: [
          sketchStep({
            from: deployer,
            to: `scope:${production}`,
            by: 'do everything',
            technique: 'full-control',
          }),
        ],
        takenOverBy: [ci],
      },
      [reader]: { score: 0.01, providers: ['aws'] },
    },
    findings: [
      {
        rule: 'privilege-escalation-path',
        identity: ci,
        severity: 'critical',
        title: 'ci-deploy can give itself full control of acme-production in 2 steps',
        path: [sketchStep({ from: ci, to: deployer, assumes: ['the trust stays as it is'] })],
        fix: `Take the step away.\naws iam delete-user-policy --user-name ci-deploy --policy-name deploy`,
        controls: { 'CIS AWS 5.0.0': ['1.16'], 'AWS FSBP': ['IAM.1', 'IAM.21'] },
      },
      { rule: 'secret-age', identity: ci, severity: 'high', title: 'An access key is 396 days old' },
      { rule: 'standing-administrator', identity: deployer, severity: 'high', blastRadius: 80 },
      { rule: 'no-owner', identity: reader, severity: 'low', status: 'accepted', exception: 'shared-reader' },
      {
        rule: 'unused-identity',
        identity: reader,
        severity: 'low',
        status: 'expired-exception',
        exception: 'quarterly-reader',
      },
    ],
    exceptions: [
      {
        id: 'shared-reader',
        status: 'valid',
        problems: [],
        exception: {
          id: 'shared-reader',
          covers: { identity: reader, rule: 'no-owner' },
          reason: 'Shared by three teams until they split.',
          owner: 'data@acme.example',
          approver: 'ciso@acme.example',
          created: '2025-12-01',
          expires: '2026-03-01',
          compensatingControls: ['Reads are logged'],
          scopes: [development],
        },
        covered: ['00000000000000000000000000000003'],
        location: { file: 'nhi-audit.exceptions.yaml', line: 3 },
      },
      {
        id: 'quarterly-reader',
        status: 'expired',
        problems: ['it ended on 2025-12-31, 1 day ago'],
        exception: {
          id: 'quarterly-reader',
          covers: { fingerprint: '00000000000000000000000000000004' },
          reason: 'Used once a quarter.',
          owner: 'data@acme.example',
          approver: 'ciso@acme.example',
          created: '2025-10-01',
          expires: '2025-12-31',
          reviewEveryDays: 30,
          compensatingControls: [],
          rotateEveryDays: 90,
          ticket: 'SEC-1',
        },
        covered: ['00000000000000000000000000000004'],
        location: { file: 'nhi-audit.exceptions.yaml', line: 12 },
      },
      {
        id: 'entry 3',
        status: 'invalid',
        problems: ['expires is missing: every exception has to expire'],
        covered: [],
        location: { file: 'nhi-audit.exceptions.yaml', line: 24 },
      },
    ],
    assessments: [
      { rule: 'no-owner', scope: production, status: 'assessed', reason: '' },
      {
        rule: 'unused-privilege',
        scope: production,
        status: 'not-assessed',
        reason: 'service-use: iam:GenerateServiceLastAccessedDetails was skipped',
      },
    ],
    coverage: [
      {
        connector: 'aws',
        scope: production,
        source: 'iam:GetAccountAuthorizationDetails',
        status: 'complete',
        detail: '',
        gives: ['inventory', 'grants', 'trusts'],
      },
      {
        connector: 'aws',
        scope: '*',
        source: 'organizations:ListAccounts',
        status: 'denied',
        detail: 'AccessDeniedException: grant organizations:ListAccounts to the scanning identity',
        gives: ['organization'],
      },
    ],
  });

/** What is asked for beside a result: a plan of two steps, and three scans of a history. */
export const samplePlan: ReductionPlan = {
  collectedAt: '2026-01-01T00:00:00.000Z',
  start: { changes: 0, share: 80, proven: 80, standing: 2, controlling: 2, sum: 160 },
  steps: [
    {
      verified: true,
      after: { changes: 1, share: 80, proven: 40, standing: 2, controlling: 1, sum: 100 },
      lowers: 12,
      lowered: [{ identity: ci, before: 80, after: 20 }],
      changes: [
        {
          kind: 'withdraw-grant',
          provider: 'aws',
          says: 'Withdraw AdministratorAccess from user ci-deploy.',
          identity: ci,
          scope: '111111111111',
          environment: 'production',
          owner: 'platform',
          holders: 3,
          facts: [],
          risk: {
            is: 'used',
            says: 'Used on 2025-12-30.',
            workloads: Array.from({ length: 22 }, (_, at) => `function-${at}`),
          },
          commands: ['aws iam detach-user-policy --user-name ci-deploy'],
          undo: ['aws iam attach-user-policy --user-name ci-deploy'],
          documents: [{ of: 'policy', before: { Statement: [] } }],
        },
      ],
    },
    {
      verified: false,
      after: { changes: 3, share: 5.25, proven: 5.25, standing: 0, controlling: 0, sum: 5.25 },
      lowers: 1,
      lowered: [],
      changes: [deployer, reader].map((identity) => ({
        kind: 'end-identity' as const,
        provider: 'aws',
        says: `Quarantine ${identity}.`,
        identity,
        scope: '222222222222',
        environment: 'development' as const,
        holders: 1,
        facts: [],
        risk: { is: 'unused' as const, says: 'Never used.', workloads: [] },
        commands: [],
        undo: [],
        documents: [],
      })),
    },
  ],
  goal: { of: { share: 10 }, changes: 3 },
  verified: 'every tenth',
  candidates: 9,
  keepUsedWithinDays: 90,
  people: false,
  leftOut: [{ says: 'Take away the group.', identity: ci, why: 'More would fall with it.' }],
  furtherLeftOut: 2,
};

export const sampleTrend: readonly TrendPoint[] = ['2025-10-01', '2025-12-01', '2026-01-01'].map(
  (day, at) => ({
    scan: `scan-${at}`,
    at: `${day}T00:00:00.000Z`,
    series: 1,
    standing: 3 - at,
    privileged: 4,
    worstBlastRadius: 90 - 5 * at,
    open: { critical: 3 - at, high: at, medium: 0, low: 1, info: 0 },
    unseen: at,
    accepted: 1,
    ...(at === 0 ? {} : { meanAge: 30.5 * at, meanTimeToFix: 4 }),
  }),
);
