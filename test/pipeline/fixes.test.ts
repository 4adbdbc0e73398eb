import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { demoResult } from '../support/demo.ts';
import { azureSample, gcpSample } from '../support/fix-estates.ts';
import { interpretations } from '../support/providers.ts';

const auditOf = (records: readonly SnapshotRecord[], connector: string) =>
  audit(
    {
      collectedAt: '2026-09-01T00:00:00.000Z',
      records,
      coverage: [
        {
          connector,
          scope: records[0]!.scope,
          source: 'test',
          status: 'complete',
          detail: '',
          gives: ['inventory', 'grants', 'credentials', 'trusts', 'configuration', 'workloads', 'owners'],
        },
      ],
      interpretations,
    },
    defaultSettings,
  );

const command = /^(?:aws|az|gcloud|gh|docker|nhi-audit|\.\/config\.sh) /;
const document = /^(?:\{|[a-z-]+: ?)/;

/** Lines of a fix that do something: neither its sentence nor what explains it. */
const changes = ({ fix }: Finding): readonly string[] =>
  fix
    .split('\n')
    .slice(1)
    .filter((line) => !line.startsWith('#') && !line.startsWith('nhi-audit explain '));

const telling = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => {
    const lines = changes(finding);
    return lines.some((line) => command.test(line) || document.test(line))
      ? []
      : [`${finding.rule} of ${finding.identity}: ${finding.fix}`];
  });

describe('every finding has a command or a document', () => {
  test('of the sample estate', async () => {
    const { findings } = await demoResult();
    expect(findings.length).toBeGreaterThan(80);
    expect(telling(findings)).toEqual([]);
  });
  test('of Azure', () => {
    const { findings } = auditOf(azureSample(), 'azure');
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(8);
    expect(telling(findings)).toEqual([]);
  });
  test('of Google Cloud', () => {
    const { findings } = auditOf(gcpSample(), 'gcp');
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(4);
    expect(telling(findings)).toEqual([]);
  });
});
