import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBaseRef } from '../../src/cli/gate/base/base-ref.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { snapshotSchema } from '../../src/model/snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { account, allow, document, policy, role, trustingService } from '../support/aws-sketch.ts';
import { type CliOptions, cli, temporaryFolder } from '../support/cli.ts';
import { commitFiles, gitIn, repositoryWith, writeFiles } from '../support/git-repository.ts';

/**
 * What a pull request controls is every file of the work tree. Each case is a checkout of one that adds an administrator
 * and brings, in its own way, a base that has approved it, or a command. Approved is nothing, and nothing runs.
 */

const folder = temporaryFolder();
const at = (...parts: readonly string[]): string => join(folder, ...parts);

const baselineName = 'nhi-audit.baseline.json';
const ran = at('ran');
const trap = at('trap.sh');
/** What the base approves, and what the pull request would like to have approved. */
const approved: { base: string; own: string } = { base: '', own: '' };

const snapshot = (name: string, records: readonly SnapshotRecord[]): void => {
  const collectedAt = '2026-06-01T12:00:00.000Z';
  writeSnapshot(
    at(name),
    {
      header: { record: 'header', schema: snapshotSchema, tool: { name: 'test', version: '0' }, collectedAt },
      records,
      coverage: [
        {
          connector: 'aws',
          scope: account,
          source: 'test',
          status: 'complete',
          detail: '',
          gives: ['inventory', 'grants', 'trusts', 'credentials', 'owners'],
        },
      ],
    },
    collectedAt,
  );
};

/** A copy of a clone at a branch that has brought its own baseline; the gate runs in `apps/infra`. */
const checkout = (name: string): string => {
  const place = at('checkouts', name.replaceAll(/[^\w.]+/g, '-'));
  cpSync(at('clone'), place, { recursive: true });
  return place;
};
const infra = (place: string): string => join(place, 'apps/infra');
const baseCommit = (place: string): string => gitIn(place)('rev-parse', 'refs/remotes/origin/main');

/**
 * A bare repository among the files: with refs and a base of its own, for the folder that it lies in. `core.bare` and
 * `core.worktree` make git take that folder for a work tree.
 */
const plant = (target: string, config = ''): void => {
  cpSync(at('evil.git'), target, { recursive: true });
  appendFileSync(join(target, 'config'), `[core]\nbare = false\nworktree = .\n${config}`);
};

/** What a lazy fetch is started for. */
const withoutBaseline = (target: string): void => {
  const id = gitIn(at('evil.git'))('rev-parse', `HEAD:${baselineName}`);
  rmSync(join(target, 'objects', id.slice(0, 2), id.slice(2)));
};

const promisor = (): string =>
  `[core]\nrepositoryFormatVersion = 1\n[extensions]\npartialClone = evil\n[remote "evil"]\nurl = .\npromisor = true\nuploadpack = ${trap}\n[protocol]\nallow = always\n[protocol "file"]\nallow = always\n`;

const plantPromisor = (target: string): void => {
  plant(target, promisor());
  withoutBaseline(target);
};

