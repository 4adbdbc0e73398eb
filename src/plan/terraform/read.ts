import { InputError } from '../../model/input-error.ts';
import { deepestNesting, nestsTooDeep } from '../../model/nesting.ts';
import { elementLines } from '../json-lines.ts';
import {
  type Plan,
  type PlannedResource,
  type ProviderConfiguration,
  unknownValue,
  type Value,
  type Values,
} from '../planned.ts';
import { originFinder } from './references.ts';
import { planSchema, type ResourceChange, type StateModule, type TerraformPlan } from './schema.ts';

/** Major versions of the format that mean the same for what is read here. */
const knownMajors = new Set(['0', '1']);

const makeIt = 'Make it with: terraform plan -out=tfplan && terraform show -json tfplan > plan.json';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A saved plan is a ZIP archive. https://developer.hashicorp.com/terraform/cli/commands/plan#out-filename */
const isBinary = (text: string): boolean => text.startsWith('PK') || text.slice(0, 4096).includes('\0');

const parse = (text: string, file: string): unknown => {
  if (isBinary(text)) {
    throw new InputError(
      'this is a plan file in binary form',
      file,
      'Turn it into JSON with: terraform show -json PLANFILE > plan.json',
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const looks = /^(?:Terraform|OpenTofu) (?:used|will)|^\s*# /m.test(text.slice(0, 4096))
      ? 'this is the text that terraform plan prints for people'
      : 'this is not valid JSON';
    throw new InputError(looks, file, makeIt);
  }
};

const check = (data: unknown, file: string): TerraformPlan => {
  if (Array.isArray(data) || !isObject(data)) {
    throw new InputError('this is no Terraform plan: the outermost value is no object', file, makeIt);
  }
  if (data.version === 4 && 'lineage' in data) {
    throw new InputError('this is a state file and no plan', file, makeIt);
  }
  if (typeof data['@level'] === 'string') {
    throw new InputError('this is the log of terraform plan -json and no plan', file, makeIt);
  }
  const version = data.format_version;
  if (typeof version !== 'string') {
    throw new InputError('this is no Terraform plan: it has no format_version', file, makeIt);
  }
  if (!knownMajors.has(version.split('.')[0]!)) {
    throw new InputError(
      `the format_version ${version.slice(0, 20)} is newer than what is known here (1.x)`,
      file,
      'Update nhi-audit, or make the plan with a Terraform 1.x.',
    );
  }
  if (!('resource_changes' in data) && !('planned_values' in data)) {
    throw new InputError(
      'this is a state shown as JSON and no plan: it has no resource_changes',
      file,
      makeIt,
    );
  }
  if (nestsTooDeep(data)) {
    throw new InputError(`it nests deeper than ${deepestNesting} levels`, file, makeIt);
  }
  const parsed = planSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.slice(0, 6).map(String).join('.').slice(0, 200);
    throw new InputError(
      `this is no Terraform plan as documented: ${where}: ${issue?.message}`,
      file,
      makeIt,
    );
  }
  if (parsed.data.errored === true) {
    throw new InputError(
      'the plan ended with an error, so it does not show all changes',
      file,
      'Repair what terraform plan reports, and make the plan again.',
    );
  }
  return parsed.data;
};

/** Constants of a provider's configuration; blocks of which there may be one are lists. */
const constantsOf = (
  expressions: Record<string, unknown>,
  prefix = '',
): readonly (readonly [string, unknown])[] =>
  Object.entries(expressions).flatMap(([key, expression]) => {
    const blocks = Array.isArray(expression) ? expression : [expression];
    return blocks.filter(isObject).flatMap((block): readonly (readonly [string, unknown])[] => {
      if ('constant_value' in block) return [[`${prefix}${key}`, block.constant_value]];
      return 'references' in block ? [] : constantsOf(block, `${prefix}${key}.`);
    });
  });

const providersOf = (plan: TerraformPlan): readonly ProviderConfiguration[] =>
  Object.entries(plan.configuration?.provider_config ?? {}).map(([key, { name, expressions }]) => ({
    key,
    name,
    constants: new Map(constantsOf(expressions ?? {})),
  }));

type Finder = ReturnType<typeof originFinder>;

/** A leaf of expressions holds for all that is below it; blocks are lists of expressions. */
const expressionOf = (expressions: unknown, key: string | number): unknown => {
  if (Array.isArray(expressions)) {
    return typeof key === 'number' && expressions.length > key ? expressions[key] : expressions;
  }
  if (!isObject(expressions)) return undefined;
  if ('references' in expressions || 'constant_value' in expressions) return expressions;
  return typeof key === 'number' ? expressions : expressions[key];
};

