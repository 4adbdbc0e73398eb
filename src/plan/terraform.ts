import { z } from 'zod';
import type { ChangeLocation } from '../model/gate.ts';
import { InputError } from '../model/input-error.ts';
import { jsonBeyond } from '../model/json-bound.ts';
import { ownMember } from '../model/own-member.ts';
import { isoTime } from '../model/time.ts';
import { computed, type Plan, type PlannedResource, type Values } from './planned-resource.ts';
import { type ConfigurationModule, createReferences, referencesIn } from './references.ts';
import { type ReadFolder, sourceLines } from './source-lines.ts';

/**
 * What `terraform show -json PLAN` prints, and OpenTofu's `tofu show -json`.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
const values = z.record(z.string(), z.unknown());

const changeSchema = z.object({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  provider_name: z.string(),
  /** A leftover object of an interrupted replacement: the resource itself has an entry of its own. */
  deposed: z.string().optional(),
  change: z.object({
    actions: z.array(z.string()),
    before: values.nullable().optional(),
    after: values.nullable().optional(),
    after_unknown: z.union([z.boolean(), values]).optional(),
  }),
});

const moduleSchema: z.ZodType<ConfigurationModule> = z.lazy(() =>
  z.object({
    resources: z
      .array(
        z.object({
          address: z.string(),
          provider_config_key: z.string().optional(),
          expressions: values.optional(),
          for_each_expression: z.unknown().optional(),
        }),
      )
      .optional(),
    outputs: z.record(z.string(), z.object({ expression: z.unknown().optional() })).optional(),
    module_calls: z
      .record(
        z.string(),
        z.object({
          source: z.string().optional(),
          expressions: values.optional(),
          for_each_expression: z.unknown().optional(),
          module: moduleSchema.optional(),
        }),
      )
      .optional(),
  }),
) as z.ZodType<ConfigurationModule>;

interface StateModule {
  readonly resources?:
    | readonly { readonly type: string; readonly provider_name: string; readonly values: Values }[]
    | undefined;
  readonly child_modules?: readonly StateModule[] | undefined;
}
const stateSchema: z.ZodType<StateModule> = z.lazy(() =>
  z.object({
    resources: z.array(z.object({ type: z.string(), provider_name: z.string(), values })).optional(),
    child_modules: z.array(stateSchema).optional(),
  }),
) as z.ZodType<StateModule>;

/** What a plan carries out beside its changes. https://developer.hashicorp.com/terraform/language/invoke-actions */
const invocationSchema = z.object({
  address: z.string(),
  type: z.string(),
  name: z.string().optional(),
  provider_name: z.string(),
  config_values: values.nullish(),
  config_unknown: z.union([z.boolean(), values]).optional(),
});

const planSchema = z.object({
  format_version: z.string(),
  timestamp: z.string().optional(),
  errored: z.boolean().optional(),
  resource_changes: z.array(changeSchema).default([]),
  complete: z.boolean().optional(),
  action_invocations: z.array(invocationSchema).default([]),
  deferred_action_invocations: z.array(z.object({ action_invocation: invocationSchema })).default([]),
  deferred_changes: z.array(z.object({ resource_change: changeSchema })).default([]),
  prior_state: z.object({ values: z.object({ root_module: stateSchema }).optional() }).optional(),
  variables: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  configuration: z
    .object({
      provider_config: z.record(z.string(), z.object({ expressions: values.optional() })).default({}),
      root_module: moduleSchema.optional(),
    })
    .optional(),
});

const makeOne = 'Make it with `terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json`.';

const parse = (text: string, file: string): z.output<typeof planSchema> => {
  if (text.startsWith('PK\u0003\u0004')) {
    throw new InputError('this is a plan file in its binary form', file, makeOne);
  }
  if (/^\s*\[command\]/.test(text)) {
    throw new InputError(
      'the plan begins with a line of the wrapper that setup-terraform installs',
      file,
      'Set `terraform_wrapper: false` in the step that installs Terraform, and make the plan again.',
    );
  }
  if (text.startsWith('{"@level"')) {
    throw new InputError('these are the messages of `terraform plan -json`, not the plan', file, makeOne);
  }
  const beyond = jsonBeyond(text);
  if (beyond !== undefined) throw new InputError(`the plan is ${beyond}`, file, makeOne);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    // Its message quotes the text around: a plan holds secrets.
    const at = error instanceof Error ? /position \d+/.exec(error.message)?.[0] : undefined;
    throw new InputError(`the plan is not JSON${at === undefined ? '' : ` (${at})`}`, file, makeOne);
  }
  const record = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
  if (typeof record.format_version !== 'string') {
    const isState = typeof record.terraform_version === 'string' && 'lineage' in record;
    throw new InputError(
      isState ? 'this is a state, not a plan' : 'this is no plan of Terraform',
      file,
      makeOne,
    );
  }
  if (record.resource_changes === undefined && record.planned_values === undefined) {
    throw new InputError('this shows a state, not a plan', file, makeOne);
  }
  const [major] = record.format_version.split('.');
  if (major !== '0' && major !== '1') {
    const format = /^\d{1,4}(?:\.\d{1,4}){0,2}$/.test(record.format_version)
      ? ` ${record.format_version}`
      : '';
    throw new InputError(
      `the plan has a format${format} that is newer than what is known here (1)`,
      file,
      'Update nhi-audit.',
    );
  }
  const parsed = planSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `the plan is not as Terraform writes it: ${issue!.message}`,
      `${file}, ${issue!.path.join('.')}`,
      makeOne,
    );
  }
  if (parsed.data.errored === true) {
    throw new InputError(
      'the plan is of a run that ended with an error: it is not whole',
      file,
      'Mend the run first.',
    );
  }
  return parsed.data;
};

