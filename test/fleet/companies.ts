import { connectors } from '../../connectors/index.ts';
import type { TargetFacts } from '../../src/fleet/estate.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Provider } from '../../src/model/scope.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';
import { providerOf } from '../../src/pipeline/interpretations.ts';
import { isCoverage } from '../../src/snapshot/read.ts';

type Entry = SnapshotRecord | Coverage;

const known = new Map<Provider, Promise<readonly Entry[]>>();
/** What the sample has of a provider, read when it is first asked for: that of AWS takes seconds. */
const sampleOf = (provider: Provider): Promise<readonly Entry[]> => {
  const read = async (): Promise<readonly Entry[]> => {
    const demo = await connectors.find(({ id }) => id === provider)?.demo?.();
    if (demo === undefined) throw new Error(`${provider} has no sample`);
    const sources = demo.files.map(fileSource);
    const { records, coverage } = await gather(sources, demo.collectedAt);
    return [...records, ...coverage];
  };
  const sample = known.get(provider) ?? read();
  known.set(provider, sample);
  return sample;
};

/** Names of the sample estate under which nobody else has anything, as another company has them. */
const renamed = (text: string, company: number): string =>
  text
    .replaceAll(/(nordlich)t/gi, `$1${company}`)
    .replaceAll(/(?<!\d)(11112222333|44445555666)\d(?!\d)/g, `$1${company}`)
    .replaceAll('o-exampleorg1', `o-exampleorg${company}`)
    .replaceAll(/((?<![0-9a-f])[1-7]0000000-0000-4000-800)0/g, `$1${company}`)
    .replaceAll(/7d0c0b51-|9e2f1a00-|c4c4c4c4-/g, (start) => `${start.slice(0, -2)}${company}-`)
    .replaceAll(/48291057331\d|71000000000(?=[12])/g, (number) => `${company + 1}${number.slice(1)}`)
    .replaceAll(/\b(A(?:KI|ID|RO|GP|NP|SC)A[A-Z0-9]{11,})[A-Z0-9]\b/g, `$1${company}`)
    .replaceAll('example.com', `exampl${company}.com`);

/** Ids of the sample that are none of a provider's would be the same in all companies. */
const ownId = (entry: Entry, company: number): Entry =>
  isCoverage(entry) ||
  providerOf(entry) !== 'azure' ||
  renamed(entry.id, company) !== renamed(entry.id, company + 1)
    ? entry
    : {
        ...entry,
        id: `${entry.id} of ${company}`,
        data: { ...(entry.data as object), id: `${entry.id} of ${company}` },
      };

const ownerOf = (entry: Entry): string => {
  const provider = isCoverage(entry) ? entry.connector : providerOf(entry);
  return provider === 'aws' &&
    /^\d{12}$/.test(entry.scope) &&
    (isCoverage(entry) || entry.record !== 'aws.account')
    ? entry.scope
    : provider;
};

/** What a company is called in the names of its targets. */
export const companyOf = ({ key }: Pick<TargetFacts, 'key'>): number => Number(key.split('/')[0]);

/**
 * The sample estate as that of so many companies that have nothing in common, each account, tenant and organisation a target.
 * @param providersOf which of its providers each has
 * @param more facts of a company besides, told by its first target
 */
export const companies = async (
  many: number,
  providersOf: (company: number) => readonly Provider[],
  {
    more = () => [],
    without = () => false,
  }: {
    readonly more?: (company: number) => readonly Entry[];
    readonly without?: (entry: Entry) => boolean;
  } = {},
): Promise<readonly TargetFacts[]> => {
  const providers = [...new Set(Array.from({ length: many }, (_, company) => providersOf(company)).flat())];
  const entries = (await Promise.all(providers.map(sampleOf))).flat();
  const collectedAt = '2026-09-01T06:00:00.000Z';
  return Array.from({ length: many }, (_, company) => {
    const own = (
      JSON.parse(
        renamed(
          JSON.stringify(entries.filter((entry) => !without(entry)).map((entry) => ownId(entry, company))),
          company,
        ),
      ) as readonly Entry[]
    ).filter((entry) =>
      providersOf(company).includes(isCoverage(entry) ? entry.connector : providerOf(entry)),
    );
    const targets = [...Map.groupBy(own, ownerOf)];
    return targets.map(([owner, facts], place): TargetFacts => {
      const connector = /^\d/.test(owner) ? 'aws' : owner;
      const scope = facts.find((entry) => isCoverage(entry))?.scope ?? owner;
      const given = [...facts, ...(place === 0 ? more(company) : [])];
      return {
        key: `${company}/${owner}`,
        age: {
          connector,
          scope,
          source: 'fleet: newest snapshot',
          status: 'complete',
          detail: `data as of ${collectedAt}, 0 h old`,
          gives: [],
        },
        isOld: false,
        newest: { object: '', collectedAt, source: { collectedAt, entries: () => given } },
      };
    });
  })
    .flat()
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
};
