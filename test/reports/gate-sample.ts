import type { GateChange, GateResult } from '../../src/model/gate.ts';
import { rewriting, timeFields } from './hostile.ts';
import { ci, deployer, reader, sampleResult } from './sample.ts';

const change = (part: Partial<GateChange> & Pick<GateChange, 'class' | 'fingerprint'>): GateChange => ({
  severity: 'critical',
  fails: true,
  verdict: 'It fails: permanent privilege that was not there before.',
  who: ci,
  provider: 'aws',
  kind: 'user',
  what: 'Permanent full control of s3 where it had none.',
  where: 'account 111111111111, s3, all resources',
  scope: '111111111111',
  since: 'aws_iam_user_policy.ci (update)',
  falls: '80% of the estate, 2% before.',
  blastRadius: { before: 2, after: 80 },
  instead: 'Let the pipeline assume a role that ends with the job.',
  ...part,
});

/** What a gate on a Terraform plan found: two failing changes, one accepted, one that nobody can tell. */
export const sampleGate = (): GateResult => ({
  tool: { name: 'nhi-audit', version: '0.0.0-test' },
  mode: 'terraform',
  before: 'the state before plan.json',
  after: 'the state after plan.json',
  verdict: 'fail',
  reason: '2 changes give permanent privilege.',
  changes: [
    change({
      class: 'new-standing-grant',
      fingerprint: 'a'.repeat(32),
      location: { file: 'infra/plan.json', line: 12, address: 'aws_iam_user_policy.ci' },
    }),
    change({
      class: 'indeterminate',
      fingerprint: 'b'.repeat(32),
      who: 'module.app["x"].aws_iam_role.deploy',
      severity: 'high',
      what: 'The text of the policy is not known before it is applied.',
      location: { file: './infra/modules/app.tf', line: 1 },
    }),
    change({
      class: 'trust-widened',
      fingerprint: 'c'.repeat(32),
      who: deployer,
      kind: 'role',
      severity: 'high',
      fails: false,
      verdict: 'Accepted by the exception shared-reader.',
      exception: 'shared-reader',
    }),
    change({
      class: 'time-bound-grant',
      fingerprint: 'd'.repeat(32),
      who: reader,
      severity: 'info',
      fails: false,
      verdict: 'It expires.',
    }),
  ],
  narrowed: 3,
  gaps: ['aws_iam_policy.computed: its text is not in the plan'],
  exceptions: sampleResult().exceptions!,
});

const fixedEverywhere = new Set([
  ...timeFields,
  'tool',
  'role',
  'foundBy',
  'effect',
  'loosenedUnasked',
  'sha256',
  'class',
  'fingerprint',
  'severity',
  'provider',
  'status',
  'mode',
  'verdict',
]);

/** The same result with every text from outside changed. */
export const withGateTexts = (result: GateResult, update: (text: string) => string): GateResult => {
  const rewrite = rewriting(update, fixedEverywhere);
  const changed = rewrite(result) as GateResult;
  return {
    ...changed,
    // `verdict` is one of three words in the result, and a sentence in a change.
    changes: changed.changes.map((each) => ({ ...each, verdict: update(each.verdict) })),
  };
};
