import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { withInputs } from '../../scripts/action-inputs.ts';
import { cli } from '../support/cli.ts';
import { isMissing } from '../support/needed.ts';
import { planText } from '../support/plan.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const schema = (name: string) =>
  new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(read(`test/fixtures/schemas/schemastore/${name}.json`)),
  );

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const workflows = [
  '.github/workflows/ci.yml',
  'examples/ci/github-gate.yml',
  'examples/ci/github-workflows-gate.yml',
  'examples/scheduled/github-cron.yml',
];
const others = ['examples/ci/gitlab-ci.yml', 'examples/ci/gate.sh', 'examples/scheduled/nhi-audit.service'];
const kubernetes = 'examples/scheduled/kubernetes-cronjob.yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const stepsOf = (name: string): readonly Step[] =>
  name === 'action.yml'
    ? (parse(read(name)) as { runs: { steps: readonly Step[] } }).runs.steps
    : Object.values((parse(read(name)) as Workflow).jobs).flatMap(({ steps }) => steps);

describe('GitHub files', () => {
  const isWorkflow = schema('github-workflow');
  test.each(workflows)('%s is a workflow by its published schema', (name) => {
    isWorkflow(parse(read(name)));
    expect(isWorkflow.errors ?? []).toEqual([]);
  });

  test('action.yml is an action by its published schema', () => {
    const isAction = schema('github-action');
    isAction(parse(read('action.yml')));
    expect(isAction.errors ?? []).toEqual([]);
  });

  test.each([...workflows, 'action.yml'])('%s pins every action by commit id', (name) => {
    const used = stepsOf(name).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used.length).toBeGreaterThan(0);
    for (const each of used) expect(each).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
  });

  test.each([...workflows, 'action.yml'])('%s puts no expression into the text of a script', (name) => {
    for (const { run = '' } of stepsOf(name)) expect(run).not.toContain('${{');
  });

  test.each(workflows)(
    '%s gives the token no more than it needs and keeps it out of the checkout',
    (name) => {
      const { permissions, jobs } = parse(read(name)) as Workflow;
      const given = [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})].flatMap(
        Object.entries,
      );
      for (const [scope, level] of given) {
        expect(['contents read', 'id-token write', 'security-events write']).toContain(`${scope} ${level}`);
      }
      for (const step of stepsOf(name)) {
        if (step.uses?.startsWith('actions/checkout@'))
          expect(step.with?.['persist-credentials']).toBe(false);
      }
    },
  );

  test.each(workflows)('%s: no job holds both an OIDC token and the upload to code scanning', (name) => {
    for (const { permissions = {} } of Object.values((parse(read(name)) as Workflow).jobs)) {
      expect(Object.keys(permissions)).not.toEqual(expect.arrayContaining(['id-token', 'security-events']));
    }
  });

  test('docs/ci.md shows the inputs of action.yml', () => {
    expect(withInputs(read('docs/ci.md'), read('action.yml'))).toBe(read('docs/ci.md'));
  });

  test('every input reaches the script', () => {
    const action = parse(read('action.yml')) as {
      inputs: Record<string, unknown>;
      runs: { steps: readonly { id?: string; env?: Record<string, string> }[] };
    };
    const env = action.runs.steps.find(({ id }) => id === 'run')!.env!;
    const elsewhere = ['working-directory', 'upload-sarif', 'sarif-category'];
    for (const input of Object.keys(action.inputs).filter((name) => !elsewhere.includes(name))) {
      const variable = `INPUT_${input.toUpperCase().replaceAll('-', '_')}`;
      expect(env[variable]).toBe(`\${{ inputs.${input} }}`);
      expect(read('action/run.sh')).toContain(`$\{${variable}`);
    }
  });
});

const nhiAudit = (...args: readonly string[]) => cli(args, { cwd: folder });

