import { describe, expect, test } from 'vitest';
import { awsRemedies } from '../../../connectors/aws/remedies/index.ts';
import { remediesOf } from '../../../rules/knowledge/remedies.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Trust, TrustedParty } from '../../../src/model/trust.ts';
import { sketchEstate } from '../../support/estate.ts';

const trust = (party: TrustedParty): Trust => ({
  mechanism: 'assume',
  party,
  principal: 'x',
  external: 'no',
  conditions: [],
  source: { record: 'aws.role', id: 'x' },
});

const role = (...parties: readonly TrustedParty[]) =>
  ({
    id: 'arn:aws:iam::111122223333:role/app',
    provider: 'aws',
    kind: 'role',
    trusts: parties.map(trust),
  }) as unknown as Identity;

const { narrowSession } = remediesOf(new Map([['aws', awsRemedies]]))(sketchEstate({}));

describe('a session that can do less than the role', () => {
  test.each<[string, readonly TrustedParty[], boolean]>([
    ['a role that only a service may assume', ['service'], false],
    ['one that a service may assume, and somebody who is no more', ['service', 'deleted'], false],
    ['one that an identity may assume too', ['service', 'identity'], true],
    ['one of whose trust nothing is known', [], true],
  ])('%s', (_, parties, told) => {
    expect(narrowSession(role(...parties)) !== undefined).toBe(told);
  });
});
