import { join } from 'node:path';
import type { ExceptionEntry } from '../../model/exception.ts';
import type { FileInForce } from '../../model/in-force.ts';
import { InputError } from '../../model/input-error.ts';
import type { Loaded } from '../../pipeline/in-force.ts';
import type { Context } from '../context.ts';
import { fileInForce } from '../in-force.ts';
import type { LoadedSettings } from '../settings-file.ts';
import type { BaseRef } from './base/base-ref.ts';
import type { NoBase } from './base/repository.ts';
import type { GateOptions } from './mode.ts';

type Approved<T> = { readonly ok: true; readonly value: T } | NoBase;

/** A text of the base under the name that messages have for it; `undefined`: there is none. */
const textAt = (
  base: BaseRef,
  path: string,
  name: string,
): Approved<{ readonly text: string; readonly name: string } | undefined> => {
  const file = base.read(path);
  const named = `${name} at ${base.ref}`;
  switch (file.is) {
    case 'file':
      return { ok: true, value: { text: file.text, name: named } };
    case 'absent':
      return { ok: true, value: undefined };
    case 'unreadable':
      return { ok: false, says: `${named} cannot be read: ${file.says}`, remedy: file.remedy };
  }
};

const foundAtBase = (
  role: FileInForce['role'],
  given: string | undefined,
  ownName: string,
  text: string,
  context: Context,
): FileInForce => ({
  ...fileInForce(role, given, ownName, context.workingDirectory, Buffer.from(text)),
  foundBy: 'base-ref',
});

type LoadedHere = Loaded & Pick<LoadedSettings, 'notify'>;

const settingsAt = async (
  config: string | undefined,
  base: BaseRef,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<LoadedHere>> => {
  const { settingsFileName } = await import('../own-files.ts');
  const path = config ?? join(context.workingDirectory, settingsFileName);
  const stored = textAt(base, path, config ?? settingsFileName);
  if (!stored.ok) return stored;
  if (stored.value !== undefined) {
    const { notifyIn, parseSettings } = await import('../settings-text.ts');
    const { text, name } = stored.value;
    const notify = notifyIn(text, name);
    return {
      ok: true,
      value: {
        ...(notify === undefined ? {} : { notify }),
        settings: parseSettings(text, name, ruleIds),
        inForce: foundAtBase('configuration', config, settingsFileName, text, context),
      },
    };
  }
  if (config === undefined) {
    return { ok: true, value: { settings: (await import('../../model/settings.ts')).defaultSettings } };
  }
  throw new InputError(
    'there is no such file at the base',
    `${config} at ${base.ref}`,
    'With --base-ref the configuration is read from the base: merge it first.',
  );
};

/** With `--base-ref` the settings are those of the base: a pull request must not loosen its own gate. */
export const approvedSettings = async (
  { config }: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<LoadedHere>> => {
  if (base !== undefined && config !== false) return settingsAt(config, base, context, ruleIds);
  const { loadSettings } = await import('../settings-file.ts');
  return { ok: true, value: await loadSettings(config, context.workingDirectory, ruleIds) };
};

export interface ApprovedExceptions {
  /** Absent: there is no file. */
  readonly entries?: readonly ExceptionEntry[];
  readonly files: readonly FileInForce[];
}

/** The same for exceptions. */
export const approvedExceptions = async (
  options: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<ApprovedExceptions>> => {
  if (base === undefined) {
    const { openExceptions } = await import('../exceptions-options.ts');
    return { ok: true, value: await openExceptions(options, context, ruleIds) };
  }
  const { exceptionsFileName } = await import('../own-files.ts');
  const { parseExceptions } = await import('../exceptions-file.ts');
  const path = options.exceptions ?? join(context.workingDirectory, exceptionsFileName);
  const stored = textAt(base, path, options.exceptions ?? exceptionsFileName);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return { ok: true, value: { files: [] } };
  const { text, name } = stored.value;
  return {
    ok: true,
    value: {
      entries: parseExceptions(text, name, ruleIds),
      files: [foundAtBase('exceptions', options.exceptions, exceptionsFileName, text, context)],
    },
  };
};
