import { loadOptional } from '../../src/collection/optional-packages.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { Given, Live } from '../connector.ts';
import { azureCalls } from './collect/calls.ts';
import { cloudOf, isGuid } from './collect/environment.ts';
import { journalStart } from './collect/journal.ts';
import { azurePermissions } from './collect/permissions.ts';

/** Flags of `head.ts`, by name. */
interface AzureFlags {
  readonly azureTenant?: string;
  readonly azureSubscription?: readonly string[];
  readonly azureManagementGroup?: string;
  readonly azureCloud?: string;
  readonly azureResume?: string;
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** https://learn.microsoft.com/azure/governance/management-groups/overview: letters, digits, `-_().`, 90 at most. */
const managementGroupName = /^[\w().-]{1,90}$/;

const checkFlags = ({
  azureTenant,
  azureSubscription = [],
  azureManagementGroup,
  azureCloud,
}: AzureFlags): void => {
  cloudOf(azureCloud);
  const wrong = azureSubscription.find((id) => !isGuid(id));
  if (wrong !== undefined)
    throw new InputError(
      'this is not the id of a subscription',
      `--azure-subscription ${JSON.stringify(wrong)}`,
      'Give its id, as az account list shows it.',
    );
  if (azureTenant !== undefined && !isGuid(azureTenant) && !/^[\w-]+(?:\.[\w-]+)+$/.test(azureTenant))
    throw new InputError(
      'this is neither the id nor a domain of a tenant',
      `--azure-tenant ${JSON.stringify(azureTenant)}`,
      'Give its id, as az account show shows it, or a domain that it has verified.',
    );
  if (azureManagementGroup !== undefined && !managementGroupName.test(azureManagementGroup))
    throw new InputError(
      'this is not the name of a management group',
      `--azure-management-group ${JSON.stringify(azureManagementGroup)}`,
      'Give the end of its path, as az account management-group list shows it in "name".',
    );
};

/** A live tenant of Entra and its subscriptions. The SDK finds the credential, by its own chain. */
export const azureLive: Live = {
  calls: {
    columns: ['Call', 'Version', 'Permission', 'Licence', 'What for', 'When'],
    rows: azureCalls.map(({ id, version, permissions, licence, why, when }) => [
      `\`${id}\``,
      version === 'beta' ? 'beta' : `\`${version}\``,
      code(permissions) || 'none',
      licence ?? 'none',
      why,
      when,
    ]),
  },
  permissions: ({ azureManagementGroup }: Given) =>
    typeof azureManagementGroup === 'string' ? azurePermissions(azureManagementGroup) : azurePermissions(),
  targets: async function* (given, { signal }) {
    const flags = given as AzureFlags;
    checkFlags(flags);
    const { azureTargets } = await loadOptional('a live scan of Azure', () => import('./collect/targets.ts'));
    yield* azureTargets({
      tenant: flags.azureTenant,
      managementGroup: flags.azureManagementGroup,
      cloud: flags.azureCloud,
      signal,
    });
  },
  open: (given, { note, now, signal, bounds, onProgress, onCall, onThrottled }) => {
    const flags = given as AzureFlags;
    checkFlags(flags);
    const journal = flags.azureResume;
    const lines: string[] = [];
    return {
      // A resumed collection is as old as its first facts.
      collectedAt: (journal === undefined ? undefined : journalStart(journal)) ?? now().toISOString(),
      entries: async function* () {
        const { collectAzure } = await loadOptional(
          'a live scan of Azure',
          () => import('./collect/index.ts'),
        );
        yield* collectAzure({
          tenant: flags.azureTenant,
          subscriptions: flags.azureSubscription,
          managementGroup: flags.azureManagementGroup,
          cloud: flags.azureCloud,
          journal,
          signal,
          bounds,
          ...(onProgress === undefined ? {} : { onProgress }),
          onCall,
          onThrottled,
          onCost: ({ budgets, inner, exposing }) => {
            lines.push(
              `Microsoft Graph: ${inner} requests inside $batch, ${exposing} service principals that expose app roles`,
              ...budgets.map(
                ({ resource, remaining, resetAt }) => `${resource}: ${remaining} calls left until ${resetAt}`,
              ),
            );
          },
          onWait: (until) => note?.(`Microsoft's rate limit: waiting until ${until}`),
          now,
        });
      },
      budgets: () => lines,
    };
  },
};
