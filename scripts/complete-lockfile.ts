/**
 * `npm run lockfile`: after `npm install`, names again in package-lock.json the packages for other platforms that the
 * registry in use does not carry. npm leaves those out, and `npm ci` then refuses the file as out of step. They are
 * optional, pinned by the package that wants them, and only ever fetched on their own platform.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Record<string, Entry>;
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'aix',
  'sunos',
  'openbsd',
  'netbsd',
];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** `…-linux-arm64-musl` → linux, arm64, musl. */
const platformOf = (name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> => {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = os.includes('linux')
    ? [
        ...(words.some((word) => word.startsWith('musl'))
          ? ['musl']
          : words.some((word) => word.startsWith('gnu'))
            ? ['glibc']
            : []),
      ]
    : [];
  if (cpu.length !== 1 || (os.length !== 1 && cpu[0] !== 'wasm32')) {
    throw new Error(`${name} is missing from package-lock.json, and its name does not tell its platform`);
  }
  return { cpu, ...(os.length > 0 ? { os } : {}), ...(libc.length > 0 ? { libc } : {}) };
};

const path = new URL('../package-lock.json', import.meta.url);
const lock: Lockfile = JSON.parse(readFileSync(path, 'utf8'));
const added: Record<string, Entry> = {};
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const found = [`${place}/node_modules/${name}`, `node_modules/${name}`].some(
      (key) => key in lock.packages,
    );
    if (found || !/^\d+\.\d+\.\d+/.test(version)) continue;
    added[`node_modules/${name}`] = {
      version,
      ...(dev === true ? { dev } : {}),
      optional: true,
      ...platformOf(name),
    };
  }
}
const packages = Object.fromEntries(
  Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(path, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
process.stdout.write(`${Object.keys(added).length} packages for other platforms named again\n`);
