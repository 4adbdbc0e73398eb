import type { Interpretation } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { withOwners } from '../identities/owners.ts';
import type { EstateReader, InterpretOptions } from '../model/connector.ts';
import type { Estate } from '../model/estate.ts';
import type { Provider } from '../model/scope.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { interpretationsOf, providerOf } from './interpretations.ts';
import { joinEstates } from './join-estates.ts';
import type { Keeper } from './keepers.ts';

/** The estate, and what its facts mean. */
export interface Interpreted {
  readonly estate: Estate;
  /** The estates of the providers that it was joined of. Absent: nobody asked for them. */
  readonly joined?: readonly Estate[];
  readonly interpretations: readonly Interpretation[];
}

/** Takes facts in as they come. */
export interface FactReader {
  /** The first fact of a provider is waited for: what facts of it mean is loaded then. */
  readonly add: (record: SnapshotRecord) => Promise<void> | undefined;
  /**
   * After the last fact, once.
   * @param keepers of an estate of several providers that this is a part of
   */
  readonly finish: (options: InterpretOptions, keepers?: readonly Keeper[]) => Interpreted;
}

/** Where there are no facts. */
const nothing = ({ collectedAt, coverage }: InterpretOptions): Estate => ({
  collectedAt,
  scopes: [],
  services: [],
  identities: [],
  profiles: [],
  documents: 0,
  takeover: {
    groups: [],
    from: new Uint32Array(),
    to: new Uint32Array(),
    technique: new Uint16Array(),
    reason: new Uint32Array(),
    techniques: [],
    reasons: [],
  },
  entitlements: () => [],
  coverage,
});

const joined = (
  estates: readonly Estate[],
  options: InterpretOptions,
  keepers?: readonly Keeper[],
): Estate =>
  estates.length === 0 ? nothing(options) : withOwners(joinEstates(estates, keepers), options.settings);

const finished = (readers: readonly EstateReader[], options: InterpretOptions): Estate =>
  joined(
    readers.map(({ finish }) => finish(options)),
    options,
  );

interface Open {
  readonly interpretation: Interpretation;
  readonly reader: EstateReader;
}

/** Takes in the facts of all providers; those of which there are none add nothing to the estate. */
export const factReader = (): FactReader => {
  const open = new Map<Provider, Open | undefined>();
  const load = async (provider: Provider): Promise<void> => {
    const [interpretation] = await interpretationsOf([provider]);
    const reader = interpretation?.reader?.();
    open.set(
      provider,
      interpretation === undefined || reader === undefined ? undefined : { interpretation, reader },
    );
  };
  return {
    add: (fact) => {
      const provider = providerOf(fact);
      const known = open.get(provider);
      if (known === undefined && !open.has(provider)) {
        return load(provider).then(() => open.get(provider)?.reader.add(fact));
      }
      known?.reader.add(fact);
      return undefined;
    },
    finish: (options, keepers) => {
      // In the order of the index, not in that of the records.
      const own = connectors.flatMap(({ id }) => open.get(id) ?? []);
      const estates = own.map(({ reader }) => reader.finish(options));
      return {
        estate: joined(estates, options, keepers),
        joined: estates,
        interpretations: own.map(({ interpretation }) => interpretation),
      };
    },
  };
};

/** The estate of all providers that the facts are about. Pure; the order of the records never matters. */
export const estateOf = (
  records: Iterable<SnapshotRecord>,
  interpretations: readonly Interpretation[],
  options: InterpretOptions,
): Estate => {
  const makers = new Map(interpretations.map(({ id, reader }) => [id, reader]));
  const readers = new Map<Provider, EstateReader | undefined>();
  for (const record of records) {
    const provider = providerOf(record);
    if (!readers.has(provider)) readers.set(provider, makers.get(provider)?.());
    readers.get(provider)?.add(record);
  }
  return finished(
    interpretations.flatMap(({ id }) => readers.get(id) ?? []),
    options,
  );
};

/** Facts of one provider; the same object always stands for the same facts. */
interface Part {
  readonly records: () => Iterable<SnapshotRecord>;
}

/**
 * {@link estateOf} for facts that are asked about again and again with a few of them changed: what a provider's facts mean
 * is worked out once for each part, and remembered for as long as somebody has the part.
 */
export const estateReuser = (
  interpretations: readonly Interpretation[],
  options: InterpretOptions,
): ((parts: ReadonlyMap<Provider, Part>) => Estate) => {
  const known = new WeakMap<Part, Estate>();
  return (parts) =>
    joined(
      interpretations.flatMap(({ id, reader: makeReader }) => {
        const part = parts.get(id);
        if (part === undefined) return [];
        const before = known.get(part);
        if (before !== undefined) return [before];
        const reader = makeReader?.();
        let isEmpty = true;
        for (const record of part.records()) {
          isEmpty = false;
          reader?.add(record);
        }
        if (reader === undefined || isEmpty) return [];
        const estate = reader.finish(options);
        known.set(part, estate);
        return [estate];
      }),
      options,
    );
};
