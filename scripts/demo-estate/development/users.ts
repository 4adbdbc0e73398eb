import { allow } from '../policy.ts';
import type { User } from '../sketch.ts';
import { arns, need } from './names.ts';

export const users: readonly User[] = [
  // Start of the longest chain: may change the code of any function, and one of them runs as administrator.
  {
    name: 'svc-preview-deployer',
    created: 690,
    team: 'frontend',
    inline: {
      preview: [
        allow(
          ['lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
          arns.function('*'),
        ),
        ...need('bucket:previews'),
      ],
    },
    keys: [{ created: 690, used: 0, service: 'lambda' }],
  },
  // A Bedrock key as it should be: it ends by itself, within a month.
  {
    name: 'BedrockAPIKey-3pfa',
    created: 5,
    team: 'data',
    managed: ['AmazonBedrockLimitedAccess'],
    serviceKeys: [{ service: 'bedrock.amazonaws.com', created: 5, expiresIn: 25 }],
  },
  {
    name: 'svc-load-test',
    created: 520,
    team: 'platform',
    inline: { load: need('queue:label-jobs', 'bucket:load-results') },
    keys: [{ created: 520, used: 140 }],
  },
  {
    name: 'svc-device-lab',
    created: 415,
    team: 'driver-app',
    inline: { devices: need('read-bucket:app-builds') },
    keys: [{ created: 62, used: 0 }],
  },
  {
    name: 'svc-demo-data',
    created: 300,
    inline: { seed: need('table:parcels', 'table:bookings') },
    keys: [
      { created: 300, used: 34, service: 'dynamodb' },
      { created: 120, used: 8, service: 'dynamodb' },
    ],
  },
  // Developers with keys on their laptops, in one group, named by their e-mail addresses: people.
  ...(
    [
      ['anna.lindqvist', 'tracking', 51],
      ['bogdan.petrov', 'booking', 77],
      ['chiara.moretti', 'frontend', 38],
      ['emeka.obi', 'depot', 296],
      ['hanna.vogel', 'routing', 64],
    ] as const
  ).map(
    ([name, team, created]): User => ({
      name: `${name}@example.com`,
      created: created + 400,
      team,
      groups: ['developers'],
      password: { changed: 80, used: 3, mfa: true },
      keys: [{ created, used: 1, service: 'dynamodb' }],
    }),
  ),
];
