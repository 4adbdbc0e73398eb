import { loadOptional } from '../../src/collection/optional-packages.ts';
import type { Given, Live } from '../connector.ts';
import { gcpCalls } from './collect/calls.ts';
import { accountFrom, endpointFrom, nodesOf } from './collect/environment.ts';
import { journalStart } from './collect/journal.ts';
import { gcpPermissions } from './collect/permissions.ts';

/** Flags of `head.ts`, by name. */
interface GcpFlags {
  readonly gcpOrganization?: readonly string[];
  readonly gcpFolder?: readonly string[];
  readonly gcpProject?: readonly string[];
  readonly gcpImpersonate?: string;
  readonly gcpQuotaProject?: string;
  readonly gcpRecommendations?: boolean;
  readonly gcpEndpoint?: string;
  readonly gcpResume?: string;
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** Live Google Cloud, by Application Default Credentials. */
export const gcpLive: Live = {
  calls: {
    columns: ['Call', 'Request', 'Permission', 'Part', 'What for', 'When'],
    rows: gcpCalls.map(({ id, api, method, path, permissions, part, why, when }) => [
      `\`${id}\``,
      `\`${method} ${api}.googleapis.com${path}\``,
      code(permissions) || 'none',
      part,
      why,
      when,
    ]),
  },
  permissions: ({ gcpWithoutInventory, gcpRecommendations }: Given) =>
    gcpPermissions({ single: gcpWithoutInventory === true, recommendations: gcpRecommendations === true }),
  targets: async function* (given, { signal }) {
    const flags = given as GcpFlags;
    const { gcpTargets } = await loadOptional(
      'a live scan of Google Cloud',
      () => import('./collect/targets.ts'),
    );
    yield* gcpTargets({
      nodes: nodesOf({ organizations: flags.gcpOrganization, folders: flags.gcpFolder }),
      impersonate: accountFrom(flags.gcpImpersonate),
      endpoint: endpointFrom(flags.gcpEndpoint),
      quotaProject: flags.gcpQuotaProject,
      signal,
    });
  },
  open: (given, { note, now, signal, bounds, onProgress, onCall, onThrottled }) => {
    const flags = given as GcpFlags;
    const nodes = nodesOf({
      organizations: flags.gcpOrganization,
      folders: flags.gcpFolder,
      projects: flags.gcpProject,
    });
    const impersonate = accountFrom(flags.gcpImpersonate);
    const endpoint = endpointFrom(flags.gcpEndpoint);
    const journal = flags.gcpResume;
    return {
      // A resumed collection is as old as its first facts.
      collectedAt: (journal === undefined ? undefined : journalStart(journal)) ?? now().toISOString(),
      entries: async function* () {
        const { collectGcp } = await loadOptional(
          'a live scan of Google Cloud',
          () => import('./collect/index.ts'),
        );
        yield* collectGcp({
          nodes,
          impersonate,
          endpoint,
          quotaProject: flags.gcpQuotaProject,
          recommendations: flags.gcpRecommendations,
          journal,
          signal,
          bounds,
          ...(onProgress === undefined ? {} : { onProgress }),
          onCall,
          onThrottled,
          onWait: (until, bucket) => note?.(`Google Cloud's quota of ${bucket}: waiting until ${until}`),
          now,
        });
      },
    };
  },
};
