import { type Overlay, overlayOf } from '../../../src/audit/reduce/overlay.ts';
import type { Simulation } from '../../../src/audit/reduce/standing.ts';
import type { SearchOptions } from '../../../src/audit/reduce/trial.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { ChangeTable, ChangeWorld, Proposal } from '../../../src/model/reduce.ts';
import { defaultSettings } from '../../../src/model/settings.ts';

/** Estates of numbers: what falls to whom is said, and not worked out. */

export const now = '2026-06-01T12:00:00.000Z';

/** What falls to one identity. */
export interface Falls {
  readonly score: number;
  /** Absent: all of `score`. */
  readonly proven?: number;
  readonly admin?: readonly number[];
  readonly adminIf?: readonly { readonly scope: number }[];
}

export const identity = (id: string, part: object = {}): Identity =>
  ({
    id,
    provider: 'aws',
    kind: 'role',
    name: id,
    scope: 'acme',
    environment: 'unknown',
    nature: { is: 'machine' },
    ...{ credentials: [], trusts: [], grants: [] },
    ...part,
  }) as unknown as Identity;

interface SimulationParts {
  readonly identities: readonly Identity[];
  /** Nothing falls to those behind its end. */
  readonly falls: readonly Falls[];
  /** Absent: all. */
  readonly counted?: readonly number[];
  readonly totalValue?: number;
  readonly reach?: object;
}

const services = Array.from({ length: 9 }, (_, n) => ({
  provider: 'aws',
  name: `s${n}`,
  sensitivity: 'rest',
}));

const nothing: Falls = { score: 0 };

/** An estate of which nothing but sums is asked. `behind` of an identity is its own weight. */
export const simulation = ({
  identities,
  falls,
  counted = identities.map((_, index) => index),
  totalValue = 100,
  reach = {},
}: SimulationParts): Simulation => {
  let indices: ReadonlyMap<string, number> | undefined;
  return {
    estate: { identities, services, scopes: [], collectedAt: now },
    reach: {
      radius: (index: number) => {
        const { score, proven = score, admin = [], adminIf = [] } = falls[index] ?? nothing;
        return { score, proven, admin, adminIf };
      },
      shareOf: (those: readonly number[]) => {
        const most = Math.max(0, ...those.map((index) => falls[index]!.score));
        return { score: most, proven: most };
      },
      behind: (weights: Float64Array) => (index: number) => weights[index]!,
      takenOverBy: () => [],
      path: () => [],
      becomableBy: () => 0,
      cuts: () => ({ enough: [], steps: [], first: [], more: 0 }),
      totalValue,
      ...reach,
    },
    counted,
    indexOf: (id: string) => {
      indices ??= new Map(identities.map((each, index) => [each.id, index]));
      return indices.get(id);
    },
  } as unknown as Simulation;
};

/** What a proposal takes away: `ci` of a change of an identity, `ci x` of one of its grant, credential or place `x`. */
export const thingOf = (proposal: Proposal): string => {
  const parts = proposal as unknown as Readonly<
    Record<string, { readonly name?: string; readonly id?: string }>
  >;
  const part = parts.place?.id ?? parts.grant?.name ?? parts.credential?.id;
  return [proposal.identity.id, ...(part === undefined ? [] : [part])].join(' ');
};

/** Each proposal takes away the fact that is called as what it takes away; of what is no fact it knows nothing. */
export const sketchTable: ChangeTable = {
  edits: (proposal, { dataOf }) => {
    const id = thingOf(proposal);
    return dataOf('aws.thing', id) === undefined
      ? undefined
      : [{ record: 'aws.thing', id, change: () => undefined }];
  },
  written: (before, after) => ({
    first: [],
    commands: [`${before === undefined ? 'add' : 'remove'} ${(before ?? after)!.id}`],
    documents: [],
  }),
};

export const things = (...ids: readonly string[]): Overlay =>
  overlayOf(ids.map((id) => ({ record: 'aws.thing', scope: 'acme', id, data: {} })));

/** @param of what is left of the facts */
export const sketchOptions = (
  of: (left: ReadonlySet<string>) => Simulation,
  options: Partial<SearchOptions> = {},
): SearchOptions => ({
  tables: new Map([['aws', sketchTable]]),
  worldOf: (_, facts) =>
    ({ dataOf: (record: string, id: string) => facts.of(record, id)?.data }) as unknown as ChangeWorld,
  simulate: (facts) => of(new Set([...facts.records()].map(({ id }) => id))),
  unusedDays: 90,
  settings: defaultSettings,
  most: 9,
  people: false,
  ...options,
});
