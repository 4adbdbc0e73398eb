import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { interpretationsOf } from '../../src/pipeline/interpretations.ts';
import { record as githubRecord, repository, web, workflow } from '../connectors/github/support.ts';
import { account, arn, reportRow, role, trustingService, user } from '../support/aws-sketch.ts';

const auditOf = async (records: readonly SnapshotRecord[], settings: unknown = {}) =>
  audit(
    {
      collectedAt: '2026-09-01T00:00:00.000Z',
      records,
      coverage: [],
      interpretations: await interpretationsOf(['aws', 'github']),
    },
    settingsSchema.parse(settings),
  );

const taggedAccount: SnapshotRecord = {
  record: 'aws.account',
  scope: account,
  id: account,
  data: { Id: account, Tags: [{ Key: 'Team', Value: 'platform' }] },
};

describe('owners', () => {
  test('are those of a tag of the account, where the identity has none of its own', async () => {
    const { estate } = await auditOf([taggedAccount, role('app', trustingService('lambda.amazonaws.com'))]);
    expect(estate.identities.map(({ id, owner }) => [id, owner])).toEqual([[arn.role('app'), 'platform']]);
  });

  test('are those of CODEOWNERS for the workflows of a repository, and a public one is known as such', async () => {
    const { estate } = await auditOf([
      repository(web, { visibility: 'public' }),
      githubRecord('github.codeowners', 'acme/web/CODEOWNERS', {
        repository: web,
        path: 'CODEOWNERS',
        owners: ['@acme/ci', '@mona'],
      }),
      workflow('on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n'),
    ]);
    const owners = estate.identities.filter(({ kind }) => kind === 'workflow').map(({ owner }) => owner);
    expect(owners).toEqual(['@acme/ci @mona']);
    expect(estate.scopes.find(({ id }) => id === 'acme/web')?.public).toBe(true);
  });

  test('are those of the configuration before all others', async () => {
    const { estate, findings } = await auditOf(
      [taggedAccount, role('app', trustingService('lambda.amazonaws.com'))],
      {
        owners: [{ pattern: 'app', owner: 'payments' }],
      },
    );
    expect(estate.identities.map(({ owner }) => owner)).toEqual(['payments']);
    expect(findings.filter(({ rule }) => rule === 'no-owner')).toEqual([]);
  });
});

describe('a password of the credential report', () => {
  test('says whether a second factor is asked for', async () => {
    const { estate } = await auditOf([user('ci'), reportRow('ci', { password: true })]);
    expect(estate.identities[0]?.credentials.map(({ kind, secondFactor }) => [kind, secondFactor])).toEqual([
      ['console-password', false],
    ]);
  });
});
