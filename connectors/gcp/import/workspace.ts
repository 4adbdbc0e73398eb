import { placeOf, splitPages } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { wholeEstate } from '../facts/records.ts';
import { type Element, listOf, type Made, object, recordOf, remedies, text } from './element.ts';

/**
 * What administrators of Google Workspace did, of which it is kept whom they let act for everybody of the domain. Who they are is not.
 * https://developers.google.com/workspace/admin/reports/v1/reference/activities
 */
const source = 'activities of administrators of Google Workspace';

/** https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-domain-settings */
const removedBy: ReadonlyMap<string, boolean> = new Map([
  ['AUTHORIZE_API_CLIENT_ACCESS', false],
  ['REMOVE_API_CLIENT_ACCESS', true],
]);

/** A parameter in any of the forms in which reports write texts. */
const valuesOf = (parameters: unknown, name: string): readonly string[] =>
  listOf(parameters)
    .map(object)
    .filter((each) => each.name === name)
    .flatMap(({ value, multiValue, multiStrValue }) => [
      ...[...listOf(multiValue), ...listOf(multiStrValue)].map(text),
      ...text(value).split(/[\s,]+/),
    ])
    .filter((each) => each !== '');

interface Told {
  readonly time: string;
  readonly name: string;
  readonly parameters: unknown;
}

const delegations = (told: readonly Told[]): readonly Made[] =>
  told.flatMap(({ time, name, parameters }): readonly Made[] => {
    const removed = removedBy.get(name);
    const [clientId] = valuesOf(parameters, 'API_CLIENT_NAME');
    if (removed === undefined || clientId === undefined) return [];
    const scopes = valuesOf(parameters, 'API_SCOPES');
    return [{ kind: 'gcp.delegation', id: `${clientId} ${time}`, data: { clientId, scopes, time, removed } }];
  });

const eventsIn = (activity: Element): readonly Made[] => {
  const time = text(object(activity.id).time);
  return delegations(
    listOf(activity.events)
      .map(object)
      .map(({ name, parameters }) => ({ time, name: text(name), parameters })),
  );
};

/**
 * The same of an entry of Cloud Audit Logs, where Workspace shares what its administrators do with Google Cloud.
 * https://cloud.google.com/logging/docs/audit/gsuite-audit-logging
 */
export const delegationsInEntry = (entry: Element): readonly Made[] =>
  delegations(
    listOf(object(object(entry.protoPayload).metadata).event)
      .map(object)
      .map(({ eventName, parameter }) => ({
        time: text(entry.timestamp),
        name: text(eventName),
        parameters: parameter,
      })),
  );

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  for (const piece of splitPages(file, { lists: new Set(['items']), values: new Set() }, remedies)) {
    if (piece.kind !== 'element') continue;
    for (const each of eventsIn(object(piece.value))) yield recordOf(each, () => placeOf(file, piece));
  }
  yield {
    connector: 'gcp',
    scope: wholeEstate,
    source,
    status: 'partial',
    detail: 'reports go back six months: what was agreed to before is not in them',
    gives: [],
  };
}

export const workspaceActivities: FileFormat = { id: 'workspace-activities', read };
