import type { Exposure } from '../../../src/model/exposure.ts';
import { installationId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf, type WorkflowFact } from '../facts/inventory.ts';
import { isTokenIssuer } from './app-tokens.ts';
import { evidence, fixBy, plain } from './support.ts';

/** Inputs by which a workflow says which App it is. https://github.com/actions/create-github-app-token#inputs */
const idInputs = ['app-id', 'app_id', 'client-id', 'client_id'];

/** Ids of Apps whose key a workflow uses by itself, as far as they are written out: one that others call has it once. */
const appsOf = ({ workflow }: WorkflowFact): readonly string[] =>
  (workflow?.jobs ?? []).flatMap(({ steps }) =>
    steps
      .filter(({ uses }) => isTokenIssuer(uses ?? ''))
      .flatMap((step) => idInputs.flatMap((name) => step.with.get(name)?.trim() ?? [])),
  );

const mostNamed = 5;
const mostEvidence = 20;

/** Installations by the organisation, and the number or client id of their App. */
const byApp = (organization: string, id: string): string =>
  `${organization.toLowerCase()} ${id.toLowerCase()}`;

/**
 * Apps whose key several repositories have: each of them can make tokens of the App for all places where it is installed.
 * https://docs.github.com/en/apps/creating-github-apps/about-creating-github-apps/best-practices-for-creating-a-github-app
 */
export const appKeysInSeveralPlaces = (
  inventory: GitHubInventory,
): readonly (readonly [identity: string, exposures: readonly Exposure[]])[] => {
  const users = new Map<string, Map<string, WorkflowFact>>();
  for (const [repository, facts] of inventory.workflows)
    for (const fact of facts)
      for (const id of appsOf(fact)) {
        const app = byApp(organizationOf(repository), id);
        const own = users.get(app) ?? new Map<string, WorkflowFact>();
        users.set(app, own);
        if (!own.has(repository)) own.set(repository, fact);
      }
  return inventory.of('github.app-installation').map(({ scope, data }) => {
    const own = new Map(
      [data.app_id, data.client_id].flatMap((id) =>
        id === undefined || id === null ? [] : [...(users.get(byApp(scope, String(id))) ?? [])],
      ),
    );
    const names = [...own.keys()].sort();
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    const exposures: readonly Exposure[] =
      names.length < 2
        ? []
        : [
            {
              kind: 'key-in-several-places',
              key: 'app-key',
              says: `The key of App ${plain(data.app_slug)} is used from ${names.length} repositories: ${names.slice(0, mostNamed).map(plain).join(', ')}${more}`,
              confidence: 'high',
              evidence: names.slice(0, mostEvidence).map((name) => {
                const fact = own.get(name)!;
                return evidence(
                  'github.workflow',
                  fact,
                  `makes tokens of App ${plain(data.app_slug)}`,
                  '/text',
                );
              }),
              fix: fixBy(
                'Give each purpose an App of its own, or let one workflow that all of them call make the token, narrowed to the repository that asks; then make a new key and revoke the old one.',
                'with: { repositories: NAME, permission-contents: read }',
              ),
            },
          ];
    return [installationId(scope, data.id), exposures] as const;
  });
};
