import { expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/gcp/facts/inventory.ts';
import type { GcpRecordInput, GcpRecordKind } from '../../../../connectors/gcp/facts/records.ts';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import { isAccountPlace, type Principal } from '../../../../connectors/gcp/identities/principals.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import {
  account,
  accountPlace,
  collectedAt,
  emailOf,
  estateOf,
  identityAt,
  member,
  policy,
  project,
  record,
  tree,
} from '../support.ts';

const principalsIn = (records: readonly SnapshotRecord[]): readonly Principal[] => {
  const reader = createInventoryReader();
  for (const each of [...tree, ...records]) reader.add(each);
  return [...arrange(reader.finish(), collectedAt).principals.values()];
};
/** Each in one line. */
const told = (...records: readonly SnapshotRecord[]): readonly string[] => {
  const principals = principalsIn(records);
  expect(undefinedIn(principals.map(({ fact: _, ...each }) => each))).toEqual([]);
  expect(principals.every((each) => !('fact' in each) || each.fact !== undefined)).toBe(true);
  return principals.map(({ id, kind, name, project: home, place, fact, agent, source }) =>
    [
      ...[kind, id, ...(name === id ? [] : [`called ${name}`]), `of ${home ?? 'nowhere'}`],
      ...(place === undefined ? [] : [`at ${place.replace(id, '~')}`]),
      ...(fact === undefined ? [] : ['listed']),
      ...(agent === true ? ['agent'] : []),
      `by ${source.record} ${source.id}`,
    ].join(', '),
  );
};
/** With what every record of a kind needs. */
const fact = <Kind extends GcpRecordKind>(kind: Kind, id: string, part: object): SnapshotRecord =>
  record(kind, id, { name: id, ...part } as unknown as GcpRecordInput<Kind>);

const bot = emailOf('bot');
const place = `projects/${project}`;
const on = (...members: readonly string[]): SnapshotRecord =>
  policy(place, { role: 'roles/viewer', members });
const by = `by gcp.iam-policy ${place}`;
const agent = `principal://agents.global.org-1.system.id.goog/resources/aiplatform/projects/100/locations/x/reasoningEngines/7`;
const named = 'resources/aiplatform/projects/100/locations/x/reasoningEngines/7';
const pool = 'iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci';
const workforce = 'iam.googleapis.com/locations/global/workforcePools/w';
const ofGroup = (who: string, part: object = {}): SnapshotRecord =>
  fact('gcp.membership', `m ${who}`, { group: 'Ops@example.com', member: who, ...part });
const apiKey = (part: object): SnapshotRecord =>
  fact('gcp.api-key', 'projects/100/locations/global/keys/k', part);
const accountsOf = (node: string): string =>
  `principalSet://cloudresourcemanager.googleapis.com/projects/${node}/type/ServiceAccount`;
const agentsOf = (node: string): string =>
  `principalSet://agents.global.org-1.system.id.goog/attribute.platformContainer/aiplatform/projects/${node}`;
const keyId = '//apikeys.googleapis.com/projects/100/locations/global/keys/k';
const at = (of = project): string => `at projects/${of}/serviceAccounts/~`;