/** Line of each address below `resource_changes`, where the file has one entry a line; else 1. */
const linesOf = (text: string): ((address: string) => number) => {
  const lines = new Map<string, number>();
  let inside = false;
  text.split('\n').forEach((line, index) => {
    if (/^\s*"resource_changes"\s*:/.test(line)) inside = true;
    else if (/^\s*"(prior_state|configuration|output_changes|resource_drift)"\s*:/.test(line)) inside = false;
    const address = inside ? /^\s*"address"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(line)?.[1] : undefined;
    if (address !== undefined && !line.includes('"resource_changes"'))
      lines.set(JSON.parse(address) as string, index + 1);
  });
  return (address) => lines.get(address) ?? 1;
};

const madeAtOf = (written: string, file: string): string => {
  const time = isoTime(Date.parse(written));
  if (time === undefined)
    throw new InputError('the plan has no valid timestamp', `${file}, timestamp`, makeOne);
  return time;
};

const shortProvider = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const stateResources = (module: StateModule | undefined): NonNullable<StateModule['resources']> =>
  module === undefined
    ? []
    : [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(stateResources)];

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An expression one step further down; a block stands in a list of blocks. */
const below = (expression: unknown, key: string | number): unknown => {
  if (Array.isArray(expression))
    return typeof key === 'number' ? (expression[key] ?? expression[0]) : undefined;
  // `{references}` speaks of all that is below it.
  if (isObject(expression) && !('references' in expression)) return ownMember(expression, String(key));
  return expression;
};

type Change = z.output<typeof changeSchema>;

/**
 * `removed` with `destroy = false` only takes a resource out of the state: in the cloud it stays as it is. Where another
 * one is made in its place, both are there.
 * https://developer.hashicorp.com/terraform/language/block/removed
 */
const withForgotten = (change: Change): readonly Change[] => {
  const { actions, before } = change.change;
  if (!actions.includes('forget')) return [change];
  const kept = { ...change, change: { actions: ['no-op'], before, after: before } };
  const others = actions.filter((action) => action !== 'forget');
  if (others.length === 0) return [kept];
  const made = { ...change, change: { ...change.change, actions: others, before: null } };
  return [{ ...kept, address: `${change.address} (forgotten)` }, made];
};

