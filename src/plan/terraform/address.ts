/**
 * Addresses of resources and references of expressions: `module.ci["eu.west"].aws_iam_role.this[0]`.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */

/** One step of an address: a name, and the index as written where it has one (`["eu.west"]`, `[0]`). */
export interface Step {
  readonly name: string;
  /** With its brackets. */
  readonly index?: string;
}

/** Splits at dots and indices, with no regard to what stands in quotes. */
export const stepsOf = (address: string): readonly Step[] => {
  const steps: Step[] = [];
  let name = '';
  let index: string | undefined;
  const end = (): void => {
    if (name !== '' || index !== undefined) steps.push(index === undefined ? { name } : { name, index });
    name = '';
    index = undefined;
  };
  for (let at = 0; at < address.length; at += 1) {
    const char = address[at]!;
    if (char === '.') end();
    else if (char === '[') {
      const start = at;
      let quoted = false;
      for (at += 1; at < address.length && (quoted || address[at] !== ']'); at += 1) {
        if (quoted && address[at] === '\\') at += 1;
        else if (address[at] === '"') quoted = !quoted;
      }
      // A second index (`x[0][1]`) goes into the value and is no part of the address.
      index ??= address.slice(start, at + 1);
    } else name += char;
  }
  end();
  return steps;
};

export const textOf = ({ name, index }: Step): string => `${name}${index ?? ''}`;

export const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

/** Steps of the modules that an address stands in: `module`, `ci["eu"]`, … */
export const modulesOf = (steps: readonly Step[]): readonly Step[] => {
  let length = 0;
  while (steps[length]?.name === 'module') length += 2;
  return steps.slice(0, length);
};

/** Names of the modules alone: the way through the configuration, where there are no instances. */
export const moduleNames = (modules: readonly Step[]): readonly string[] =>
  modules.filter((_, index) => index % 2 === 1).map(({ name }) => name);

/** The address without the index of the resource itself. */
export const withoutIndex = (address: string): string => {
  const steps = stepsOf(address);
  const last = steps.at(-1);
  return last === undefined ? address : joined(...steps.slice(0, -1).map(textOf), last.name);
};

export const indexOf = (address: string): string | undefined => stepsOf(address).at(-1)?.index;