test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
  ['nobody', [], []],
  [
    'an account that is listed',
    [account('Bot')],
    [`service-account, ${bot}, of ${project}, ${at()}, listed, by gcp.service-account ${emailOf('Bot')}`],
  ],
  [
    'one that is listed, and looks like an agent of Google',
    [
      fact('gcp.service-account', 'x', {
        email: 'service-1@x.iam.gserviceaccount.com',
        uniqueId: '1',
        projectId: '100',
      }),
    ],
    [
      `service-account, service-1@x.iam.gserviceaccount.com, of ${project}, at projects/1/serviceAccounts/~, listed, by gcp.service-account x`,
    ],
  ],
  [
    'a default account',
    [on('serviceAccount:100-compute@developer.gserviceaccount.com')],
    [`default-service-account, 100-compute@developer.gserviceaccount.com, of ${project}, ${at()}, ${by}`],
  ],
  [
    'an agent of Google, by the number in its address',
    [on('serviceAccount:service-100@compute-system.iam.gserviceaccount.com')],
    [`service-agent, service-100@compute-system.iam.gserviceaccount.com, of ${project}, ${at()}, ${by}`],
  ],
  [
    'an account that only looks like one, of a project that is known',
    [on(`serviceAccount:service-100@${project}.iam.gserviceaccount.com`)],
    [`service-account, service-100@${project}.iam.gserviceaccount.com, of ${project}, ${at()}, ${by}`],
  ],
  [
    'an agent that works for an organisation',
    [on('serviceAccount:service-org-1@gcp-sa-scc.iam.gserviceaccount.com')],
    [
      `service-agent, service-org-1@gcp-sa-scc.iam.gserviceaccount.com, of nowhere, at projects/-/serviceAccounts/~, ${by}`,
    ],
  ],
  [
    'an account of nobody knows which project',
    [on('serviceAccount:service-100@odd.example')],
    [`service-agent, service-100@odd.example, of ${project}, ${at()}, ${by}`],
  ],
  [
    'another',
    [on('serviceAccount:bot@odd.example')],
    [`service-account, bot@odd.example, of nowhere, at projects/-/serviceAccounts/~, ${by}`],
  ],
  [
    'what a resource runs as',
    [
      fact('gcp.resource', '//x/1', {
        assetType: 'x',
        serviceAccounts: ['BOT@shop-prod.iam.gserviceaccount.com', 'default'],
      }),
    ],
    [`service-account, ${bot}, of ${project}, ${at()}, by gcp.resource //x/1`],
  ],
  [
    'whose key is listed',
    [
      fact('gcp.service-account-key', `projects/-/serviceAccounts/${bot}/keys/1`, {}),
      fact('gcp.service-account-key', 'projects/-/serviceAccounts/117/keys/1', {}),
    ],
    [
      `service-account, ${bot}, of ${project}, ${at()}, by gcp.service-account-key projects/-/serviceAccounts/${bot}/keys/1`,
    ],
  ],
  [
    'whose policy is read',
    [policy(accountPlace('bot'), { role: 'roles/viewer', members: ['domain:example.com'] })],
    [
      `service-account, ${bot}, of ${project}, ${at()}, by gcp.iam-policy ${accountPlace('bot')}`,
      `domain, example.com, of nowhere, by gcp.iam-policy ${accountPlace('bot')}`,
    ],
  ],
  [
    'an account in a group',
    [ofGroup(bot)],
    [`service-account, ${bot}, of ${project}, ${at()}, by gcp.membership m ${bot}`],
  ],
  [
    'a person in a group',
    [ofGroup('Ana@example.com', { type: 'USER' })],
    ['user, ana@example.com, of nowhere, by gcp.membership m Ana@example.com'],
  ],
  ['somebody in a group of whom nothing tells that it is no group', [ofGroup('ana@example.com')], []],
  ['a number in a group', [ofGroup('117', { type: 'USER' })], []],
  [
    'a group in a group',
    [
      ofGroup('crew@example.com', { type: 'USER' }),
      ofGroup('ops@example.com', { type: 'USER' }),
      fact('gcp.group', 'g', { email: 'Crew@example.com' }),
    ],
    [],
  ],
  [
    'people whom a policy names, once',
    [on('user:Ana@example.com', 'user:ana@example.com')],
    [`user, ana@example.com, of nowhere, ${by}`],
  ],
  [
    'people that a group and a policy name',
    [ofGroup('ana@example.com', { type: 'USER' }), on('user:ana@example.com')],
    ['user, ana@example.com, of nowhere, by gcp.membership m ana@example.com'],
  ],
  [
    'everybody',
    [on('allUsers', 'allAuthenticatedUsers')],
    [`everyone, allAuthenticatedUsers, of nowhere, ${by}`, `everyone, allUsers, of nowhere, ${by}`],
  ],
  [
    'groups that nobody read and domains stand for whoever is in them',
    [on('group:ops@example.com', 'domain:example.com', 'projectEditor:shop-prod', 'somebody')],
    [`domain, example.com, of nowhere, ${by}`, `group, ops@example.com, of nowhere, ${by}`],
  ],
  [
    'a group that was read is nobody',
    [on('group:ops@example.com'), record('gcp.group', 'g', { email: 'ops@example.com', whole: true })],
    [],
  ],
  [
    'accounts of a project of which none is known',
    [on(accountsOf('100'))],
    [`principal-set, ${accountsOf('100')}, called ${accountsOf('100').slice(15)}, of ${project}, ${by}`],
  ],
  [
    'accounts of a project of which one is known are its accounts',
    [on(accountsOf('100')), account('bot')],
    [`service-account, ${bot}, of ${project}, ${at()}, listed, by gcp.service-account ${bot}`],
  ],
  [
    'agents of a project of which none is known',
    [on(agentsOf('100'))],
    [`agent, ${agentsOf('100')}, called ${agentsOf('100').slice(15)}, of ${project}, agent, ${by}`],
  ],
  [
    'agents of a project of which one is known are its agents',
    [on(agentsOf('100')), fact('gcp.agent', 'a', { runtimeIdentity: agent })],
    [`agent, ${agent}, called ${named}, of ${project}, agent, by gcp.agent a`],
  ],
  [
    'of Kubernetes',
    [on('serviceAccount:shop-prod.svc.id.goog[a/b]')],
    [`kubernetes-service-account, shop-prod.svc.id.goog[a/b], of ${project}, ${by}`],
  ],
  [
    'of a pool',
    [on(`principalSet://${pool}/*`)],
    [`federated-principal, principalSet://${pool}/*, called ${pool.slice(19)}/*, of ${project}, ${by}`],
  ],
  [
    'of a pool of people',
    [on(`principal://${workforce}/subject/a`)],
    [
      `federated-principal, principal://${workforce}/subject/a, called ${workforce.slice(19)}/subject/a, of nowhere, ${by}`,
    ],
  ],
  [
    'of a pool, who may only become an account',
    [
      account('bot'),
      policy(accountPlace('bot'), {
        role: 'roles/iam.workloadIdentityUser',
        members: [`principalSet://${pool}/*`],
      }),
    ],
    [`service-account, ${bot}, of ${project}, ${at()}, listed, by gcp.service-account ${bot}`],
  ],
  [
    'who was deleted',
    [
      on(
        `deleted:${member('bot')}?uid=1`,
        'deleted:user:bo@example.com?uid=2',
        'deleted:group:g@example.com?uid=3',
      ),
    ],
    [
      `deleted-group, deleted:group:g@example.com?uid=3, called g@example.com, of nowhere, ${by}`,
      `deleted-service-account, deleted:${member('bot')}?uid=1, called ${bot}, of ${project}, ${by}`,
      `deleted-user, deleted:user:bo@example.com?uid=2, called bo@example.com, of nowhere, ${by}`,
    ],
  ],
  [
    'who was deleted, and might have become an account',
    [
      account('bot'),
      policy(accountPlace('bot'), { role: 'roles/viewer', members: ['deleted:user:bo@example.com?uid=2'] }),
    ],
    [`service-account, ${bot}, of ${project}, ${at()}, listed, by gcp.service-account ${bot}`],
  ],
  [
    'a key that is bound to nobody',
    [apiKey({ displayName: 'web', uid: 'u' })],
    [`api-key, ${keyId}, called web, of ${project}, by gcp.api-key projects/100/locations/global/keys/k`],
  ],
  [
    'one without a name',
    [apiKey({ uid: 'u' })],
    [`api-key, ${keyId}, called u, of ${project}, by gcp.api-key projects/100/locations/global/keys/k`],
  ],
  [
    'one without anything',
    [apiKey({})],
    [
      `api-key, ${keyId}, called projects/100/locations/global/keys/k, of ${project}, by gcp.api-key projects/100/locations/global/keys/k`,
    ],
  ],
  [
    'of nobody knows which project',
    [apiKey({ name: 'keys/k' })],
    [
      'api-key, //apikeys.googleapis.com/keys/k, called keys/k, of nowhere, by gcp.api-key projects/100/locations/global/keys/k',
    ],
  ],
  ['one that was deleted', [apiKey({ deleteTime: '2026-01-01T00:00:00Z' })], []],
  [
    'one that is bound is its account’s',
    [apiKey({ serviceAccountEmail: bot })],
    [`service-account, ${bot}, of ${project}, ${at()}, by gcp.api-key projects/100/locations/global/keys/k`],
  ],
  [
    'one that is bound and deleted',
    [apiKey({ serviceAccountEmail: bot, deleteTime: '2026-01-01T00:00:00Z' })],
    [],
  ],
  [
    'an agent that a policy names',
    [on(agent)],
    [`agent, ${agent}, called ${named}, of ${project}, agent, ${by}`],
  ],
  [
    'one that is registered',
    [fact('gcp.agent', 'a', { runtimeIdentity: agent.replace('principal', 'spiffe') })],
    [`agent, ${agent}, called ${named}, of ${project}, agent, by gcp.agent a`],
  ],
  [
    'what an agent runs as',
    [fact('gcp.agent', 'a', { runtimeIdentity: `serviceAccount:${bot.toUpperCase()}` })],
    [`service-account, ${bot}, of ${project}, ${at()}, agent, by gcp.agent a`],
  ],
  [
    'of an agent nothing is known',
    [
      fact('gcp.agent', 'a', {}),
      fact('gcp.agent', 'b', { runtimeIdentity: '' }),
      fact('gcp.agent', 'c', { runtimeIdentity: 'nobody' }),
    ],
    [],
  ],
  [
    'what an engine runs as, and what it was given',
    [
      fact('gcp.reasoning-engine', 'e', {
        effectiveIdentity: agent.replace('principal://', ''),
        serviceAccount: bot,
      }),
      fact('gcp.reasoning-engine', 'f', { serviceAccount: emailOf('other') }),
    ],
    [
      `service-account, ${emailOf('other')}, of ${project}, ${at()}, agent, by gcp.reasoning-engine f`,
      `agent, ${agent}, called ${named}, of ${project}, agent, by gcp.reasoning-engine e`,
    ],
  ],
  [
    'whom a provider of sign-ins lists',
    [fact('gcp.auth-provider', 'p', { workloads: [agent, 'user:ana@example.com'] })],
    [`agent, ${agent}, called ${named}, of ${project}, agent, by gcp.auth-provider p`],
  ],
])('%s', (_, records, expected) => {
  expect(told(...records)).toEqual(expected);
});