/** Lines of the terminal are of no account. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const gate = async (place: string, options: CliOptions = {}, ...more: readonly string[]) => {
  const base = more.includes('--base-ref') ? [] : ['--base-ref', 'origin/main'];
  const { stdout, ...rest } = await cli(['gate', at('worse.ndjson'), ...base, ...more], {
    cwd: place,
    ...options,
  });
  return { ...rest, stdout: oneLine(stdout) };
};

const nothingRan = (): void => expect(existsSync(ran)).toBe(false);

beforeAll(async () => {
  const lambda = trustingService('lambda.amazonaws.com');
  const app = role('app', lambda, { inline: [[allow('s3:GetObject')]] });
  snapshot('start.ndjson', [app]);
  snapshot('worse.ndjson', [
    app,
    policy('admin', document(allow('*'))),
    role('deploy', lambda, { attached: [`arn:aws:iam::${account}:policy/admin`] }),
  ]);
  for (const [name, key] of [
    ['start', 'base'],
    ['worse', 'own'],
  ] as const) {
    await cli(['baseline', 'write', `${name}.ndjson`, '--out', `${name}.json`], { cwd: folder });
    approved[key] = readFileSync(at(`${name}.json`), 'utf8');
  }
  writeFileSync(trap, `#!/bin/sh\ntouch ${ran}\nexit 1\n`, { mode: 0o755 });
  repositoryWith(at('upstream'), { 'README.md': 'x', [`apps/infra/${baselineName}`]: approved.base });
  // The same file below every name that it could be looked for by.
  repositoryWith(at('evil'), {
    [baselineName]: approved.own,
    [`infra/${baselineName}`]: approved.own,
    [`apps/infra/${baselineName}`]: approved.own,
  });
  gitIn(folder)('clone', '--quiet', at('upstream'), at('clone'));
  gitIn(at('clone'))('checkout', '--quiet', '-b', 'change');
  commitFiles(at('clone'), { [`apps/infra/${baselineName}`]: approved.own }, 'approve myself');
  gitIn(folder)('clone', '--quiet', '--bare', at('evil'), at('evil.git'));
  const evil = gitIn(at('evil.git'));
  evil('update-ref', 'refs/remotes/origin/main', 'HEAD');
}, 60_000);

// Each by itself: all of them at once are more than the last hook has time for.
afterEach(() => rmSync(at('checkouts'), { recursive: true, force: true }));

/** Lines of a configuration that run something, or lead elsewhere. */
const traps: readonly [name: string, config: string][] = [
  ['no more than a base of its own', ''],
  ['a promisor remote with a command', promisor()],
  ['core.worktree', `[core]\nbare = false\nworktree = ${at('evil')}\n`],
  ['core.fsmonitor', `[core]\nbare = false\nfsmonitor = ${trap}\n`],
  [
    'diff.external and textconv',
    `[diff]\nexternal = ${trap}\n[diff "x"]\ncommand = ${trap}\ntextconv = ${trap}\n`,
  ],
  ['filters', `[filter "x"]\nclean = ${trap}\nsmudge = ${trap}\nprocess = ${trap}\nrequired = true\n`],
  [
    'include.path',
    `[include]\npath = ${at('included')}\n[includeIf "gitdir:**"]\npath = ${at('included')}\n`,
  ],
  ['hooks', `[core]\nhooksPath = ${at('hooks')}\n`],
  [
    'programs of every kind',
    `[core]\npager = ${trap}\nsshCommand = ${trap}\ngitProxy = ${trap}\naskPass = ${trap}\nalternateRefsCommand = ${trap}\n[credential]\nhelper = ${trap}\n[alias]\ncat-file = !${trap}\nconfig = !${trap}\n[gpg]\nprogram = ${trap}\n[uploadpack]\npackObjectsHook = ${trap}\n`,
  ],
];

