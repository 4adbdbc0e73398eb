import { jsonText } from '../../src/model/command-line.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { CutPlace, CutRow, RemedyTable, RemedyWorld, Values } from '../../src/model/remedy.ts';
import type { AzureRecordData, AzureRecordKind } from './facts/records.ts';

const graph = 'https://graph.microsoft.com/v1.0';
const quarantine = `az rest --method PATCH --url ${graph}/servicePrincipals/{name} --body '{"accountEnabled":false}'`;

const ofAnybody = {
  'grant group': 'az ad group member remove --group {group} --member-id {name}',
} as const;

const ofApplication = {
  ...ofAnybody,
  // A year, which is the least that `--years` takes, is longer than secrets may last.
  'issue client-secret': 'az ad app credential reset --id {application} --append --end-date END_DATE',
  'issue certificate':
    'az ad app credential reset --id {application} --append --create-cert --end-date END_DATE',
  'credential client-secret': 'az ad app credential delete --id {application} --key-id {credential}',
  'credential certificate': 'az ad app credential delete --id {application} --key-id {credential} --cert',
  'list client-secret': 'az ad app credential list --id {application}',
  'list certificate': 'az ad app credential list --id {application} --cert',
  replace: 'az role assignment create --assignee {name} --role ROLE --scope SCOPE',
  quarantine,
  owner: 'az ad app owner add --id {application} --owner-object-id OWNER',
  trust:
    'az ad app federated-credential update --id {application} --federated-credential-id CREDENTIAL_NAME --parameters trust.json',
  split: 'az ad app create --display-name NEW_NAME',
} as const;

/** Its application may be registered elsewhere: its own owners are kept here in any case. */
const ofServicePrincipal = {
  ...ofApplication,
  owner: `az rest --method POST --url ${graph}/servicePrincipals/{name}/owners/'$ref' --body '{"@odata.id":"${graph}/directoryObjects/OWNER"}'`,
} as const;

const ofManagedIdentity = {
  ...ofAnybody,
  replace: ofApplication.replace,
  quarantine,
  owner: 'az resource tag --ids RESOURCE --tags {tag}=OWNER --is-incremental',
  split: 'az identity create --name NEW_NAME --resource-group GROUP',
  trust:
    'az identity federated-credential update --identity-name {name} --resource-group GROUP --name CREDENTIAL_NAME --subject SUBJECT',
} as const;

/** Keys of a resource cannot expire: they are switched off together, or one is made anew. */
const ofKeys = {
  'issue account-key Microsoft.Storage':
    'az storage account keys renew --account-name {account} --resource-group {group} --key {credential}',
  'credential account-key Microsoft.Storage':
    'az storage account update --ids {resource} --allow-shared-key-access false',
  // All others of `keyedTypes` call it alike.
  'credential account-key': 'az resource update --ids {resource} --set properties.disableLocalAuth=true',
} as const;

/** The resource of `…/keys`. */
const keyed = /^(\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/.+\/([^/]+))\/keys$/i;

type Data = AzureRecordData<AzureRecordKind>;

/** Values out of the record in which a place stands. Undefined: the record is not there, or says too little. */
const from =
  <Kind extends AzureRecordKind>(
    _kind: Kind,
    read: (data: AzureRecordData<Kind>, at: CutPlace) => Values | undefined,
  ) =>
  (at: CutPlace, { documentAt }: RemedyWorld): Values | undefined => {
    const data = documentAt(at.place) as Data | undefined;
    return data === undefined ? undefined : read(data as AzureRecordData<Kind>, at);
  };

/** One subject, for a credential of an application and not of a managed identity. @param byExpression matched by an expression, or by one subject */
const narrowingOf =
  (byExpression: boolean): NonNullable<CutRow['values']> =>
  (at, world) =>
    from('azure.federated-credential', (credential) =>
      (credential.claimsMatchingExpression != null) !== byExpression ||
      ofManaged(credential, pathOf(at.target, world)) !== undefined
        ? undefined
        : narrowed(credential, 'SUBJECT'),
    )(at, world);

const owned = (type: string, id: string, command: string): CutRow => ({
  id,
  part: 'permission',
  record: 'azure.ownership',
  changes: 'setting',
  says: 'Take the ownership away.',
  commands: [command],
  values: from('azure.ownership', ({ object, objectType, owner }) =>
    objectType === type ? { object, owner } : undefined,
  ),
});

/**
 * How a step is taken away that Azure or Entra lets somebody take: by the assignment, membership or ownership that gives it.
 * Sources: https://learn.microsoft.com/cli/azure/role/assignment, …/ad/group/member, …/ad/app/owner, and
 * https://learn.microsoft.com/graph/api/unifiedroleassignment-delete.
 */
