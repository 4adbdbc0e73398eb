import type { StatementRef } from '../../../src/model/evidence.ts';
import type { TakeoverGraph } from '../../../src/model/takeover.ts';
import type { Statement } from '../policy/document.ts';
import type { PolicyLayers } from '../policy/evaluate.ts';
import type { PolicyStore } from '../policy/store.ts';
import { isRelevant } from './relevant-policies.ts';

/** All that a statement says; its `Sid` is only its name. */
const contentOf = ({
  allow,
  actions,
  resources,
  notResource,
  principals,
  conditions,
  variables,
}: Statement): string =>
  JSON.stringify([
    allow,
    actions.id,
    resources.map(({ text }) => text),
    notResource,
    principals,
    conditions,
    variables,
  ]);

const representatives = new WeakMap<PolicyStore, Map<string, number>>();

/**
 * The document that stands for all that say the same to every technique. Inline policies of ten thousand functions
 * differ in the names of their log groups and queues, and in nothing that leads to another identity.
 * A document that denies stands for itself: a deny counts against full access whatever it is about.
 * @returns index in the store
 */
export const representativeOf = (store: PolicyStore, document: number): number => {
  const { statements } = store.documents[document]!;
  if (!statements.every(({ allow }) => allow)) return document;
  const relevant = statements.filter(isRelevant);
  const key = relevant.map(contentOf).join('\n');
  let known = representatives.get(store);
  if (known === undefined) {
    known = new Map();
    representatives.set(store, known);
  }
  let found = known.get(key);
  if (found === undefined) {
    found = relevant.length === statements.length ? document : store.add(relevant);
    known.set(key, found);
  }
  return found;
};

/** Whether some layers have a document already, or one that says the same to every technique. */
export const holdsPolicy = (store: PolicyStore, { identity }: PolicyLayers, document: number): boolean =>
  identity.includes(store.documents[document]!) ||
  identity.includes(store.documents[representativeOf(store, document)]!);

/** What the statements of a document say, by which {@link sameStatementIn} finds them. */
export const statementsIn =
  ({ documents }: PolicyStore): TakeoverGraph['statementsOf'] =>
  (document) =>
    (documents[document]?.statements ?? []).map((each) => ({ at: each.index, says: contentOf(each) }));

/** Finds, in a document that another one represents, the statement that says what the representative's does. */
export const sameStatementIn =
  ({ documents }: PolicyStore): TakeoverGraph['sameStatement'] =>
  ({ document, statement }: StatementRef, other) => {
    const content = contentOf(documents[document]!.statements[statement]!);
    return documents[other]!.statements.find((candidate) => contentOf(candidate) === content)?.index;
  };
