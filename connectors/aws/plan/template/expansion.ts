import { InputError } from '../../../../src/model/input-error.ts';
import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { isEither } from './either.ts';

/**
 * What a template may become: the characters and nodes of all values that it writes down, with those that they are made of.
 * CloudFormation takes templates of a million characters; names that are made of names double with each step.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const mostExpanded = 16_000_000;

export interface Expansion {
  /** @throws InputError when the template has become too much */
  readonly spend: (size: number) => void;
}

/** @param place file, and where in it, of what is being expanded */
export const expansionOf = (place: () => string): Expansion => {
  let left = mostExpanded;
  return {
    spend: (size) => {
      left -= size;
      if (left >= 0) return;
      throw new InputError(
        `the template is too complex to judge: what it says becomes more than ${mostExpanded / 1_000_000} million characters`,
        place(),
        'Names that are made of names double: write them out, or split the template.',
      );
    },
  };
};

const sizes = new WeakMap<object, number>();

const partsOf = (value: object): readonly unknown[] =>
  isComputed(value) ? [value.written, value.source] : isEither(value) ? value.either : Object.values(value);

/** Characters and nodes of a value when it is written down: what stands in it twice counts twice, and is counted once. */
export const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length + 1;
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = partsOf(value).reduce<number>((sum, each) => sum + sizeOf(each), 1);
  sizes.set(value, size);
  return size;
};
