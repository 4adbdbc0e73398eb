import { writeFileSync } from 'node:fs';
import {
  accountTechniques,
  agentTechniques,
  changeAttestation,
  changeProvider,
  changeWorkforce,
  delegate,
  hmacKey,
  readApiKey,
} from '../connectors/gcp/techniques/accounts.ts';
import { carrierTechniques } from '../connectors/gcp/techniques/carriers.ts';
import { codeTechniques, terraformState } from '../connectors/gcp/techniques/code.ts';
import { hostTechniques } from '../connectors/gcp/techniques/hosts.ts';
import { noWays } from '../connectors/gcp/techniques/no-way.ts';
import { podIdentity } from '../connectors/gcp/techniques/pods.ts';
import { reuseTechniques } from '../connectors/gcp/techniques/reuse.ts';
import {
  changeEntitlement,
  changeEntitlementNeed,
  moveNeeds,
  moveNode,
  setPolicy,
  setPolicyOf,
  updateRole,
  updateRoleNeed,
  updateRoleOfAccount,
} from '../connectors/gcp/techniques/scopes.ts';
import type { Need } from '../connectors/gcp/techniques/types.ts';

interface Way {
  readonly id: string;
  readonly does: string;
  readonly source: string;
  readonly needs: readonly Need[];
  readonly assumes?: readonly string[] | undefined;
  readonly proves?: Need | undefined;
}

const code = (text: string): string => `\`${text}\``;
const needs = (all: readonly Need[]): string => all.map((each) => each.map(code).join(' or ')).join('; ');

const table = (title: string, intro: string, ways: readonly Way[]): readonly string[] => [
  '',
  `## ${title}`,
  '',
  intro,
  '',
  '| way | somebody can | needs all of | rests on | unless it has |',
  '|---|---|---|---|---|',
  ...ways.map(
    ({ id, does, source, needs: all, assumes = [], proves = [] }) =>
      `| [${id}](${source}) | ${does} | ${needs(all)} | ${assumes.join('; ')} | ${proves.map(code).join(' or ')} |`,
  ),
];

const way = (technique: Omit<Way, 'needs'>, all: readonly Need[]): Way => ({ ...technique, needs: all });

/** Ways to accounts and scopes of Google Cloud, and permissions that are none: made from the tables that are walked. */
export const gcpWaysPage = (): string =>
  [
    '# Ways to service accounts of Google Cloud, and what is none',
    '',
    'From the tables that the analysis walks ([Google Cloud](gcp.md)). Made by `npm run docs`. What a way rests on stands at the',
    'step; where the holder has what the last column names it sees to that itself.',
    ...table('On the account', 'On the service account, its project, or above.', [
      ...accountTechniques,
      delegate,
      hmacKey,
      readApiKey,
      ...agentTechniques,
    ]),
    ...table(
      'New code under an account',
      'On a project, with `iam.serviceAccounts.actAs` on the account.',
      hostTechniques,
    ),
    ...table(
      'Code under an account by what is there',
      'On a resource of the project or above it, with `iam.serviceAccounts.actAs` on the account. Where resources were listed and there is none there is no way; where nobody listed them, that there is one is what it rests on.',
      reuseTechniques,
    ),
    ...table('What runs as the account', 'On the resource that runs as it, or above.', [
      ...carrierTechniques,
      podIdentity,
    ]),
    ...table('Where code comes from', 'On the bucket or repository, or above.', [
      ...codeTechniques,
      { ...terraformState, assumes: ['Terraform runs as who writes there too'] },
    ]),
    ...table('Pools', 'On the pool, its project or organisation.', [
      changeProvider,
      changeAttestation,
      changeWorkforce,
    ]),
    ...table('Projects, folders, organisations', 'On the node, or above.', [
      way(setPolicy, [Object.values(setPolicyOf).flat() as unknown as Need]),
      way(updateRole, [updateRoleNeed]),
      way(updateRoleOfAccount, [updateRoleNeed]),
      way(changeEntitlement, [changeEntitlementNeed]),
      ...(['projects', 'folders'] as const).map((kind) =>
        way(moveNode[kind], [...moveNeeds[kind].itself, moveNeeds[kind].parents]),
      ),
    ]),
    '',
    '## No way, because',
    '',
    'Every `setIamPolicy`, every permission whose call takes the address of an account, and what hands out tokens is a part of a',
    'way above or stands here. `*` is one part of a name.',
    '',
    '| permissions | because |',
    '|---|---|',
    ...noWays.map(
      ({ permissions, because, source }) =>
        `| ${permissions.map(code).join(' ')} | [${because}](${source}) |`,
    ),
    '',
  ].join('\n');

if (process.argv[1]?.endsWith('write-gcp-ways.ts') === true)
  writeFileSync(new URL('../docs/gcp-ways.md', import.meta.url), gcpWaysPage());
