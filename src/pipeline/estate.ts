import { connectors } from '../../connectors/index.ts';
import type { InterpretOptions } from '../model/connector.ts';
import type { Estate } from '../model/estate.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { federate } from './federation.ts';
import { joinEstates } from './join-estates.ts';

/** The estate of all providers that the facts are about. Pure; the order of the records never matters. */
export const estateOf = (records: readonly SnapshotRecord[], options: InterpretOptions): Estate => {
  const present = new Set(records.map(({ record }) => record.slice(0, record.indexOf('.'))));
  const own = connectors.filter(({ id }) => present.has(id));
  const asked = own.length === 0 ? connectors.slice(0, 1) : own;
  return federate(joinEstates(asked.map(({ interpret }) => interpret(records, options))));
};
