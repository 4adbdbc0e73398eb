import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptOf } from '../../connectors/aws/collect/kept.ts';
import { githubRecords } from '../../connectors/github/facts/records.ts';
import { githubIdentifiers } from '../../connectors/github/facts/redaction.ts';
import { connectors } from '../../connectors/index.ts';
import { snapshotSchema } from '../../src/model/snapshot.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { snapshotSource } from '../../src/pipeline/file-source.ts';
import { blank } from '../../src/redaction/hits.ts';
import { redactForms } from '../../src/redaction/text.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { canaries, issued, plantedIn } from '../support/canaries.ts';
import { identifierTables, recordKinds, writePlanted } from '../support/planted-estate.ts';

/** A snapshot as an earlier version, or somebody's own hand, could have written it. */
const snapshotWith = (planted: string): string =>
  writePlanted(join(mkdtempSync(join(tmpdir(), 'nhi-canary-')), 'planted.ndjson'), planted);

test('every kind of record has its table of identifiers, of fields that it has, each with a reason', async () => {
  const all = await Promise.all(connectors.flatMap(({ records }) => records?.() ?? []));
  expect(recordKinds.map(([kind]) => kind).sort()).toEqual(all.flatMap((table) => Object.keys(table)).sort());
  for (const [kind, { schema }] of recordKinds) {
    const fields = new Set<string>();
    plantedIn(schema, {}, 'x', (path) => fields.add(path));
    for (const [path, field] of Object.entries(identifierTables[kind]!)) {
      if ('identifier' in field) expect(field.identifier, `${kind} ${path}`).not.toBe('');
      const isField = [...fields].some((each) => each === path || each.startsWith(`${path}.`));
      // Times and words of a closed list are no texts at all.
      expect(
        isField || /time|words/.test('identifier' in field ? field.identifier : ''),
        `${kind} ${path}`,
      ).toBe(true);
    }
  }
});

describe.each(canaries)('%s', (_, planted, secret) => {
  test('planted in every text of every record is in none of them afterwards', async () => {
    const { records, coverage } = await gather([snapshotSource(snapshotWith(planted))]);
    expect(records.length).toBeGreaterThan(recordKinds.length);
    for (const record of records) expect(JSON.stringify(record), record.record).not.toContain(secret);
    expect(JSON.stringify(coverage)).not.toContain(secret);
  });

  test('nor in what a journal keeps of answers', () => {
    const document = encodeURIComponent(
      JSON.stringify({ Statement: [{ Sid: planted, Condition: { StringEquals: { x: planted } } }] }),
    );
    const tags = [{ Key: 'note', Value: planted }];
    const kept = [
      keptOf('iam:GetAccountAuthorizationDetails', {
        RoleDetailList: [
          {
            Arn: 'a',
            Description: planted,
            AssumeRolePolicyDocument: document,
            Tags: tags,
            RolePolicyList: [{ PolicyName: 'p', PolicyDocument: document }],
          },
        ],
        Policies: [{ Arn: 'a', PolicyVersionList: [{ Document: document }] }],
        Marker: 'the-marker',
      }),
      keptOf('iam:GetOpenIDConnectProvider', { Url: 'x', Tags: tags }),
      keptOf('iam:ListDelegationRequests', {
        DelegationRequests: [{ DelegationRequestId: 'x', Description: planted }],
      }),
      keptOf('organizations:ListTagsForResource', { Tags: tags }),
      keptOf('organizations:DescribePolicy', { Policy: { Content: decodeURIComponent(document) } }),
    ];
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(kept[0]).toMatchObject({ Marker: 'the-marker' });
  });
});

describe('tokens of issuers', () => {
  test.each(issued)('%s: blanked whole, behind a word and an equals sign', (_, token) => {
    expect(redactForms(`note ${token} end`).text).toBe(`note ${blank} end`);
    expect(redactForms(`X=${token}`).text).toBe(`X=${blank}`);
  });

  test('planted in every text of every record are in none of them afterwards', async () => {
    const { records } = await gather([
      snapshotSource(snapshotWith(issued.map(([, each]) => each).join(' '))),
    ]);
    const left = JSON.stringify(records);
    expect(issued.filter(([, token]) => left.includes(token)).map(([issuer]) => issuer)).toEqual([]);
  });

  test.each([
    'glrt-runner-of-the-platform-team',
    'key-rotation-of-the-signing-service',
    'pul-request-of-the-deployment',
    'hf_model_cache_directory_of_the_tests',
    'API-GATEWAY-PRODUCTION-EU',
    'SK-team-deploys-production-services',
    'v1.11.0-alpha.20240817',
    'v1.0-rc1-and-what-is-behind',
    'pat.of.the.deployment.of.production.services',
    'https://example.com/a?key-of-the-year-2024',
    'sgp_deployment_of_the_platform_eu',
    'sha256:0a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f67890a1b2c3d4e5f6789',
    '2024-08-17T12:00:00:AA-what-is-behind',
    'rubygems_and_bundler_of_the_release_team',
    'AKIAIOSFODNN7EXAMPLE',
  ])('%s is none', (text) => {
    expect(redactForms(text)).toEqual({ text, hits: [] });
  });
});

test('in a member whose name promises a secret no form is needed', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'nhi-canary-')), 'named.ndjson');
  const data = {
    RoleName: 'x',
    Arn: 'arn:aws:iam::111122223333:role/x',
    Tags: [{ Key: 'db-password', Value: 'hunter2' }],
    AssumeRolePolicyDocument: {
      Statement: { Password: 'hunter2', Condition: { StringEquals: { 'aws:RequestTag/token': 'hunter2' } } },
    },
  };
  const grant = plantedIn(
    githubRecords['github.app-installation'].schema,
    githubIdentifiers['github.app-installation'],
    'x',
  );
  writeSnapshot(
    path,
    {
      header: {
        record: 'header',
        schema: snapshotSchema,
        tool: { name: 'x', version: '1' },
        collectedAt: '2026-01-02T00:00:00Z',
      },
      records: [
        { record: 'aws.role', scope: '111122223333', id: data.Arn, data },
        {
          record: 'github.app-installation',
          scope: 'acme',
          id: '1',
          data: {
            ...(grant as object),
            permissions: { contents: 'read', deploy_secret: 'hunter2', secrets: 'write' },
          },
        },
      ],
      coverage: [],
    },
    '2026-01-02T00:00:00Z',
  );
  const { records } = await gather([snapshotSource(path)]);
  expect(JSON.stringify(records)).not.toContain('hunter2');
  expect(records[1]).toMatchObject({ data: { permissions: { contents: 'read', secrets: 'write' } } });
});
