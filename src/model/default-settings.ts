import type { InputKind } from './coverage.ts';
import type { Deadlines } from './history.ts';

/** What holds where `nhi-audit.yaml` says nothing. Plain data: most runs have no such file, and need no schema. */
export const defaults = {
  version: 1 as const,
  thresholds: {
    unusedIdentityDays: 90,
    neverUsedIdentityDays: 30,
    unusedCredentialDays: 45,
    secretAgeDays: 90,
    longestGrantDays: 30,
    longestSessionSeconds: 3600,
    privilegedBlastRadius: 20,
    workloadsPerIdentity: 2,
  },
  environments: {
    scopes: {},
    tagKeys: ['environment', 'env', 'stage'],
    words: {
      production: ['production', 'prod', 'prd', 'live'],
      staging: ['staging', 'stage', 'stg', 'preprod', 'uat'],
      development: ['development', 'develop', 'dev'],
      test: ['test', 'testing', 'qa'],
      sandbox: ['sandbox', 'sbx', 'playground'],
      shared: ['shared', 'common'],
    },
  },
  weights: {
    scopes: {},
    environment: {
      production: 4,
      staging: 2,
      shared: 3,
      development: 1,
      test: 1,
      sandbox: 0.5,
      unknown: 2,
    },
    sensitivity: {
      identity: 16,
      secrets: 24,
      data: 4,
      compute: 3,
      rest: 0.1,
    },
  },
  exceptions: {
    longestDays: {
      critical: 14,
      high: 30,
      medium: 90,
      low: 180,
      info: 180,
    },
    expiresSoonDays: 14,
  },
  deadlines: {} as Deadlines,
  ownerTagKeys: ['owner', 'team', 'contact', 'managed-by-team', 'owner-email'],
  owners: [] as { pattern: string; owner: string }[],
  breakGlass: {
    tagKeys: ['break-glass', 'breakglass'],
    names: ['*break-glass*', '*breakglass*', '*emergency*'],
  },
  trustedScopes: [] as string[],
  humanNames: [] as string[],
  machineNames: [] as string[],
  gate: {
    policy: 'standard' as const,
    level: 'read' as const,
    blastRadiusGrowth: 5,
    humans: false,
    onIndeterminate: 'fail' as const,
    needs: ['inventory', 'grants', 'trusts', 'credentials'] as InputKind[],
    editedBaseline: 'error' as const,
    ignoreUnread: [] as string[],
  },
  rules: {},
};