const cuts: readonly CutRow[] = [
  {
    id: 'role-assignment',
    part: 'permission',
    record: 'azure.role-assignment',
    changes: 'attachment',
    says: 'Assign a smaller role on what is worked on, then delete this assignment.',
    replacement: ['az role assignment create --assignee {name} --role ROLE --scope SCOPE'],
    commands: ['az role assignment delete --ids {assignment}'],
    values: from('azure.role-assignment', ({ id }) => (id == null ? undefined : { assignment: id })),
  },
  {
    id: 'directory-role-assignment',
    part: 'permission',
    record: 'azure.directory-role-assignment',
    changes: 'attachment',
    says: 'Assign a smaller directory role for the task, then delete this assignment.',
    commands: [
      `az rest --method DELETE --url ${graph}/roleManagement/directory/roleAssignments/{assignment}`,
    ],
    values: from('azure.directory-role-assignment', ({ id }) => ({ assignment: id })),
  },
  {
    id: 'directory-role-instance',
    part: 'permission',
    record: 'azure.directory-role-instance',
    changes: 'attachment',
    says: 'Take the eligibility for the directory role away.',
    commands: [
      `az rest --method POST --url ${graph}/roleManagement/directory/roleEligibilityScheduleRequests --body {body}`,
    ],
    values: from('azure.directory-role-instance', ({ principalId, roleDefinitionId, directoryScopeId }) => ({
      body: jsonText({
        action: 'adminRemove',
        principalId,
        roleDefinitionId,
        directoryScopeId: directoryScopeId ?? '/',
      }),
    })),
  },
  {
    id: 'app-role-assignment',
    part: 'permission',
    record: 'azure.app-role-assignment',
    changes: 'attachment',
    says: 'Grant the application a narrower permission, then remove this one.',
    commands: [
      `az rest --method DELETE --url ${graph}/servicePrincipals/{name}/appRoleAssignments/{assignment}`,
    ],
    values: from('azure.app-role-assignment', ({ id }) => (id == null ? undefined : { assignment: id })),
  },
  {
    id: 'membership',
    part: 'permission',
    record: 'azure.membership',
    changes: 'attachment',
    says: 'Take the member out of the group.',
    commands: ['az ad group member remove --group {group} --member-id {member}'],
    values: from('azure.membership', ({ group, member }) => ({ group, member })),
  },
  owned(
    'application',
    'owner-of-application',
    'az ad app owner remove --id {object} --owner-object-id {owner}',
  ),
  owned('group', 'owner-of-group', 'az ad group owner remove --group {object} --owner-object-id {owner}'),
  owned(
    'service-principal',
    'owner-of-service-principal',
    `az rest --method DELETE --url ${graph}/servicePrincipals/{object}/owners/{owner}/'$ref'`,
  ),
  {
    id: 'access-policy',
    part: 'permission',
    record: 'azure.resource',
    at: /^\/settings\/accessPolicies/,
    changes: 'setting',
    says: 'Take the access policy of the vault away from it.',
    commands: ['az keyvault delete-policy --name {vault} --object-id {name}'],
    values: ({ place }) => ({ vault: place.id.slice(place.id.lastIndexOf('/') + 1) }),
  },
  {
    id: 'federated-credential-of-application',
    part: 'trust',
    record: 'azure.federated-credential',
    changes: 'trust',
    says: 'Trust one subject in place of this one.',
    commands: [
      'az ad app federated-credential update --id {of} --federated-credential-id {credential} --parameters {parameters}',
    ],
    values: narrowingOf(false),
  },
  {
    id: 'expression-of-application',
    part: 'trust',
    record: 'azure.federated-credential',
    changes: 'trust',
    says: 'Trust one subject in place of an expression.',
    commands: [
      'az rest --method PATCH --url https://graph.microsoft.com/beta/applications/{of}/federatedIdentityCredentials/{credential} --body {parameters}',
    ],
    values: narrowingOf(true),
  },
  {
    id: 'federated-credential-of-managed-identity',
    part: 'trust',
    record: 'azure.federated-credential',
    changes: 'trust',
    says: 'Trust one subject in place of this one.',
    commands: [
      'az identity federated-credential update --identity-name {identity} --resource-group {group} --name {credential} --issuer {issuer} --subject SUBJECT',
    ],
    values: (at, world) =>
      from('azure.federated-credential', (credential) => ofManaged(credential, pathOf(at.target, world)))(
        at,
        world,
      ),
  },
];

type Federated = AzureRecordData<'azure.federated-credential'>;

