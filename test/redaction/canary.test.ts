import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keptOf } from '../../connectors/aws/collect/kept.ts';
import { awsRecords } from '../../connectors/aws/facts/records.ts';
import { awsIdentifiers } from '../../connectors/aws/facts/redaction.ts';
import { azureRecords } from '../../connectors/azure/facts/records.ts';
import { azureIdentifiers } from '../../connectors/azure/facts/redaction.ts';
import { gcpRecords } from '../../connectors/gcp/facts/records.ts';
import { gcpIdentifiers } from '../../connectors/gcp/facts/redaction.ts';
import { githubRecords } from '../../connectors/github/facts/records.ts';
import { githubIdentifiers } from '../../connectors/github/facts/redaction.ts';
import { connectors } from '../../connectors/index.ts';
import { printedFormatIds } from '../../reports/formats.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import { type SnapshotRecord, snapshotSchema } from '../../src/model/snapshot.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { snapshotSource } from '../../src/pipeline/file-source.ts';
import type { FieldTable } from '../../src/redaction/records.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { canaries, plantedIn } from '../support/canaries.ts';
import { cli } from '../support/cli.ts';

const tables: Readonly<Record<string, FieldTable>> = {
  ...awsIdentifiers,
  ...azureIdentifiers,
  ...gcpIdentifiers,
  ...githubIdentifiers,
};
const kinds = Object.entries({ ...awsRecords, ...azureRecords, ...gcpRecords, ...githubRecords });

/** Where every other field is a text, a workflow is one of YAML. */
const workflowOf = (planted: string): string =>
  `on: push\n# ${planted.replaceAll('\n', ' ')}\njobs:\n  a:\n    env: { X: ${JSON.stringify(planted)} }\n    steps:\n      - run: |\n          ${planted.replaceAll('\n', '\n          ')}\n`;

const scopes = [
  ['aws.', '111122223333'],
  ['azure.', 'entra'],
  ['gcp.', 'google-cloud'],
  ['github.', 'acme'],
] as const;

const recordsWith = (planted: string): readonly SnapshotRecord[] =>
  kinds.map(([record, { schema }]) => {
    const data = plantedIn(schema, tables[record]!, planted) as Record<string, unknown>;
    const scope = scopes.find(([kind]) => record.startsWith(kind))![1];
    if (record === 'github.workflow') data.text = workflowOf(planted);
    return { record, scope, id: 'x', data };
  });

/** A snapshot as an earlier version, or somebody's own hand, could have written it. */
const snapshotWith = (planted: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'nhi-canary-')), 'planted.ndjson');
  const coverage = scopes.map(([kind, scope]) => ({
    connector: kind.slice(0, -1),
    scope,
    source: 'everything',
    status: 'partial' as const,
    detail: `the server said ${planted}`,
    gives: inputKinds,
  }));
  writeSnapshot(
    path,
    {
      header: {
        record: 'header',
        schema: snapshotSchema,
        tool: { name: 'x', version: '1' },
        collectedAt: '2026-01-02T00:00:00.000Z',
      },
      records: recordsWith(planted),
      coverage,
    },
    '2026-01-02T00:00:00.000Z',
  );
  return path;
};

test('every kind of record has its table of identifiers, of fields that it has, each with a reason', async () => {
  const all = await Promise.all(connectors.flatMap(({ records }) => records?.() ?? []));
  expect(kinds.map(([kind]) => kind).sort()).toEqual(all.flatMap((table) => Object.keys(table)).sort());
  for (const [kind, { schema }] of kinds) {
    const fields = new Set<string>();
    plantedIn(schema, {}, 'x', (path) => fields.add(path));
    for (const [path, field] of Object.entries(tables[kind]!)) {
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
    expect(records.length).toBe(kinds.length);
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

test('no output of the command line holds one of them: reports, snapshots, tables, standard error', async () => {
  const all = canaries.map(([, planted]) => planted).join('\n');
  // Paths and guids of one letter are nothing that could be interpreted: these are looked for in the records.
  const source = snapshotWith(all);
  const folder = mkdtempSync(join(tmpdir(), 'nhi-canary-out-'));
  const out = join(folder, 'report');
  const kept = join(folder, 'kept.ndjson');
  const collected = join(folder, 'collected.ndjson');
  const printed = [
    await cli(['scan', source, '--out', out, '--snapshot', kept]),
    await cli(['collect', source, '--snapshot', collected]),
    await cli(['explain', 'arn:aws:iam::111122223333:role/x', source]),
    await cli(['evidence', source, '--out', join(folder, 'pack')]),
    ...(await Promise.all(printedFormatIds.map((id) => cli(['scan', source, '--format', id])))),
  ].flatMap(({ stdout, stderr }) => [stdout, stderr]);
  const files = [
    kept,
    collected,
    ...readdirSync(out, { recursive: true }).map((name) => join(out, String(name))),
    ...readdirSync(join(folder, 'pack')).map((name) => join(folder, 'pack', name)),
  ];
  const everything = [...printed, ...files.map((path) => readFileSync(path, 'utf8'))].join('\n');
  expect(everything.length).toBeGreaterThan(10_000);
  for (const [form, , secret] of canaries)
    expect({ form, found: everything.includes(secret) }).toEqual({ form, found: false });
});
