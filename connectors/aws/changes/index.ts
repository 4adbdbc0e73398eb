import type { ChangeTable } from '../../../src/model/reduce.ts';
import { awsEdits, awsStatements } from './edits.ts';
import { awsWritten } from './written.ts';

/** How changes of AWS look, as facts and as commands. */
export const awsChanges: ChangeTable = { edits: awsEdits, statements: awsStatements, written: awsWritten };