describe('a repository that the pull request brings', () => {
  beforeAll(() => {
    writeFileSync(at('included'), `[core]\nfsmonitor = ${trap}\n[diff]\nexternal = ${trap}\n`);
    mkdirSync(at('hooks'));
    for (const name of ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc'])
      cpSync(trap, at('hooks', name));
  });

  /** Where its files are put, and where the gate then runs. */
  const places: readonly [name: string, put: (place: string, config: string) => void][] = [
    ['in the working directory', (place, config) => plant(infra(place), config)],
    ['in a folder above', (place, config) => plant(join(place, 'apps'), config)],
    ['in the root', (place, config) => plant(place, config)],
    [
      'in the working directory, with objects from elsewhere',
      (place, config) => {
        plant(infra(place), config);
        renameSync(join(infra(place), 'objects'), join(infra(place), 'more'));
        writeFiles(infra(place), { 'objects/info/alternates': `${join(infra(place), 'more')}\n` });
      },
    ],
    [
      'as what configures the checkout itself, by an include of a file of the tree',
      (place, config) => {
        writeFiles(place, { 'trap.gitconfig': config, '.gitattributes': '* filter=x diff=x\n' });
        gitIn(place)('config', 'include.path', '../trap.gitconfig');
      },
    ],
    [
      'as the configuration of the checkout itself',
      (place, config) => {
        writeFiles(place, { '.gitattributes': '* filter=x diff=x\n' });
        appendFileSync(join(place, '.git/config'), config);
      },
    ],
  ];
  const cases = places.flatMap(([where, put]) =>
    traps.map(([what, config]) => [`${where}: ${what}`, put, config] as const),
  );

  test.each(cases)('%s', (name, put, config) => {
    const place = checkout(name);
    const commit = baseCommit(place);
    put(place, config);
    const opened = openBaseRef('origin/main', infra(place));
    if (!opened.ok) throw new Error(opened.says);
    const { ref, commit: found, read, close } = opened.base;
    expect({ ref, commit: found }).toEqual({ ref: 'refs/remotes/origin/main', commit });
    expect(read(baselineName)).toEqual({ is: 'file', text: approved.base });
    // What is not there is what a lazy fetch would be started for.
    expect(read('nothing.yaml')).toEqual({ is: 'absent' });
    close();
    nothingRan();
  });

  test('git by itself would take that base, and run the command: the attack is a real one', () => {
    const place = checkout('control');
    const file = `origin/main:${baselineName}`;
    const git = (cwd: string, ...args: readonly string[]) =>
      spawnSync('git', ['-c', 'safe.bareRepository=all', ...args], { cwd, encoding: 'utf8' }).stdout.trim();
    plant(infra(place));
    expect(git(infra(place), 'rev-parse', '--show-toplevel')).toBe(realpathSync(infra(place)));
    expect(git(infra(place), 'cat-file', 'blob', file)).toBe(approved.own.trim());
    plantPromisor(join(place, 'lazy'));
    expect(git(join(place, 'lazy'), 'cat-file', 'blob', file)).toBe('');
    expect(existsSync(ran)).toBe(true);
    rmSync(ran);
  });

  test.each([
    ['a base in the working directory', (place: string) => plant(infra(place))],
    ['a base in a folder above', (place: string) => plant(join(place, 'apps'))],
    ['a command in the working directory', (place: string) => plantPromisor(infra(place))],
    ['a command in a folder above', (place: string) => plantPromisor(join(place, 'apps'))],
  ])('%s: the gate fails', async (name, put) => {
    const place = checkout(`gate ${name}`);
    put(place);
    const { code, stdout } = await gate(infra(place));
    expect(stdout).toContain(`refs/remotes/origin/main, commit ${baseCommit(place)}`);
    expect(stdout).toContain('new-standing-grant');
    expect(code).toBe(1);
    nothingRan();
  });

  test('in the place of the folder, as a submodule with a base of its own: the gate fails', async () => {
    const place = checkout('submodule');
    const git = gitIn(place);
    git('rm', '-rq', 'apps/infra');
    git('submodule', '--quiet', 'add', at('evil'), 'apps/infra');
    commitFiles(place, {}, 'submodule');
    expect(gitIn(infra(place))('show', `origin/main:${baselineName}`)).toBe(approved.own.trim());
    appendFileSync(join(place, '.git/modules/apps/infra/config'), promisor());
    const { code, stdout } = await gate(infra(place));
    expect(stdout).toContain(baseCommit(place));
    expect(code).toBe(1);
    nothingRan();
  });

  test('as a submodule that is moved to another commit: the gate fails', async () => {
    repositoryWith(at('module'), { [baselineName]: approved.base });
    const place = at('checkouts/moved');
    repositoryWith(at('holder'), { 'README.md': 'x' });
    gitIn(at('holder'))('submodule', '--quiet', 'add', at('module'), 'infra');
    commitFiles(at('holder'), {}, 'submodule');
    gitIn(folder)('clone', '--quiet', '--recurse-submodules', at('holder'), place);
    commitFiles(join(place, 'infra'), { [baselineName]: approved.own }, 'approve myself');
    gitIn(join(place, 'infra'))('update-ref', 'refs/remotes/origin/main', 'HEAD');
    commitFiles(place, {}, 'moved');
    expect((await gate(join(place, 'infra'))).code).toBe(1);
    expect((await gate(join(place, 'infra'), {}, '--base-ref', 'HEAD')).code).toBe(0);
  });
});

describe('a link of the pull request in the place of a folder', () => {
  const linked = (name: string): string => {
    const place = checkout(name);
    // On the base there is a folder whose owners approved more.
    gitIn(place)('checkout', '--quiet', 'main');
    commitFiles(place, { [`apps/lenient/${baselineName}`]: approved.own }, 'lenient');
    gitIn(place)('update-ref', 'refs/remotes/origin/main', 'HEAD');
    rmSync(infra(place), { recursive: true });
    symlinkSync('lenient', infra(place));
    return place;
  };

  test('does not choose another file of the base', async () => {
    const place = linked('link in a path');
    expect((await gate(place, {}, '--baseline', `apps/infra/${baselineName}`)).code).toBe(1);
    expect((await gate(place, {}, '--baseline', join(infra(place), baselineName))).code).toBe(1);
    expect((await gate(place, {}, '--baseline', `apps/lenient/${baselineName}`)).code).toBe(0);
  });

  test('does not become the working directory', async () => {
    const place = linked('link to here');
    const { code, stdout } = await gate(infra(place), { env: { PWD: infra(place) } });
    expect(stdout).toContain('which a pull request may have put there');
    expect(code).toBe(3);
  });

  test('a link outside of every repository may lead there', async () => {
    const place = checkout('link from outside');
    symlinkSync(infra(place), at('short'));
    expect((await gate(infra(place), { env: { PWD: at('short') } })).code).toBe(1);
  });
});

describe('names', () => {
  test.each([
    ['a tag', 'refs/tags/origin/main'],
    ['a branch', 'refs/heads/origin/main'],
  ])('%s called origin/main: exit 2, and both are said', async (name, ref) => {
    const place = checkout(`named ${name}`);
    gitIn(place)('update-ref', ref, 'HEAD');
    const { code, stderr } = await gate(infra(place));
    expect(stderr).toContain(`refs/remotes/origin/main (${baseCommit(place)})`);
    expect(stderr).toContain(`${ref} (${gitIn(place)('rev-parse', 'HEAD')})`);
    expect(code).toBe(2);
    const full = await gate(infra(place), {}, '--base-ref', 'refs/remotes/origin/main');
    expect(full.code).toBe(1);
  });

  test('a tag called origin/main where the branch is not there: exit 3', async () => {
    const place = checkout('tag alone');
    gitIn(place)('update-ref', 'refs/tags/origin/main', 'HEAD');
    gitIn(place)('update-ref', '-d', 'refs/remotes/origin/main');
    expect((await gate(infra(place))).code).toBe(3);
  });

  test('replacements and grafts put nothing in the place of the base', async () => {
    const place = checkout('replaced');
    const git = gitIn(place);
    const [base, own] = [baseCommit(place), git('rev-parse', 'HEAD')];
    git('replace', base, own);
    writeFiles(place, { '.git/info/grafts': `${own} ${own}\n` });
    expect(git('show', `origin/main:apps/infra/${baselineName}`)).toBe(approved.own.trim());
    expect((await gate(infra(place))).code).toBe(1);
    expect((await gate(infra(place), {}, '--base-ref', 'HEAD~1')).code).toBe(1);
  });
});

describe('the environment', () => {
  test('variables of git configure nothing', async () => {
    const place = checkout('variables');
    plantPromisor(join(place, 'bare'));
    writeFiles(place, { home: '', 'home.d/.gitconfig': `[core]\nfsmonitor = ${trap}\npager = ${trap}\n` });
    const bare = join(place, 'bare');
    const env = {
      GIT_DIR: bare,
      GIT_COMMON_DIR: bare,
      GIT_WORK_TREE: at('evil'),
      GIT_OBJECT_DIRECTORY: join(bare, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(bare, 'objects'),
      GIT_INDEX_FILE: join(bare, 'index'),
      GIT_NAMESPACE: 'evil',
      GIT_REPLACE_REF_BASE: 'refs/evil',
      GIT_SHALLOW_FILE: join(bare, 'HEAD'),
      GIT_CONFIG: join(bare, 'config'),
      GIT_CONFIG_GLOBAL: join(place, 'home.d/.gitconfig'),
      GIT_CONFIG_SYSTEM: join(place, 'home.d/.gitconfig'),
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: trap,
      GIT_CONFIG_KEY_1: 'core.pager',
      GIT_CONFIG_VALUE_1: trap,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${trap}'`,
      GIT_EXEC_PATH: join(place, 'bare'),
      GIT_EXTERNAL_DIFF: trap,
      GIT_PAGER: trap,
      GIT_SSH_COMMAND: trap,
      GIT_ASKPASS: trap,
      GIT_PROXY_COMMAND: trap,
      GIT_ALLOW_PROTOCOL: 'file',
      GIT_TRACE: ran,
      GIT_TRACE2: ran,
      GIT_TRACE2_EVENT: ran,
      GIT_DISCOVERY_ACROSS_FILESYSTEM: '1',
      GIT_CEILING_DIRECTORIES: place,
      HOME: join(place, 'home.d'),
      XDG_CONFIG_HOME: join(place, 'home.d'),
    };
    const { code, stdout } = await gate(infra(place), { env });
    expect(stdout).toContain(baseCommit(place));
    expect(code).toBe(1);
    nothingRan();
  });

  test('a git of the tree is not run, wherever PATH leads', async () => {
    const place = checkout('path');
    for (const name of ['git', 'bin/git', 'apps/infra/git', 'apps/infra/bin/git']) {
      writeFiles(place, { [name]: readFileSync(trap, 'utf8') });
      chmodSync(join(place, name), 0o755);
    }
    symlinkSync(join(place, 'bin'), at('linked-bin'));
    const path = ['', '.', 'bin', './bin', infra(place), join(place, 'bin'), at('linked-bin'), at('nowhere')];
    const PATH = [...path, process.env.PATH].join(delimiter);
    const { code } = await gate(infra(place), { env: { PATH } });
    expect(code).toBe(1);
    nothingRan();
    const alone = await gate(infra(place), { env: { PATH: path.join(delimiter) } });
    expect(alone.code).toBe(3);
    expect(alone.stdout).toContain('no git in PATH');
    nothingRan();
  });

  test('nothing is left in the folder for temporary files', async () => {
    const place = checkout('temporary');
    mkdirSync(at('temporary'));
    await gate(infra(place), { env: { TMPDIR: at('temporary') } });
    await gate(infra(place), { env: { TMPDIR: at('temporary') } }, '--base-ref', 'origin/nowhere');
    expect(readdirSync(at('temporary'))).toEqual([]);
  });
});

describe('what the base has and cannot be read: exit 3, and the reports say why', () => {
  const cases: readonly [name: string, file: string][] = [
    ['a baseline', baselineName],
    ['exceptions', 'nhi-audit.exceptions.yaml'],
    ['a configuration', 'nhi-audit.yaml'],
  ];

  test.each(cases)('%s that is a link', async (name, file) => {
    const place = checkout(`linked ${name}`);
    gitIn(place)('checkout', '--quiet', '--detach', 'origin/main');
    rmSync(join(infra(place), file), { force: true });
    symlinkSync('elsewhere', join(infra(place), file));
    gitIn(place)('update-ref', 'refs/remotes/origin/main', commitFiles(place, {}, 'link'));
    const { code, stdout } = await gate(infra(place));
    expect(stdout).toContain(`"apps/infra/${file}" is a symbolic link there`);
    expect(stdout).toContain(baseCommit(place));
    expect(code).toBe(3);
  });

  test.each(cases)('%s that is not here', async (name, file) => {
    const place = checkout(`lost ${name}`);
    gitIn(place)('checkout', '--quiet', '--detach', 'origin/main');
    const commit = commitFiles(place, { [`apps/infra/${file}`]: `${approved.base}\n` }, 'file');
    gitIn(place)('update-ref', 'refs/remotes/origin/main', commit);
    const id = gitIn(place)('rev-parse', `${commit}:apps/infra/${file}`);
    rmSync(join(place, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { code, stdout } = await gate(infra(place));
    expect(stdout).toContain(`file ${id} is not here`);
    expect(code).toBe(3);
  });

  test('a file that a partial clone lacks: the fetch is named, and nothing is fetched', async () => {
    gitIn(at('upstream'))('config', 'uploadpack.allowFilter', 'true');
    const place = at('checkouts/partial');
    gitIn(folder)(
      'clone',
      '--quiet',
      '--filter=blob:none',
      '--no-checkout',
      `file://${at('upstream')}`,
      place,
    );
    mkdirSync(infra(place), { recursive: true });
    appendFileSync(join(place, '.git/config'), `[remote "origin"]\nuploadpack = ${trap}\n`);
    appendFileSync(join(place, '.git/config'), '[protocol "file"]\nallow = always\n');
    const { code, stdout } = await gate(infra(place));
    expect(stdout).toMatch(/partial clone, .* fetch --refetch --no-filter origin/);
    expect(code).toBe(3);
    nothingRan();
  });
});

describe('every report names ref and commit of the base', () => {
  test.each([
    ['a gate that fails', [], 1],
    ['a gate without a verdict', ['--baseline', 'nothing.json'], 3],
    ['a gate that passes', ['--base-ref', 'HEAD'], 0],
  ] as const)('%s', async (name, more, expected) => {
    const place = checkout(`reports ${name}`);
    const out = at(`reports-${expected}`);
    const { code } = await gate(infra(place), {}, '--out', out, ...more);
    expect(code).toBe(expected);
    const commit = expected === 0 ? gitIn(place)('rev-parse', 'HEAD') : baseCommit(place);
    const ref = expected === 0 ? 'HEAD' : 'refs/remotes/origin/main';
    expect(readdirSync(out)).toHaveLength(6);
    for (const file of readdirSync(out)) {
      const text = readFileSync(join(out, file), 'utf8');
      expect(text, file).toContain(commit);
      expect(text, file).toContain(ref);
    }
    expect(JSON.parse(readFileSync(join(out, 'gate.json'), 'utf8'))).toMatchObject({ base: { ref, commit } });
  });
});

describe('the action', () => {
  const act = (
    workspace: string,
    workingDirectory: string,
    inputs: Readonly<Record<string, string>> = {},
  ) => {
    const temporary = mkdtempSync(at('runner-'));
    const { stdout, stderr } = spawnSync('bash', [resolve('action/run.sh')], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        RUNNER_TEMP: temporary,
        GITHUB_OUTPUT: join(temporary, 'outputs'),
        GITHUB_STEP_SUMMARY: join(temporary, 'summary'),
        GITHUB_ACTION_PATH: resolve('.'),
        INPUT_SOURCES: at('worse.ndjson'),
        INPUT_BASE_REF: 'origin/main',
        INPUT_WORKING_DIRECTORY: workingDirectory,
        ...inputs,
      },
    });
    const code = /^exit-code=(\d+)$/m.exec(readFileSync(join(temporary, 'outputs'), 'utf8'))?.[1];
    return { code, text: stdout + stderr };
  };

  test('in a working directory that is a bare repository: 1, and the annotations name the base', () => {
    const place = checkout('action bare');
    plant(infra(place), promisor());
    const { code, text } = act(place, 'apps/infra');
    expect(text).toMatch(/^::error title=New standing grant/m);
    expect(text).toMatch(
      new RegExp(
        `^::notice title=Base of the gate::refs/remotes/origin/main, commit ${baseCommit(place)}$`,
        'm',
      ),
    );
    expect(code).toBe('1');
    nothingRan();
  });

  test('in a working directory below a bare repository: 1', () => {
    const place = checkout('action below');
    plantPromisor(join(place, 'apps'));
    expect(act(place, './apps/infra/').code).toBe('1');
    nothingRan();
  });

  test('with a tag called origin/main: 2', () => {
    const place = checkout('action tag');
    gitIn(place)('tag', 'origin/main');
    const { code, text } = act(place, 'apps/infra');
    expect(text).toContain('refs/tags/origin/main');
    expect(code).toBe('2');
  });

  test('in a working directory that is a link: 3', () => {
    const place = checkout('action link');
    renameSync(infra(place), join(place, 'apps/other'));
    symlinkSync('other', infra(place));
    const { code, text } = act(place, 'apps/infra');
    expect(oneLine(text)).toContain('which a pull request may have put there');
    expect(code).toBe('3');
  });

  test('in a working directory that there is not: 2', () => {
    const place = checkout('action nowhere');
    const { code, text } = act(place, 'apps/nowhere');
    expect(text).toContain('working-directory');
    expect(code).toBe('2');
  });
});
