import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  estateOf,
  organization,
  other,
  policy,
  resourcePolicy,
  user,
} from '../../../support/aws-sketch.ts';

const stars = `arn:aws:s3:::${'*a'.repeat(200)}`;
const document = (statement: object): object => ({ Version: '2012-10-17', Statement: [statement] });

const told = (records: readonly SnapshotRecord[], scope = account): string =>
  estateOf(records)
    .coverage.filter((entry) => entry.scope === scope && entry.source === 'policy documents')
    .map(({ status, detail }) => `${status}: ${detail}`)
    .join('\n');

const somebody = user('somebody', { inline: [[allow('s3:GetObject')]] });

describe('a policy that is too complex to judge is a gap, wherever it stands', () => {
  test('of the organisation: in each of its accounts', () => {
    const limited = organization([account, other], { scps: [document({ ...deny('*'), Resource: stars })] });
    const records = [somebody, user('elsewhere', { account: other, attached: [administrator] }), ...limited];
    for (const scope of [account, other])
      expect(told(records, scope)).toMatch(
        /^partial: service control policy p-SERVICE_CONTROL_POLICY-0: statement 0 has 1 pattern too complex to judge$/,
      );
  });

  test('of resources, by the organisation', () => {
    const limited = organization([account], { rcps: [document({ ...allow('*'), Resource: stars })] });
    expect(told([somebody, ...limited])).toContain(
      'resource control policy p-RESOURCE_CONTROL_POLICY-0: statement 0',
    );
  });

  test('of a resource', () => {
    const bucket = resourcePolicy('arn:aws:s3:::b', { ...allow('s3:*'), Principal: '*', Resource: stars });
    expect(told([somebody, bucket])).toBe(
      'partial: resource policy of arn:aws:s3:::b: statement 0 has 1 pattern too complex to judge',
    );
  });

  test('as a boundary', () => {
    const limited = user('somebody', { boundary: arn.policy('limit'), inline: [[allow('s3:GetObject')]] });
    expect(told([limited, policy('limit', document({ ...allow('*'), Resource: stars }))])).toContain(
      `permissions boundary of ${arn.user('somebody')}: statement 0`,
    );
  });

  test('plain ones are none', () => {
    const plain = [document(allow('*'))];
    expect(told([somebody, ...organization([account], { scps: plain, rcps: plain })])).toBe('');
  });
});
