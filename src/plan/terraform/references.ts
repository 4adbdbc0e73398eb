import type { Reference } from '../planned.ts';
import {
  indexOf,
  joined,
  moduleNames,
  modulesOf,
  type Step,
  stepsOf,
  textOf,
  withoutIndex,
} from './address.ts';
import type { ConfiguredModule, ConfiguredResource, TerraformPlan } from './schema.ts';

/** What an expression is computed from. */
export interface Origin {
  readonly references: readonly Reference[];
  /** It goes through something that a plan does not show (a local value), or the configuration does not write it. */
  readonly opaque: boolean;
}

/** Where an expression stands. */
interface Place {
  readonly module: ConfiguredModule;
  /** Module instances on the way: `module`, `ci["eu"]`, … */
  readonly modules: readonly Step[];
  /** Index of the resource or module call that the expression belongs to. */
  readonly index?: string | undefined;
  /** What `each.value` goes through. */
  readonly forEach?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All references of an expression or of a block of expressions. */
const referencesIn = (expression: unknown): readonly string[] => {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  if (Array.isArray(expression.references))
    return expression.references.filter((item) => typeof item === 'string');
  return 'constant_value' in expression ? [] : Object.values(expression).flatMap(referencesIn);
};

/** Terraform lists `a.b.arn` and `a.b` for one traversal: only the longest say something. */
const longest = (references: readonly string[]): readonly string[] => {
  const unique = [...new Set(references)];
  return unique.filter(
    (each) => !unique.some((other) => other.startsWith(`${each}.`) || other.startsWith(`${each}[`)),
  );
};

const nothing: Origin = { references: [], opaque: false };
const hidden: Origin = { references: [], opaque: true };

const union = (origins: readonly Origin[]): Origin => ({
  references: origins.flatMap(({ references }) => references),
  opaque: origins.some(({ opaque }) => opaque),
});

/** Names that stand for no resource: they are known or come with what they index. */
const withoutResource = new Set(['path', 'terraform', 'self', 'count']);

/** As many modules and variables one behind the other as anybody writes. */
const deepest = 32;

/** Follows references through variables, outputs, `each` and instances to the resources that they end at. */
export const originFinder = (plan: TerraformPlan) => {
  const root: ConfiguredModule = plan.configuration?.root_module ?? {};
  const instances = new Map<string, string[]>();
  const note = (address: string): void => {
    const base = withoutIndex(address);
    const known = instances.get(base);
    if (known === undefined) instances.set(base, [address]);
    else if (!known.includes(address)) known.push(address);
  };
  for (const { address } of plan.resource_changes) note(address);
  const noteState = (
    module: NonNullable<NonNullable<TerraformPlan['prior_state']>['values']>['root_module'],
  ): void => {
    for (const { address, mode } of module.resources ?? []) if (mode === 'data') note(address);
    for (const child of module.child_modules ?? []) noteState(child);
  };
  if (plan.prior_state?.values !== undefined) noteState(plan.prior_state.values.root_module);

  const moduleAt = (names: readonly string[]): ConfiguredModule =>
    names.reduce<ConfiguredModule>((module, name) => module.module_calls?.[name]?.module ?? {}, root);

  const configured = new Map<string, ConfiguredResource>();
  const collect = (module: ConfiguredModule, path: string): void => {
    for (const resource of module.resources ?? []) configured.set(joined(path, resource.address), resource);
    for (const [name, call] of Object.entries(module.module_calls ?? {})) {
      if (call.module !== undefined) collect(call.module, joined(path, 'module', name));
    }
  };
  collect(root, '');

  /** The resource's block in the configuration. */
  const configurationOf = (address: string): ConfiguredResource | undefined => {
    const steps = stepsOf(address);
    const modules = modulesOf(steps);
    const path = moduleNames(modules).flatMap((name) => ['module', name]);
    return configured.get(joined(...path, ...steps.slice(modules.length).map(({ name }) => name)));
  };

  const ofResource = (steps: readonly Step[], place: Place, sameIndex: boolean): Origin => {
    const length = steps[0]?.name === 'data' ? 3 : 2;
    if (steps.length < length) return nothing;
    const own = steps.slice(0, length);
    const attribute = steps[length]?.name;
    const given = own.at(-1)!.index;
    const base = joined(...place.modules.map(textOf), ...own.map(({ name }) => name));
    const all = instances.get(base) ?? [];
    const wanted = given ?? (sameIndex ? place.index : undefined);
    const exact = all.filter((address) => indexOf(address) === wanted);
    const addresses = exact.length === 1 ? exact : all.length > 0 ? all : [base];
    return {
      references: [{ addresses, ...(attribute === undefined ? {} : { attribute }) }],
      opaque: false,
    };
  };

  const ofOutput = (steps: readonly Step[], place: Place, depth: number): Origin => {
    const [, call, output] = steps;
    if (call === undefined || output === undefined) return hidden;
    const module = place.module.module_calls?.[call.name]?.module;
    const expression = module?.outputs?.[output.name]?.expression;
    if (module === undefined || expression === undefined) return hidden;
    const index =
      call.index ?? (place.module.module_calls?.[call.name]?.for_each_expression ? place.index : undefined);
    const at = { name: call.name, ...(index === undefined ? {} : { index }) };
    return originOf(expression, { module, modules: [...place.modules, { name: 'module' }, at] }, depth + 1);
  };

  const ofVariable = (name: string, place: Place, depth: number): Origin => {
    const call = place.modules.at(-1);
    // Variables of the root module are given before the plan is made.
    if (call === undefined) return nothing;
    const modules = place.modules.slice(0, -2);
    const module = moduleAt(moduleNames(modules));
    const { expressions, for_each_expression } = module.module_calls?.[call.name] ?? {};
    const expression = expressions?.[name];
    if (expression === undefined) return nothing;
    return originOf(
      expression,
      { module, modules, index: call.index, forEach: for_each_expression },
      depth + 1,
    );
  };

  const ofReference = (reference: string, place: Place, sameIndex: boolean, depth: number): Origin => {
    const steps = stepsOf(reference);
    const [first, second] = steps;
    if (first === undefined || withoutResource.has(first.name)) return nothing;
    if (first.name === 'local') return hidden;
    if (first.name === 'var') return second === undefined ? hidden : ofVariable(second.name, place, depth);
    if (first.name === 'module') return ofOutput(steps, place, depth);
    if (first.name === 'each') {
      if (second?.name !== 'value') return nothing;
      if (place.forEach === undefined) return hidden;
      const origin = originOf(place.forEach, { ...place, forEach: undefined }, depth + 1, true);
      const attribute = steps[2]?.name;
      if (attribute === undefined) return origin;
      return {
        ...origin,
        references: origin.references.map((each) =>
          each.attribute === undefined ? { ...each, attribute } : each,
        ),
      };
    }
    return ofResource(steps, place, sameIndex);
  };

  const originOf = (expression: unknown, place: Place, depth = 0, ofEach = false): Origin => {
    if (depth > deepest) return hidden;
    const references = referencesIn(expression);
    const sameIndex = ofEach || references.some((each) => /^(?:each\.(?:key|value)|count\.index)/.test(each));
    return union(longest(references).map((each) => ofReference(each, place, sameIndex, depth)));
  };

  return {
    configurationOf,
    /** What an expression of a resource instance is computed from; nothing written: nobody can tell. */
    originOf: (address: string, expression: unknown): Origin => {
      if (expression === undefined) return hidden;
      const modules = modulesOf(stepsOf(address));
      return originOf(expression, {
        module: moduleAt(moduleNames(modules)),
        modules,
        index: indexOf(address),
        forEach: configurationOf(address)?.for_each_expression,
      });
    },
  };
};
