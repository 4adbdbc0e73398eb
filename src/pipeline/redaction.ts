import { connectors } from '../../connectors/index.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Provider } from '../model/scope.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { recordRedaction } from '../redaction/records.ts';
import { redactForms } from '../redaction/text.ts';
import { providerOf } from './interpretations.ts';

type Redact = (record: SnapshotRecord) => SnapshotRecord;

/** What nobody told anything of: every text of it is one that a person wrote. */
const asText = recordRedaction({});

/**
 * The one way of facts into the rest: whatever the source, nothing of it that looks like a secret is kept, printed or
 * judged. What is known of a provider's fields is loaded with the first of its facts; only then is there a wait.
 */
export const factRedaction = (): ((record: SnapshotRecord) => SnapshotRecord | Promise<SnapshotRecord>) => {
  const known = new Map<Provider, Redact>();
  const load = async (record: SnapshotRecord): Promise<SnapshotRecord> => {
    const provider = providerOf(record);
    const redact = (await connectors.find(({ id }) => id === provider)?.redaction?.()) ?? asText;
    known.set(provider, redact);
    return redact(record);
  };
  return (record) => known.get(providerOf(record))?.(record) ?? load(record);
};

/** A name of others in a sentence of ours. */
export const redactName = (text: string): string => redactForms(text).text;

/** Details may quote what a server or a file says. */
export const redactCoverage = (entry: Coverage): Coverage => {
  const { text, hits } = redactForms(entry.detail);
  return hits.length === 0 ? entry : { ...entry, detail: text };
};
