import { loadOptional } from '../../src/collection/optional-packages.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { Given, Live } from '../connector.ts';
import { awsCalls, callId } from './collect/calls.ts';
import { journalStart } from './collect/journal.ts';
import { awsPermissions } from './collect/permissions.ts';

/** Flags of `head.ts`, by name. */
interface AwsFlags {
  readonly awsProfile?: string;
  readonly awsRoleArn?: readonly string[];
  readonly awsExternalId?: readonly string[];
  readonly awsOrganization?: boolean;
  readonly awsOrganizationRole?: string;
  readonly awsUsage?: boolean;
  readonly awsUsageBudget?: number;
  readonly awsWorkloads?: boolean;
  readonly awsRegion?: readonly string[];
  readonly awsResourceBudget?: number;
  readonly awsResume?: string;
  /** Of `nhi-audit permissions`. */
  readonly assumeRole?: readonly string[];
}

const defaultUsageBudget = 500;

/** A role and its external id, given as `ARN,ID` or in the same place of the other flag. */
const rolesOf = ({ awsRoleArn = [], awsExternalId = [] }: AwsFlags) => {
  if (awsExternalId.length > awsRoleArn.length) {
    throw new InputError(
      'there are more external ids than roles',
      '--aws-external-id',
      'Give --aws-role-arn once for each, in the same order, or --aws-role-arn ARN,EXTERNAL-ID.',
    );
  }
  return awsRoleArn.map((given, index) => {
    // A role's name may hold a comma: where ids are given by the other flag, the ARN is taken whole.
    const comma = awsExternalId.length > 0 ? -1 : given.indexOf(',');
    const own = comma < 0 ? undefined : given.slice(comma + 1);
    const arn = comma < 0 ? given : given.slice(0, comma);
    const externalId = own ?? awsExternalId[index];
    return externalId === undefined || externalId === '' ? { arn } : { arn, externalId };
  });
};

/** What the flags ask of the collection. */
const collectionOf = (flags: AwsFlags) => {
  const roles = rolesOf(flags);
  const { awsProfile, awsOrganization, awsOrganizationRole, awsWorkloads, awsRegion = [] } = flags;
  const { awsResourceBudget: resourceBudget } = flags;
  const workloads = {
    ...(awsRegion.length === 0 ? {} : { regions: awsRegion }),
    ...(resourceBudget === undefined ? {} : { resourceBudget }),
  };
  return {
    ...(awsProfile === undefined ? {} : { profile: awsProfile }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(awsOrganization === undefined ? {} : { organization: awsOrganization }),
    ...(awsOrganizationRole === undefined ? {} : { organizationRoleName: awsOrganizationRole }),
    ...(awsWorkloads === true ? { workloads } : {}),
  };
};

/** Live AWS accounts. The SDK finds the credential, by its own chain. */
export const awsLive: Live = {
  calls: {
    columns: ['Call', 'Permission', 'What for', 'When'],
    rows: awsCalls.map((call) => [
      `\`${callId(call)}\``,
      call.actions.map((action) => `\`${action}\``).join(', ') || 'none',
      call.why,
      call.when,
    ]),
  },
  permissions: (given: Given) => {
    const { assumeRole } = given as AwsFlags;
    return awsPermissions(assumeRole === undefined ? {} : { assumeRoles: assumeRole });
  },
  targets: async function* (given, { signal }) {
    const { awsTargets } = await loadOptional('a live scan of AWS', () => import('./collect/targets.ts'));
    const { awsProfile } = given as AwsFlags;
    yield* awsTargets({ profile: awsProfile, signal: signal ?? new AbortController().signal });
  },
  open: (given, { settings, privilegedFirst, now, signal, bounds, onProgress, onCall, onThrottled }) => {
    const flags = given as AwsFlags;
    const collection = collectionOf(flags);
    const journal = flags.awsResume;
    // A resumed collection is as old as its first facts.
    const collectedAt = (journal === undefined ? undefined : journalStart(journal)) ?? now().toISOString();
    const world = {
      now,
      ...(journal === undefined ? {} : { journal }),
      ...(signal === undefined ? {} : { signal }),
      ...(bounds === undefined ? {} : { bounds }),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(onCall === undefined ? {} : { onCall }),
      ...(onThrottled === undefined ? {} : { onThrottled }),
    };
    return {
      collectedAt,
      entries: async function* () {
        const { collectAws } = await loadOptional('a live scan of AWS', () => import('./collect/index.ts'));
        if (flags.awsUsage !== true) {
          yield* collectAws({ ...world, ...collection });
          return;
        }
        const { interpretAws } = await import('./interpret.ts');
        yield* collectAws({
          ...world,
          ...collection,
          usage: {
            budget: flags.awsUsageBudget ?? defaultUsageBudget,
            choose: (records) =>
              privilegedFirst(interpretAws(records, { collectedAt, coverage: [], settings }))
                .filter(({ kind }) => kind !== 'root')
                .map(({ id }) => id),
          },
        });
      },
    };
  },
};
