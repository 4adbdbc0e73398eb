import { describe, expect, test } from 'vitest';
import { gateMarkdownFormat } from '../../../reports/gate/markdown.ts';
import type { GateResult } from '../../../src/model/gate.ts';
import { sampleGate } from '../gate-sample.ts';
import { readMarkdown } from '../readers.ts';

const written = (result: GateResult): string => {
  const text = [...gateMarkdownFormat.files(result, { width: 80, colour: false })[0]!.text].join('');
  readMarkdown(text);
  return text;
};

describe('the summary of the gate', () => {
  test('reads like this', () => {
    expect(written(sampleGate())).toMatchInlineSnapshot(`
      "# Fail: new permanent privilege

      2 changes give permanent privilege.

      Compared: the state before \`plan.json\` with the state after \`plan.json\`. 2 failing, 2 let through, 3 narrowed.

      ## What fails

      ### New standing grant: \`arn:aws:iam::111111111111:user/ci-deploy\`

      - **Who**: \`arn:aws:iam::111111111111:user/ci-deploy\` (user)
      - **What**: Permanent full control of \`s3\` where it had none. (critical)
      - **Where**: account \`111111111111, s3\`, all resources, in \`infra/plan.json:12\` \`aws_iam_user_policy.ci\`
      - **Since**: \`aws_iam_user_policy.ci\` (update)
      - **If it leaks**: 80% of the estate, 2% before.
      - **Instead**: Let the pipeline assume a role that ends with the job.
      - It fails: permanent privilege that was not there before. Fingerprint \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`

      ### Indeterminate: \`module.app["x"].aws_iam_role.deploy\`

      - **Who**: \`module.app["x"].aws_iam_role.deploy\` (user)
      - **What**: The text of the policy is not known before it is applied. (high)
      - **Where**: account \`111111111111, s3\`, all resources, in \`./infra/modules/app.tf:1\`
      - **Since**: \`aws_iam_user_policy.ci\` (update)
      - **If it leaks**: 80% of the estate, 2% before.
      - **Instead**: Let the pipeline assume a role that ends with the job.
      - It fails: permanent privilege that was not there before. Fingerprint \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`

      ## What is let through

      | Who | What | Why | Exception |
      | --- | --- | --- | --- |
      | \`arn:aws:iam::111111111111:role/deployer\` | Permanent full control of \`s3\` where it had none. | Accepted by the exception shared-reader. | \`shared-reader\` |
      | \`arn:aws:iam::222222222222:role/reader\` | Permanent full control of \`s3\` where it had none. | It expires. | - |

      ## What could not be compared

      - \`aws_iam_policy.computed\`: its text is not in the plan

      ## Exceptions

      | Exception | Status | Until | Owner | Approver | Covers | Why |
      | --- | --- | --- | --- | --- | --- | --- |
      | \`entry 3\` | invalid | - | - | - | 0 | expires is missing: every exception has to expire |
      | \`quarterly-reader\` | expired | \`2025-12-31\` | \`data@acme.example\` | \`ciso@acme.example\` | 1 | it ended on \`2025-12-31\`, 1 day ago |
      | \`shared-reader\` | valid | \`2026-03-01\` | \`data@acme.example\` | \`ciso@acme.example\` | 1 | Shared by three teams until they split. |
      "
    `);
  });

  test.each([
    ['pass', '# Pass: no new permanent privilege'],
    ['fail', '# Fail: new permanent privilege'],
    ['not-evaluated', '# No verdict'],
  ] as const)('%s is the first line', (verdict, line) => {
    expect(written({ ...sampleGate(), verdict }).split('\n')[0]).toBe(line);
  });

  test('nothing changed', () => {
    const quiet = written({ ...sampleGate(), verdict: 'pass', changes: [], gaps: [], exceptions: [] });
    expect(quiet).not.toContain('## ');
  });

  test('stays below 1 MiB with thousands of long changes, and says what is left out', () => {
    const [change] = sampleGate().changes;
    const long = '宽'.repeat(2_000);
    const changes = Array.from({ length: 3_000 }, () => ({
      ...change!,
      what: long,
      instead: long,
      falls: long,
    }));
    const text = written({ ...sampleGate(), changes });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/2800 more in the other reports|The summary is cut here/);
  });
});
