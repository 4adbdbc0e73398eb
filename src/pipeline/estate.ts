import { connectors } from '../../connectors/index.ts';
import type { EstateReader, InterpretOptions } from '../model/connector.ts';
import type { Estate } from '../model/estate.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { joinEstates } from './join-estates.ts';

/** Takes in the facts of all providers; those of which there are none add nothing to the estate. */
export const estateReader = (): EstateReader => {
  const readers = new Map<string, EstateReader>();
  return {
    add: (fact) => {
      const provider = fact.record.slice(0, fact.record.indexOf('.'));
      let reader = readers.get(provider);
      if (reader === undefined) {
        reader = connectors.find(({ id }) => id === provider)?.reader();
        if (reader === undefined) return;
        readers.set(provider, reader);
      }
      reader.add(fact);
    },
    finish: (options) => {
      // In the order of the index, not in that of the records.
      const own = connectors.flatMap(({ id }) => readers.get(id) ?? []);
      const asked = own.length === 0 ? connectors.slice(0, 1).map(({ reader }) => reader()) : own;
      return joinEstates(asked.map(({ finish }) => finish(options)));
    },
  };
};

/** The estate of all providers that the facts are about. Pure; the order of the records never matters. */
export const estateOf = (records: Iterable<SnapshotRecord>, options: InterpretOptions): Estate => {
  const reader = estateReader();
  for (const record of records) reader.add(record);
  return reader.finish(options);
};
