/**
 * `node bench/github.ts [repositories] [tokens]`: calls, time and memory of a collection from the fake GitHub of the
 * tests, in a process of its own. The least time between two requests is left out: it is what a live collection waits for.
 */
import { fork } from 'node:child_process';
import { argv, memoryUsage, resourceUsage } from 'node:process';
import { collectGitHub } from '../connectors/github/collect/index.ts';
import { githubPermissions } from '../connectors/github/collect/permissions.ts';
import { largeOrganization } from '../test/support/github-estate.ts';
import { startGitHub } from '../test/support/github-loopback.ts';

const [, path = '', repositories = '3000', tokens = '400', role] = argv;

const serve = async (): Promise<void> => {
  const permissions = Object.keys(githubPermissions().default_permissions);
  const github = await startGitHub({
    organizations: [largeOrganization(Number(repositories), Number(tokens))],
    tokens: [{ token: 'ghs_bench', kind: 'app', permissions }],
    limit: 1_000_000,
  });
  process.send?.(github.url);
};

const measure = async (apiUrl: string): Promise<void> => {
  const counts = new Map<string, number>();
  const start = performance.now();
  let entries = 0;
  const all = collectGitHub({
    credential: { token: 'ghs_bench' },
    organizations: ['acme'],
    apiUrl,
    spacing: 0,
    onCall: (call) => counts.set(call, (counts.get(call) ?? 0) + 1),
  });
  for await (const _ of all) entries += 1;
  const seconds = (performance.now() - start) / 1000;
  const calls = [...counts.values()].reduce((a, b) => a + b, 0);
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const lines = [
    `${repositories} repositories, ${tokens} tokens`,
    `${calls} calls, ${entries} entries, ${seconds.toFixed(1)} s, ${Math.round((seconds * 1000) / calls)} ms a call`,
    `${megabytes(resourceUsage().maxRSS * 1024)} MiB at most, ${megabytes(memoryUsage().heapUsed)} MiB heap at the end`,
    ...[...counts].sort(([, a], [, b]) => b - a).map(([call, n]) => `${String(n).padStart(7)}  ${call}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

if (role === 'serve') await serve();
else {
  const server = fork(path, [repositories, tokens, 'serve']);
  const url = await new Promise<string>((resolve) =>
    server.once('message', (message) => resolve(String(message))),
  );
  await measure(url);
  server.kill();
}
