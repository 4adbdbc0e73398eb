import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { environment, root } from './environment.ts';

/** The tool as CI gets it: a clone at one commit that installs itself, run there as the examples write it. */
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-checkout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bash = (script: string, cwd: string, variables: Readonly<Record<string, string>> = {}) =>
  spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      ...variables,
    },
  });

const succeed = (...call: Parameters<typeof bash>): string => {
  const { status, stdout, stderr } = bash(...call);
  expect(`${status} ${status === 0 ? '' : stderr}`.trim()).toBe('0');
  return stdout;
};

const planOf = (name: string): string => join(root, 'test/fixtures/terraform', name, 'plan.json');
const commit = succeed('git rev-parse HEAD', root).trim();

test('action.yml installs itself in its checkout and judges a plan', () => {
  const checkout = join(folder, 'action');
  succeed(`git clone --quiet ${JSON.stringify(root)} ${JSON.stringify(checkout)}`, folder);
  const { runs } = parse(readFileSync(join(checkout, 'action.yml'), 'utf8')) as {
    runs: { steps: readonly { name?: string; run?: string; 'working-directory'?: string }[] };
  };
  const install = runs.steps.find(({ run }) => run?.startsWith('npm ci'))!;
  expect(install['working-directory']).toBe('${{ github.action_path }}');
  succeed(install.run!, checkout);
  const outputs = join(folder, 'outputs');
  succeed('"$GITHUB_ACTION_PATH/action/run.sh"', folder, {
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: outputs,
    GITHUB_ACTION_PATH: checkout,
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    INPUT_PLAN: planOf('trust'),
  });
  expect(readFileSync(outputs, 'utf8')).toMatch(/^exit-code=1$/m);
});

test("GitLab's gate job, as it is written", () => {
  const text = readFileSync(join(root, 'examples/ci/gitlab-ci.yml'), 'utf8');
  const { 'nhi-audit-gate': job } = parse(text) as {
    'nhi-audit-gate': {
      variables: Record<string, string>;
      before_script: readonly string[];
      script: readonly string[];
      artifacts: { reports: { junit: string } };
    };
  };
  const project = join(folder, 'project');
  const origin = join(folder, 'origin');
  mkdirSync(origin);
  const git = 'git -c user.name=t -c user.email=t@example.com -c init.defaultBranch=main';
  succeed(`${git} init -q && ${git} commit -q --allow-empty -m base`, origin);
  succeed(`git clone -q ${origin} ${project}`, folder);
  const script = [...job.before_script.filter((line) => !line.startsWith('apt-get')), ...job.script].join(
    '\n',
  );
  const gate = (plan: string, name: string) => {
    cpSync(planOf(plan), join(project, 'plan.json'));
    return bash(script, project, {
      ...job.variables,
      NHI_AUDIT_REPOSITORY: root,
      NHI_AUDIT_COMMIT: commit,
      NHI_AUDIT_FOLDER: join(folder, name),
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    });
  };
  const failing = gate('trust', 'one');
  expect(failing.status, failing.stderr).toBe(1);
  expect(readFileSync(join(project, job.artifacts.reports.junit), 'utf8')).toContain('<failure');
  const passing = gate('narrowed', 'two');
  expect(passing.status, passing.stderr).toBe(0);
});
