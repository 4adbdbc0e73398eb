#!/usr/bin/env node
// The command as npm installs it. In the package it starts what was built; in a clone, right after `npm ci`, it runs the
// TypeScript with the Node that came as a development dependency. It is JavaScript that an old Node can still read, to say so.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const least = [22, 18];
const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > least[0] || (major === least[0] && minor >= least[1]);

const refuse = (remedy) => {
  process.stderr.write(
    `nhi-audit: needs Node ${least.join('.')} or newer, and this is ${process.versions.node}\n${remedy}\n`,
  );
  process.exitCode = 2;
};

const source = at('src/cli/main.ts');
if (!existsSync(source)) {
  if (isNewEnough) await import('../dist/src/cli/main.js');
  // By its path: a package of this name in a registry would be somebody else's.
  else refuse(`Install a newer Node, or run it with one: npx -p node@24 node "${at('bin/nhi-audit.js')}" …`);
} else {
  const own = at('node_modules/node/bin/node');
  const node = existsSync(own) ? own : isNewEnough ? process.execPath : undefined;
  if (node === undefined) refuse('Run `npm ci` here: it brings one.');
  else {
    const child = spawn(node, [source, ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
    });
  }
}