/** Commands as the examples write them: name, and the flags up to the end of the command. */
const commandsIn = (text: string): readonly { command: string; flags: readonly string[] }[] =>
  [
    ...text.matchAll(/(?:nhi-audit|main\.ts"|nhi_audit\[@\]\}") (gate|scan|collect|evidence)\b([^\n;&']*)/g),
  ].map(([, command, rest]) => ({
    command: command!,
    flags: [...rest!.matchAll(/(?<=\s)--[a-z-]+/g)].map(([flag]) => flag),
  }));

describe('commands that the examples call', () => {
  test.each([...others, kubernetes])('%s calls what the program has', async (name) => {
    const commands = commandsIn(read(name));
    expect(commands.length).toBeGreaterThan(0);
    for (const { command, flags } of commands) {
      const { stdout, code } = await nhiAudit(command, '--help');
      expect(code).toBe(0);
      for (const flag of flags) expect(stdout).toMatch(new RegExp(`${flag}\\b`));
    }
  });
});

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const roleNamed = (name: string, action: string) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${name.length}`,
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  CreateDate: '2026-01-01T00:00:00Z',
  AssumeRolePolicyDocument: trust,
  InstanceProfileList: [],
  RolePolicyList: [
    {
      PolicyName: 'p',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
      },
    },
  ],
  AttachedManagedPolicies: [],
  Tags: [],
});
const account = (name: string, ...roles: readonly unknown[]): string => {
  const path = join(folder, name);
  writeFileSync(
    path,
    JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: roles, Policies: [] }),
  );
  return path;
};

const settings = join(folder, 'nhi-audit.yaml');
writeFileSync(settings, 'version: 1\ngate:\n  needs: [inventory, grants, trusts]\n');

describe('examples/ci/gate.sh', () => {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args],
      {
        cwd: repository,
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'base');

  test.each([
    ['a plan that adds permanent privilege', 'trust', 1],
    ['a plan that takes some away', 'narrowed', 0],
  ])('%s', (_, name, code) => {
    const report = join(folder, `report-${name}`);
    const plan = join(root, 'test/fixtures/terraform', name, 'plan.json');
    const { status, stderr } = spawnSync('bash', [join(root, 'examples/ci/gate.sh'), plan, 'main', report], {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: folder,
        NHI_AUDIT: `${process.execPath} ${join(root, 'src/cli/main.ts')}`,
      },
    });
    expect(status, stderr).toBe(code);
    expect(readdirSync(report)).toEqual(
      expect.arrayContaining(['gate.json', 'gate.sarif', 'gate-junit.xml']),
    );
  });
});

describe('action/run.sh', () => {
  const before = account('before.json', roleNamed('reader', 's3:GetObject'));
  const after = account('after.json', roleNamed('reader', 's3:GetObject'), roleNamed('new-admin', '*'));
  const baseline = join(folder, 'baseline.json');
  test('a baseline is written first', async () => {
    const written = await nhiAudit('baseline', 'write', before, '--out', baseline, '--config', settings);
    expect(written).toMatchObject({ code: 0 });
  });

  const run = (inputs: Readonly<Record<string, string>>, cwd = folder) => {
    const temporary = mkdtempSync(join(folder, 'runner-'));
    const outputs = join(temporary, 'outputs');
    const summary = join(temporary, 'summary');
    const { status, stdout, stderr } = spawnSync('bash', [join(root, 'action/run.sh')], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
        // As on a runner: compiled code is kept there for the next command.
        HOME: folder,
        RUNNER_TEMP: temporary,
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_ACTION_PATH: root,
        ...inputs,
      },
    });
    const lines = readFileSync(outputs, 'utf8').trim().split('\n');
    return {
      status,
      stdout,
      stderr,
      outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])),
      summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    };
  };

  test('new permanent privilege: exit code 1, reports, summary and annotation', () => {
    const { status, stdout, outputs, summary } = run({
      INPUT_SOURCES: `${after}\n`,
      INPUT_BASELINE: baseline,
      INPUT_CONFIG: settings,
    });
    expect(status).toBe(0);
    expect(outputs['exit-code']).toBe('1');
    expect(JSON.parse(readFileSync(outputs.sarif!, 'utf8')).version).toBe('2.1.0');
    expect(summary).toContain('new-admin');
    expect(stdout).toMatch(/^::error title=New standing grant/m);
    const [stop, token] = /^::stop-commands::([0-9a-f]{32})$/m.exec(stdout)!;
    // The report stands between the two lines, the annotations behind them.
    expect(stdout.indexOf(stop)).toBeLessThan(stdout.indexOf('new-admin'));
    expect(stdout.indexOf(`::${token}::`)).toBeLessThan(stdout.indexOf('::error'));
  });

  test('nothing new: exit code 0', () => {
    const { outputs } = run({ INPUT_SOURCES: before, INPUT_BASELINE: baseline, INPUT_CONFIG: settings });
    expect(outputs['exit-code']).toBe('0');
  });

  test('a missing baseline has not passed: exit code 3', () => {
    const { outputs } = run({
      INPUT_SOURCES: before,
      INPUT_BASELINE: join(folder, 'none.json'),
      INPUT_CONFIG: settings,
    });
    expect(outputs['exit-code']).toBe('3');
  });

  test('the gate on workflows, with the inputs of its example', () => {
    const origin = join(folder, 'origin');
    const checkout = join(folder, 'checkout');
    const shell = (script: string, cwd: string): void => {
      const { status, stderr } = spawnSync('bash', ['-euc', script], { cwd, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };
    const workflow = (permissions: string): string =>
      `printf 'on: push\\npermissions: {%s}\\njobs: {b: {runs-on: x, steps: [{run: make}]}}\\n' '${permissions}' > .github/workflows/ci.yml`;
    const git = 'git -c user.name=t -c user.email=t@example.com';
    mkdirSync(origin);
    shell(
      `git init -q -b main && mkdir -p .github/workflows && ${workflow('contents: read')} && git add . && ${git} commit -qm base`,
      origin,
    );
    shell(`git clone -q ${origin} ${checkout} && git clone -q ${origin} ${join(checkout, 'base')}`, folder);
    // What a pull request may try besides: to loosen the gate that judges it.
    shell(`${workflow('contents: write')} && echo 'gate: { level: control }' > nhi-audit.yaml`, checkout);
    const step = stepsOf('examples/ci/github-workflows-gate.yml').at(-1)!;
    const inputs = Object.entries(step.with!).map(([name, value]) => [
      `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      String(value).replace('${{ github.base_ref }}', 'main'),
    ]);
    const { stdout, stderr, outputs } = run(Object.fromEntries(inputs), checkout);
    expect(outputs['exit-code'], stderr).toBe('1');
    expect(stdout).toMatch(/^::error title=[^,]+,file=\.github\/workflows\/ci\.yml,line=\d+::/m);
  });

  test('types that are not to be judged, one a line', () => {
    const plan = join(folder, 'unread.json');
    const made = (address: string) => ({ address, after: { policy: '{"Statement":[]}' } });
    writeFileSync(plan, planText([made('aws_glue_resource_policy.p'), made('aws_ram_resource_share.s')]));
    const judged = (types: string) => {
      const { outputs } = run({ INPUT_PLAN: plan, INPUT_CONFIG: settings, INPUT_IGNORE_UNREAD: types });
      return outputs['exit-code'];
    };
    expect(judged('')).toBe('1');
    expect(judged('aws_glue_resource_policy\n')).toBe('1');
    expect(judged('aws_glue_resource_policy\naws_ram_resource_share\n')).toBe('0');
  });

  test.each([
    ['names that changed, one a line', { INPUT_RENAMED: 'old-id new-id\nother-id third-id\n' }, '0'],
    ['half of such a name', { INPUT_RENAMED: 'old-id new-id\nother-id\n' }, '2'],
    ['an earlier snapshot beside a baseline', { INPUT_AGAINST: before }, '2'],
  ])('%s', (_, inputs, code) => {
    const { outputs } = run({
      INPUT_SOURCES: before,
      INPUT_BASELINE: baseline,
      INPUT_CONFIG: settings,
      ...inputs,
    });
    expect(outputs['exit-code']).toBe(code);
  });

  describe('of live estates', () => {
    /** A `node` that tells what it was called with, in the place of the tool. */
    const bin = join(folder, 'node-that-tells');
    mkdirSync(bin, { recursive: true });
    const told = join(folder, 'told');
    writeFileSync(join(bin, 'node'), `#!/bin/sh\n{ printf '%s\\n' "$@"; env; } > '${told}'\n`, {
      mode: 0o755,
    });
    const called = (inputs: Readonly<Record<string, string>>) => {
      rmSync(told, { force: true });
      const { outputs, stdout } = run({
        INPUT_COMMAND: 'scan',
        PATH: `${bin}:${process.env.PATH}`,
        ...inputs,
      });
      const lines = existsSync(told) ? readFileSync(told, 'utf8').split('\n') : [];
      return { outputs, stdout, lines };
    };

    test('organisations one a line, an App whose key is no argument', () => {
      const { lines } = called({
        INPUT_GITHUB: 'my-org\r\n--help\n',
        INPUT_GITHUB_APP_ID: '123',
        INPUT_GITHUB_APP_KEY: 'PRIVATE KEY',
      });
      expect(lines).toEqual(
        expect.arrayContaining([
          '--github=my-org',
          '--github=--help',
          '--github-app-id=123',
          'GITHUB_APP_PRIVATE_KEY=PRIVATE KEY',
        ]),
      );
      expect(lines.filter((line) => line.includes('PRIVATE KEY'))).toEqual([
        'GITHUB_APP_PRIVATE_KEY=PRIVATE KEY',
      ]);
    });

    test('tenants, subscriptions and projects, one a line', () => {
      const { lines } = called({
        INPUT_AZURE: 'true',
        INPUT_AZURE_TENANT: 'tenant',
        INPUT_AZURE_SUBSCRIPTION: 'first\nsecond\n',
        INPUT_GCP_ORGANIZATION: '1\n',
        INPUT_GCP_PROJECT: 'p\r\n--help\n',
      });
      const flags = lines.filter((line) => /^--(azure|gcp)/.test(line));
      expect(flags).toEqual([
        '--azure',
        '--azure-tenant=tenant',
        '--azure-subscription=first',
        '--azure-subscription=second',
        '--gcp-organization=1',
        '--gcp-project=p',
        '--gcp-project=--help',
      ]);
    });

    test('a token goes by the environment, before that of the workflow', () => {
      const { lines } = called({
        INPUT_GITHUB_ENTERPRISE: 'acme',
        INPUT_GITHUB_TOKEN: 'given',
        GITHUB_TOKEN: 'own',
      });
      expect(lines).toEqual(expect.arrayContaining(['--github-enterprise=acme', 'GH_TOKEN=given']));
    });

    test('a key without the id of its App is refused', () => {
      const { outputs, stdout, lines } = called({ INPUT_GITHUB: 'o', INPUT_GITHUB_APP_KEY: 'PRIVATE KEY' });
      expect(outputs['exit-code']).toBe('2');
      expect(stdout).toContain("::error::nhi-audit: input 'github-app-key' needs 'github-app-id'");
      expect(lines).toEqual([]);
    });
  });

  test('a scan writes its reports', () => {
    const { outputs, summary } = run({
      INPUT_COMMAND: 'scan',
      INPUT_SOURCES: after,
      INPUT_FAIL_ON: 'critical',
      INPUT_CONFIG: settings,
    });
    expect(['0', '1']).toContain(outputs['exit-code']);
    expect(summary).not.toBe('');
    expect(existsSync(outputs.sarif!)).toBe(true);
  });

  test.each([
    ['an input that looks like a flag stays a value', { INPUT_BASELINE: '--help' }, '3'],
    ['a file that looks like a flag stays a file', { INPUT_SOURCES: '--version' }, '2'],
    ['a command that is none is refused', { INPUT_COMMAND: 'collect; touch owned' }, '2'],
    ['a value with shell syntax is not run', { INPUT_SOURCES: '$(touch owned)' }, '2'],
  ])('%s', (_, inputs, code) => {
    const { outputs } = run({
      INPUT_SOURCES: before,
      INPUT_CONFIG: settings,
      INPUT_BASELINE: baseline,
      ...inputs,
    });
    expect(outputs['exit-code']).toBe(code);
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });
});

