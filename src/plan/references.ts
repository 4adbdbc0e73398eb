import { ownMember } from '../model/own-member.ts';
/** A module as the configuration of a plan has it: resources, outputs and calls with their expressions. */
export interface ConfigurationModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly provider_config_key?: string | undefined;
    readonly expressions?: Readonly<Record<string, unknown>> | undefined;
  }[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>> | undefined;
  readonly module_calls?:
    | Readonly<
        Record<
          string,
          {
            /** Where the module comes from: `./modules/app`. */
            readonly source?: string | undefined;
            readonly expressions?: Readonly<Record<string, unknown>> | undefined;
            readonly module?: ConfigurationModule | undefined;
          }
        >
      >
    | undefined;
}

/** References that stand anywhere in an expression of the configuration. */
export const referencesIn = (expression: unknown): readonly string[] => {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isRecord(expression)) return [];
  const { references } = expression;
  if (Array.isArray(references)) return references.filter((each) => typeof each === 'string');
  return Object.values(expression).flatMap(referencesIn);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An attribute of one instance of a resource. */
export interface Target {
  readonly address: string;
  readonly attribute: string;
}

export interface References {
  /** What the configuration says of a resource; undefined: nothing was written down of it. */
  readonly configurationOf: (
    address: string,
  ) =>
    | { readonly expressions: Readonly<Record<string, unknown>>; readonly providerKey: string | undefined }
    | undefined;
  /** What references, as written in the module of a resource, lead to. `whole`: every one of them was followed. */
  readonly resolve: (
    written: readonly string[],
    from: string,
  ) => { readonly targets: readonly Target[]; readonly whole: boolean };
}

/** `module.a["x.y"].module.b` and `aws_iam_role.r[0]` of an address. */
interface Place {
  readonly module: string;
  /** Names of the modules, without keys. */
  readonly path: readonly string[];
  /** `type.name`, `data.type.name`. */
  readonly resource: string;
  /** `[0]`, `["x"]`, or empty. */
  readonly key: string;
}

/** Cut at dots that stand outside of brackets. */
const partsOf = (address: string): readonly string[] =>
  address.match(/(?:[^.[]|\[(?:"(?:[^"\\]|\\.)*"|\d+)\])+/g) ?? [];

const withoutKey = (part: string): string => part.replace(/\[.*\]$/s, '');
const keyOf = (part: string): string => /\[.*\]$/s.exec(part)?.[0] ?? '';

const placeOf = (address: string): Place => {
  const parts = partsOf(address);
  let at = 0;
  while (parts[at] === 'module') at += 2;
  const own = parts.slice(at);
  const last = own.at(-1) ?? '';
  return {
    module: parts.slice(0, at).join('.'),
    path: parts
      .slice(0, at)
      .filter((_, index) => index % 2 === 1)
      .map(withoutKey),
    resource: [...own.slice(0, -1), withoutKey(last)].join('.'),
    key: keyOf(last),
  };
};

const moduleAt = (
  root: ConfigurationModule | undefined,
  path: readonly string[],
): ConfigurationModule | undefined =>
  path.reduce<ConfigurationModule | undefined>(
    (module, name) => ownMember(module?.module_calls ?? {}, name)?.module,
    root,
  );

const parentOf = (module: string): string => partsOf(module).slice(0, -2).join('.');
const inModule = (module: string, rest: string): string => (module === '' ? rest : `${module}.${rest}`);
const mostSteps = 20;

/** Follows the references of a configuration through variables and outputs of modules to the resources behind. */
export const createReferences = (
  changes: readonly { readonly address: string }[],
  root: ConfigurationModule | undefined,
): References => {
  const instances = new Map<string, { readonly address: string; readonly key: string }[]>();
  for (const { address } of changes) {
    const { module, resource, key } = placeOf(address);
    const id = inModule(module, resource);
    const list = instances.get(id);
    if (list === undefined) instances.set(id, [{ address, key }]);
    else list.push({ address, key });
  }

  const resolveOne = (
    reference: string,
    module: string,
    key: string,
    steps: number,
  ): readonly Target[] | undefined => {
    if (steps > mostSteps) return undefined;
    const parts = partsOf(reference);
    const [first, second] = parts;
    const path = partsOf(module)
      .filter((_, index) => index % 2 === 1)
      .map(withoutKey);
    const follow = (expression: unknown, where: string): readonly Target[] | undefined => {
      const written = mostSpecific(referencesIn(expression));
      const found = written.map((each) => resolveOne(each, where, key, steps + 1));
      return written.length === 0 || found.includes(undefined) ? undefined : found.flatMap((each) => each!);
    };
    if (first === 'var') {
      const call = ownMember(moduleAt(root, path.slice(0, -1))?.module_calls ?? {}, path.at(-1) ?? '');
      return call === undefined
        ? undefined
        : follow(ownMember(call.expressions ?? {}, second ?? ''), parentOf(module));
    }
    if (first === 'module') {
      const child = moduleAt(root, [...path, withoutKey(second ?? '')]);
      const output = ownMember(child?.outputs ?? {}, withoutKey(parts[2] ?? ''))?.expression;
      return output === undefined ? undefined : follow(output, inModule(module, `module.${second}`));
    }
    const length = first === 'data' ? 3 : 2;
    if (parts.length < length) return undefined;
    const last = parts[length - 1]!;
    const resource = [...parts.slice(0, length - 1), withoutKey(last)].join('.');
    const candidates = instances.get(inModule(module, resource));
    if (candidates === undefined) return undefined;
    const wanted = keyOf(last);
    const chosen =
      candidates.length === 1
        ? candidates
        : candidates.filter((each) => each.key === (wanted === '' ? key : wanted));
    if (chosen.length === 0) return undefined;
    return chosen.map(({ address }) => ({ address, attribute: parts[length] ?? '' }));
  };

  return {
    configurationOf: (address) => {
      const { path, resource } = placeOf(address);
      const found = moduleAt(root, path)?.resources?.find((each) => each.address === resource);
      return found === undefined
        ? undefined
        : { expressions: found.expressions ?? {}, providerKey: found.provider_config_key };
    },
    resolve: (written, from) => {
      const { module, key } = placeOf(from);
      const found = mostSpecific(written).map((each) => resolveOne(each, module, key, 0));
      const targets = found.flatMap((each) => each ?? []);
      const distinct = new Map(targets.map((target) => [`${target.address} ${target.attribute}`, target]));
      return { targets: [...distinct.values()], whole: found.length > 0 && !found.includes(undefined) };
    },
  };
};

/** Terraform lists `a.b.arn` and `a.b`: the shorter one says nothing more. */
const mostSpecific = (written: readonly string[]): readonly string[] => {
  const distinct = [...new Set(written)];
  return distinct.filter(
    (each) =>
      !distinct.some(
        (other) => other !== each && /^[.[]/.test(other.slice(each.length)) && other.startsWith(each),
      ),
  );
};
