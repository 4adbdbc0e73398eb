import { describe, expect, test } from 'vitest';
import { csvFile } from '../../../reports/csv-table.ts';
import { privilegeColumns, privilegeRows } from '../../../reports/evidence/grants.ts';
import { tableOf } from '../../../reports/tables/table.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';
import type { AuditResult } from '../../../src/model/report.ts';
import { everything, grant } from '../../support/parts.ts';
import { sketchResult } from '../../support/result.ts';
import { sketch } from '../distinct-members.ts';

const rowsOf = (result: AuditResult) =>
  [...privilegeRows(result)].map((row) =>
    Object.fromEntries(privilegeColumns.map(({ name, value }) => [name, value(row)])),
  );

const line = (part: Partial<Entitlement> = {}): Entitlement => ({
  scope: '111111111111',
  service: 's3',
  level: 'read',
  privileges: ['s3:GetObject', 's3:ListBucket'],
  resources: ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'],
  exceptResources: [],
  duration: 'permanent',
  conditions: [],
  sources: [{ record: 'aws.policy', id: 'p', pointer: '/Document' }],
  ...part,
});

describe('privileges, one row for each set and scope', () => {
  test('every column has its own member, where all members differ', () => {
    const result = sketchResult(sketch);
    const entitlements = () => [
      line({
        scope: 'scope-of-line',
        service: 'the-service',
        level: 'write',
        exceptResources: ['not-here', 'not-there'],
        duration: 'activated',
        until: '2036-05-06T00:00:00Z',
        conditions: [{ class: 'mfa', operator: 'Bool', key: 'the-key', values: ['the-value'] }],
        sources: [
          { record: 'record-b', id: 'id-b', pointer: '/b' },
          { record: 'record-a', id: 'id-a', pointer: '/a' },
        ],
      }),
    ];
    const [row] = rowsOf({ ...result, estate: { ...result.estate, entitlements } });
    expect(row).toEqual({
      identity: 'the-identity',
      identity_name: 'its-name',
      identity_kind: 'deploy-key',
      scope: 'scope-of-line',
      level: 'write',
      services: 'the-service',
      privileges: 's3:GetObject; s3:ListBucket',
      resources: 'arn:aws:s3:::a; arn:aws:s3:::a/*',
      except_resources: 'not-here; not-there',
      permanence: 'permanent',
      duration: 'activated',
      until: '2036-05-06T00:00:00Z',
      conditions: 'mfa: Bool the-key the-value',
      standing: 'task-scoped',
      blast_radius: 41.5,
      written_in: 'record-a id-a /a; record-b id-b /b',
      basis: 'entitlement',
    });
  });

  test('from the lines that remain after denies and limits, where the connector tells them', () => {
    const result = sketchResult({ identities: [{ id: 'a', grants: [everything()] }, { id: 'b' }] });
    const told = {
      ...result,
      estate: {
        ...result.estate,
        entitlements: (identity: number) =>
          identity === 0 ? [line(), line({ duration: 'time-bound', until: '2026-01-10T00:00:00Z' })] : [],
      },
    };
    expect(rowsOf(told)).toMatchObject([
      {
        identity: 'a',
        basis: 'entitlement',
        services: 's3',
        privileges: 's3:GetObject; s3:ListBucket',
        permanence: 'permanent',
        written_in: 'aws.policy p /Document',
      },
      { identity: 'a', permanence: 'time-bound', until: '2026-01-10T00:00:00Z' },
    ]);
  });

  test.each([
    ['2026-01-10T00:00:00Z', 'time-bound'],
    ['2099-01-01T00:00:00Z', 'permanent'],
    ['2025-12-31T00:00:00Z', 'ended'],
  ])('an end on %s is %s by policy, and stays as written beside it', (until, permanence) => {
    const held = grant({ duration: 'time-bound', until });
    const [row] = rowsOf(sketchResult({ identities: [{ id: 'a', grants: [held] }] }));
    expect(row).toMatchObject({ permanence, duration: 'time-bound', until });
  });

  test('from the grants as written, where it does not', () => {
    const result = sketchResult({ identities: [{ id: 'a', grants: [everything(), grant()] }] });
    expect(
      rowsOf(result).map(({ level, services, privileges, basis }) => [level, services, privileges, basis]),
    ).toEqual([
      ['control', '*', '*', 'grant'],
      ['read', 's3', '', 'grant'],
    ]);
  });

  test('a table tells how many of its cells it changed, anew at each reading', () => {
    const told: (readonly [string, number])[] = [];
    const texts = ['plain', '=1+1', 'two\nlines', '-5'];
    const table = tableOf(
      'x',
      [{ name: 'text', description: '', value: (text: string) => text }],
      () => texts,
    );
    const file = csvFile(table, sketchResult({}), (name, cells) => told.push([name, cells]));
    for (let reading = 0; reading < 2; reading++) for (const _ of file.text);
    expect(told).toEqual([
      ['x.csv', 3],
      ['x.csv', 3],
    ]);
  });
});
