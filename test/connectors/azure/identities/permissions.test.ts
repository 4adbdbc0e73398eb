import { describe, expect, test } from 'vitest';
import { delegatedGrantsOf } from '../../../../connectors/azure/identities/grants.ts';
import { permissionsOf } from '../../../../connectors/azure/identities/permissions.ts';
import { idOf, inventoryOf, record, servicePrincipal, tenant } from '../support.ts';

describe('application permissions', () => {
  const mail = '810c84a8-4a9e-49e6-bf7d-12d183f40d01';
  const graph = servicePrincipal('graph', {
    appId: '00000003-0000-0000-c000-000000000000',
    appRoles: [{ id: idOf('own'), value: 'Own.Read' }],
  });
  const api = servicePrincipal('api', {
    appRoles: [
      { id: mail, value: 'Orders.Read' },
      { id: idOf('nameless'), value: null },
    ],
  });
  const told = (part: object): readonly unknown[] =>
    permissionsOf(
      inventoryOf([
        graph,
        api,
        record('azure.app-role-assignment', 'x', {
          principalId: idOf('bot'),
          principalType: 'ServicePrincipal',
          resourceId: idOf('graph'),
          appRoleId: mail,
          ...part,
        }),
      ]),
    ).map(({ source, tenant: of, principal, ...rest }) => {
      expect([of, principal, source.id]).toEqual([tenant, idOf('bot'), 'x']);
      return rest;
    });
  const principalType = 'ServicePrincipal';
  const ofGraph = '00000003-0000-0000-c000-000000000000';
  test.each<[string, object, readonly object[]]>([
    ['of Graph, by its published name', {}, [{ principalType, name: 'Mail.Read', resource: ofGraph }]],
    [
      'of Graph, by its own list',
      { appRoleId: idOf('own') },
      [{ principalType, name: 'Own.Read', resource: ofGraph }],
    ],
    [
      'of Graph, which was not read',
      { resourceId: idOf('gone') },
      [{ principalType, name: 'Mail.Read', resource: ofGraph }],
    ],
    [
      'of another, whose id is the same',
      { resourceId: idOf('api') },
      [{ principalType, name: 'Orders.Read', resource: idOf('c api') }],
    ],
    [
      'of another, without a name',
      { resourceId: idOf('api'), appRoleId: idOf('nameless') },
      [{ principalType, name: idOf('nameless'), resource: idOf('c api') }],
    ],
    [
      'of nobody knows whom',
      { resourceId: idOf('gone'), appRoleId: idOf('x') },
      [{ principalType, name: idOf('x') }],
    ],
    [
      'of nobody knows what',
      { principalType: undefined },
      [{ principalType: undefined, name: 'Mail.Read', resource: ofGraph }],
    ],
    ['that only lets in', { appRoleId: '00000000-0000-0000-0000-000000000000' }, []],
    ['of a user', { principalType: 'User' }, []],
    ['of a group', { principalType: 'group' }, []],
    [
      'of what is called almost so',
      { principalType: 'SuperUser' },
      [{ principalType: 'SuperUser', name: 'Mail.Read', resource: ofGraph }],
    ],
  ])('%s', (_, part, expected) => {
    expect(told(part)).toStrictEqual(expected);
  });

  const consent = (id: string, part: object) =>
    record('azure.delegated-grant', id, {
      id,
      clientId: idOf('app'),
      resourceId: idOf('api'),
      consentType: 'Principal',
      principalId: idOf('ana'),
      scope: 'b a',
      ...part,
    } as never);
  test('that users consented to, by the application', () => {
    const grants = delegatedGrantsOf(
      inventoryOf([
        api,
        consent('1', {}),
        consent('2', {
          consentType: 'AllPrincipals',
          principalId: null,
          scope: '  Mail.Send\t User.Read ',
          resourceId: idOf('gone'),
        }),
        consent('3', { scope: ' ' }),
        consent('4', { scope: null }),
        consent('5', { clientId: idOf('other'), principalId: null }),
      ]),
    );
    const plain = {
      scope: tenant,
      name: 'delegated permissions',
      via: 'consent',
      duration: 'permanent',
      providerManaged: true,
    };
    const applications = {
      service: 'applications',
      level: 2,
      full: false,
      privileges: ['delegated a', 'delegated b'],
    };
    expect([...grants]).toEqual([
      [
        idOf('app'),
        [
          {
            ...plain,
            on: idOf('ana'),
            rights: [applications],
            source: { record: 'azure.delegated-grant', id: '1' },
          },
          {
            ...plain,
            on: '*',
            rights: [
              {
                service: 'microsoft.directory',
                level: 3,
                full: false,
                privileges: ['delegated Mail.Send', 'delegated User.Read'],
              },
            ],
            source: { record: 'azure.delegated-grant', id: '2' },
          },
        ],
      ],
      [
        idOf('other'),
        [{ ...plain, on: '*', rights: [applications], source: { record: 'azure.delegated-grant', id: '5' } }],
      ],
    ]);
  });
});