/** Arguments of provider configurations whose values the plan tells: written out, or a variable of the root. */
const providersOf = (
  configs: Readonly<Record<string, { readonly expressions?: Values | undefined }>>,
  variables: Readonly<Record<string, { readonly value?: unknown }>>,
): ReadonlyMap<string, Values> => {
  const told = (expression: unknown): unknown => {
    if (Array.isArray(expression)) return expression.map(told);
    if (!isObject(expression)) return undefined;
    if ('constant_value' in expression) return expression.constant_value;
    if (!('references' in expression))
      return Object.fromEntries(Object.entries(expression).map(([key, each]) => [key, told(each)]));
    const given = referencesIn(expression).map((reference) => {
      const [, name] = /^var\.([^.[]+)$/.exec(reference) ?? [];
      return name === undefined ? undefined : ownMember(variables, name)?.value;
    });
    return given.length === 1 && given[0] !== undefined
      ? given[0]
      : computed([], false, referencesIn(expression));
  };
  return new Map(
    Object.entries(configs).map(([key, { expressions = {} }]) => [key, told(expressions) as Values]),
  );
};

/** Judged as what a resource of its type is: one that is not known may do anything. */
const asChange = (invocation: z.output<typeof invocationSchema>): Change => ({
  address: invocation.address,
  name: invocation.name ?? '',
  type: invocation.type,
  mode: 'managed',
  provider_name: invocation.provider_name,
  change: {
    actions: ['create'],
    before: null,
    after: invocation.config_values ?? {},
    after_unknown: invocation.config_unknown ?? false,
  },
});

/** A plan that itself says that more follows, and lists nothing of it: `-target`, `-exclude`. */
const leftOut = (raw: z.output<typeof planSchema>, file: string): Plan['indeterminate'] =>
  raw.complete !== false || raw.deferred_changes.length > 0 || raw.deferred_action_invocations.length > 0
    ? []
    : [
        {
          identity: 'the rest of the configuration',
          what: 'what the plan leaves out',
          why: 'the plan says that it is not complete (`-target` or `-exclude`)',
          privileged: true,
          location: { file, line: 1, address: 'complete' },
        },
      ];

/**
 * @param text what `terraform show -json` printed
 * @param modifiedAt ISO 8601: stands for the time of a plan that does not tell its own
 * @param read files of its configuration: a change is shown where it is written. Absent: where it stands in the plan
 * @throws InputError when it is no plan
 */
export const readTerraformPlan = (
  text: string,
  file: string,
  modifiedAt: string,
  read: ReadFolder = () => [],
): Plan => {
  const raw = parse(text, file);
  const lineOf = linesOf(text);
  const planned = new Set(raw.resource_changes.map(({ address }) => address));
  const changes = [
    ...raw.resource_changes,
    // Put off until more is known: whoever merges this lets them be made, by an apply that nobody is asked about.
    ...raw.deferred_changes.map(({ resource_change: put }) =>
      planned.has(put.address) ? { ...put, address: `${put.address} (deferred)` } : put,
    ),
    ...raw.action_invocations.map(asChange),
    ...raw.deferred_action_invocations.map(({ action_invocation: put }) => asChange(put)),
  ]
    .filter(({ deposed }) => deposed === undefined)
    .flatMap(withForgotten);
  const writtenAt = sourceLines(raw.configuration?.root_module, read);
  const references = createReferences(changes, raw.configuration?.root_module);
  const resources: PlannedResource[] = [];
  const byAddress = new Map<string, PlannedResource>();
  const waiting: (() => void)[] = [];
  for (const change of changes) {
    const { before, after, after_unknown: unknown = false } = change.change;
    const configured = references.configurationOf(change.address);
    const origins = (expression: unknown) => {
      const written = referencesIn(expression);
      const found = references.resolve(written, change.address);
      return computed(
        found.targets.flatMap(({ address, attribute }) => {
          const resource = byAddress.get(address);
          return resource === undefined ? [] : [{ resource, attribute }];
        }),
        found.whole,
        written,
        undefined,
        found,
      );
    };
    const merge = (known: unknown, open: unknown, expression: unknown): unknown => {
      if (open === true) return origins(expression);
      if (Array.isArray(open)) {
        const list = Array.isArray(known) ? known : [];
        return Array.from({ length: Math.max(open.length, list.length) }, (_, index) =>
          merge(list[index], open[index], below(expression, index)),
        );
      }
      if (!isObject(open)) return known;
      const keys = new Set([...Object.keys(isObject(known) ? known : {}), ...Object.keys(open)]);
      return Object.fromEntries(
        [...keys].map((key) => [
          key,
          merge(isObject(known) ? ownMember(known, key) : undefined, open[key], below(expression, key)),
        ]),
      );
    };
    const location: ChangeLocation = writtenAt(change.address) ?? {
      file,
      line: lineOf(change.address),
      address: change.address,
    };
    const resource: { -readonly [key in keyof PlannedResource]: PlannedResource[key] } = {
      address: change.address,
      type: change.type,
      mode: change.mode,
      provider: shortProvider(change.provider_name),
      providerKey: configured?.providerKey ?? shortProvider(change.provider_name),
      actions: change.change.actions,
      ...(before == null ? {} : { before }),
      location,
    };
    resources.push(resource);
    byAddress.set(change.address, resource);
    if (after == null) continue;
    // Values refer to each other in any order: they are filled in when all resources are there.
    waiting.push(() => {
      const open =
        unknown === true
          ? Object.fromEntries(Object.keys(configured?.expressions ?? {}).map((key) => [key, true]))
          : unknown;
      const merged = new Map<string, unknown>(Object.entries(after));
      for (const [key, part] of Object.entries(isObject(open) ? open : {})) {
        const expression = configured === undefined ? undefined : ownMember(configured.expressions, key);
        // What the configuration does not set is the provider's to fill in (an id, a default), not the author's.
        if (configured !== undefined && expression === undefined) continue;
        merged.set(key, merge(ownMember(after, key), part, expression));
      }
      resource.after = Object.fromEntries(merged);
    });
  }
  for (const fill of waiting) fill();
  return {
    kind: 'terraform',
    source: 'Terraform plan',
    madeAt: madeAtOf(raw.timestamp ?? modifiedAt, file),
    resources,
    known: stateResources(raw.prior_state?.values?.root_module).map((each) => ({
      type: each.type,
      providerKey: shortProvider(each.provider_name),
      values: each.values,
    })),
    providers: providersOf(raw.configuration?.provider_config ?? {}, raw.variables),
    indeterminate: leftOut(raw, file),
  };
};
