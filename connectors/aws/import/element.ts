import { recordMaker } from '../../../src/exports/checked.ts';
import { type JsonPiece, type JsonRemedies, splitPages } from '../../../src/exports/json-elements.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import { awsRecords } from '../facts/records.ts';

const remedies: JsonRemedies = {
  remake: 'Make the export again and give the file as the AWS CLI wrote it (--output json).',
  damaged: 'Give the file as the AWS CLI wrote it (--output json); if it was edited, make the export again.',
};

/** Members of the pages that AWS commands write: lists element by element, values whole. */
export const splitAnswers = (
  file: SourceFile,
  lists: ReadonlySet<string>,
  values: ReadonlySet<string>,
): Generator<JsonPiece> => splitPages(file, { lists, values }, remedies);

/** Members whose content is the user's own and stays as it is. */
const documentKeys: ReadonlySet<string> = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'Document']);

export const { checkData, toRecord } = recordMaker(awsRecords, {
  verbatim: documentKeys,
  damaged: remedies.damaged,
});
