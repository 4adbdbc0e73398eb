import { isObject } from '../../../src/exports/checked.ts';
import { fileHead } from '../../../src/exports/file-head.ts';
import { type JsonElement, placeOf, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import { announcesMore } from '../../../src/exports/pages.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { CliOutput } from '../file-kinds.ts';
import { cliLists } from './cli-lists.ts';
import { recordOf, remedies, tenantOfFileName } from './element.ts';

/**
 * Rows of Resource Graph as `az graph query` prints them: `{"count":…,"data":[…],"skip_token":…}`, or the list alone. Rows of all
 * tables have the same columns, and their type says what they are.
 * https://learn.microsoft.com/cli/azure/graph#az-graph-query
 */
type Element = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Element => (isObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const flat = ({ properties, ...row }: Element): Element => ({ ...objectOf(properties), ...row });

interface AsList {
  readonly as: CliOutput;
  readonly of?: (row: Element) => Element;
}

/** As which list a row is read, by its type; whatever else is a resource. */
const lists: ReadonlyMap<string, AsList> = new Map<string, AsList>([
  ['microsoft.authorization/roleassignments', { as: 'role-assignment-pages' }],
  ['microsoft.authorization/roledefinitions', { as: 'role-definition-pages' }],
  ['microsoft.managedidentity/userassignedidentities', { as: 'managed-identities', of: flat }],
  [
    'microsoft.resources/subscriptions',
    {
      as: 'subscriptions',
      of: ({ subscriptionId, name, tenantId, properties, tags }) => {
        const { state, managementGroupAncestorsChain } = objectOf(properties);
        return {
          id: subscriptionId,
          name,
          tenantId,
          state,
          tags,
          managementGroup: objectOf(listOf(managementGroupAncestorsChain)[0]).name,
        };
      },
    },
  ],
]);
const resources: AsList = { as: 'resources-of-a-kind' };

const managementGroup = 'microsoft.management/managementgroups';
const groupOf = ({ name, tenantId, properties }: Element): Element => {
  const { displayName, details } = objectOf(properties);
  return { name, displayName, tenantId, parent: text(objectOf(objectOf(details).parent).name) || undefined };
};

/** What each table gives, where a row of it is there. */
const given = (type: string): readonly InputKind[] =>
  type.startsWith('microsoft.authorization/')
    ? ['grants']
    : type.startsWith('microsoft.managedidentity/')
      ? ['inventory']
      : type.startsWith('microsoft.resources/') || type === managementGroup
        ? []
        : ['workloads'];

const links: ReadonlySet<string> = new Set(['skip_token', 'skipToken', '$skipToken']);

function* rowsOf(file: SourceFile, inPages: boolean, seen: { isCut: boolean }): Generator<JsonElement> {
  if (!inPages) {
    yield* splitDocuments(file, remedies);
    return;
  }
  for (const piece of splitPages(file, { lists: new Set(['data']), values: links }, remedies)) {
    if (piece.kind === 'element') yield piece;
    else if (piece.kind === 'value' && announcesMore(piece, links)) seen.isCut = true;
  }
}

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const named = tenantOfFileName(file);
  const tenants = new Map<string, Set<InputKind>>();
  const seen = { isCut: false };
  for (const element of rowsOf(file, fileHead(file.head).keys.has('data'), seen)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value) || text(value.id) === '' || text(value.type) === '')
      throw new InputError(
        'id, type: missing; this row says not what it is',
        place(),
        'Ask for whole rows, without project, or keep id, type, tenantId, identity and properties.',
      );
    const type = text(value.type).toLowerCase();
    const scope = text(value.tenantId).toLowerCase() || named;
    const gives = tenants.get(scope) ?? new Set();
    for (const each of given(type)) gives.add(each);
    tenants.set(scope, gives);
    if (type === managementGroup) {
      const group = groupOf(value);
      yield recordOf('azure.management-group', scope, text(group.name).toLowerCase(), group, place);
      continue;
    }
    const { as, of = (row: Element) => row } = lists.get(type) ?? resources;
    const { kind, idOf, derive = (row: Element) => row } = cliLists[as];
    const derived = derive(of(value));
    yield recordOf(kind, scope, idOf(derived), derived, place);
  }
  for (const [scope, gives] of tenants.size === 0 ? [[named, new Set<InputKind>()] as const] : tenants)
    yield {
      connector: 'azure',
      scope,
      source: 'az graph query',
      status: 'partial',
      detail: seen.isCut
        ? 'more rows would follow (skip_token)'
        : 'what the query left out is not in it, nor what is eligible or denied: a live scan reads them (nhi-audit scan --azure)',
      gives: [...gives].sort(),
    };
}

export const resourceGraphRows: FileFormat = { id: 'azure-graph-query', read };
