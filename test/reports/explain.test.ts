import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../reports/explain.ts';
import type { TextOptions } from '../../reports/report-format.ts';
import type { AuditResult } from '../../src/model/report.ts';
import type { Trust } from '../../src/model/trust.ts';
import { sketchResult, sketchStep } from '../support/result.ts';
import { hostileTexts, unseenIn, withTexts } from './hostile.ts';
import { reordered } from './reordered.ts';
import { ci, deployer, reader, sampleResult } from './sample.ts';

const plain: TextOptions = { width: 80, colour: false };
const explained = (result: AuditResult, id: string, options: TextOptions = plain): string =>
  [
    ...explain(
      result,
      result.estate.identities.findIndex((identity) => identity.id === id),
      options,
    ),
  ].join('');
/** Without line breaks, for sentences that may be wrapped. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('what explain says', () => {
  test('of an identity with a path reads like this', () => {
    expect(explained(sampleResult(), ci)).toMatchInlineSnapshot(`
      "ci-deploy
        id            arn:aws:iam::111111111111:user/ci-deploy
        kind          aws user
        nature        machine: test
        scope         acme-production (111111111111)
        environment   production
        owner         not known
        created       2023-01-01 (1,096 days ago)
        last used     2025-12-31 (0 days ago)
        written in    aws.role arn:aws:iam::111111111111:user/ci-deploy
        rank          2 of 3 identities by blast radius

      Standing: standing
        credentials   static 1
        grants        permanent 1

      Credentials (2)
        - access-key AKIAEXAMPLE1: active, static, shared-secret; created 2024-12-01
          (396 days ago); last used 2025-12-31 (0 days ago)
        - access-key AKIAEXAMPLE2: inactive, static, shared-secret; created 2023-01-01
          (1,096 days ago); last used never

      Grants (2)
        - denied on acme-production (111111111111): inline, permanent [aws.user
          arn:aws:iam::111111111111:user/ci-deploy /UserPolicyList/1]
            nothing: denied, or outside the permissions boundary
        - deploy on acme-production (111111111111): inline, permanent [aws.user
          arn:aws:iam::111111111111:user/ci-deploy /UserPolicyList/0]
            write    lambda, s3 (33% of the resources)
            view     sns (all resources)
            if       source-network: IpAddress aws:SourceIp 192.0.2.0/24

      Who can become it
        No one in the collected data, except whoever holds its credentials.

      What it can take over in one step (1)
        - deployer (arn:aws:iam::111111111111:role/deployer): can assume the role

      Blast radius: 80.0% of the estate is compromised if it leaks
        admin of      acme-production (111111111111)
        admin if      acme-development (222222222222), if a function runs with role
                      reader
        can become    1 other identity, 1 more if assumptions hold
        providers     aws
        steps         2 to the worst it can reach
        proven        80.0% if only proven steps count

      The shortest path to the worst it can reach
        1. ci-deploy (arn:aws:iam::111111111111:user/ci-deploy) can assume the role
           (assume-role) -> deployer (arn:aws:iam::111111111111:role/deployer)
           evidence: trusts it [aws.role arn:aws:iam::111111111111:role/deployer
                     /AssumeRolePolicyDocument/Statement/0]
        2. deployer (arn:aws:iam::111111111111:role/deployer) can do everything
           (full-control) -> full control of acme-production (111111111111)
           evidence: trusts it [aws.role scope:111111111111
                     /AssumeRolePolicyDocument/Statement/0]

      Exposure: 40 of 100, how easily an attacker could get it
        credentials   32.5 of 40: has a credential that lasts; a lasting credential is
                      older than thresholds.secretAgeDays; not known: a lasting
                      credential is shared by workloads
                      (thresholds.workloadsPerIdentity); a lasting credential is
                      plausibly stored as a secret of a pipeline
        outside access0 of 30
        takeover      0 of 15
        code it runs  7.5 of 15: not known: code of outsiders runs with it; it runs on
                      a host that takes work from outsiders; code of others runs with
                      it by a name that can be moved

      Findings (2)
        critical: ci-deploy can give itself full control of acme-production in 2 steps
          privilege-escalation-path, open, confidence high, fingerprint
          00000000000000000000000000000000
          evidence: it is so [aws.role arn:aws:iam::111111111111:user/ci-deploy]
          fix: Take the step away.
            aws iam delete-user-policy --user-name ci-deploy --policy-name deploy
        high: An access key is 396 days old
          secret-age, open, confidence high, fingerprint
          00000000000000000000000000000001
          evidence: it is so [aws.role arn:aws:iam::111111111111:user/ci-deploy]
          fix: Change it.

      Not judged, or not fully, in acme-production (111111111111)
        - unused-privilege: not-assessed, service-use:
          iam:GenerateServiceLastAccessedDetails was skipped
      "
    `);
  });

  test.each([
    ['who may become it, by its own configuration', `assume: identity ${ci}; no condition`],
    ['who can take it over', `by 1 identity: - ci-deploy (${ci})`],
    ['what runs as it', 'runs lambda-function ship (fn)'],
    ['a grant of everything', 'control every service (all resources, every action)'],
    ['the limit it is under', 'limited by a permissions boundary'],
    ['how long its sessions live', 'one issue lives 3,600 s at most'],
  ])('names %s', (_, sentence) => {
    expect(flat(explained(sampleResult(), deployer))).toContain(sentence);
  });

  test('shows the end of a grant', () => {
    expect(flat(explained(sampleResult(), reader))).toContain('time-bound until 2026-01-10 (in 9 days)');
  });

  test('shows what a step of the path assumes', () => {
    const path = [sketchStep({ from: 'a', to: 'b', assumes: ['a function runs with role b'] })];
    const result = sketchResult({ identities: [{ id: 'a' }, { id: 'b' }], reach: { a: { hops: 1, path } } });
    expect(explained(result, 'a')).toContain('assumes:  a function runs with role b');
  });

  test('shows the path to each scope that it controls, beyond the worst', () => {
    const toTwo = [sketchStep({ from: 'a', to: 'scope:two' })];
    const base = sketchResult({
      scopes: [{ id: 'one' }, { id: 'two' }],
      identities: [{ id: 'a' }],
      reach: { a: { admin: ['one', 'two'], hops: 1, path: [sketchStep({ from: 'a', to: 'scope:one' })] } },
    });
    const result = { ...base, reach: { ...base.reach, pathToControl: () => toTwo } };
    expect(explained(result, 'a')).toContain('The shortest path to full control of two');
    expect(explained(result, 'a')).not.toContain('The shortest path to full control of one');
  });

  test('keeps a command whole, however long, so that it can be copied', () => {
    const line = `aws iam delete-role-policy --role-name ${'r'.repeat(100)} --policy-name p`;
    const findings = [{ rule: 'x', identity: 'a', fix: `Remove it.\n${line}` }];
    expect(explained(sketchResult({ identities: [{ id: 'a' }], findings }), 'a')).toContain(
      `\n      ${line}\n`,
    );
  });

  test('names rules that could not be judged where the identity lives', () => {
    expect(flat(explained(sampleResult(), ci))).toContain('unused-privilege: not-assessed, service-use');
    expect(explained(sampleResult(), reader)).not.toContain('Not judged');
  });

  test('of an identity without anything says so under each heading', () => {
    const text = explained(sketchResult({ identities: [{ id: 'a' }] }), 'a');
    for (const words of [
      'None known.',
      'Grants (0)',
      'No one in the collected data',
      'None needed',
      'Findings (0)',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('of whom it trusts names the party, unless that is told in words', () => {
    const trust = {
      mechanism: 'start',
      external: 'no',
      conditions: [],
      source: { record: 'x', id: 'y' },
    } as const;
    const trusts: readonly Trust[] = [
      { ...trust, party: 'scope', principal: '111111111111' },
      { ...trust, party: 'everyone', principal: 'whoever comments', external: 'yes' },
    ];
    const text = flat(explained(sketchResult({ identities: [{ id: 'a', trusts }] }), 'a'));
    expect(text).toContain('start: everybody in the scope 111111111111; no condition');
    expect(text).toContain('start: whoever comments, outside the estate; no condition');
  });

  test('in colour is the same text', () => {
    const coloured = explained(sampleResult(), ci, { ...plain, colour: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(explained(sampleResult(), ci));
  });
});

describe('hostile text in an explanation', () => {
  test.each(hostileTexts)('%s forges no heading and leaves nothing unseen', (_, text) => {
    const result = withTexts(sampleResult(), (own) => `${text}${own}`);
    const shown = explained(result, text + ci);
    expect(unseenIn(shown.replaceAll('\n', ''))).toEqual([]);
    expect(shown.match(/^Findings /gm)?.length).toBe(1);
  });
});

test('an explanation is the same, byte for byte, whatever the order of what it is given', () => {
  const expected = explained(sampleResult(), ci);
  fc.assert(fc.property(reordered(sampleResult()), (result) => explained(result, ci) === expected));
});