/** A whole credential with another subject, and without what it matched by. https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
const narrowed = (
  { id, of, name, issuer, audiences, claimsMatchingExpression }: Federated,
  subject: string,
): Values => ({
  of,
  credential: id,
  parameters: jsonText({
    ...(name == null ? {} : { name }),
    issuer,
    subject,
    audiences: audiences ?? ['api://AzureADTokenExchange'],
    ...(claimsMatchingExpression == null ? {} : { claimsMatchingExpression: null }),
  }),
});

/** Expressions are in beta alone, which the CLI does not ask. */
const updateOfApplication = ({ claimsMatchingExpression }: Federated): string =>
  claimsMatchingExpression == null
    ? 'az ad app federated-credential update --id {of} --federated-credential-id {credential} --parameters {parameters}'
    : 'az rest --method PATCH --url https://graph.microsoft.com/beta/applications/{of}/federatedIdentityCredentials/{credential} --body {parameters}';

const assignedIdentity =
  /\/resourcegroups\/([^/]+)\/providers\/microsoft\.managedidentity\/userassignedidentities\/([^/]+)/i;

/** Path of a user-assigned identity, as its record tells it. */
const pathOf = (identity: Identity | undefined, { documentAt }: RemedyWorld): string | undefined => {
  if (identity?.kind !== 'managed-identity') return undefined;
  const data = documentAt(identity.source) as
    | Partial<AzureRecordData<'azure.service-principal'> & AzureRecordData<'azure.managed-identity'>>
    | undefined;
  return [data?.id ?? '', ...(data?.alternativeNames ?? [])].find((each) => assignedIdentity.test(each));
};

/** Graph has the credentials of a managed identity at its principal, Azure at its resource, where alone they are changed. */
const ofManaged = ({ of, id, name, issuer }: Federated, path: string | undefined): Values | undefined => {
  const [, group, identity] = assignedIdentity.exec(of.startsWith('/') ? of : (path ?? '')) ?? [];
  return group === undefined || identity === undefined
    ? undefined
    : { group, identity, credential: name ?? id.slice(id.lastIndexOf('/') + 1), issuer };
};

/** More are no list that anybody reviews; a credential names one subject. */
const onlySubject = (subjects: readonly string[]): string =>
  subjects.length === 1 && !subjects[0]!.includes('*') ? subjects[0]! : 'SUBJECT';

/** https://learn.microsoft.com/cli/azure/reference-index */
export const azureRemedies: RemedyTable = {
  commands: {
    'service-principal': ofServicePrincipal,
    application: ofApplication,
    'agent-blueprint': ofApplication,
    'agent-identity': { ...ofAnybody, quarantine },
    'managed-identity': ofManagedIdentity,
    'account-keys': ofKeys,
    user: {
      ...ofAnybody,
      'credential console-password': 'az ad user update --id {name} --account-enabled false',
    },
  },
  nameOf: ({ id }) => id,
  credentialId: /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|key[12])$/i,
  // Credentials and owners hang on the application, which `az ad app` knows by the id that its principal names.
  valuesOf: ({ id, kind, source }, { documentAt }) => {
    if (kind === 'account-keys') {
      const [, resource, group, account] = keyed.exec(id) ?? [];
      return resource === undefined ? undefined : { resource, group: group!, account: account! };
    }
    const data = documentAt(source) as Partial<AzureRecordData<'azure.service-principal'>> | undefined;
    return { application: data?.appId ?? id };
  },
  changeTrust: (identity, trusts, change, world) => {
    const { documentAt, tokensFor } = world;
    const path = pathOf(identity, world);
    const made = trusts.flatMap((trust) => {
      const credential = documentAt(trust.source) as Federated | undefined;
      if (credential === undefined || trust.source.record !== 'azure.federated-credential') return [];
      const managed = ofManaged(credential, path);
      if (change === 'removed') {
        return managed === undefined
          ? [
              {
                template:
                  'az ad app federated-credential delete --id {of} --federated-credential-id {credential}',
                values: narrowed(credential, ''),
              },
            ]
          : [
              {
                template:
                  'az identity federated-credential delete --identity-name {identity} --resource-group {group} --name {credential}',
                values: managed,
              },
            ];
      }
      const tokens = tokensFor(identity, trust);
      const named = tokens.filter((token) => token.named === true);
      const users = named.length > 0 ? named : tokens;
      const subject = onlySubject([...new Set(users.flatMap(({ claims }) => claims.sub?.like ?? []))]);
      return managed === undefined
        ? [
            {
              template: updateOfApplication(credential),
              values: narrowed(credential, subject),
            },
          ]
        : [
            {
              template:
                'az identity federated-credential update --identity-name {identity} --resource-group {group} --name {credential} --issuer {issuer} --subject {subject}',
              values: { ...managed, subject },
            },
          ];
    });
    return made.length === 0 ? undefined : made;
  },
  cuts,
};
