import { describe, expect, test } from 'vitest';
import type { TargetFacts } from '../../src/fleet/estate.ts';
import { givenLawRuns, lawRuns } from '../support/law-runs.ts';
import { companies, companyOf } from './companies.ts';
import { inParts, wholeReport } from './in-parts.ts';

const collectedAt = '2026-09-01T06:00:00.000Z';

/** Companies of each part. */
const companiesIn = (targets: readonly TargetFacts[], parts: readonly (readonly number[])[]) =>
  parts.map((part) => [...new Set(part.map((index) => companyOf(targets[index]!)))]);

/** A difference of reports, short enough to read. */
const differing = (one: string, other: string): readonly string[] => {
  if (one === other) return [];
  const [a, b] = [new Set(one.split('\n')), new Set(other.split('\n'))];
  const short = (some: ReadonlySet<string>, sign: string) =>
    [...some].slice(0, 4).map((line) => `${sign} ${line.trim().slice(0, 300)}`);
  return ['different', ...short(a.difference(b), '+'), ...short(b.difference(a), '-')];
};

/** In the sample some things of AWS let everybody in, or all of GitHub. */
const isOpen = (entry: object): boolean => {
  const text = JSON.stringify(entry).replaceAll('\\"', '"');
  return (
    /"Principal":("\*"|\{"AWS":(\["\*"\]|"\*")\})/.test(text) ||
    (text.includes('sts:AssumeRoleWithWebIdentity') && !text.includes('githubusercontent.com:sub'))
  );
};
const isSecret = (entry: object): boolean => 'record' in entry && entry.record === 'github.secret';

/** Parts by company; the report of all is that of one process, byte for byte. */
const partsOf = async (targets: readonly TargetFacts[]) => {
  const { parts, split, text } = await inParts(targets, collectedAt);
  expect(differing(text, await wholeReport(targets, collectedAt))).toEqual([]);
  return { parts: companiesIn(targets, parts), wholeOf: [...split.wholeOf.keys()] };
};

/** With the sample of AWS, which takes seconds: where there is time for many cases. */
const isLong = test.skipIf(givenLawRuns === undefined);

describe('an estate of several providers in parts', () => {
  const estates: readonly (readonly [says: string, providers: readonly string[]])[] = [
    ['Azure', ['azure']],
    ['GitHub', ['github']],
    ['Azure and GitHub, whose tokens it takes', ['azure', 'github']],
    ['AWS and GitHub, whose tokens it takes', ['aws', 'github']],
    ['AWS', ['aws']],
    ['AWS, Azure and GitHub', ['aws', 'azure', 'github']],
  ];
  // The sample of AWS takes seconds.
  test.each(estates.slice(0, lawRuns(3, estates.length)))(
    'each company is a part: %s',
    async (_, providers) => {
      const targets = await companies(2, () => providers, {
        without: (entry) => isSecret(entry) || isOpen(entry),
      });
      expect((await partsOf(targets)).parts).toEqual([[0], [1]]);
    },
  );

  isLong('a stored key is plausibly that of each whose name fits: those are one part with it', async () => {
    const providers = [['aws', 'github'], ['aws'], ['azure']];
    const targets = await companies(3, (company) => providers[company]!, { without: isOpen });
    expect((await partsOf(targets)).parts).toEqual([[0, 1], [2]]);
  });

  isLong('what lets everybody of AWS in joins all of AWS, and nothing of others', async () => {
    const targets = await companies(3, (company) => (company < 2 ? ['aws'] : ['azure']));
    expect(await partsOf(targets)).toEqual({ parts: [[0, 1], [2]], wholeOf: ['aws'] });
  });

  test('Google Cloud is one part, with whoever its tokens join', async () => {
    const targets = await companies(3, (company) => (company < 2 ? ['gcp', 'github'] : ['azure', 'github']), {
      without: isSecret,
    });
    expect(await partsOf(targets)).toEqual({ parts: [[0, 1], [2]], wholeOf: ['gcp'] });
  });
});
