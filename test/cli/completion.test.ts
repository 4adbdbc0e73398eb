import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shells } from '../../src/cli/completion.ts';
import { cli, temporaryFolder } from '../support/cli.ts';
import { isMissing } from '../support/needed.ts';

const folder = temporaryFolder();
mkdirSync(join(folder, 'here'));
writeFileSync(join(folder, 'here', 'my account.json'), '{}');
const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const script = (shell: string): string => join(folder, `_nhi-audit.${shell}`);
const sh = (shell: string, text: string) =>
  spawnSync(shell, ['-c', text], {
    timeout: 10_000,
    cwd: join(folder, 'here'),
    encoding: 'utf8',
  });

beforeAll(async () => {
  for (const shell of shells) {
    const { stdout, code } = await cli(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(script(shell), stdout);
  }
});

const commandLines: readonly (readonly [
  what: string,
  line: string,
  offered: readonly string[],
  not: readonly string[],
])[] = [
  ['commands', 'nhi-audit sc', ['scan'], ['collect']],
  ['commands within a command', 'nhi-audit exceptions ', ['add', 'check', 'list'], ['scan']],
  ['flags of the command', 'nhi-audit scan --git', ['--github', '--github-app-id'], ['--format']],
  ['flags of a command within a command', 'nhi-audit exceptions add --app', ['--approver'], []],
  ['values of a flag', 'nhi-audit scan --format ma', ['markdown'], ['json']],
  ['values of an argument', 'nhi-audit permissions g', ['github'], ['aws']],
];

describe('bash', () => {
  const offered = (line: string): readonly string[] => {
    const { stdout, stderr } = sh(
      'bash',
      `source '${script('bash')}'; line=$1; line='${line}'
       COMP_WORDS=($line); [[ $line == *' ' ]] && COMP_WORDS+=('')
       COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _nhi_audit; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    expect(stderr).toBe('');
    return stdout.trim().split('\n');
  };
  const skip = isMissing('bash', has('bash'));

  test.skipIf(skip).each(commandLines)('completes %s', (_, line, expected, not) => {
    expect(offered(line)).toEqual(expect.arrayContaining([...expected]));
    for (const other of not) expect(offered(line)).not.toContain(other);
  });

  test.skipIf(skip)('completes files, with blanks in their names, and values behind an equals sign', () => {
    expect(offered('nhi-audit scan my')).toEqual(['my account.json']);
    expect(offered('nhi-audit scan --format = js')).toEqual(['json']);
    expect(offered('nhi-audit scan --snapshot ')).toEqual(['my account.json']);
  });
});

// Shells that few machines of CI have: tried where they are.
describe('fish', () => {
  test.skipIf(!has('fish')).each(commandLines)('completes %s', (_, line, expected, not) => {
    const { stdout, stderr } = sh('fish', `source '${script('fish')}'; complete -C '${line}'`);
    expect(stderr).toBe('');
    const shown = stdout.split('\n').map((each) => each.split('\t')[0]);
    expect(shown).toEqual(expect.arrayContaining([...expected]));
    for (const other of not) expect(shown).not.toContain(other);
  });
});

// What it completes was looked at in a terminal; nobody can ask zsh for it without one.
test.skipIf(!has('zsh'))('zsh reads the script', () => {
  const { status, stderr } = spawnSync('zsh', ['-f', '-n', script('zsh')], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('every command and every flag of the help is in each script', async () => {
  const commands = [['scan'], ['gate'], ['exceptions', 'add'], ['who-can']];
  const texts = await Promise.all(shells.map(async (shell) => (await cli(['completion', shell])).stdout));
  for (const command of commands) {
    const { stdout } = await cli([...command, '--help']);
    const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, flag]) => flag!);
    expect(flags.length).toBeGreaterThan(5);
    for (const flag of flags) for (const text of texts) expect(text).toContain(flag);
  }
});

test('a shell that is not known is refused', async () => {
  const { code, stderr } = await cli(['completion', 'powershell']);
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
