import type { FilePlace } from '../../reports/report-format.ts';
import { readWholeFile } from '../files/whole-file.ts';
import { InputError } from '../model/input-error.ts';
import { defaultSettings } from '../model/settings.ts';
import { readBaseline } from './gate/baseline-file.ts';

const largest = 256 * 1_048_576;

const remedy = 'Name a file that `nhi-audit baseline write` made.';

/**
 * The lines of a baseline at which reports show findings; only the lines are read from it, not what it accepts.
 * @throws InputError when the file is not there or is no baseline
 */
export const placesInBaseline = (path: string): ((identity: string) => FilePlace) => {
  const file = readWholeFile(path, { largest, what: 'baseline' });
  if (file === undefined) throw new InputError('There is no such file', path, remedy);
  const read = readBaseline(file.bytes.toString('utf8'), defaultSettings);
  if (!read.ok) throw new InputError(read.says, path, read.remedy);
  return (identity) => ({ file: path, line: read.lineOf(identity) });
};
