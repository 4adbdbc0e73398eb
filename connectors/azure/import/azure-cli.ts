import { isObject } from '../../../src/exports/checked.ts';
import { fileHead } from '../../../src/exports/file-head.ts';
import { type JsonElement, placeOf, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import { announcesMore } from '../../../src/exports/pages.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { cliOutputIn, cliOutputs } from '../file-kinds.ts';
import { managementGroupOf, normalScope, subscriptionOf } from '../rbac/scope.ts';
import { type CliList, cliLists } from './cli-lists.ts';
import { recordOf, remedies, tenantOfFileName } from './element.ts';

type Element = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const more: ReadonlySet<string> = new Set(['nextLink', '@odata.nextLink']);
const valueList: ReadonlySet<string> = new Set(['value']);

/**
 * `--all` lists what is assigned in the subscription that the CLI was set to, below it and above it: the management groups that
 * it names hold that subscription, which is the one that all the paths are in.
 * https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-list
 */
const seenFromOne = () => {
  const subscriptions = new Set<string>();
  const groups = new Set<string>();
  return {
    see: ({ scope, roleDefinitionId }: Element): void => {
      const at = normalScope(text(scope));
      const group = managementGroupOf(at);
      if (group !== undefined) groups.add(group);
      for (const path of [at, normalScope(text(roleDefinitionId))]) {
        const subscription = subscriptionOf(path);
        if (subscription !== undefined) subscriptions.add(subscription);
      }
    },
    /** Undefined: it shows none, or the file is put together from several. */
    told: (): Element | undefined => {
      const [id] = subscriptions;
      return subscriptions.size === 1 && groups.size > 0 ? { id, inherits: [...groups].sort() } : undefined;
    },
  };
};

interface Read {
  truncated: boolean;
}

function* elementsOf(file: SourceFile, inPages: boolean, read: Read): Generator<JsonElement> {
  if (!inPages) {
    yield* splitDocuments(file, remedies);
    return;
  }
  // The last page says whether another follows; its link may stand before its elements or behind them.
  let announced = false;
  for (const piece of splitPages(file, { lists: valueList, values: more }, remedies)) {
    if (piece.kind === 'element') yield piece;
    else if (piece.kind === 'value') announced ||= announcesMore(piece, more);
    else if (piece.kind === 'page-end') {
      read.truncated = announced;
      announced = false;
    }
  }
}

function* readList(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const head = fileHead(file.head);
  const output = cliOutputIn(head)!;
  const { command } = cliOutputs[output];
  const {
    kind,
    gives,
    lacks,
    idOf,
    derive = (element: Element) => element,
    isAbout = () => true,
    also = () => [],
  }: CliList = cliLists[output];
  const named = tenantOfFileName(file);
  const tenants = new Set<string>();
  const read: Read = { truncated: false };
  const seen = seenFromOne();
  for (const element of elementsOf(file, head.keys.has('value'), read)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value)) throw new InputError('the element is no object', place(), remedies.damaged);
    if (output === 'federated-credentials' && !text(value.id).startsWith('/'))
      throw new InputError(
        'nothing says which application the federated credential is of',
        place(),
        'Give what AzureHound collected, or a snapshot made by: nhi-audit collect',
      );
    if (!isAbout(value)) continue;
    const derived = derive(value);
    const scope = text(derived.tenantId).toLowerCase() || named;
    tenants.add(scope);
    yield recordOf(kind, scope, idOf(derived), derived, place);
    for (const one of also(value)) yield recordOf(one.kind, scope, one.id, one.data, place);
    if (output === 'role-assignments') seen.see(value);
  }
  const above = seen.told();
  if (above !== undefined)
    yield recordOf('azure.subscription', named, `${text(above.id)} inherits`, above, () => file.name);
  const gaps = [
    ...(lacks === undefined ? [] : [lacks]),
    ...(read.truncated ? ['more entries would follow (nextLink)'] : []),
  ];
  for (const scope of tenants.size === 0 ? [named] : [...tenants].sort())
    yield {
      connector: 'azure',
      scope,
      source: command,
      status: gaps.length === 0 ? 'complete' : 'partial',
      detail: gaps.join('; '),
      gives,
    };
}

export const azureCliList: FileFormat = { id: 'azure-cli-list', read: readList };
