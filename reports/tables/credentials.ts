import type { Credential } from '../../src/model/credential.ts';
import { daysBetween } from '../wording.ts';
import type { Column, IdentityRow } from './column.ts';
import {
  blastRadius,
  environment,
  homeScope,
  identity,
  identityKind,
  identityName,
  owner,
  standing,
} from './column.ts';

export interface CredentialRow extends IdentityRow {
  readonly credential: Credential;
}

export const credentialColumns: readonly Column<CredentialRow>[] = [
  identity,
  identityName,
  identityKind,
  homeScope,
  environment,
  owner,
  {
    name: 'credential',
    description: "The credential's id, never its value.",
    value: ({ credential }) => credential.id,
  },
  {
    name: 'credential_kind',
    description: '`access-key`, `console-password` and so on.',
    value: ({ credential }) => credential.kind,
  },
  {
    name: 'lifetime',
    description: '`static`, `expiring`, `short-lived`, `platform-managed` or `unknown`.',
    value: ({ credential }) => credential.lifetime,
  },
  {
    name: 'binding',
    description: 'What it rests on: `shared-secret`, `certificate`, `attested` or `unknown`.',
    value: ({ credential }) => credential.binding,
  },
  {
    name: 'status',
    description: '`active`, `inactive`, `expired` or `unknown`.',
    value: ({ credential }) => credential.status,
  },
  {
    name: 'service',
    description: 'The only service that it opens; empty: no such limit.',
    value: ({ credential }) => credential.service,
  },
  {
    name: 'created_at',
    description: 'Time of creation; empty: not known.',
    value: ({ credential }) => credential.createdAt,
  },
  {
    name: 'age_days',
    description: 'Whole days from creation to collection.',
    value: ({ credential, collectedAt }) => daysBetween(credential.createdAt, collectedAt),
  },
  {
    name: 'expires_at',
    description: 'Time of expiry; empty: none, or not known.',
    value: ({ credential }) => credential.expiresAt,
  },
  {
    name: 'last_used_at',
    description: 'Time of the last known use, or `never`; empty: not known.',
    value: ({ credential }) => credential.lastUsedAt,
  },
  {
    name: 'unused_days',
    description: 'Whole days from the last use to collection.',
    value: ({ credential, collectedAt }) => daysBetween(credential.lastUsedAt, collectedAt),
  },
  {
    name: 'max_seconds',
    description: 'Longest life of one issue of a short-lived credential, in seconds.',
    value: ({ credential }) => credential.maxSeconds,
  },
  standing,
  blastRadius,
];
