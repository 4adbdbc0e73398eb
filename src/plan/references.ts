import { addTo } from '../model/many.ts';
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
            /** Where the module comes from: `./modules/app`. */
            readonly source?: string | undefined;
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

const namesOf = (module: string): readonly string[] =>
  partsOf(module)
    .filter((_, index) => index % 2 === 1)
    .map(withoutKey);

/** What there is to be found. */
interface Ground {
  readonly root: ConfigurationModule | undefined;
  /** By module and resource without its key. */
  readonly instances: ReadonlyMap<string, readonly { readonly address: string; readonly key: string }[]>;
  /** By module: its resources, one more than are guessed from at the most. */
  readonly inside: ReadonlyMap<string, readonly Target[]>;
}

const groundOf = (
  changes: readonly { readonly address: string }[],
  root: ConfigurationModule | undefined,
): Ground => {
  const instances = new Map<string, { readonly address: string; readonly key: string }[]>();
  const inside = new Map<string, Target[]>();
  for (const { address } of changes) {
    const { module, resource, key } = placeOf(address);
    addTo(instances, inModule(module, resource), { address, key });
    const all = inside.get(module) ?? [];
    inside.set(module, all);
    if (all.length <= mostGuessed) all.push({ address, attribute: '' });
  }
  return { root, instances, inside };
};

/** One walk along references: `guessed` and `selected` say how sure it is of what it found. */
interface Trail extends Ground {
  selected: boolean;
  guessed: boolean;
}

/** What references lead to from where they stand; undefined: one of them leads nowhere that is known. */
const followAll = (
  trail: Trail,
  written: readonly string[],
  at: Standpoint,
  steps: number,
): readonly Target[] | undefined => {
  const found = mostSpecific(written)
    .filter((each) => !isKnown(each))
    .map((each) => resolveOne(trail, each, at, written, steps + 1));
  return found.includes(undefined) ? undefined : found.flatMap((each) => each!);
};

const resolveOne = (
  trail: Trail,
  reference: string,
  at: Standpoint,
  /** All that the expression is made of. */
  beside: readonly string[],
  steps: number,
): readonly Target[] | undefined => {
  if (steps > mostSteps) return undefined;
  const parts = partsOf(reference);
  const [first, second = ''] = parts;
  if (first === 'each') return followEach(trail, at, steps);
  if (first === 'local') return guess(trail, at.module, steps);
  if (first === 'var') return followVariable(trail, second, at, steps);
  if (first === 'module') return followOutput(trail, parts, at, beside, steps);
  return resourceOf(trail, parts, at, beside);
};

/** `each.value`: of what the resource goes over, the one that its key means. */
const followEach = (trail: Trail, at: Standpoint, steps: number): readonly Target[] | undefined => {
  const { key, forEach } = at;
  const targets = followAll(trail, referencesIn(forEach), { ...at, forEach: undefined }, steps);
  if (targets === undefined) return undefined;
  const own = targets.filter(({ address }) => isOwn(address, key));
  if (own.length > 0 && own.length < targets.length) trail.selected = true;
  return own.length > 0 ? own : targets;
};

/** What a module is called with, seen from the one that calls it. */
const callOf = ({ root }: Ground, module: string) => {
  const path = namesOf(module);
  const call = ownMember(moduleAt(root, path.slice(0, -1))?.module_calls ?? {}, path.at(-1) ?? '');
  const key = keyOf(partsOf(module).at(-1) ?? '');
  return { call, at: { module: parentOf(module), key, forEach: call?.for_each_expression } };
};

const followVariable = (
  trail: Trail,
  name: string,
  { module }: Standpoint,
  steps: number,
): readonly Target[] | undefined => {
  // Those of the root are known when the plan is made.
  if (module === '') return [];
  const { call, at: caller } = callOf(trail, module);
  if (call === undefined) return undefined;
  return followAll(trail, referencesIn(ownMember(call.expressions ?? {}, name)), caller, steps);
};

const followOutput = (
  trail: Trail,
  [, called = '', named]: readonly string[],
  { module, key }: Standpoint,
  beside: readonly string[],
  steps: number,
): readonly Target[] | undefined => {
  const wanted = keyOf(called);
  const name = withoutKey(called);
  const child = moduleAt(trail.root, [...namesOf(module), name]);
  if (child === undefined) return undefined;
  const own = wanted === '' && beside.some(selects) ? key : wanted;
  if (wanted === '' && own !== '') trail.selected = true;
  const output = named === undefined ? undefined : withoutKey(named);
  // Chosen by a key, a module is named without the output that is meant.
  const outputs = Object.entries(child.outputs ?? {}).filter(
    ([each]) => output === undefined || each === output,
  );
  if (outputs.length === 0) return undefined;
  if (output === undefined) trail.guessed = true;
  const callee = { module: inModule(module, `module.${name}${own}`), key: '', forEach: undefined };
  const found = outputs.map(([, { expression }]) =>
    followAll(trail, referencesIn(expression), callee, steps),
  );
  return found.includes(undefined) ? undefined : found.flatMap((each) => each!);
};

/** `aws_iam_role.r["x"].arn`: its instances, or the one that is meant. */
const resourceOf = (
  trail: Trail,
  parts: readonly string[],
  { module, key }: Standpoint,
  beside: readonly string[],
): readonly Target[] | undefined => {
  const length = parts[0] === 'data' ? 3 : 2;
  if (parts.length < length) return undefined;
  const last = parts[length - 1]!;
  const resource = [...parts.slice(0, length - 1), withoutKey(last)].join('.');
  const candidates = trail.instances.get(inModule(module, resource));
  if (candidates === undefined) return undefined;
  const wanted = keyOf(last);
  const isChosen = wanted === '' && candidates.length > 1 && beside.some(selects);
  const chosen =
    wanted !== '' && candidates.length > 1
      ? candidates.filter((each) => each.key === wanted)
      : isChosen
        ? candidates.filter((each) => each.key === key)
        : candidates;
  if (isChosen) trail.selected = true;
  const meant = chosen.length > 0 ? chosen : isChosen ? candidates : [];
  if (meant.length === 0) return undefined;
  return meant.map(({ address }) => ({ address, attribute: parts[length] ?? '' }));
};

/** All that a local value of a module may stand for: its resources, and what it is called with. */
const guess = (trail: Trail, module: string, steps: number): readonly Target[] | undefined => {
  const all = trail.inside.get(module) ?? [];
  if (all.length > mostGuessed) return undefined;
  trail.guessed = true;
  if (module === '') return all;
  const { call, at: caller } = callOf(trail, module);
  const given = followAll(trail, referencesIn(Object.values(call?.expressions ?? {})), caller, steps);
  return given === undefined ? undefined : [...all, ...given];
};

/** Follows the references of a configuration through variables and outputs of modules to the resources behind. */
export const createReferences = (
  changes: readonly { readonly address: string }[],
  root: ConfigurationModule | undefined,
): References => {
  const ground = groundOf(changes, root);
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
      const trail: Trail = { ...ground, selected: false, guessed: false };
      const at = { module, key, forEach: configured(from)?.for_each_expression };
      const targets = followAll(trail, written, at, 0);
      const distinct = new Map(
        (targets ?? []).map((target) => [`${target.address} ${target.attribute}`, target]),
      );
      const all = [...distinct.values()];
      const meant = written.some((each) => /^(each\.key|count\.index)/.test(each)) ? ofKey(all, key) : all;
      const { selected, guessed } = trail;
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
