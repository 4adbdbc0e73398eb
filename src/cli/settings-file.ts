import { join } from 'node:path';
import { readWholeFile } from '../files/whole-file.ts';
import type { FileInForce } from '../model/in-force.ts';
import { InputError } from '../model/input-error.ts';
import type { NotifySettings } from '../model/notify-schema.ts';
import { defaultSettings, type Settings } from '../model/settings.ts';
import { fileInForce } from './in-force.ts';
import { ownFileOptions, settingsFileName } from './own-files.ts';

/** Larger than any settings that a person writes; a mistaken `--config snapshot.ndjson` is told at once. */
const largestFile = 1_048_576;

/** `--config FILE`; `false`: `--no-config`. */
export type GivenConfig = string | false | undefined;

/** The same again, for a command that is to judge in the same way. */
export const configArguments = (given: GivenConfig): readonly string[] => {
  if (given === undefined) return [];
  return given === false ? ['--no-config'] : ['--config', given];
};

export interface LoadedSettings {
  readonly settings: Settings;
  /** As the user wrote it; absent: the defaults. */
  readonly file?: string;
  readonly inForce?: FileInForce;
  /** Absent: the file tells nobody. */
  readonly notify?: NotifySettings;
}

/** The settings in force: from `--config`, else from `nhi-audit.yaml` in the working directory, else the defaults. */
export const loadSettings = async (
  given: GivenConfig,
  workingDirectory: string,
  ruleIds: readonly string[],
): Promise<LoadedSettings> => {
  if (given === false) return { settings: defaultSettings };
  const path = given ?? join(workingDirectory, settingsFileName);
  const read = readWholeFile(path, {
    largest: largestFile,
    what: 'configuration',
    ...ownFileOptions(given),
  });
  if (read !== undefined) {
    const file = given ?? settingsFileName;
    // With the first such file: the schema and the reader of YAML take longer to load than all else here.
    const { notifyIn, parseSettings } = await import('./settings-text.ts');
    const text = read.bytes.toString('utf8');
    const notify = notifyIn(text, file);
    return {
      settings: parseSettings(text, file, ruleIds),
      file,
      ...(notify === undefined ? {} : { notify }),
      inForce: fileInForce('configuration', given, settingsFileName, workingDirectory, read.bytes),
    };
  }
  if (given === undefined) return { settings: defaultSettings };
  throw new InputError(
    'No such file',
    given,
    'Check the path given with --config; `nhi-audit config init` makes a file.',
  );
};