describe('the Kubernetes example', () => {
  test('holds no key, and no more rights in the cluster than none', () => {
    const documents = parseAllDocuments(read(kubernetes)).map((each) => each.toJS());
    expect(documents.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'PersistentVolumeClaim',
      'CronJob',
    ]);
    expect(read(kubernetes)).not.toMatch(/Secret|AWS_ACCESS_KEY|RoleBinding/);
    const pod = documents.at(-1).spec.jobTemplate.spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});

describe('the daily scans, with an export in the place of the live account', () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const exported = account('daily.json', roleNamed('reader', 's3:GetObject'), roleNamed('deploy', '*'));
  writeFileSync(
    join(bin, 'nhi-audit'),
    `#!/bin/bash\nexec ${process.execPath} ${join(root, 'src/cli/main.ts')} "\${@/--aws/${exported}}"\n`,
    { mode: 0o755 },
  );
  const cronJob = parseAllDocuments(read(kubernetes)).at(-1)!.toJS();
  const [container] = cronJob.spec.jobTemplate.spec.template.spec.containers;
  const service = read('examples/scheduled/nhi-audit.service');
  const [, line] = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(service)!;
  // What systemd makes of it: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
  const unit = line!.replaceAll('$$', '$').replaceAll('%%', '%');

  test.each([
    ['Kubernetes', container.args[0] as string],
    ['systemd', unit],
  ])('%s', async (name, script) => {
    const reports = join(folder, `reports-${name}`);
    mkdirSync(reports);
    cpSync(settings, join(reports, 'nhi-audit.yaml'));
    const kept = join(reports, 'nhi-audit.baseline.json');
    const written = await nhiAudit('baseline', 'write', exported, '--out', kept, '--config', settings);
    expect(written).toMatchObject({ code: 0 });
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', script.replaceAll('/reports/', `${reports}/`)],
      {
        cwd: reports,
        encoding: 'utf8',
        env: { PATH: `${bin}:${process.env.PATH}`, HOME: folder },
      },
    );
    // Against its own baseline nothing is new.
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('PASS');
    const today = readdirSync(reports).find((each) => /^\d{4}-\d\d-\d\d$/.test(each))!;
    expect(readdirSync(join(reports, today))).toContain('manifest.json');
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('the systemd example', () => {
  test.skipIf(isMissing('systemd-analyze', hasSystemd))('is what systemd takes', () => {
    const units = readdirSync(join(root, 'examples/scheduled'))
      .filter((name) => /\.(service|timer)$/.test(name))
      .map((name) => join(root, 'examples/scheduled', name));
    expect(units).toHaveLength(2);
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
