import { describe, expect, test } from 'vitest';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import {
  type Answer,
  all,
  any,
  namedIn,
  not,
  standsFor,
} from '../../../../connectors/gcp/identities/named.ts';
import {
  account,
  collectedAt,
  emailOf,
  folder,
  inventoryOf,
  organization,
  otherProject,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

const pool = 'iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci';
const federated = `principal://${pool}/subject/a`;
const domain = 'agents.global.org-1.system.id.goog';
const agent = `principal://${domain}/resources/aiplatform/projects/100/locations/x/reasoningEngines/7`;
const google = 'service-100@compute-system.iam.gserviceaccount.com';
const arranged = arrange(
  inventoryOf([
    ...tree,
    account('bot'),
    account('far', otherProject),
    record('gcp.membership', 'm', { group: 'ops@example.com', member: 'ana@example.com', type: 'USER' }),
    policy(`projects/${project}`, {
      role: 'roles/viewer',
      members: [
        'user:ana@example.com',
        'user:bo@example.com',
        'group:closed@example.com',
        federated,
        agent,
        `serviceAccount:${google}`,
      ],
    }),
  ]),
  collectedAt,
);
const node = (name: string, type = ''): string =>
  `principalSet://cloudresourcemanager.googleapis.com/${name}${type}`;
const group = (name: string): string => `principalSet://goog/group/${name}`;
const [accounts, agents] = ['/type/ServiceAccount', '/type/ServiceAgent'];
const who = {
  bot: emailOf('bot'),
  far: emailOf('far', otherProject),
  google,
  ana: 'ana@example.com',
  bo: 'bo@example.com',
  federated,
  agent,
};

describe('whom a rule names', () => {
  const none = ['no', 'no', 'no', 'no', 'no', 'no', 'no'] as const;
  const [no, yes, open] = ['no', 'yes', 'unknown'] as const;
  /** Answers in the order of `who`. */
  test.each<[says: string, written: readonly string[], answers: readonly Answer[]]>([
    ['nobody', [], none],
    ['everyone', ['principalSet://goog/public:all'], [yes, yes, yes, yes, yes, yes, yes]],
    ['who is no more', ['deleted:principal://goog/subject/bo@example.com?uid=1'], none],
    ['a person', ['principal://goog/subject/Ana@Example.com'], [no, no, no, yes, no, no, no]],
    [
      'an account',
      [`principal://iam.googleapis.com/projects/-/serviceAccounts/${who.bot}`],
      [yes, no, no, no, no, no, no],
    ],
    ['a group that was read', [group('OPS@example.com')], [no, no, no, yes, no, no, no]],
    [
      'a group that nobody read: anybody may be in it',
      [group('closed@example.com')],
      [open, open, open, open, open, open, open],
    ],
    [
      'both groups',
      [group('closed@example.com'), group('ops@example.com')],
      [open, open, open, yes, open, open, open],
    ],
    // Of a project are its pools as well.
    ['a project', [node('projects/shop-prod')], [yes, no, yes, no, no, yes, yes]],
    ['a project by number', [node('projects/100')], [yes, no, yes, no, no, yes, yes]],
    ['a folder', [node(folder)], [yes, no, yes, no, no, yes, yes]],
    [
      'the organisation, of which people may be as well',
      [node(organization)],
      [yes, yes, yes, open, open, yes, yes],
    ],
    ['accounts of a project', [node('projects/100', accounts)], [yes, no, no, no, no, no, no]],
    ['accounts of the organisation', [node(organization, accounts)], [yes, yes, no, no, no, no, no]],
    ['agents of Google of a project', [node('projects/100', agents)], [no, no, yes, no, no, no, no]],
    ['a type that nobody knows', [node('projects/100', '/type/Odd')], [open, no, open, no, no, no, no]],
    [
      'both types of one project',
      [node('projects/100', agents), node('projects/shop-prod', accounts), node('projects/100', agents)],
      [yes, no, yes, no, no, no, no],
    ],
    ['a project that is none of these', [node('projects/elsewhere')], none],
    ['somebody of a pool', [federated], [no, no, no, no, no, yes, no]],
    [
      'another of a pool, who may be the same',
      [`principalSet://${pool}/group/g`],
      [no, no, no, no, no, open, no],
    ],
    ['an agent', [agent], [no, no, no, no, no, no, yes]],
    ['all agents', [`principalSet://${domain}/*`], [no, no, no, no, no, no, yes]],
    [
      'agents of one project',
      [`principalSet://${domain}/attribute.container/projects/100`],
      [no, no, no, no, no, no, yes],
    ],
    ['agents of another', [`principalSet://${domain}/attribute.container/projects/200`], none],
    [
      'something else, which may be people',
      ['principalSet://goog/cloudIdentityCustomerId/C1'],
      [no, no, no, open, open, no, no],
    ],
  ])('%s', (_, written, answers) => {
    const named = namedIn(written, arranged);
    expect(Object.values(who).map((id) => standsFor(named, arranged.principals.get(id)!, arranged))).toEqual(
      answers,
    );
  });

  test('a group itself', () => {
    const closed = arranged.principals.get('closed@example.com')!;
    expect(standsFor(namedIn([group('closed@example.com')], arranged), closed, arranged)).toBe('yes');
    expect(standsFor(namedIn([group('ops@example.com')], arranged), closed, arranged)).toBe('no');
  });

  test('types of one node, each once', () => {
    const { nodes, hasOrganization } = namedIn(
      [
        node('projects/100', agents),
        node('projects/shop-prod', agents),
        node('projects/100'),
        node(organization, accounts),
      ],
      arranged,
    );
    expect([...nodes]).toEqual([
      ['projects/shop-prod', ['ServiceAgent', undefined]],
      [organization, ['ServiceAccount']],
    ]);
    expect(hasOrganization).toBe(false);
  });
});

test.each<[answers: readonly Answer[], one: Answer, every: Answer]>([
  [[], 'no', 'yes'],
  [['yes'], 'yes', 'yes'],
  [['no'], 'no', 'no'],
  [['unknown'], 'unknown', 'unknown'],
  [['yes', 'no'], 'yes', 'no'],
  [['yes', 'unknown'], 'yes', 'unknown'],
  [['no', 'unknown'], 'unknown', 'no'],
  [['no', 'unknown', 'yes'], 'yes', 'no'],
])('of %j any is %s, all are %s', (answers, one, every) => {
  expect([any(answers), all(answers)]).toEqual([one, every]);
  expect((['yes', 'no', 'unknown'] as const).map(not)).toEqual(['no', 'yes', 'unknown']);
});
