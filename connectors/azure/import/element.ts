import { basename } from 'node:path';
import { recordMaker } from '../../../src/exports/checked.ts';
import type { JsonRemedies } from '../../../src/exports/json-elements.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type AzureRecordKind, azureRecords, unnamedTenant } from '../facts/records.ts';

export const remedies: JsonRemedies = {
  remake: 'Make the export again and give the file as the tool wrote it (JSON).',
  damaged: 'Give the file as the tool wrote it (JSON); if it was edited, make the export again.',
};

/** Members whose content is the user's own and stays as it is. */
const verbatim: ReadonlySet<string> = new Set(['tags']);

const { checkData } = recordMaker(azureRecords, { verbatim, damaged: remedies.damaged });

/** A record of a parsed element; throws `InputError` with the field that is not as Azure writes it. */
export const recordOf = (
  kind: AzureRecordKind,
  scope: string,
  id: string,
  element: unknown,
  place: () => string,
): SnapshotRecord => ({ record: kind, scope, id, data: checkData(kind, element, place) });

const guid = /(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f])/gi;

/** The tenant that a file is about where nothing in it says so: the one guid in its name, if there is one. */
export const tenantOfFileName = (file: SourceFile): string => {
  const found = new Set(basename(file.name).toLowerCase().match(guid));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : unnamedTenant;
};
