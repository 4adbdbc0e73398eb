import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { InputError } from '../../../../src/model/input-error.ts';
import { readPlanFile } from '../../../../src/plan/plan-file.ts';
import type { Given, OwnComparison } from '../../../connector.ts';
import { attributeText } from './attribute-text.ts';
import { readCloudFormation } from './index.ts';
import type { TemplateFile } from './side.ts';

/** Flags of `head.ts`, by name. */
interface TemplateFlags {
  readonly template?: string;
  readonly baseTemplate?: string;
}

const largest = 4 * 1_048_576;

/** A file of a size to be one. Links are followed and looked at: nothing outside of the folder is read. */
const isInside = (path: string, top: string): boolean => {
  try {
    const real = realpathSync(path);
    const stat = statSync(real);
    const way = relative(realpathSync(top), real);
    return stat.isFile() && stat.size <= largest && !way.startsWith('..') && !isAbsolute(way);
  } catch (error) {
    // What is not there, or goes round in circles, is none.
    if (error instanceof Error && 'syscall' in error) return false;
    throw error;
  }
};

/** A template with those that lie beside it or below: a nested stack names one by its path. */
const templateAt = (file: string, text: string, top: string): TemplateFile => ({
  text,
  file,
  beside: (path) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(path) || isAbsolute(path)) return undefined;
    const found = join(dirname(file), path);
    if (!isInside(found, top)) return undefined;
    return templateAt(found, readPlanFile(found, 'template').text, top);
  },
});

/** A CloudFormation template at head against the one at base. */
export const compareTemplates = async (given: Given): Promise<OwnComparison> => {
  const { template: file, baseTemplate: older } = given as TemplateFlags;
  if (file === undefined) {
    throw new InputError(
      '--base-template is the older of two',
      '--base-template',
      'Name the newer one with --template.',
    );
  }
  const head = readPlanFile(file, 'template');
  const base =
    older === undefined ? undefined : templateAt(older, readPlanFile(older, 'template').text, dirname(older));
  const plans = readCloudFormation(
    templateAt(file, head.text, dirname(file)),
    base,
    attributeText,
    head.modifiedAt,
  );
  return {
    is: 'plans',
    plans,
    before: base === undefined ? `nothing: all of ${file} is new` : base.file,
    after: `${file} (of ${plans[0].madeAt})`,
  };
};
