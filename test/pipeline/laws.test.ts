import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFormat } from '../../reports/json.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { account, type DrawnAccount, drawAccount, drawStatement, recordsOf } from '../support/aws-estates.ts';
import { lawRuns } from '../support/law-runs.ts';
import { interpretations } from '../support/providers.ts';

/** What must hold for every account, whatever its policies say: from records to findings. */
const collectedAt = '2026-01-01T00:00:00.000Z';
const auditOf = (records: readonly SnapshotRecord[]): AuditResult => {
  const coverage = [
    {
      connector: 'aws',
      scope: account,
      source: 'iam:GetAccountAuthorizationDetails',
      status: 'complete' as const,
      detail: '',
      gives: ['inventory', 'grants', 'trusts', 'identity-use', 'owners'] as const,
    },
  ];
  return audit({ collectedAt, records, coverage, interpretations }, defaultSettings);
};

const textOf = (result: AuditResult): string =>
  jsonFormat
    .files(result, { width: 80, colour: false })
    .flatMap(({ text }) => [...text])
    .join('');

/** By identity: score and whether the account is controlled, proven or conditionally. */
const reachOf = ({ estate, reach }: AuditResult) =>
  new Map(
    estate.identities.map(({ id }, index) => {
      const { score, admin, adminIf } = reach.radius(index);
      return [id, { score, proven: admin.length, possible: admin.length + adminIf.length }] as const;
    }),
  );

const withStatement = (
  drawn: DrawnAccount,
  position: number,
  statement: DrawnAccount['shared'][number],
): DrawnAccount => ({
  ...drawn,
  principals: drawn.principals.map((principal, index) =>
    index === position % drawn.principals.length
      ? { ...principal, statements: [...principal.statements, statement] }
      : principal,
  ),
});

/** What a JSON pointer (RFC 6901) leads to; undefined: nowhere. */
const follow = (data: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined,
      data,
    );

const runs = { numRuns: lawRuns(12, 150) };

describe('an AWS account, from records to findings', () => {
  test('the order of the records never changes a byte of the report', () => {
    fc.assert(
      fc.property(drawAccount, fc.infiniteStream(fc.nat()), (drawn, keys) => {
        const records = recordsOf(drawn);
        const shuffled = records
          .map((record) => ({ record, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ record }) => record);
        expect(textOf(auditOf(shuffled))).toBe(textOf(auditOf(records)));
      }),
      runs,
    );
  });

  test('an added deny never adds reach', () => {
    fc.assert(
      fc.property(drawAccount, fc.nat(), drawStatement(fc.constant('Deny')), (drawn, position, deny) => {
        const before = reachOf(auditOf(recordsOf(drawn)));
        for (const [id, after] of reachOf(auditOf(recordsOf(withStatement(drawn, position, deny))))) {
          const was = before.get(id)!;
          expect(after.score, id).toBeLessThanOrEqual(was.score);
          expect(after.proven, id).toBeLessThanOrEqual(was.proven);
          expect(after.possible, id).toBeLessThanOrEqual(was.possible);
        }
      }),
      runs,
    );
  });

  test('an added grant never lowers blast radius or takes control away', () => {
    fc.assert(
      fc.property(drawAccount, fc.nat(), drawStatement(fc.constant('Allow')), (drawn, position, allow) => {
        const before = reachOf(auditOf(recordsOf(drawn)));
        for (const [id, after] of reachOf(auditOf(recordsOf(withStatement(drawn, position, allow))))) {
          const was = before.get(id)!;
          expect(after.score, id).toBeGreaterThanOrEqual(was.score);
          expect(after.proven, id).toBeGreaterThanOrEqual(was.proven);
          expect(after.possible, id).toBeGreaterThanOrEqual(was.possible);
        }
      }),
      runs,
    );
  });

  test("every finding's evidence and every step's exists in the snapshot", () => {
    fc.assert(
      fc.property(drawAccount, (drawn) => {
        const records = recordsOf(drawn);
        const byId = new Map(records.map((record) => [`${record.record} ${record.id}`, record.data]));
        const check = ({ record, id, pointer }: Evidence): void => {
          const data = byId.get(`${record} ${id}`);
          expect(data, `${record} ${id}`).toBeDefined();
          if (pointer !== undefined) expect(follow(data, pointer), `${id}${pointer}`).toBeDefined();
        };
        const { findings, estate, reach } = auditOf(records);
        for (const { evidence, path } of findings) {
          expect(evidence.length).toBeGreaterThan(0);
          evidence.forEach(check);
          for (const step of path) step.evidence.forEach(check);
        }
        estate.identities.forEach((_, index) => {
          for (const step of reach.path(index)) step.evidence.forEach(check);
        });
      }),
      runs,
    );
  });
});
