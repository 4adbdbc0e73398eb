import type { AzureState, Done } from './azure-state.ts';
import { type Entry, guidOf, subscriptionId } from './azure-tenant.ts';

/** Words of a command line as a POSIX shell takes them. */
export const shellWords = (line: string): readonly string[] => {
  const words: string[] = [];
  let word = '';
  let open = false;
  for (const [part] of line.matchAll(/'[^']*'|"[^"]*"|\\.|\s+|[^\s'"\\]+/g)) {
    if (/^\s/.test(part)) {
      if (open) words.push(word);
      word = '';
      open = false;
      continue;
    }
    open = true;
    word += /^['"]/.test(part) ? part.slice(1, -1) : part.startsWith('\\') ? part.slice(1) : part;
  }
  return open ? [...words, word] : words;
};

interface Command {
  /** `ad app owner add`. */
  readonly verb: string;
  readonly option: (name: string) => string;
  readonly flags: ReadonlySet<string>;
}

const parsed = (line: string): Command => {
  const [program, ...words] = shellWords(line);
  if (program !== 'az') throw new Error(`not of the Azure CLI: ${line}`);
  const first = words.findIndex((word) => word.startsWith('--'));
  const verb = words.slice(0, first < 0 ? words.length : first).join(' ');
  const options = new Map<string, string>();
  let name = '';
  for (const word of first < 0 ? [] : words.slice(first)) {
    if (word.startsWith('--')) {
      name = word.slice(2);
      options.set(name, '');
    } else options.set(name, `${options.get(name) === '' ? '' : `${options.get(name)} `}${word}`);
  }
  return {
    verb,
    flags: new Set(options.keys()),
    option: (wanted) => {
      const value = options.get(wanted);
      if (value === undefined || value === '') throw new Error(`--${wanted} is missing: ${line}`);
      return value;
    },
  };
};

const graph = 'https://graph.microsoft.com/v1.0';
const arm = 'https://management.azure.com';
const json = (text: string): Entry => JSON.parse(text) as Entry;
const reference = (id: string): Entry => ({ '@odata.id': `${graph}/directoryObjects/${id}` });

/**
 * The Azure CLI over a tenant that remembers: each command as the requests that the CLI makes of it.
 * https://learn.microsoft.com/cli/azure/reference-index
 * @param files contents of files that a command names
 * @throws Error of a command that there is not, of an option that it needs, of an answer that is an error
 */
export const azOver = (state: AzureState, files: Readonly<Record<string, unknown>> = {}) => {
  const done = (line: string, { status, body }: Done): Done => {
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(body)}: ${line}`);
    return { status, body };
  };
  const { tenant, request } = state;
  const listed = (path: string): readonly Entry[] => tenant.graph.get(path) ?? [];
  /** The object id of an application, by that or by its client id. */
  const applicationOf = (id: string): string =>
    String(listed('/applications').find((each) => each.id === id || each.appId === id)?.id ?? id);
  /** By its id or its name. */
  const groupOf = (id: string): string =>
    String(listed('/groups').find((each) => each.id === id || each.displayName === id)?.id ?? id);
  const principalOf = (id: string): string =>
    String(listed('/servicePrincipals').find((each) => each.id === id || each.appId === id)?.id ?? id);
  const resourceOf = (type: string, name: string): string =>
    String(
      [
        ...(tenant.resourceGraph.get('resources') ?? []),
        ...(tenant.resourceGraph.get('managed identities') ?? []),
      ].find(({ id }) => new RegExp(`/${type}/${name}$`, 'i').test(String(id)))?.id,
    );
  const bodyOf = (text: string): unknown => {
    const file = text.replace(/^@/, '');
    return Object.hasOwn(files, file) ? files[file] : json(text);
  };
  const assignmentsOf = ({ option }: Command): readonly Entry[] =>
    (tenant.authorization.get('roleAssignments') ?? []).filter(({ properties }) => {
      const { principalId, scope } = properties as Entry;
      return principalId === option('assignee') && scope === option('scope');
    });

  const commands: Readonly<Record<string, (command: Command, line: string) => Done>> = {
    rest: ({ option, flags }) =>
      request(option('method'), option('url'), flags.has('body') ? bodyOf(option('body')) : undefined),
    'role assignment delete': (command) => {
      const ids = command.flags.has('ids')
        ? [command.option('ids')]
        : assignmentsOf(command).map(({ id }) => String(id));
      if (ids.length === 0) return { status: 404 };
      return ids.map((id) => request('DELETE', `${arm}${id}`)).at(-1)!;
    },
    'role assignment create': ({ option, flags }) =>
      request(
        'PUT',
        `${arm}${option('scope') === '/' ? '' : option('scope')}/providers/Microsoft.Authorization/roleAssignments/${guidOf(option('scope'))}`,
        {
          properties: {
            principalId: flags.has('assignee-object-id')
              ? option('assignee-object-id')
              : principalOf(option('assignee')),
            principalType: 'ServicePrincipal',
            roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${option('role').split('/').at(-1)!}`,
          },
        },
      ),
    'role assignment list': () => ({ status: 200 }),
    'ad app credential delete': ({ option, flags }) => {
      const id = applicationOf(option('id'));
      const own = listed('/applications').find((each) => each.id === id);
      if (!flags.has('cert'))
        return request('POST', `${graph}/applications/${id}/removePassword`, { keyId: option('key-id') });
      return request('PATCH', `${graph}/applications/${id}`, {
        keyCredentials: ((own?.keyCredentials ?? []) as readonly Entry[]).filter(
          ({ keyId }) => keyId !== option('key-id'),
        ),
      });
    },
    'ad app credential reset': ({ option, flags }) => {
      const id = applicationOf(option('id'));
      if (!flags.has('append')) throw new Error('every other credential would be gone');
      if (!flags.has('create-cert'))
        return request('POST', `${graph}/applications/${id}/addPassword`, {
          passwordCredential: { displayName: 'rbac' },
        });
      const own = listed('/applications').find((each) => each.id === id);
      return request('PATCH', `${graph}/applications/${id}`, {
        keyCredentials: [
          ...((own?.keyCredentials ?? []) as readonly Entry[]),
          {
            keyId: guidOf(`${id} cert`),
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
            endDateTime: '2026-06-01T00:00:00Z',
          },
        ],
      });
    },
    'ad app credential list': () => ({ status: 200 }),
    'ad app owner add': ({ option }) =>
      request(
        'POST',
        `${graph}/applications/${applicationOf(option('id'))}/owners/$ref`,
        reference(option('owner-object-id')),
      ),
    'ad app owner remove': ({ option }) =>
      request(
        'DELETE',
        `${graph}/applications/${applicationOf(option('id'))}/owners/${option('owner-object-id')}/$ref`,
      ),
    'ad app update': ({ option }) =>
      request('PATCH', `${graph}/applications/${applicationOf(option('id'))}`, {
        signInAudience: option('sign-in-audience'),
      }),
    'ad app federated-credential update': ({ option }) =>
      request(
        'PATCH',
        `${graph}/applications/${applicationOf(option('id'))}/federatedIdentityCredentials/${option('federated-credential-id')}`,
        bodyOf(option('parameters')),
      ),
    'ad app federated-credential delete': ({ option }) =>
      request(
        'DELETE',
        `${graph}/applications/${applicationOf(option('id'))}/federatedIdentityCredentials/${option('federated-credential-id')}`,
      ),
    'ad sp delete': ({ option }) =>
      request('DELETE', `${graph}/servicePrincipals/${principalOf(option('id'))}`),
    'ad user update': ({ option }) =>
      request('PATCH', `${graph}/users/${option('id')}`, {
        accountEnabled: option('account-enabled') === 'true',
      }),
    'ad group member add': ({ option }) =>
      request(
        'POST',
        `${graph}/groups/${groupOf(option('group'))}/members/$ref`,
        reference(option('member-id')),
      ),
    'ad group member remove': ({ option }) =>
      request('DELETE', `${graph}/groups/${groupOf(option('group'))}/members/${option('member-id')}/$ref`),
    'ad group owner add': ({ option }) =>
      request(
        'POST',
        `${graph}/groups/${groupOf(option('group'))}/owners/$ref`,
        reference(option('owner-object-id')),
      ),
    'ad group owner remove': ({ option }) =>
      request(
        'DELETE',
        `${graph}/groups/${groupOf(option('group'))}/owners/${option('owner-object-id')}/$ref`,
      ),
    'identity federated-credential delete': ({ option }) =>
      request(
        'DELETE',
        `${arm}${resourceOf('userAssignedIdentities', option('identity-name'))}/federatedIdentityCredentials/${option('name')}`,
      ),
    'identity federated-credential update': ({ option }) =>
      request(
        'PUT',
        `${arm}${resourceOf('userAssignedIdentities', option('identity-name'))}/federatedIdentityCredentials/${option('name')}`,
        {
          properties: {
            issuer: option('issuer'),
            subject: option('subject'),
            audiences: ['api://AzureADTokenExchange'],
          },
        },
      ),
    'keyvault update': ({ option }) =>
      request('PATCH', `${arm}${resourceOf('vaults', option('name'))}`, {
        properties: { enableRbacAuthorization: option('enable-rbac-authorization') === 'true' },
      }),
    'keyvault delete-policy': ({ option }) => {
      const id = resourceOf('vaults', option('name'));
      const own = (tenant.resourceGraph.get('resources') ?? []).find((each) => each.id === id);
      return request('PATCH', `${arm}${id}`, {
        properties: {
          accessPolicies: ((own?.accessPolicies ?? []) as readonly Entry[]).filter(
            ({ objectId }) => objectId !== option('object-id'),
          ),
        },
      });
    },
    'storage account update': ({ option }) =>
      request('PATCH', `${arm}${option('ids')}`, {
        properties: { allowSharedKeyAccess: option('allow-shared-key-access') === 'true' },
      }),
    'storage account keys renew': ({ option }) => {
      const id = resourceOf('storageAccounts', option('account-name'));
      const own = (tenant.resourceGraph.get('resources') ?? []).find((each) => each.id === id);
      return request('PATCH', `${arm}${id}`, {
        properties: {
          keysCreated: { ...((own?.keysCreated ?? {}) as Entry), [option('key')]: '2026-04-01T00:00:00Z' },
        },
      });
    },
    'resource update': ({ option }) => {
      const [, name = '', value] = /^properties\.(\w+)=(.+)$/.exec(option('set')) ?? [];
      return request('PATCH', `${arm}${option('ids')}`, { properties: { [name]: value === 'true' } });
    },
    'resource tag': ({ option, flags }) => {
      if (!flags.has('is-incremental')) throw new Error('every other tag would be gone');
      const [key = '', value] = option('tags').split('=');
      return request('PATCH', `${arm}${option('ids')}`, { tags: { [key]: value } });
    },
  };
  /** @returns the verb of the command, as `ad app owner add` */
  return (line: string): string => {
    const command = parsed(line);
    if (!Object.hasOwn(commands, command.verb)) throw new Error(`no such command: ${line}`);
    done(line, commands[command.verb]!(command, line));
    return command.verb;
  };
};
