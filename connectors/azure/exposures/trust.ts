import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { delegatedScopes, isStrongScope } from '../directory/delegated-scopes.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { strongest } from './strongest.ts';

/** An application of somebody whom Microsoft has not verified, with privileges here. */
export const unverifiedPublisher = (
  { id, name, home, homeTenant, servicePrincipal, source }: Principal,
  draft: Draft,
): readonly Exposure[] => {
  const publisher = servicePrincipal?.data.verifiedPublisher;
  // Not told is not unverified.
  if (home !== 'elsewhere' || publisher == null || publisher.verifiedPublisherId != null) return [];
  if (strongest(draft) < levelRank.read) return [];
  return [
    {
      kind: 'unverified-publisher',
      key: 'publisher',
      says: `${name}, an application of tenant ${homeTenant} without a verified publisher, has privileges here`,
      evidence: [{ ...source, says: 'verifiedPublisher names nobody' }],
      fix: `Find out who publishes it and who needs it here; replace it by one whose publisher is verified, then delete it.\n${fill({ template: 'az ad sp delete --id {id}', values: { id } })}`,
    },
  ];
};

/** An administrator agreed for everybody: whoever is signed in to the application lends it these rights. */
export const consentForEverybody = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const interfaces = new Map(
    inventory.of('azure.service-principal').map(({ data }) => [data.id, data.appId ?? undefined]),
  );
  /** Of one that was not read: Graph's, where Graph has a permission of the name. */
  const isStrong = (scope: string, resource: string): boolean => {
    const appId = interfaces.get(resource);
    return isStrongScope(
      scope,
      appId === undefined ? delegatedScopes.has(scope.toLowerCase()) : appId === microsoftGraph,
    );
  };
  const byClient = Map.groupBy(inventory.of('azure.delegated-grant'), ({ data }) => data.clientId);
  return ({ id, name, home }) =>
    home === 'microsoft'
      ? []
      : (byClient.get(id) ?? []).flatMap((fact): readonly Exposure[] => {
          const scopes = (fact.data.scope ?? '')
            .split(/\s+/)
            .filter((scope) => isStrong(scope, fact.data.resourceId));
          if (fact.data.consentType !== 'AllPrincipals' || scopes.length === 0) return [];
          return [
            {
              kind: 'consent-for-everybody',
              key: fact.data.resourceId,
              says: `${name} may act for every user with ${scopes.sort().slice(0, 3).join(', ')}`,
              evidence: [{ ...sourceOf(fact), says: 'an administrator consented for all users' }],
              fix: `Let those who need it consent, with the scopes of the task, then take the consent for all back.\n${fill(
                {
                  template:
                    'az rest --method DELETE --url https://graph.microsoft.com/v1.0/oauth2PermissionGrants/{grant}',
                  values: { grant: fact.id },
                },
              )}`,
            },
          ];
        });
};

export const ownedBy = {
  application: 'az ad app owner remove --id {object} --owner-object-id {owner}',
  'service-principal':
    "az rest --method DELETE --url https://graph.microsoft.com/v1.0/servicePrincipals/{object}/owners/{owner}/'$ref'",
  group: 'az ad group owner remove --group {object} --owner-object-id {owner}',
} as const;

/** Owners who have nothing of the kind themselves: what they own is the way to more than anybody gave them. */
export const weakerOwners = (
  { inventory, principals }: Arranged,
  drafts: ReadonlyMap<string, Draft>,
): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const byObject = Map.groupBy(inventory.of('azure.ownership'), ({ data }) => data.object);
  return ({ id, name, application, appId, home }, draft) => {
    if (home !== 'here' || strongest(draft) < levelRank.control) return [];
    const owned = [...new Set([id, application?.data.id, appId])].flatMap((object) =>
      object === undefined ? [] : (byObject.get(object) ?? []),
    );
    return [...Map.groupBy(owned, ({ data }) => data.owner)].flatMap(([who, facts]): readonly Exposure[] => {
      const owner = principals.all.get(who);
      const own = owner === undefined ? undefined : drafts.get(owner.id);
      if (owner?.kind !== 'user' || own === undefined || strongest(own) >= levelRank.control) return [];
      return [
        {
          kind: 'weaker-owner',
          key: owner.id,
          says: `${owner.name}, who controls nothing by itself, owns ${name}, which does`,
          evidence: facts.map((fact) => ({
            ...sourceOf(fact),
            says: 'is an owner, who may add credentials',
          })),
          fix: [
            'Let administrators of applications look after it, and take the ownership away.',
            ...facts.map(({ data }) =>
              fill({
                template: ownedBy[data.objectType],
                values: { object: data.object, owner: data.owner },
              }),
            ),
          ].join('\n'),
        },
      ];
    });
  };
};
