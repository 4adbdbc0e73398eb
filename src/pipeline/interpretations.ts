import type { Interpretation } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import type { Provider } from '../model/scope.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';

/** Whose fact it is. */
export const providerOf = ({ record }: Pick<SnapshotRecord, 'record'>): Provider =>
  record.slice(0, record.indexOf('.'));

/** What facts of these providers mean, in the order of the index; each is loaded once. One that nobody knows has no meaning. */
export const interpretationsOf = (providers: Iterable<Provider>): Promise<readonly Interpretation[]> => {
  const wanted = new Set(providers);
  return Promise.all(
    connectors.flatMap(({ id, interpretation }) => (wanted.has(id) ? [interpretation()] : [])),
  );
};
