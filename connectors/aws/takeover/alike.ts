import type { StatementRef } from '../../../src/model/evidence.ts';
import type { TakeoverGraph } from '../../../src/model/takeover.ts';
import type { Statement } from '../policy/document.ts';
import type { PolicyLayers } from '../policy/evaluate.ts';
import type { PolicyStore } from '../policy/store.ts';
import { bears } from './bearing.ts';

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

const essences = new WeakMap<PolicyStore, Map<string, number>>();

/**
 * The document that stands for all that say the same to every technique. Inline policies of ten thousand functions
 * differ in the names of their log groups and queues, and in nothing that leads to another identity.
 * A document that denies stands for itself: a deny counts against full access whatever it is about.
 * @returns index in the store
 */
export const essenceOf = (store: PolicyStore, document: number): number => {
  const { statements } = store.documents[document]!;
  if (!statements.every(({ allow }) => allow)) return document;
  const bearing = statements.filter(bears);
  const key = bearing.map(contentOf).join('\n');
  let known = essences.get(store);
  if (known === undefined) {
    known = new Map();
    essences.set(store, known);
  }
  let essence = known.get(key);
  if (essence === undefined) {
    essence = bearing.length === statements.length ? document : store.add(bearing);
    known.set(key, essence);
  }
  return essence;
};

/** Whether some layers have a document already, or one that says the same to every technique. */
export const holds = (store: PolicyStore, { identity }: PolicyLayers, document: number): boolean =>
  identity.includes(store.documents[document]!) ||
  identity.includes(store.documents[essenceOf(store, document)]!);

/** Finds, in a document of one of those that an essence stands for, the statement that says what the essence's does. */
export const alikeIn =
  ({ documents }: PolicyStore): TakeoverGraph['alike'] =>
  ({ document, statement }: StatementRef, other) => {
    const content = contentOf(documents[document]!.statements[statement]!);
    return documents[other]!.statements.find((candidate) => contentOf(candidate) === content)?.index;
  };
