import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatIds, loadFormats } from '../../reports/formats.ts';
import type { TargetFacts } from '../../src/fleet/estate.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { companies } from './companies.ts';
import { layout, resultInParts, wholeResult } from './in-parts.ts';
import { asTargets, drawOrganizations, factsOfAccount } from './organizations.ts';

const collectedAt = '2026-09-01T06:00:00.000Z';

/** Digests of all files of all formats, by name. */
const filesOf = async (result: AuditResult): Promise<ReadonlyMap<string, string>> => {
  const files = (await loadFormats(formatIds)).flatMap(({ files: of }) => of(result, layout));
  return new Map(
    files.map(({ name, text }) => {
      const hash = createHash('sha256');
      for (const piece of text) hash.update(piece);
      return [name, hash.digest('hex')];
    }),
  );
};

const drawn = drawOrganizations(2, (organization) => 1 + organization, []);
const organizations = async (): Promise<readonly TargetFacts[]> =>
  asTargets(
    new Map(
      drawn.organizations.flatMap(({ accounts }, organization) =>
        accounts.map((id, account) => [id, factsOfAccount(drawn, organization, account, 8, 4)]),
      ),
    ),
    collectedAt,
  );

describe('parts handed over', () => {
  const estates: readonly (readonly [says: string, targets: () => Promise<readonly TargetFacts[]>])[] = [
    ['two companies with Azure and GitHub', () => companies(2, () => ['azure', 'github'])],
    ['two organisations of AWS', organizations],
    [
      'two companies with all, of which Google Cloud makes one part',
      () => companies(2, () => ['aws', 'azure', 'gcp', 'github']),
    ],
  ];
  // The sample of AWS takes seconds.
  test.each(estates.slice(0, lawRuns(1, estates.length)))(
    'every format gives the files of one process: %s',
    async (_, made) => {
      const targets = await made();
      const [parts, whole] = [
        await resultInParts(targets, collectedAt),
        await wholeResult(targets, collectedAt),
      ];
      expect(parts.estate.identities.length).toBeGreaterThan(10);
      expect(await filesOf(parts)).toEqual(await filesOf(whole));
    },
  );
});
