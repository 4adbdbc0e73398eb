import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { interpretationsOf } from '../../../src/pipeline/interpretations.ts';
import { reduce } from '../../../src/pipeline/reduce.ts';
import { administrator, arn, role, trusting } from '../../support/aws-sketch.ts';

const owner = 'acme';
const web = `${owner}/web`;
const fact = (kind: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope: owner,
  id,
  data,
});
const workflow = (environment: string) => `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
${environment}    permissions: { id-token: write }
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: '${arn.role('deploy')}', aws-region: eu-central-1 }
`;

interface Sketch {
  readonly environment?: object;
  readonly protection?: object | null | undefined;
  /** Whom the role lets in. */
  readonly subject: string;
}

/** A machine user that may push, a job that enters a role of AWS which controls the account. */
const planOf = async (sketch: Sketch) => {
  const { environment, subject } = sketch;
  const protection = 'protection' in sketch ? sketch.protection : null;
  const trust = trusting(
    { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': `repo:${web}:${subject}` },
    },
  );
  const entered = {
    ...trust,
    Statement: trust.Statement.map((each) => ({ ...each, Action: 'sts:AssumeRoleWithWebIdentity' })),
  };
  const records = [
    fact('github.organization', owner, { id: 9, login: owner, default_repository_permission: 'write' }),
    fact('github.member', 'release-bot', { id: 1, login: 'release-bot', role: 'MEMBER' }),
    fact('github.repository', web, {
      id: 1,
      full_name: web,
      name: 'web',
      default_branch: 'main',
      protection,
    }),
    fact('github.workflow', 'w', {
      repository: { id: 1, full_name: web },
      path: '.github/workflows/deploy.yml',
      text: workflow(environment === undefined ? '' : '    environment: production\n'),
    }),
    ...(environment === undefined
      ? []
      : [
          fact('github.environment', `${web}/production`, {
            id: 5,
            name: 'production',
            repository: { id: 1, full_name: web },
            ...environment,
          }),
        ]),
    role('deploy', entered, { attached: [administrator] }),
  ];
  const interpretations = await interpretationsOf(['github', 'aws']);
  return reduce(
    { collectedAt: '2026-06-01T00:00:00.000Z', coverage: [], records, interpretations },
    defaultSettings,
    { most: 8, keepUsedWithinDays: 90 },
  );
};
const guards = async (sketch: Sketch) =>
  (await planOf(sketch)).steps.filter(({ changes }) => changes[0]!.kind === 'guard-step');

test('who pushes to a branch without a review: one comes first, and nothing is proven any more', async () => {
  const plan = await planOf({ subject: 'ref:refs/heads/main' });
  expect(plan.start.proven).toBeGreaterThan(70);
  const [step] = plan.steps;
  expect(step).toMatchObject({
    verified: true,
    changes: [
      {
        kind: 'guard-step',
        says: 'Let somebody else consent before anybody changes what workflow deploy.yml does: acme/web.',
        undo: ['gh api --method DELETE repos/acme/web/rulesets/RULESET_ID'],
      },
    ],
    lowers: 1,
    lowered: [{ identity: 'orgs/acme/members/release-bot', proven: { after: 1.9 } }],
  });
  expect(step!.changes[0]!.commands).toEqual([
    expect.stringMatching(
      /^gh api --method POST repos\/acme\/web\/rulesets --input - <<< '\{"name":"review-before-merge"/,
    ),
  ]);
  // It may still be done: with somebody's consent.
  expect(step!.after.sum).toBe(plan.start.sum);
});

test('who deploys to an environment that everybody gets into: reviewers first', async () => {
  const [step] = await guards({ subject: 'environment:production', environment: {} });
  expect(step!.changes[0]).toMatchObject({
    facts: [{ record: 'github.environment', id: 'acme/web/production' }],
    commands: [
      `gh api --method PUT repos/acme/web/environments/production --input - <<< '{"wait_timer":0,"prevent_self_review":true,"reviewers":[{"type":"Team","id":TEAM}],"deployment_branch_policy":null}'`,
    ],
    undo: [
      `gh api --method PUT repos/acme/web/environments/production --input - <<< '{"wait_timer":0,"prevent_self_review":false,"reviewers":[],"deployment_branch_policy":null}'`,
    ],
  });
});

test.each<[string, Sketch]>([
  ['the role lets in any branch', { subject: '*' }],
  ['nobody read what protects the branch', { subject: 'ref:refs/heads/main', protection: undefined }],
  [
    'a review is asked for already',
    { subject: 'ref:refs/heads/main', protection: { rules: ['PULL_REQUEST'] } },
  ],
  [
    'the environment has reviewers',
    { subject: 'environment:production', environment: { reviewers: [{ type: 'User', name: 'ann', id: 2 }] } },
  ],
])('no consent is asked for where it changes nothing: %s', async (_, sketch) => {
  expect(await guards(sketch)).toEqual([]);
});
