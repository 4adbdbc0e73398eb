import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoExceptionsFile } from '../../connectors/aws/demo/index.ts';
import { rules } from '../../rules/index.ts';
import { parseExceptions } from '../../src/cli/exceptions-file.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { audit, ruleIds } from '../../src/pipeline/audit.ts';
import { demoFacts } from '../support/demo.ts';

const accounts = { production: '111122223333', development: '444455556666' } as const;
type AccountName = keyof typeof accounts;
const accountNames = Object.keys(accounts) as AccountName[];

/** A row of a table in the estate's README: what the scan should say of one identity. */
interface Story {
  readonly account: AccountName;
  readonly identity: string;
  readonly rules: readonly string[];
  readonly control: readonly AccountName[];
  readonly conditional: boolean;
}

const readme = readFileSync(new URL('../../connectors/aws/demo/README.md', import.meta.url), 'utf8');

const stories: readonly Story[] = readme.split(/^## /m).flatMap((section) => {
  const account = accountNames.find((name) => section.toLowerCase().startsWith(name));
  if (account === undefined) return [];
  return [...section.matchAll(/^\| `(root|(?:user|role)\/[^`]+)` \|[^|]+\| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, identity = '', findings = '', control = '']): Story => ({
      account,
      identity,
      rules: [...findings.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id).sort(),
      control: accountNames.filter((name) =>
        control
          .replace(/, if .*/, '')
          .split(', ')
          .includes(name),
      ),
      conditional: control.includes(', if '),
    }),
  );
});

let result: AuditResult;
beforeAll(async () => {
  const exceptions = parseExceptions(readFileSync(demoExceptionsFile, 'utf8'), 'demo', ruleIds);
  result = audit(await demoFacts(), defaultSettings, exceptions);
});

/** By `root`, or kind and name: paths and the endings that AWS adds to names are left out of the stories. */
const indexOf = ({ account, identity }: Pick<Story, 'account' | 'identity'>): number => {
  const found = result.estate.identities.flatMap(({ scope, kind, name }, index) => {
    const told =
      kind === 'root' ? 'root' : `${kind}/${name.replace(/^(AWSReservedSSO_\w+)_[0-9a-f]{16}$/, '$1')}`;
    return scope === accounts[account] && told === identity ? [index] : [];
  });
  expect(found, `${account} ${identity}`).toHaveLength(1);
  return found[0]!;
};

const rulesAt = (index: number): readonly string[] => [
  ...new Set(
    result.findings
      .filter(({ identity }) => identity === result.estate.identities[index]!.id)
      .map(({ rule }) => rule)
      .sort(),
  ),
];

const scopeIds = (scopes: readonly number[]) => scopes.map((scope) => result.estate.scopes[scope]!.id).sort();
const ids = (names: readonly AccountName[]) => names.map((name) => accounts[name]).sort();

/** A path as `from technique to`, with names only. */
const pathOf = (account: AccountName, identity: string, to?: AccountName): readonly string[] => {
  const index = indexOf({ account, identity });
  const scope = result.estate.scopes.findIndex(({ id }) => to !== undefined && id === accounts[to]);
  const path = to === undefined ? result.reach.path(index) : result.reach.pathToControl(index, scope);
  const short = (id: string) => id.replace(/^arn:aws:iam::\d+:\w+\//, '');
  return path.map(({ from, technique, to: target }) => `${short(from)} ${technique} ${short(target)}`);
};

describe('every story of the demo estate is told by the scan', () => {
  test('the tables are read', () => {
    expect(stories.length).toBeGreaterThan(55);
    const known = new Set(rules.map(({ id }) => id));
    for (const story of stories) for (const rule of story.rules) expect(known).toContain(rule);
  });

  test.each(stories)('$account $identity: $rules', (story) => {
    expect(rulesAt(indexOf(story))).toEqual(story.rules);
  });

  test.each(stories)('$account $identity controls $control', (story) => {
    const radius = result.reach.radius(indexOf(story));
    const conditional = scopeIds(radius.adminIf.map(({ scope }) => scope));
    expect(scopeIds(radius.admin)).toEqual(story.conditional ? [] : ids(story.control));
    expect(conditional).toEqual(story.conditional ? ids(story.control) : []);
  });

  test('whoever stands in no table is ordinary: no finding, no control of anything', () => {
    const told = new Set(stories.map(indexOf));
    const ordinary = result.estate.identities.flatMap((_, index) => (told.has(index) ? [] : [index]));
    expect(ordinary.length).toBeGreaterThan(90);
    const found = ordinary.flatMap((index) => {
      const { admin, adminIf } = result.reach.radius(index);
      const said = [...rulesAt(index), ...(admin.length + adminIf.length > 0 ? ['control'] : [])];
      return said.length > 0 ? [`${result.estate.identities[index]!.id}: ${said.join(', ')}`] : [];
    });
    expect(found).toEqual([]);
  });

  test('every rule has a story', () => {
    const told = new Set(stories.flatMap((story) => story.rules));
    // The accounts are told alone here; the GitHub organisation has stories of its own.
    const ofAws = rules.filter(({ about }) => about === undefined || about.includes('aws'));
    // Names of repositories can only be looked up in an organisation that was read, and grants of AWS are in one account: none
    // is on a scope that holds others. Settings of workloads, policies of resources and stored secrets are not in its files: tables of their own are in
    // test/connectors/aws/exposures.
    expect(ofAws.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([
      'federated-trust-by-name',
      'key-in-several-places',
      'known-compromised-identity',
      'literal-secret-in-configuration',
      'metadata-service-without-token',
      'resource-open-to-outsiders',
      'standing-write-across-scopes',
      'stored-secret-without-rotation',
    ]);
  });
});

describe('the paths are the ones that the stories tell', () => {
  test('the build server passes the housekeeping role to a function of its own', () => {
    expect(pathOf('production', 'user/ci-jenkins')).toEqual([
      'ci-jenkins lambda-create-function lambda-account-housekeeping',
      `lambda-account-housekeeping full-access scope:${accounts.production}`,
    ]);
  });

  test('a preview deployer in development ends as administrator of production', () => {
    const path = pathOf('development', 'user/svc-preview-deployer', 'production');
    expect(path.slice(1)).toEqual([
      'dev-platform-admin assume-role prod-hotfix',
      `prod-hotfix full-access scope:${accounts.production}`,
    ]);
    const index = indexOf({ account: 'development', identity: 'user/svc-preview-deployer' });
    expect(result.reach.path(index)[0]?.by).toContain('function:env-janitor');
  });

  test('a power user becomes administrator through a function, not by itself', () => {
    const path = pathOf('production', 'role/github-release', 'production');
    expect(path).toHaveLength(2);
    expect(path[1]).toBe(`lambda-account-housekeeping full-access scope:${accounts.production}`);
  });

  test('a pipeline becomes the role that CloudFormation acts with', () => {
    expect(pathOf('production', 'role/codepipeline-release')).toEqual([
      'codepipeline-release cloudformation-create-stack cloudformation-execution',
      `cloudformation-execution full-access scope:${accounts.production}`,
    ]);
  });

  test('each step that is proven names what allows it', () => {
    for (const [index] of result.estate.identities.entries()) {
      for (const step of result.reach.path(index)) expect(step.evidence.length, step.from).toBeGreaterThan(0);
    }
  });
});

describe('beside the findings', () => {
  test('the well-run migration is task-scoped, and the deploy next to it is not', () => {
    const standing = (identity: string) => result.standings[indexOf({ account: 'production', identity })];
    expect(standing('role/github-migrate-route-plan')).toBe('task-scoped');
    expect(standing('role/github-deploy-tracking-api')).toBe('short-lived credential on a standing grant');
    expect(standing('role/github-migrate-warehouse')).toBe('none');
    expect(standing('user/ci-jenkins')).toBe('standing');
  });

  test('whoever can take full control has standing of some kind, if only by a role to become', () => {
    const none = result.estate.identities.filter(
      (_, index) => result.reach.radius(index).admin.length > 0 && result.standings[index] === 'none',
    );
    expect(none.map(({ id }) => id)).toEqual([]);
  });

  test('a bounded administrator is worth no more than the boundary', () => {
    const score = (identity: string) =>
      result.reach.radius(indexOf({ account: 'production', identity })).score;
    expect(score('role/driver-app-deployer')).toBeLessThan(score('user/ci-jenkins') / 10);
  });

  test('the shortest way to the top of the list leads through both accounts', () => {
    const [first] = result.findings;
    expect(first?.scope).toBe(accounts.development);
    expect(first?.severity).toBe('critical');
  });

  test('roles that AWS made for itself are told apart, and nothing is said about them', () => {
    const own = result.estate.identities.filter(({ providerOwned }) => providerOwned);
    expect(own).toHaveLength(20);
    const names = new Set(own.map(({ id }) => id));
    expect(result.findings.filter(({ identity }) => names.has(identity))).toEqual([]);
  });

  test('owners, environments and agents are read from tags, names and trusts', () => {
    const identity = (account: AccountName, name: string) =>
      result.estate.identities[indexOf({ account, identity: name })]!;
    expect(identity('production', 'user/svc-customs-sftp').owner).toBe('customs');
    expect(identity('production', 'role/prod-hotfix').environment).toBe('production');
    expect(identity('development', 'root').environment).toBe('development');
    expect(identity('production', 'role/AmazonBedrockExecutionRoleForAgents_CUSTOMERCARE').agent).toBe(true);
    expect(identity('production', 'role/break-glass-admin').breakGlass).toBe(true);
    expect(identity('production', 'role/security-audit').scanner).toBe(true);
  });

  test('what the exports cannot show is stated', () => {
    const partial = result.coverage.filter(({ status }) => status !== 'complete');
    expect(partial.map(({ source }) => source)).toContain('config:SelectResourceConfig');
    for (const { detail } of partial) expect(detail).not.toBe('');
  });
});
