import { fill } from '../../../src/model/command-line.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';
import { strongest } from './strongest.ts';
import { wholeBy } from './whole.ts';

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * What a machine may do with the contents of vaults by policies of the vault.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
 */
export const secretsOutsideRoles = (
  { id, name }: Principal,
  { grants, nature }: Draft,
): readonly Exposure[] =>
  nature.is === 'human'
    ? []
    : [
        ...new Map(
          grants
            .filter(
              ({ name: grant, source, rights }) =>
                grant === 'access policy' &&
                source.pointer === '/settings/accessPolicies' &&
                rights.some(({ level, eligible }) => level >= levelRank.read && eligible !== true),
            )
            .map((grant) => [grant.on, grant]),
        ).values(),
      ].map(({ on, source, via }) => ({
        kind: 'secrets-outside-roles',
        key: on,
        says: `${name} has the contents of vault ${lastPart(on)} by an access policy${
          via === 'access policy' ? '' : ` of ${via}`
        }, which no role, end or condition bounds`,
        evidence: [{ ...source, says: 'is decided by access policies of the vault, not by roles' }],
        fix: [
          'Assign a role for what the policy gives, at the vault or at single secrets, then let the vault decide by roles.',
          fill({
            template:
              'az role assignment create --assignee {id} --role "Key Vault Secrets User" --scope {on}',
            values: { id, on },
          }),
          fill({
            template: 'az keyvault update --name {vault} --enable-rbac-authorization true',
            values: { vault: lastPart(on) },
          }),
        ].join('\n'),
      }));

/** Audiences that take in users, or tenants, other than one's own. */
const audiences: ReadonlyMap<string, string> = new Map([
  ['azureadmultipleorgs', 'every tenant'],
  ['azureadandpersonalmicrosoftaccount', 'every tenant and personal accounts'],
  ['personalmicrosoftaccount', 'personal accounts'],
]);

/** An application of one's own with privileges that other tenants can take in. */
export const multiTenantApplication = (
  { name, home, kind, appId, application, servicePrincipal }: Principal,
  draft: Draft,
): readonly Exposure[] => {
  const fact = application ?? servicePrincipal;
  const open = audiences.get((fact?.data.signInAudience ?? '').toLowerCase());
  if (fact === undefined || open === undefined || home !== 'here' || kind !== 'service-principal') return [];
  if (strongest(draft) < levelRank.write) return [];
  return [
    {
      kind: 'multi-tenant-application',
      key: 'audience',
      says: `${name} changes things here and is registered for ${open}`,
      evidence: [{ ...sourceOf(fact), says: `signInAudience is ${fact.data.signInAudience}` }],
      fix: `Let it sign in users of this tenant alone, or move the privileges to a registration of their own.\n${fill(
        {
          template: 'az ad app update --id {application} --sign-in-audience AzureADMyOrg',
          values: { application: appId ?? fact.data.id },
        },
      )}`,
    },
  ];
};

const signInsCall = 'GET /beta/reports/servicePrincipalSignInActivities';
const day = 86_400_000;
/** The two reports are made apart, and late. */
const apartDays = 30;

/** A credential of an application that is used while its principal here is not: where else it is taken in. */
export const usedElsewhere = (
  { inventory }: Arranged,
  read: readonly Coverage[],
): ((principal: Principal) => readonly Exposure[]) => {
  const usedAt = new Map(
    inventory
      .of('azure.sign-in')
      .map(({ tenant, data }) => [`${tenant} ${data.appId}`, data.lastSignInActivity?.lastSignInDateTime]),
  );
  const used = new Map(inventory.of('azure.credential-sign-in').map((fact) => [fact.data.keyId, fact]));
  const isWhole = wholeBy(read, signInsCall);
  return ({ name, tenant, appId, application, servicePrincipal, source }) => {
    if (application === undefined || servicePrincipal === undefined || appId === undefined) return [];
    const own = usedAt.get(`${tenant} ${appId}`) ?? undefined;
    if (own === undefined && isWhole(tenant) !== true) return [];
    const keys = [
      ...(application.data.passwordCredentials ?? []),
      ...(application.data.keyCredentials ?? []),
    ];
    return keys.flatMap(({ keyId }): readonly Exposure[] => {
      const fact = used.get(keyId);
      const at = fact?.data.signInActivity?.lastSignInDateTime;
      if (fact === undefined || at == null) return [];
      if (own !== undefined && Date.parse(at) - Date.parse(own) < apartDays * day) return [];
      return [
        {
          kind: 'used-elsewhere',
          key: keyId,
          says: `Credential ${keyId} of ${name} was used on ${at.slice(0, 10)}, ${
            own === undefined
              ? 'and it never signed in here'
              : `and it last signed in here on ${own.slice(0, 10)}`
          }`,
          evidence: [
            { ...sourceOf(fact), says: `was last used on ${at.slice(0, 10)}` },
            { ...source, says: 'is not what signed in' },
          ],
          fix: `Find out who uses the credential, give the other place a registration of its own, and delete this one.\n${fill(
            {
              template: 'az ad app credential delete --id {application} --key-id {key}',
              values: { application: appId, key: keyId },
            },
          )}`,
        },
      ];
    });
  };
};
