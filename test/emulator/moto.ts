import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
/** One folder a version: another one never runs by mistake. https://docs.getmoto.org/en/latest/docs/server_mode.html */
const version = '5.2.5';
/** https://pypi.org/project/awscli/: with the models that its botocore has. */
const cliVersion = '1.46.3';
const venv = join(root, '.cache', `moto-${version}-awscli-${cliVersion}`);
const program = join(venv, 'bin', 'moto_server');
export const awsCli = join(venv, 'bin', 'aws');
export const python = join(venv, 'bin', 'python');

const run = (command: string, ...args: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr.slice(-2000)}`);
};

/** What the emulator tests need of Python, installed on first use. */
export const install = (): void => {
  if (existsSync(awsCli) && existsSync(program)) return;
  run('python3', '-m', 'venv', venv);
  run(
    join(venv, 'bin', 'pip'),
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `moto[server]==${version}`,
    `awscli==${cliVersion}`,
  );
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export interface Moto {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A moto server on a free port of the loopback interface, installed on first use.
 * @param managedPolicies without AWS's own policies (AdministratorAccess) each account is made a second sooner
 */
export const startMoto = async (managedPolicies = true): Promise<Moto> => {
  install();
  const url = `http://127.0.0.1:${await freePort()}`;
  const log = join(venv, 'server.log');
  const out = openSync(log, 'w');
  const server = spawn(program, ['-H', '127.0.0.1', '-p', new URL(url).port], {
    stdio: ['ignore', out, out],
    // Without it AWS's own policies, AdministratorAccess among them, do not exist.
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies) },
  });
  const exit = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    const up = await fetch(`${url}/moto-api/`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) break;
    if (server.exitCode !== null || tries === 240) {
      server.kill();
      throw new Error(`moto did not start: ${readFileSync(log, 'utf8').slice(-2000)}`);
    }
    await wait(250);
  }
  return {
    url,
    stop: async () => {
      server.kill();
      await exit;
    },
  };
};
