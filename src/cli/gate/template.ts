import { InputError } from '../../model/input-error.ts';
import type { GateEnvironment, GateOptions, Prepared } from './mode.ts';
import { groundOf, readInput } from './plan.ts';

export interface TemplateOptions extends GateOptions {
  readonly template?: string;
  readonly baseTemplate?: string;
  readonly snapshot?: string;
}

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
  const base =
    options.baseTemplate === undefined
      ? undefined
      : { ...readInput(options.baseTemplate, 'template'), file: options.baseTemplate };
  const plans = readCloudFormation({ text: head.text, file }, base, templateAttributeText, head.modifiedAt);
  const ground = await groundOf(files, options);
  const beside = ground === undefined ? '' : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input: plansGateInput(plans, settings, ground),
    before: base === undefined ? `nothing: all of ${file} is new${beside}` : `${base.file}${beside}`,
    after: `${file} (of ${plans[0].madeAt})`,
  };
};
