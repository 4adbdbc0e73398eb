import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../../model/input-error.ts';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { configFile, examples } from '../flags.ts';
import type { GivenConfig } from '../settings-file.ts';

const init = async (context: Context): Promise<ExitCode> => {
  const { defaultSettings } = await import('../../model/settings.ts');
  const { settingsFileName } = await import('../own-files.ts');
  const { settingsText } = await import('../settings-template.ts');
  try {
    // wx: never over a file that is there.
    writeFileSync(join(context.workingDirectory, settingsFileName), settingsText(defaultSettings, true), {
      flag: 'wx',
    });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new InputError(
      exists ? 'the file is there already and is left as it is' : (error as Error).message,
      settingsFileName,
      exists ? 'Edit it, or move it away first.' : 'Run this in a folder that you may write to.',
    );
  }
  context.note(`nhi-audit: wrote ${settingsFileName} with the defaults`);
  return exitCodes.pass;
};

const show = async (options: { readonly config?: GivenConfig }, context: Context): Promise<ExitCode> => {
  const { loadSettings } = await import('../settings-file.ts');
  const { settingsText } = await import('../settings-template.ts');
  const { ruleIds } = await import('../../pipeline/audit.ts');
  const { settings, file } = await loadSettings(options.config, context.workingDirectory, ruleIds);
  const from =
    file === undefined
      ? options.config === false
        ? 'defaults (--no-config)'
        : 'defaults; no nhi-audit.yaml here'
      : `from ${JSON.stringify(file)}`;
  await context.write([`# settings in force: ${from}\n`, settingsText(settings, false)]);
  return exitCodes.pass;
};

export const config: DefineCommand = (context, end) => {
  const command = new Command('config')
    .summary('write or show the configuration, nhi-audit.yaml')
    .description('Makes or shows the configuration, nhi-audit.yaml.');
  command
    .command('init')
    .description('write nhi-audit.yaml with the defaults and what each key means; never overwrites')
    .action(async () => end(await init(context)));
  configFile(command.command('show').description('print the settings in force')).action(
    async (options: { readonly config?: GivenConfig }) => end(await show(options, context)),
  );
  return examples(command, [
    ['begin a configuration', 'nhi-audit config init'],
    ['check one', 'nhi-audit config show --config strict.yaml'],
  ]);
};
