import { z } from 'zod';
import { plannedActions } from '../planned.ts';

/**
 * What is read of `terraform show -json PLANFILE`; everything else is left out.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
const object = z.record(z.string(), z.unknown());

const changeSchema = z.object({
  actions: z.array(z.enum(plannedActions)).min(1),
  before: object.nullish(),
  after: object.nullish(),
  after_unknown: z.union([z.boolean(), object]).nullish(),
});

export const resourceChangeSchema = z.object({
  address: z.string(),
  previous_address: z.string().optional(),
  module_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  deposed: z.string().optional(),
  provider_name: z.string().default(''),
  change: changeSchema,
});

const stateResourceSchema = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  provider_name: z.string().default(''),
  values: object.nullish(),
});

export interface StateModule {
  address?: string | undefined;
  resources?: z.output<typeof stateResourceSchema>[] | undefined;
  child_modules?: StateModule[] | undefined;
}

const stateModuleSchema: z.ZodType<StateModule> = z.lazy(() =>
  z.object({
    address: z.string().optional(),
    resources: z.array(stateResourceSchema).optional(),
    child_modules: z.array(stateModuleSchema).optional(),
  }),
);

const configuredResourceSchema = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']).default('managed'),
  type: z.string(),
  name: z.string(),
  provider_config_key: z.string().optional(),
  expressions: object.optional(),
  count_expression: z.unknown(),
  for_each_expression: z.unknown(),
});
export type ConfiguredResource = z.output<typeof configuredResourceSchema>;

export interface ConfiguredModule {
  outputs?: Record<string, { expression?: unknown }> | undefined;
  resources?: ConfiguredResource[] | undefined;
  module_calls?: Record<string, ModuleCall> | undefined;
}

export interface ModuleCall {
  expressions?: Record<string, unknown> | undefined;
  count_expression?: unknown;
  for_each_expression?: unknown;
  module?: ConfiguredModule | undefined;
}

const configuredModuleSchema: z.ZodType<ConfiguredModule> = z.lazy(() =>
  z.object({
    outputs: z.record(z.string(), z.object({ expression: z.unknown() })).optional(),
    resources: z.array(configuredResourceSchema).optional(),
    module_calls: z
      .record(
        z.string(),
        z.object({
          expressions: object.optional(),
          count_expression: z.unknown(),
          for_each_expression: z.unknown(),
          module: configuredModuleSchema.optional(),
        }),
      )
      .optional(),
  }),
);

export const planSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string().optional(),
  timestamp: z.string().optional(),
  errored: z.boolean().optional(),
  resource_changes: z.array(resourceChangeSchema).default([]),
  deferred_changes: z
    .array(z.object({ reason: z.string().optional(), resource_change: resourceChangeSchema }))
    .default([]),
  prior_state: z.object({ values: z.object({ root_module: stateModuleSchema }).optional() }).optional(),
  configuration: z
    .object({
      provider_config: z
        .record(
          z.string(),
          z.object({
            name: z.string(),
            full_name: z.string().optional(),
            expressions: object.optional(),
          }),
        )
        .optional(),
      root_module: configuredModuleSchema.optional(),
    })
    .optional(),
});

export type TerraformPlan = z.output<typeof planSchema>;
export type ResourceChange = z.output<typeof resourceChangeSchema>;
