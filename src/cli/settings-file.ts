import { join } from 'node:path';
import { readWholeFile } from '../exports/whole-file.ts';
import { InputError } from '../model/input-error.ts';
import { defaultSettings, type Settings } from '../model/settings.ts';
import { settingsFileName } from './own-files.ts';

/** Larger than any settings that a person writes; a mistaken `--config snapshot.ndjson` is told at once. */
const largestFile = 1_048_576;

const read = (path: string): string | undefined => {
  const file = readWholeFile(path, { largest: largestFile, what: 'configuration' });
  return file?.bytes.toString('utf8');
};

export interface LoadedSettings {
  readonly settings: Settings;
  /** Path of the file; absent: the defaults. */
  readonly file?: string;
}

/** The settings in force: from `--config`, else from `nhi-audit.yaml` in the working directory, else the defaults. */
export const loadSettings = async (
  given: string | undefined,
  workingDirectory: string,
  ruleIds: readonly string[],
): Promise<LoadedSettings> => {
  const path = given ?? join(workingDirectory, settingsFileName);
  const text = read(path);
  if (text !== undefined) {
    const file = given ?? settingsFileName;
    // With the first such file: the schema and the reader of YAML take longer to load than all else here.
    const { parseSettings } = await import('./settings-text.ts');
    return { settings: parseSettings(text, file, ruleIds), file };
  }
  if (given === undefined) return { settings: defaultSettings };
  throw new InputError(
    'No such file',
    given,
    'Check the path given with --config; `nhi-audit config init` makes a file.',
  );
};
