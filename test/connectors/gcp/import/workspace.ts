/**
 * Activities of administrators, as the Reports API of the Admin SDK lists them: by hand, after
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-domain-settings
 */
export interface ToldDelegation {
  readonly client: string;
  readonly time: string;
  readonly scopes?: readonly string[];
  readonly removed?: true;
}

export const activitiesPage = (...told: readonly ToldDelegation[]): object => ({
  kind: 'admin#reports#activities',
  etag: 'x',
  items: told.map(({ client, time, scopes = [], removed }) => ({
    kind: 'admin#reports#activity',
    id: { time, uniqueQualifier: '1', applicationName: 'admin', customerId: 'C0' },
    actor: { callerType: 'USER', email: 'root@example.com', profileId: '1' },
    events: [
      {
        type: 'DOMAIN_SETTINGS',
        name: removed === true ? 'REMOVE_API_CLIENT_ACCESS' : 'AUTHORIZE_API_CLIENT_ACCESS',
        parameters: [
          { name: 'DOMAIN_NAME', value: 'example.com' },
          { name: 'API_CLIENT_NAME', value: client },
          { name: 'API_SCOPES', multiValue: scopes },
        ],
      },
    ],
  })),
});
