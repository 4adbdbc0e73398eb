import type { AzureRecordKind } from './records.ts';

/** Members that say when something happened, by kind of record. The beginnings of credentials and assignments may lie ahead. */
export const happened = {
  'azure.app-role-assignment': ['createdDateTime'],
  'azure.application': ['createdDateTime'],
  'azure.credential-sign-in': ['signInActivity.lastSignInDateTime'],
  'azure.resource': ['settings.keysCreated.at'],
  'azure.risk': ['riskLastUpdatedDateTime'],
  'azure.role-assignment': ['createdOn', 'updatedOn'],
  'azure.service-principal': ['createdDateTime'],
  'azure.sign-in': ['lastSignInActivity.lastSignInDateTime'],
  'azure.user': [
    'createdDateTime',
    'signInActivity.lastSignInDateTime',
    'signInActivity.lastNonInteractiveSignInDateTime',
  ],
  'azure.use-window': ['To'],
} as const satisfies Readonly<Partial<Record<AzureRecordKind, readonly string[]>>>;