test('whose policy a policy is', () => {
  expect(
    [accountPlace('bot'), `x/${accountPlace('bot')}`, place, `${place}/serviceAccount/x`].map(isAccountPlace),
  ).toEqual([...[true, false, false, false]]);
});

test('everybody in the order of ids, whoever names them', () => {
  const ids = principalsIn([on('user:b@example.com', 'user:a@example.com', member('z'), 'allUsers')]).map(
    ({ id }) => id,
  );
  expect(ids).toEqual(['a@example.com', 'allUsers', 'b@example.com', emailOf('z')]);
});

test('who of these is a machine and why, in words', () => {
  const estate = estateOf([
    account('bot'),
    on(agent, `deleted:${member('old')}?uid=1`, 'user:ana@example.com'),
    apiKey({ displayName: 'web' }),
  ]);
  const said = [bot, agent, `deleted:${member('old')}?uid=1`, 'ana@example.com', keyId].map((id) => {
    const { nature, credentials, agent: isAgent, grants } = estate.identities[identityAt(estate, id)]!;
    return [
      nature.is,
      nature.reason,
      credentials.map((each) => each.kind).join(),
      isAgent === true,
      grants.length,
    ];
  });
  expect(said).toEqual([
    ['machine', 'service account', 'access-token', false, 0],
    ['machine', 'identity of an agent', 'access-token', true, 1],
    ['machine', 'service account that was deleted', '', false, 0],
    ['human', 'user account', '', false, 1],
    ['machine', 'API key that is bound to nobody', 'api-key', false, 0],
  ]);
});
