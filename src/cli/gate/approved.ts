import { join } from 'node:path';
import type { ExceptionEntry } from '../../model/exception.ts';
import { InputError } from '../../model/input-error.ts';
import type { Settings } from '../../model/settings.ts';
import type { Context } from '../context.ts';
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

const settingsAt = async (
  config: string | undefined,
  base: BaseRef,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<Settings>> => {
  const { settingsFileName } = await import('../own-files.ts');
  const path = config ?? join(context.workingDirectory, settingsFileName);
  const stored = textAt(base, path, config ?? settingsFileName);
  if (!stored.ok) return stored;
  if (stored.value !== undefined) {
    const { parseSettings } = await import('../settings-text.ts');
    return { ok: true, value: parseSettings(stored.value.text, stored.value.name, ruleIds) };
  }
  if (config === undefined) {
    return { ok: true, value: (await import('../../model/settings.ts')).defaultSettings };
  }
  throw new InputError(
    'there is no such file at the base',
    `${config} at ${base.ref}`,
    'With --base-ref the configuration is read from the base: merge it first.',
  );
};

/** With `--base-ref` the settings are those of the base: a pull request must not loosen its own gate. */
export const approvedSettings = async (
  { config, onIndeterminate, policy }: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<Settings>> => {
  const { loadSettings } = await import('../settings-file.ts');
  const read: Approved<Settings> =
    base === undefined
      ? { ok: true, value: (await loadSettings(config, context.workingDirectory, ruleIds)).settings }
      : await settingsAt(config, base, context, ruleIds);
  if (!read.ok) return read;
  const given = {
    ...(onIndeterminate === undefined ? {} : { onIndeterminate }),
    ...(policy === undefined ? {} : { policy }),
  };
  return { ok: true, value: { ...read.value, gate: { ...read.value.gate, ...given } } };
};

/** The same for exceptions; `undefined`: there is no file. */
export const approvedExceptions = async (
  options: GateOptions,
  base: BaseRef | undefined,
  context: Context,
  ruleIds: readonly string[],
): Promise<Approved<readonly ExceptionEntry[] | undefined>> => {
  if (base === undefined) {
    const { openExceptions } = await import('../exceptions-options.ts');
    return { ok: true, value: (await openExceptions(options, context, ruleIds)).entries };
  }
  const { exceptionsFileName } = await import('../own-files.ts');
  const { parseExceptions } = await import('../exceptions-file.ts');
  const path = options.exceptions ?? join(context.workingDirectory, exceptionsFileName);
  const stored = textAt(base, path, options.exceptions ?? exceptionsFileName);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return { ok: true, value: undefined };
  return { ok: true, value: parseExceptions(stored.value.text, stored.value.name, ruleIds) };
};
