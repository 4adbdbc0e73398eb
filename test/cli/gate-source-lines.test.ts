import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';
import { planText } from '../support/plan.ts';

const folder = temporaryFolder();
const at = (path: string): string => join(folder, path);
for (const name of ['.git/objects', '.git/refs', 'infra', 'plain', 'live'])
  mkdirSync(at(name), { recursive: true });
writeFileSync(at('.git/HEAD'), 'ref: refs/heads/main\n');

const plan = planText([
  {
    address: 'github_repository_deploy_key.k',
    after: { repository: 'app', title: 'ci', key: 'ssh-ed25519 AAAA', read_only: false },
  },
]);
writeFileSync(at('infra/plan.json'), plan);
writeFileSync(at('infra/keys.tf'), '# keys\n\nresource "github_repository_deploy_key" "k" {\n}\n');
writeFileSync(at('plain/plan.json'), plan);
writeFileSync(at('outside.tf'), 'resource "github_repository_deploy_key" "k" {\n}\n');
symlinkSync(at('outside.tf'), at('plain/keys.tf'));

interface Located {
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string };
        readonly region: { readonly startLine: number };
      };
    },
  ];
}

const placesIn = (sarif: string): readonly string[] => {
  const results: readonly Located[] = JSON.parse(sarif).runs[0].results;
  return [
    ...new Set(
      results.map(({ locations: [{ physicalLocation }] }) => {
        const { artifactLocation, region } = physicalLocation;
        return `${artifactLocation.uri}:${region.startLine}`;
      }),
    ),
  ];
};

test('a change stands at the line of its block, from the root of the repository', async () => {
  const run = (...args: readonly string[]) =>
    cli(['gate', '--plan', 'plan.json', ...args], { cwd: at('infra') });
  expect(placesIn((await run('--format', 'sarif')).stdout)).toEqual(['infra/keys.tf:3']);
  expect((await run('--format', 'annotations')).stdout).toContain('file=infra/keys.tf,line=3');
  // For whoever sits in the folder.
  expect((await run('--format', 'json')).stdout).toContain('"file":"keys.tf"');
});

test('where there are no sources, or only links, it stands in the plan', async () => {
  const { stdout } = await cli(['gate', '--plan', 'plain/plan.json', '--format', 'sarif'], { cwd: folder });
  expect(placesIn(stdout)[0]).toMatch(/^plain\/plan\.json:\d+$/);
});

test('findings of a scan in a folder of the repository', async () => {
  const arn = 'arn:aws:iam::111122223333:user/ci';
  const account = {
    UserDetailList: [
      {
        UserName: 'ci',
        Arn: arn,
        CreateDate: '2020-01-01T00:00:00Z',
        AttachedManagedPolicies: [
          { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        ],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [],
    Policies: [],
  };
  writeFileSync(at('live/account.json'), JSON.stringify(account));
  const { stdout } = await cli(['scan', 'account.json', '--format', 'sarif'], { cwd: at('live') });
  expect(placesIn(stdout)).toEqual(['live/account.json:1']);
});
