import { allow } from '../policy.ts';
import type { User } from '../sketch.ts';
import { arns, need } from './names.ts';

export const users: readonly User[] = [
  // The build server's key: five years old, used today, and `lambda-*` matches a role that can do everything.
  {
    name: 'ci-jenkins',
    created: 1972,
    team: 'platform',
    groups: ['ci-users'],
    inline: {
      'deploy-functions': [
        allow(['lambda:CreateFunction', 'lambda:GetFunction', 'lambda:InvokeFunction'], arns.function('*')),
        allow('iam:PassRole', arns.role('lambda-*')),
      ],
    },
    keys: [{ created: 1972, used: 0, service: 'lambda' }],
  },
  // May write new versions of a policy "for the Terraform plan", which its own next role carries.
  {
    name: 'ci-terraform',
    created: 1130,
    team: 'platform',
    groups: ['ci-users'],
    inline: {
      plan: [
        allow(['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'], arns.policy('terraform-plan')),
        allow('sts:AssumeRole', arns.role('terraform-plan')),
      ],
    },
    keys: [
      { created: 812, used: 1, service: 'sts' },
      { created: 44, used: 'never' },
    ],
  },
  // Three years ago the servers moved. The administrator's key stayed on one of them, for "one more job".
  {
    name: 'datacenter-move',
    created: 1098,
    team: 'platform',
    managed: ['AdministratorAccess'],
    keys: [{ created: 1098, used: 21, service: 'ec2' }],
  },
  // Left the company; his key still works, and a role "until 2099" still trusts it.
  {
    name: 'jonas.brandt',
    created: 1400,
    tags: { department: 'external' },
    inline: { contractor: [allow('sts:AssumeRole', arns.role('contractor-temporary'))] },
    password: { changed: 980, used: 611, mfa: false },
    keys: [{ created: 980, used: 604, service: 'sts' }],
  },
  // Emergencies only: console, second factor, no key.
  {
    name: 'break-glass',
    created: 1210,
    team: 'security',
    tags: { 'break-glass': 'true' },
    inline: { emergency: [allow('sts:AssumeRole', arns.role('break-glass-admin'))] },
    password: { changed: 385, used: 385, mfa: true },
  },
  // Bedrock in the console makes such a user for each "long-term API key". No end date was chosen.
  {
    name: 'BedrockAPIKey-k7qx',
    created: 214,
    managed: ['AmazonBedrockLimitedAccess'],
    serviceKeys: [{ service: 'bedrock.amazonaws.com', created: 214 }],
  },

  // A service's user that somebody signs in with to look at files by hand, without a second factor.
  {
    name: 'svc-edi-gateway',
    created: 1505,
    team: 'integrations',
    inline: { partners: need('bucket:edi-inbox', 'queue:edi-orders') },
    password: { changed: 730, used: 17, mfa: false },
    keys: [{ created: 655, used: 0 }],
  },
  // Rotation that stopped half-way: two active keys, the old one still in use.
  {
    name: 'svc-label-printer',
    created: 1260,
    team: 'depot',
    inline: { labels: need('read-bucket:labels', 'listen:label-jobs') },
    keys: [
      { created: 702, used: 0, service: 'sqs' },
      { created: 61, used: 3, service: 'sqs' },
    ],
  },
  {
    name: 'svc-backup-offsite',
    created: 900,
    team: 'platform',
    inline: { copy: need('read-bucket:backups') },
    keys: [{ created: 402, used: 0 }],
  },
  {
    name: 'svc-customs-sftp',
    created: 845,
    team: 'customs',
    inline: { files: need('bucket:customs') },
    keys: [{ created: 71, used: 0 }],
  },
  {
    name: 'svc-smtp-parcels',
    created: 1333,
    team: 'customer-care',
    groups: ['mail-senders'],
    keys: [{ created: 58, used: 0, service: 'ses' }],
  },
  {
    name: 'svc-smtp-invoices',
    created: 1331,
    team: 'billing',
    groups: ['mail-senders'],
    keys: [{ created: 33, used: 0, service: 'ses' }],
  },
  {
    name: 'svc-datev-export',
    created: 720,
    team: 'billing',
    inline: { books: need('read-bucket:bookings') },
    keys: [{ created: 66, used: 2 }],
  },
  {
    name: 'svc-toll-collect',
    created: 640,
    team: 'fleet',
    inline: { tolls: need('bucket:tolls') },
    keys: [{ created: 80, used: 1 }],
  },
  // The fax server was switched off; its key was not.
  {
    name: 'svc-fax',
    created: 1820,
    inline: { faxes: need('bucket:faxes') },
    keys: [{ created: 1820, used: 512 }],
  },
  // A trial that nobody started, with a key.
  {
    name: 'svc-forecast-trial',
    created: 203,
    inline: { trial: need('read-bucket:history') },
    keys: [{ created: 203, used: 'never' }],
  },
  // Decommissioned as it should be, but for the last step.
  {
    name: 'svc-old-shop',
    created: 1915,
    team: 'shop',
    keys: [{ created: 1400, used: 820, status: 'inactive' }],
  },
  // A Git password for a mirror, older than the repository's last commit.
  {
    name: 'svc-git-mirror',
    created: 1150,
    team: 'platform',
    managed: ['AWSCodeCommitReadOnly'],
    serviceKeys: [{ service: 'codecommit.amazonaws.com', created: 1150 }],
  },
  // People who were there before single sign-on.
  {
    name: 'ingrid.falk',
    created: 1705,
    team: 'finance',
    groups: ['finance'],
    password: { changed: 45, used: 2, mfa: true },
  },
  {
    name: 'mehmet.aydin',
    created: 1420,
    team: 'finance',
    groups: ['finance'],
    password: { changed: 60, used: 9, mfa: true },
  },
];
