import { expect, test } from 'vitest';
import { estateOfFiles, type Files } from './exports/support.ts';
import { activitiesPage, type ToldDelegation } from './import/workspace.ts';

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;
const files = (...told: readonly ToldDelegation[]): Files => ({
  'accounts.json': [
    {
      displayName: 'mailer',
      email: 'mailer@shop-prod.iam.gserviceaccount.com',
      etag: 'x',
      oauth2ClientId: '1001',
      projectId: 'shop-prod',
      uniqueId: '1001',
    },
  ],
  'activities.json': activitiesPage(...told),
});
const exposures = (...told: readonly ToldDelegation[]) =>
  estateOfFiles(files(...told)).identities.flatMap(({ exposures: found = [] }) =>
    found.map(({ kind, severity, says }) => [kind, severity, says]),
  );
const name = 'mailer@shop-prod.iam.gserviceaccount.com';

test('an account that acts for a domain is told, by what for', () => {
  expect(
    exposures({ client: '1001', time: '2026-08-01T00:00:00.000Z', scopes: [scope('gmail.send')] }),
  ).toEqual([
    ['consent-for-everybody', 'high', `${name} may act as every user of a Workspace domain: gmail.send`],
  ]);
  expect(
    exposures({
      client: '1001',
      time: '2026-08-01T00:00:00.000Z',
      scopes: [scope('drive.readonly'), scope('admin.directory.user')],
    }),
  ).toMatchObject([['consent-for-everybody', 'critical', expect.stringContaining('admin.directory.user')]]);
  expect(
    exposures({ client: '1001', time: '2026-08-01T00:00:00.000Z', scopes: [scope('drive.readonly')] }),
  ).toMatchObject([['consent-for-everybody', 'medium', expect.anything()]]);
});

test('not one of another number, nor what was taken back', () => {
  expect(
    exposures({ client: '1002', time: '2026-08-01T00:00:00.000Z', scopes: [scope('gmail.send')] }),
  ).toEqual([]);
  expect(
    exposures(
      { client: '1001', time: '2026-08-02T00:00:00.000Z', removed: true },
      { client: '1001', time: '2026-08-01T00:00:00.000Z', scopes: [scope('gmail.send')] },
    ),
  ).toEqual([]);
  expect(
    exposures(
      { client: '1001', time: '2026-08-01T00:00:00.000Z', removed: true },
      { client: '1001', time: '2026-08-02T00:00:00.000Z', scopes: [scope('gmail.send')] },
    ),
  ).toHaveLength(1);
});

test('who agreed is not kept', () => {
  const kept = JSON.stringify(
    estateOfFiles(files({ client: '1001', time: '2026-08-01T00:00:00.000Z', scopes: [] })).identities,
  );
  expect(kept).not.toContain('root@example.com');
});
