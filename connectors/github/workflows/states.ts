import { byText } from '../../../src/model/by-text.ts';
import type { ChangeLocation, GateInput, GateState } from '../../../src/model/gate.ts';
import { readWorkflows, type WorkflowFolder, type WorkflowReading, workflowScope } from './comparison.ts';

const prefixOf = ({ folder }: WorkflowFolder): string =>
  folder === '.' || folder === '' ? '' : `${folder.replace(/\/$/, '')}/`;

const stateOf = ({ identities }: WorkflowReading, madeAt: string): GateState => ({
  collectedAt: madeAt,
  identities: [...identities].sort((a, b) => byText(a.id, b.id)),
  complete: [workflowScope],
  gaps: [],
});

/**
 * Workflow files at base and head as the gate compares them. Pure.
 * @param madeAt ISO 8601, UTC: the clock of the gate
 */
export const workflowGateInput = (base: WorkflowFolder, head: WorkflowFolder, madeAt: string): GateInput => {
  const prefix = prefixOf(head);
  const is = readWorkflows(head, prefix);
  const was = readWorkflows(base, prefixOf(base), is.inCallers);
  const keyOf = ({ item: { identity }, key }: WorkflowReading['open'][number]): string =>
    JSON.stringify([identity, key]);
  const before = new Set(was.open.map(keyOf));
  const texts = new Map(base.files.map(({ path, text }) => [path, text]));
  const changed = new Set(
    head.files.filter(({ path, text }) => texts.get(path) !== text).map(({ path }) => `${prefix}${path}`),
  );
  /** Of the files that say it, the first that the change touches. */
  const placeOf = (identity: string): ChangeLocation | undefined => {
    const places = is.locations.get(identity);
    return places?.find(({ file }) => changed.has(file)) ?? places?.[0];
  };
  const pathOf = (identity: string): string => {
    const place = placeOf(identity);
    return place === undefined
      ? identity.slice('github:'.length).replace(/#[^#]*$/, '')
      : place.file.slice(prefix.length);
  };
  return {
    before: stateOf(was, madeAt),
    after: stateOf(is, madeAt),
    renamed: new Map(),
    // What nobody could tell before is not new.
    indeterminate: is.open
      .filter((each) => each.unseen === true || !before.has(keyOf(each)))
      .map(({ item }) => ({ ...located(placeOf(item.identity)), ...item })),
    locationOf: placeOf,
    since: (identity) => {
      const path = pathOf(identity);
      return texts.has(path) ? `${path} (update)` : `${path} (create)`;
    },
    exceptions: [],
  };
};

const located = (location: ChangeLocation | undefined): { readonly location?: ChangeLocation } =>
  location === undefined ? {} : { location };
