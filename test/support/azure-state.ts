import { type Entry, type FakeTenant, guidOf, sampleTenant } from './azure-tenant.ts';

/** An answer of the service to a request that changes something. */
export interface Done {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * A tenant that remembers: what is changed in it by the calls that Microsoft documents shows in whatever is asked next. It knows the
 * calls of the remedies that the connector prints; every other is refused.
 */
export interface AzureState {
  /** As it is now: for `fakeAzure`, any number of times. */
  readonly tenant: FakeTenant;
  /** @param url of ARM or Graph, with its host and version */
  readonly request: (method: string, url: string, body?: unknown) => Done;
}

type Lists = Map<string, readonly Entry[]>;
type Handler = (state: Lists4, parts: readonly string[], body: Entry) => Done | undefined;

interface Lists4 {
  readonly graph: Lists;
  readonly single: Map<string, Entry>;
  readonly authorization: Lists;
  readonly resourceGraph: Lists;
}

const none: Done = { status: 204 };
const missing: Done = { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };
const made = (body: unknown): Done => ({ status: 201, body });
const isSame = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();
const propertiesOf = (entry: Entry): Entry => (entry.properties ?? {}) as Entry;

/** Without the entries that are meant; `undefined`: there was none. */
const drop = (lists: Lists, path: string, is: (entry: Entry) => boolean): Done => {
  const before = lists.get(path) ?? [];
  const after = before.filter((entry) => !is(entry));
  if (after.length === before.length) return missing;
  lists.set(path, after);
  return none;
};
const put = (lists: Lists, path: string, entry: Entry): void => {
  lists.set(path, [...(lists.get(path) ?? []).filter(({ id }) => !isSame(id, entry.id)), entry]);
};
/** Members of an entry are replaced, objects among them as a whole, as Graph does it. */
const patch = (lists: Lists, path: string, id: string, change: (entry: Entry) => Entry): Done => {
  const list = lists.get(path) ?? [];
  if (!list.some((entry) => isSame(entry.id, id))) return missing;
  lists.set(
    path,
    list.map((entry) => (isSame(entry.id, id) ? { ...entry, ...change(entry) } : entry)),
  );
  return none;
};

/** `…/directoryObjects/ID` of a reference. */
const referred = (body: Entry): string => String(body['@odata.id']).split('/').at(-1)!;
const someone = (state: Lists4, id: string): Entry => {
  for (const [path, type] of [
    ['/users', 'user'],
    ['/servicePrincipals', 'servicePrincipal'],
    ['/groups', 'group'],
  ] as const) {
    const found = (state.graph.get(path) ?? []).find((entry) => isSame(entry.id, id));
    if (found !== undefined) return { '@odata.type': `#microsoft.graph.${type}`, id: found.id };
  }
  return { '@odata.type': '#microsoft.graph.user', id };
};

/** Calls of Graph: method and path, `*` for an id. https://learn.microsoft.com/graph/api/overview */
const graphCalls: readonly (readonly [method: string, path: string, handle: Handler])[] = [
  ...(['applications', 'servicePrincipals', 'users'] as const).flatMap(
    (kind) =>
      [
        [
          'PATCH',
          `/${kind}/*`,
          (state, [id = ''], body) => {
            if (body.customSecurityAttributes !== undefined)
              for (const path of ['agentIdentity', 'agentIdentityBlueprintPrincipal'])
                patch(state.graph, `/servicePrincipals/microsoft.graph.${path}`, id, () => ({
                  customSecurityAttributes: body.customSecurityAttributes,
                }));
            const { customSecurityAttributes: _, ...rest } = body;
            return patch(state.graph, `/${kind}`, id, () => rest);
          },
        ],
        [
          'DELETE',
          `/${kind}/*`,
          (state, [id = '']) => drop(state.graph, `/${kind}`, (each) => isSame(each.id, id)),
        ],
      ] as const satisfies readonly (readonly [string, string, Handler])[],
  ),
  ...(['applications', 'servicePrincipals'] as const).flatMap(
    (kind) =>
      [
        [
          'POST',
          `/${kind}/*/owners/$ref`,
          (state, [id = ''], body) =>
            patch(state.graph, `/${kind}`, id, ({ owners }) => ({
              owners: [...((owners ?? []) as readonly Entry[]), someone(state, referred(body))],
            })),
        ],
        [
          'DELETE',
          `/${kind}/*/owners/*/$ref`,
          (state, [id = '', owner = '']) =>
            patch(state.graph, `/${kind}`, id, ({ owners }) => ({
              owners: ((owners ?? []) as readonly Entry[]).filter((each) => !isSame(each.id, owner)),
            })),
        ],
        [
          'POST',
          `/${kind}/*/addPassword`,
          (state, [id = ''], body) => {
            const { displayName = 'new', endDateTime = '2026-06-01T00:00:00Z' } = (body.passwordCredential ??
              {}) as Entry;
            const key = {
              keyId: guidOf(`${id} ${displayName}`),
              displayName,
              startDateTime: '2026-04-01T00:00:00Z',
              endDateTime,
            };
            const done = patch(state.graph, `/${kind}`, id, ({ passwordCredentials }) => ({
              passwordCredentials: [...((passwordCredentials ?? []) as readonly Entry[]), key],
            }));
            return done === none ? { status: 200, body: { ...key, secretText: 'shown once' } } : done;
          },
        ],
        [
          'POST',
          `/${kind}/*/removePassword`,
          (state, [id = ''], { keyId }) =>
            patch(state.graph, `/${kind}`, id, ({ passwordCredentials }) => ({
              passwordCredentials: ((passwordCredentials ?? []) as readonly Entry[]).filter(
                (each) => !isSame(each.keyId, keyId),
              ),
            })),
        ],
        [
          'POST',
          `/${kind}/*/federatedIdentityCredentials`,
          (state, [id = ''], body) => {
            const entry = { id: guidOf(`${id} ${body.name}`), ...body };
            put(state.graph, `/${kind}/${id}/federatedIdentityCredentials`, entry);
            return made(entry);
          },
        ],
        [
          'PATCH',
          `/${kind}/*/federatedIdentityCredentials/*`,
          (state, [id = '', own = ''], body) =>
            patch(state.graph, `/${kind}/${id}/federatedIdentityCredentials`, own, () => body),
        ],
        [
          'DELETE',
          `/${kind}/*/federatedIdentityCredentials/*`,
          (state, [id = '', own = '']) =>
            drop(state.graph, `/${kind}/${id}/federatedIdentityCredentials`, (each) => isSame(each.id, own)),
        ],
      ] as const satisfies readonly (readonly [string, string, Handler])[],
  ),
  ...(['members', 'owners'] as const).flatMap(
    (kind) =>
      [
        [
          'POST',
          `/groups/*/${kind}/$ref`,
          (state, [id = ''], body) => {
            put(state.graph, `/groups/${id}/${kind}`, someone(state, referred(body)));
            return none;
          },
        ],
        [
          'DELETE',
          `/groups/*/${kind}/*/$ref`,
          (state, [id = '', member = '']) =>
            drop(state.graph, `/groups/${id}/${kind}`, (each) => isSame(each.id, member)),
        ],
      ] as const satisfies readonly (readonly [string, string, Handler])[],
  ),
  [
    'DELETE',
    '/servicePrincipals/*/appRoleAssignments/*',
    (state, [, assignment]) => {
      const holding = [...state.graph.keys()].find(
        (path) =>
          path.endsWith('/appRoleAssignedTo') &&
          state.graph.get(path)!.some(({ id }) => isSame(id, assignment)),
      );
      return holding === undefined ? missing : drop(state.graph, holding, ({ id }) => isSame(id, assignment));
    },
  ],
  [
    'POST',
    '/servicePrincipals/*/appRoleAssignments',
    (state, [id = ''], body) => {
      const entry = {
        id: guidOf(JSON.stringify(body)),
        principalType: 'ServicePrincipal',
        ...body,
        principalId: id,
      };
      put(state.graph, `/servicePrincipals/${String(body.resourceId)}/appRoleAssignedTo`, entry);
      return made(entry);
    },
  ],
  ...(
    [
      ['servicePrincipals', 'agentIdentity'],
      ['servicePrincipals', 'agentIdentityBlueprintPrincipal'],
      ['applications', 'agentIdentityBlueprint'],
    ] as const
  ).map(([kind, type]): readonly [string, string, Handler] => [
    'POST',
    `/${kind}/*/microsoft.graph.${type}/sponsors/$ref`,
    (state, [id = ''], body) => {
      put(state.graph, `/${kind}/${id}/microsoft.graph.${type}/sponsors`, someone(state, referred(body)));
      return none;
    },
  ]),
  [
    'DELETE',
    '/oauth2PermissionGrants/*',
    (state, [id]) => drop(state.graph, '/oauth2PermissionGrants', (each) => isSame(each.id, id)),
  ],
  [
    'POST',
    '/roleManagement/directory/roleAssignments',
    (state, _, body) => {
      const entry = { id: guidOf(JSON.stringify(body)), ...body };
      put(state.graph, '/roleManagement/directory/roleAssignments', entry);
      return made(entry);
    },
  ],
  [
    'DELETE',
    '/roleManagement/directory/roleAssignments/*',
    (state, [id]) =>
      drop(state.graph, '/roleManagement/directory/roleAssignments', (each) => isSame(each.id, id)),
  ],
  [
    'POST',
    '/roleManagement/directory/roleEligibilityScheduleRequests',
    (state, _, { action, principalId, roleDefinitionId, directoryScopeId }) => {
      const path = '/roleManagement/directory/roleEligibilityScheduleInstances';
      if (action === 'adminRemove')
        return drop(
          state.graph,
          path,
          (each) =>
            isSame(each.principalId, principalId) &&
            isSame(each.roleDefinitionId, roleDefinitionId) &&
            isSame(each.directoryScopeId, directoryScopeId),
        );
      if (action !== 'adminAssign') return;
      const entry = { principalId, roleDefinitionId, directoryScopeId, memberType: 'Direct' };
      put(state.graph, path, {
        id: guidOf(JSON.stringify(entry)),
        ...entry,
        startDateTime: null,
        endDateTime: null,
      });
      return made(entry);
    },
  ],
  [
    'PATCH',
    '/policies/defaultAppManagementPolicy',
    (state, _, body) => {
      const path = '/policies/defaultAppManagementPolicy';
      state.single.set(path, { ...state.single.get(path), ...body });
      return none;
    },
  ],
  [
    'PATCH',
    '/identity/conditionalAccess/policies/*',
    (state, [id = ''], body) => patch(state.graph, '/identity/conditionalAccess/policies', id, () => body),
  ],
  ...(
    [
      ['riskyServicePrincipals', 'servicePrincipalIds'],
      ['riskyAgents', 'agentIds'],
    ] as const
  ).map(([kind, ids]): readonly [string, string, Handler] => [
    'POST',
    `/identityProtection/${kind}/dismiss`,
    (state, _, body) => {
      for (const id of body[ids] as readonly string[])
        patch(state.graph, `/identityProtection/${kind}`, id, () => ({
          riskState: 'dismissed',
          riskLevel: 'none',
        }));
      return none;
    },
  ]),
];

/** `identity` of a row of Resource Graph and the like stand in the properties of the resource. */
const columns: Readonly<Record<string, string>> = {
  allowSharedKeyAccess: 'sharedKeys',
  disableLocalAuth: 'disableLocalAuth',
  enableRbacAuthorization: 'roleBased',
  accessPolicies: 'accessPolicies',
  disableLocalAccounts: 'localAccountsDisabled',
};

/** Calls of Azure Resource Manager. https://learn.microsoft.com/rest/api/azure/ */
const armCalls: readonly (readonly [method: string, path: RegExp, handle: Handler])[] = [
  [
    'DELETE',
    /^(.*)\/providers\/Microsoft\.Authorization\/roleAssignments\/([^/]+)$/i,
    (state, [scope = '', name = '']) => {
      const is = (entry: Entry): boolean =>
        isSame(entry.name, name) && isSame(propertiesOf(entry).scope, scope === '' ? '/' : scope);
      const done = drop(state.authorization, 'roleAssignments', is);
      // What Privileged Identity Management tells of it goes with it.
      const path = 'roleAssignmentScheduleInstances';
      drop(state.authorization, path, (entry) =>
        String(propertiesOf(entry).originRoleAssignmentId).toLowerCase().endsWith(`/${name.toLowerCase()}`),
      );
      return done;
    },
  ],
  [
    'PUT',
    /^(.*)\/providers\/Microsoft\.Authorization\/roleAssignments\/([^/]+)$/i,
    (state, [scope = '', name = ''], body) => {
      const entry: Entry = {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
        name,
        type: 'Microsoft.Authorization/roleAssignments',
        properties: {
          ...(body.properties as Entry),
          scope: scope === '' ? '/' : scope,
          createdOn: '2026-04-01T00:00:00Z',
        },
      };
      put(state.authorization, 'roleAssignments', entry);
      return made(entry);
    },
  ],
  [
    'PUT',
    /^(.*)\/providers\/Microsoft\.Authorization\/roleAssignmentScheduleRequests\/([^/]+)$/i,
    (state, [scope = '', name = ''], { properties }) => {
      const { requestType, principalId, roleDefinitionId, scheduleInfo } = properties as Entry;
      if (requestType !== 'SelfActivate') return;
      const assigned = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
      const common = { scope, principalId, principalType: 'User', roleDefinitionId };
      put(state.authorization, 'roleAssignments', {
        id: assigned,
        name,
        type: 'Microsoft.Authorization/roleAssignments',
        properties: { ...common, createdOn: '2026-04-01T00:00:00Z' },
      });
      put(state.authorization, 'roleAssignmentScheduleInstances', {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/${guidOf(name)}`,
        name: guidOf(name),
        type: 'Microsoft.Authorization/roleAssignmentScheduleInstances',
        properties: {
          ...common,
          status: 'Provisioned',
          roleAssignmentScheduleId: guidOf(`schedule ${name}`),
          originRoleAssignmentId: assigned,
          startDateTime: '2026-04-01T00:00:00Z',
          endDateTime: ((scheduleInfo as Entry).expiration as Entry).endDateTime,
          assignmentType: 'Activated',
          memberType: 'Direct',
        },
      });
      return made({});
    },
  ],
  [
    'PUT',
    /^(.*\/userAssignedIdentities\/[^/]+)\/federatedIdentityCredentials\/([^/]+)$/i,
    (state, [identity = '', name = ''], { properties }) => {
      const path = credentialsOf(state, identity);
      if (path === undefined) return missing;
      const before = (state.graph.get(path) ?? []).find((entry) => isSame(entry.name, name));
      // The whole resource: what is not given is gone.
      put(state.graph, path, {
        id: before?.id ?? guidOf(`${identity} ${name}`),
        name,
        ...(properties as Entry),
      });
      return made({});
    },
  ],
  [
    'DELETE',
    /^(.*\/userAssignedIdentities\/[^/]+)\/federatedIdentityCredentials\/([^/]+)$/i,
    (state, [identity = '', name = '']) => {
      const path = credentialsOf(state, identity);
      return path === undefined ? missing : drop(state.graph, path, (entry) => isSame(entry.name, name));
    },
  ],
  [
    'DELETE',
    /^(.*\/providers\/Microsoft\.Authorization\/classicAdministrators\/[^/]+)$/i,
    (state, [id]) => drop(state.resourceGraph, 'classic administrators', (entry) => isSame(entry.id, id)),
  ],
  [
    'PATCH',
    /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+)$/i,
    (state, [id = ''], { properties, tags }) => {
      const changes = Object.fromEntries(
        Object.entries((properties ?? {}) as Entry).map(([name, value]) => [columns[name] ?? name, value]),
      );
      const tagged = (entry: Entry): Entry => ({
        ...changes,
        ...(tags === undefined ? {} : { tags: { ...((entry.tags ?? {}) as Entry), ...(tags as Entry) } }),
      });
      const done = patch(state.resourceGraph, 'resources', id, tagged);
      return done === missing ? patch(state.resourceGraph, 'managed identities', id, tagged) : done;
    },
  ],
];

/** Where Graph has the federated credentials of a user-assigned identity. */
const credentialsOf = (state: Lists4, identity: string): string | undefined => {
  const found = (state.resourceGraph.get('managed identities') ?? []).find(({ id }) => isSame(id, identity));
  return found === undefined
    ? undefined
    : `/servicePrincipals/${String(found.principalId)}/federatedIdentityCredentials`;
};

const graphHost = 'https://graph.microsoft.com';
const refused: Done = { status: 400, body: { error: { code: 'BadRequest' } } };

export const statefulAzure = (start: FakeTenant = sampleTenant()): AzureState => {
  const state: Lists4 = {
    graph: new Map(start.graph),
    single: new Map(start.single),
    authorization: new Map(start.authorization),
    resourceGraph: new Map(start.resourceGraph),
  };
  return {
    tenant: { ...state, subscriptions: start.subscriptions },
    request: (method, url, body = {}) => {
      const { origin, pathname } = new URL(url);
      const path = decodeURIComponent(pathname);
      if (origin === graphHost) {
        const segments = path.replace(/^\/(?:v1\.0|beta)/, '').split('/');
        for (const [verb, pattern, handle] of graphCalls) {
          const wanted = pattern.split('/');
          if (verb !== method || wanted.length !== segments.length) continue;
          if (!wanted.every((each, at) => each === '*' || each === segments[at])) continue;
          const ids = segments.filter((_, at) => wanted[at] === '*');
          return handle(state, ids, body as Entry) ?? refused;
        }
        return missing;
      }
      for (const [verb, pattern, handle] of armCalls) {
        const found = verb === method ? pattern.exec(path) : null;
        if (found !== null) return handle(state, found.slice(1), body as Entry) ?? refused;
      }
      return missing;
    },
  };
};
