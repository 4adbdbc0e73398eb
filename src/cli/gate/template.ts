import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { InputError } from '../../model/input-error.ts';
import type { TemplateFile } from '../../plan/cloudformation/side.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';
import { groundOf, readInput } from './plan.ts';

export interface TemplateOptions extends GateOptions {
  readonly template?: string;
  readonly baseTemplate?: string;
}

const largest = 4 * 1_048_576;

/** A template with those that lie beside it or below: a nested stack names one by its path. */
const templateAt = (file: string, text: string, top: string): TemplateFile => ({
  text,
  file,
  beside: (path) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(path) || isAbsolute(path)) return undefined;
    const found = join(dirname(file), path);
    const stat = statSync(found, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.size > largest) return undefined;
    // Links are followed and looked at: nothing outside of the folder is read.
    const inside = relative(realpathSync(top), realpathSync(found));
    if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return templateAt(found, readInput(found, 'template').text, top);
  },
});

/** A CloudFormation template at head against the one at base. */
export const prepareTemplate = async (
  files: readonly string[],
  options: TemplateOptions,
  { settings }: GateEnvironment,
): Promise<Prepared> => {
  const { readCloudFormation } = await import('../../plan/cloudformation/index.ts');
  const { templateAttributeText } = await import('../../../connectors/plans.ts');
  const { plansGateInput } = await import('../../pipeline/plan-gate.ts');
  const file = options.template;
  if (file === undefined) {
    throw new InputError(
      '--base-template is the older of two',
      '--base-template',
      'Name the newer one with --template.',
    );
  }
  const head = readInput(file, 'template');
  const older = options.baseTemplate;
  const base =
    older === undefined ? undefined : templateAt(older, readInput(older, 'template').text, dirname(older));
  const plans = readCloudFormation(
    templateAt(file, head.text, dirname(file)),
    base,
    templateAttributeText,
    head.modifiedAt,
  );
  const ground = await groundOf(files, options);
  const beside = ground === undefined ? '' : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input: plansGateInput(plans, settings, ground),
    before: base === undefined ? `nothing: all of ${file} is new${beside}` : `${base.file}${beside}`,
    after: `${file} (of ${plans[0].madeAt})`,
  };
};
