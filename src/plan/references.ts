import { ownMember } from '../model/own-member.ts';

/** A module as the configuration of a plan has it: resources, outputs and calls with their expressions. */
export interface ConfigurationModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly provider_config_key?: string | undefined;
    readonly expressions?: Readonly<Record<string, unknown>> | undefined;
    readonly for_each_expression?: unknown;
  }[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>> | undefined;
  readonly module_calls?:
    | Readonly<
        Record<
          string,
          {
            readonly expressions?: Readonly<Record<string, unknown>> | undefined;
            readonly for_each_expression?: unknown;
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

/** What references lead to. */
export interface Resolved {
  readonly targets: readonly Target[];
  /** Every one of them was followed. */
  readonly whole: boolean;
  /** Of several instances one was taken, by the key of the resource that refers to them. */
  readonly selected: boolean;
  /** The configuration of a plan does not hold local values: the targets are all that one of its module may stand for. */
  readonly guessed: boolean;
}

export interface References {
  /** What the configuration says of a resource; undefined: nothing was written down of it. */
  readonly configurationOf: (
    address: string,
  ) =>
    | { readonly expressions: Readonly<Record<string, unknown>>; readonly providerKey: string | undefined }
    | undefined;
  /** What references, as written in the module of a resource, lead to. */
  readonly resolve: (written: readonly string[], from: string) => Resolved;
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
/** More resources than these in a module: what one of its local values stands for is not guessed. */
const mostGuessed = 200;

/** They choose or format, and are known when the plan is made: what is computed does not come from them. */
const isKnown = (reference: string): boolean =>
  /^(each\.key|count\.index|path\.|terraform\.|self\b)/.test(reference);
const selects = (reference: string): boolean => /^(each\.|count\.index|local\.)/.test(reference);

/** Where a reference stands: the module instance, and the key of the resource or module call there. */
interface Standpoint {
  readonly module: string;
  readonly key: string;
  /** What `each.value` of there is taken from. */
  readonly forEach: unknown;
}

/** Follows the references of a configuration through variables and outputs of modules to the resources behind. */
export const createReferences = (
  changes: readonly { readonly address: string }[],
  root: ConfigurationModule | undefined,
): References => {
  const instances = new Map<string, { readonly address: string; readonly key: string }[]>();
  const inside = new Map<string, Target[]>();
  for (const { address } of changes) {
    const { module, resource, key } = placeOf(address);
    const id = inModule(module, resource);
    const list = instances.get(id);
    if (list === undefined) instances.set(id, [{ address, key }]);
    else list.push({ address, key });
    const all = inside.get(module) ?? [];
    inside.set(module, all);
    if (all.length <= mostGuessed) all.push({ address, attribute: '' });
  }
  const namesOf = (module: string): readonly string[] =>
    partsOf(module)
      .filter((_, index) => index % 2 === 1)
      .map(withoutKey);

  /** Everything that references lead to; `guessed` and `selected` say how sure it is. */
  const trail = () => {
    let selected = false;
    let guessed = false;

    const followAll = (
      written: readonly string[],
      at: Standpoint,
      steps: number,
    ): readonly Target[] | undefined => {
      const found = mostSpecific(written)
        .filter((each) => !isKnown(each))
        .map((each) => resolveOne(each, at, written, steps + 1));
      return found.includes(undefined) ? undefined : found.flatMap((each) => each!);
    };

    /** What a module is called with, seen from the one that calls it. */
    const callOf = (module: string) => {
      const path = namesOf(module);
      const call = ownMember(moduleAt(root, path.slice(0, -1))?.module_calls ?? {}, path.at(-1) ?? '');
      const key = keyOf(partsOf(module).at(-1) ?? '');
      return { call, at: { module: parentOf(module), key, forEach: call?.for_each_expression } };
    };

    const resolveOne = (
      reference: string,
      at: Standpoint,
      /** All that the expression is made of. */
      beside: readonly string[],
      steps: number,
    ): readonly Target[] | undefined => {
      if (steps > mostSteps) return undefined;
      const { module, key, forEach } = at;
      const parts = partsOf(reference);
      const [first, second] = parts;
      if (first === 'each') {
        const targets = followAll(referencesIn(forEach), { ...at, forEach: undefined }, steps);
        if (targets === undefined) return undefined;
        const own = targets.filter(({ address }) => isOwn(address, key));
        if (own.length > 0 && own.length < targets.length) selected = true;
        return own.length > 0 ? own : targets;
      }
      if (first === 'local') return guess(module, steps);
      if (first === 'var') {
        // Those of the root are known when the plan is made.
        if (module === '') return [];
        const { call, at: caller } = callOf(module);
        if (call === undefined) return undefined;
        return followAll(referencesIn(ownMember(call.expressions ?? {}, second ?? '')), caller, steps);
      }
      if (first === 'module') {
        const wanted = keyOf(second ?? '');
        const name = withoutKey(second ?? '');
        const child = moduleAt(root, [...namesOf(module), name]);
        if (child === undefined) return undefined;
        const own = wanted === '' && beside.some(selects) ? key : wanted;
        if (wanted === '' && own !== '') selected = true;
        const output = parts[2] === undefined ? undefined : withoutKey(parts[2]);
        // Chosen by a key, a module is named without the output that is meant.
        const outputs = Object.entries(child.outputs ?? {}).filter(
          ([each]) => output === undefined || each === output,
        );
        if (outputs.length === 0) return undefined;
        if (output === undefined) guessed = true;
        const callee = { module: inModule(module, `module.${name}${own}`), key: '', forEach: undefined };
        const found = outputs.map(([, { expression }]) => followAll(referencesIn(expression), callee, steps));
        return found.includes(undefined) ? undefined : found.flatMap((each) => each!);
      }
      const length = first === 'data' ? 3 : 2;
      if (parts.length < length) return undefined;
      const last = parts[length - 1]!;
      const resource = [...parts.slice(0, length - 1), withoutKey(last)].join('.');
      const candidates = instances.get(inModule(module, resource));
      if (candidates === undefined) return undefined;
      const wanted = keyOf(last);
      const isChosen = wanted === '' && candidates.length > 1 && beside.some(selects);
      const chosen =
        wanted !== '' && candidates.length > 1
          ? candidates.filter((each) => each.key === wanted)
          : isChosen
            ? candidates.filter((each) => each.key === key)
            : candidates;
      if (isChosen) selected = true;
      const meant = chosen.length > 0 ? chosen : isChosen ? candidates : [];
      if (meant.length === 0) return undefined;
      return meant.map(({ address }) => ({ address, attribute: parts[length] ?? '' }));
    };

    /** All that a local value of a module may stand for: its resources, and what it is called with. */
    const guess = (module: string, steps: number): readonly Target[] | undefined => {
      const all = inside.get(module) ?? [];
      if (all.length > mostGuessed) return undefined;
      guessed = true;
      if (module === '') return all;
      const { call, at: caller } = callOf(module);
      const given = followAll(referencesIn(Object.values(call?.expressions ?? {})), caller, steps);
      return given === undefined ? undefined : [...all, ...given];
    };

    return {
      followAll,
      said: () => ({ selected, guessed }),
    };
  };

  const configured = (address: string) => {
    const { path, resource } = placeOf(address);
    return moduleAt(root, path)?.resources?.find((each) => each.address === resource);
  };

  return {
    configurationOf: (address) => {
      const found = configured(address);
      return found === undefined
        ? undefined
        : { expressions: found.expressions ?? {}, providerKey: found.provider_config_key };
    },
    resolve: (written, from) => {
      const { module, key } = placeOf(from);
      const { followAll, said } = trail();
      const at = { module, key, forEach: configured(from)?.for_each_expression };
      const targets = followAll(written, at, 0);
      const distinct = new Map(
        (targets ?? []).map((target) => [`${target.address} ${target.attribute}`, target]),
      );
      const all = [...distinct.values()];
      const meant = written.some((each) => /^(each\.key|count\.index)/.test(each)) ? ofKey(all, key) : all;
      const { selected, guessed } = said();
      return {
        targets: meant,
        whole: distinct.size > 0,
        selected: selected || meant.length < all.length,
        guessed,
      };
    },
  };
};

/** Whether a resource has the key, or the name that the key is: `{ admin = aws_iam_policy.admin.arn }`. */
const isOwn = (address: string, key: string): boolean => {
  const { resource, key: own } = placeOf(address);
  return own === key || (own === '' && key === `["${resource.slice(resource.lastIndexOf('.') + 1)}"]`);
};

/** Of each resource with several instances the one with the key, where there is one. */
const ofKey = (targets: readonly Target[], key: string): readonly Target[] => {
  const blocks = Map.groupBy(targets, ({ address }) => {
    const { module, resource } = placeOf(address);
    return inModule(module, resource);
  });
  return [...blocks.values()].flatMap((same) => {
    const own = same.filter(({ address }) => placeOf(address).key === key);
    return own.length > 0 ? own : same;
  });
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