/** The values after the change, with what is not known in its place. */
const withUnknowns = (
  known: unknown,
  unknown: unknown,
  expressions: unknown,
  address: string,
  finder: Finder,
): Value => {
  if (unknown === true) {
    const { references, opaque } = finder.originOf(address, expressions);
    return unknownValue('it is known only after the change is applied', references, opaque);
  }
  if (Array.isArray(unknown)) {
    const list = Array.isArray(known) ? known : [];
    return Array.from({ length: Math.max(list.length, unknown.length) }, (_, index) =>
      withUnknowns(list[index] ?? null, unknown[index], expressionOf(expressions, index), address, finder),
    );
  }
  if (isObject(unknown) && (isObject(known) || known === null || known === undefined)) {
    const members = known ?? {};
    // A block of which there may be one is a list in the values and an object in the marks of some providers.
    const keys = new Set([...Object.keys(members), ...Object.keys(unknown)]);
    if (keys.size === 0) return (known ?? null) as Value;
    return Object.fromEntries(
      [...keys].map((key) => [
        key,
        withUnknowns(
          (members as Record<string, unknown>)[key] ?? null,
          unknown[key],
          expressionOf(expressions, key),
          address,
          finder,
        ),
      ]),
    );
  }
  return (known ?? null) as Value;
};

const configurationKey = (
  address: string,
  key: string | undefined,
  plan: TerraformPlan,
  provider: string,
): string => {
  const name = provider.split('/').at(-1) ?? provider;
  if (key === undefined) return name;
  const configurations = plan.configuration?.provider_config ?? {};
  if (configurations[key] !== undefined && Object.keys(configurations[key].expressions ?? {}).length > 0)
    return key;
  // A module that configures no provider of its own has that of the root: `module.ci:aws`, once `ci:aws`.
  const own = key.slice(key.lastIndexOf(':') + 1);
  return own === '' ? address : own;
};

const plannedOf = (
  change: ResourceChange,
  line: number,
  file: string,
  plan: TerraformPlan,
  finder: Finder,
): PlannedResource => {
  const { address, previous_address: previous, mode, type, provider_name: provider } = change;
  const { actions, before, after, after_unknown: unknown } = change.change;
  const configuration = finder.configurationOf(address);
  const gone = actions.includes('delete') && !actions.includes('create');
  return {
    address,
    ...(previous === undefined ? {} : { previousAddress: previous }),
    mode,
    type,
    provider,
    configuration: configurationKey(address, configuration?.provider_config_key, plan, provider),
    actions,
    ...(before === null || before === undefined ? {} : { before: before as Values }),
    ...(gone
      ? {}
      : actions.includes('forget')
        ? { after: (before ?? {}) as Values }
        : {
            after: withUnknowns(
              after ?? {},
              unknown ?? {},
              configuration?.expressions,
              address,
              finder,
            ) as Values,
          }),
    configured: new Set(Object.keys(configuration?.expressions ?? {})),
    location: { file, line, address },
  };
};

/** Data sources that were read before the plan was made: the same on both sides. */
const dataSources = (
  module: StateModule | undefined,
  file: string,
  plan: TerraformPlan,
  finder: Finder,
): readonly PlannedResource[] => {
  if (module === undefined) return [];
  const own = (module.resources ?? []).flatMap(
    ({ address, mode, type, provider_name, values }): PlannedResource[] =>
      mode === 'managed' || values === null || values === undefined
        ? []
        : [
            {
              address,
              mode,
              type,
              provider: provider_name,
              configuration: configurationKey(
                address,
                finder.configurationOf(address)?.provider_config_key,
                plan,
                provider_name,
              ),
              actions: ['no-op'],
              before: values as Values,
              after: values as Values,
              configured: new Set(),
              location: { file, line: 1, address },
            },
          ],
  );
  return [...own, ...(module.child_modules ?? []).flatMap((child) => dataSources(child, file, plan, finder))];
};

/**
 * Reads what `terraform show -json PLANFILE` wrote.
 * @param file as the user wrote it
 * @throws InputError with what it is instead, and how to make a plan
 */
export const readTerraformPlan = (text: string, file: string): Plan => {
  const plan = check(parse(text, file), file);
  const finder = originFinder(plan);
  const lines = elementLines(text, 'resource_changes');
  const planned = plan.resource_changes.flatMap((change, index): readonly PlannedResource[] =>
    // What is left of an earlier replacement that failed: it goes, and nothing follows from it.
    change.deposed === undefined ? [plannedOf(change, lines[index] ?? 1, file, plan, finder)] : [],
  );
  const changing = new Set(planned.map(({ address }) => address));
  const { timestamp } = plan;
  const madeAt = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return {
    file,
    ...(Number.isNaN(madeAt) ? {} : { madeAt: new Date(madeAt).toISOString() }),
    resources: [
      ...planned,
      ...dataSources(plan.prior_state?.values?.root_module, file, plan, finder).filter(
        ({ address }) => !changing.has(address),
      ),
    ],
    providers: providersOf(plan),
    deferred: plan.deferred_changes.map(({ reason, resource_change }) => ({
      address: resource_change.address,
      why: `Terraform puts it off (${reason ?? 'no reason given'})`,
    })),
  };
};
