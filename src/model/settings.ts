import { z } from 'zod';
import { severities } from './finding.ts';

const days = z.number().int().min(1).max(36500);
const environmentName = z.enum(['production', 'staging', 'development', 'test', 'sandbox', 'shared']);
const pattern = z.string().min(1).max(256);

/**
 * `nhi-audit.yaml`. Every key is optional; the defaults stand here and nowhere else. Name patterns are
 * case-insensitive and know `*` (any run of characters) and `?` (one character).
 */
export const settingsSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    thresholds: z
      .strictObject({
        /** An identity not used for this long is unused. */
        unusedIdentityDays: days.default(90),
        /** An identity never used is reported when it is older than this. */
        neverUsedIdentityDays: days.default(30),
        unusedCredentialDays: days.default(45),
        /** A long-lived secret older than this is due for replacement. */
        secretAgeDays: days.default(90),
        /** An expiry further away than this counts as permanent. */
        longestGrantDays: days.default(30),
        longestSessionSeconds: z.number().int().min(900).max(43200).default(3600),
        /** Share of the estate (0 to 100) from which an identity counts as privileged. */
        privilegedBlastRadius: z.number().min(0).max(100).default(20),
        /** Workloads on one identity from which it counts as shared. */
        workloadsPerIdentity: z.number().int().min(2).default(2),
      })
      .prefault({}),
    environments: z
      .strictObject({
        /** Scope id → environment. Wins over everything else. */
        scopes: z.record(z.string(), environmentName).default({}),
        /** Tag keys whose value names the environment. */
        tagKeys: z.array(z.string()).default(['environment', 'env', 'stage']),
        /** Words in a scope's, tag's or identity's name, whole between separators. */
        words: z.record(environmentName, z.array(z.string())).default({
          production: ['production', 'prod', 'prd', 'live'],
          staging: ['staging', 'stage', 'stg', 'preprod', 'uat'],
          development: ['development', 'develop', 'dev'],
          test: ['test', 'testing', 'qa'],
          sandbox: ['sandbox', 'sbx', 'playground'],
          shared: ['shared', 'common'],
        }),
      })
      .prefault({}),
    weights: z
      .strictObject({
        /** Scope id → weight, for crown jewels. Wins over `environment`. */
        scopes: z.record(z.string(), z.number().positive()).default({}),
        environment: z
          .record(z.enum([...environmentName.options, 'unknown']), z.number().positive())
          .default({
            production: 4,
            staging: 2,
            shared: 3,
            development: 1,
            test: 1,
            sandbox: 0.5,
            unknown: 2,
          }),
        sensitivity: z
          .record(z.enum(['identity', 'secrets', 'data', 'compute', 'rest']), z.number().positive())
          .default({ identity: 16, secrets: 8, data: 4, compute: 3, rest: 0.1 }),
      })
      .prefault({}),
    ownerTagKeys: z.array(z.string()).default(['owner', 'team', 'contact', 'managed-by-team', 'owner-email']),
    breakGlass: z
      .strictObject({
        tagKeys: z.array(z.string()).default(['break-glass', 'breakglass']),
        names: z.array(pattern).default(['*break-glass*', '*breakglass*', '*emergency*']),
      })
      .prefault({}),
    /** Scope ids outside the estate that belong to it all the same (an account that was not scanned). */
    trustedScopes: z.array(z.string()).default([]),
    humanNames: z.array(pattern).default([]),
    machineNames: z.array(pattern).default([]),
    rules: z
      .record(
        z.string(),
        z.strictObject({
          enabled: z.boolean().default(true),
          severity: z.enum(severities).optional(),
        }),
      )
      .default({}),
  })
  .describe('nhi-audit.yaml');

export type Settings = z.output<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
