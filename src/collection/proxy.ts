import { readFileSync } from 'node:fs';
import http from 'node:http';
import type https from 'node:https';
import tls from 'node:tls';
import { InputError } from '../model/input-error.ts';

/** How live scans get out: proxies and certificates, as the environment names them. */

type Environment = Readonly<Record<string, string | undefined>>;

/** Services of the machine itself, which no proxy can reach: instance and task metadata of clouds. */
const ownMachine = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  'fd00:ec2::254',
  'metadata.google.internal',
  'metadata.google.internal.',
];

const either = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

/** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` as Node takes them; lower case wins, as with curl. `undefined`: no proxy. */
export const proxyEnvironment = (env: Environment): Record<string, string> | undefined => {
  const [secure, plain] = [either(env, 'HTTPS_PROXY'), either(env, 'HTTP_PROXY')];
  if (secure === undefined && plain === undefined) return undefined;
  return {
    ...(secure === undefined ? {} : { HTTPS_PROXY: secure }),
    ...(plain === undefined ? {} : { HTTP_PROXY: plain }),
    NO_PROXY: [either(env, 'NO_PROXY'), ...ownMachine].filter((part) => part !== undefined).join(','),
  };
};

const isExcepted = ({ hostname, port, protocol }: URL, rule: string): boolean => {
  const [, host = '', only] = /^(.*?)(?::(\d+))?$/.exec(rule.trim().toLowerCase()) ?? [];
  if (host === '' || (only !== undefined && only !== (port || (protocol === 'https:' ? '443' : '80'))))
    return false;
  if (host === '*' || host === hostname) return true;
  const suffix = host.replace(/^\*?(?=\.)/, '');
  return suffix.startsWith('.') && hostname.endsWith(suffix);
};

export interface ProxyInUse {
  /** Without user and password. */
  readonly address: string;
  readonly variable: 'HTTPS_PROXY' | 'HTTP_PROXY';
  /** Whether the variable holds a user. */
  readonly hasUser: boolean;
}

/** Through which proxy an origin is asked; without one: what leads to the APIs of providers. */
export const proxyTo = (origin: string | undefined, env: Environment): ProxyInUse | undefined => {
  const target = URL.parse(origin ?? '') ?? undefined;
  const variable = target?.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const proxy = URL.parse(either(env, variable) ?? '');
  if (proxy === null || !/^https?:$/.test(proxy.protocol)) return;
  const exceptions = [...(either(env, 'NO_PROXY') ?? '').split(','), ...ownMachine];
  if (target !== undefined && exceptions.some((rule) => isExcepted(target, rule))) return;
  return { address: proxy.origin, variable, hasUser: proxy.username !== '' };
};

/** Lower case too: some read one, some the other first. */
const names = ['NO_PROXY', 'no_proxy'];

type SetProxy = (env: Record<string, string>) => () => void;

/**
 * Lets `fetch` and what uses Node's own agents go through the proxy. Clients of Azure and of Google read the variables by
 * themselves, and would ask the metadata of the machine through it: they are told in `NO_PROXY` of `env`.
 * https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv
 * @returns undoes it
 * @throws InputError where this Node cannot, or the address of the proxy is none
 */
export const useProxy = (env: Record<string, string | undefined>): (() => void) => {
  const proxy = proxyEnvironment(env);
  if (proxy === undefined) return () => {};
  const { setGlobalProxyFromEnv: set } = http as { readonly setGlobalProxyFromEnv?: SetProxy };
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) {
    const address = proxy[name];
    if (address === undefined || (URL.canParse(address) && /^https?:/.test(address))) continue;
    // Not quoted: it may hold a password.
    throw new InputError(
      'the address of the proxy is not a URL',
      name,
      'Give it with its scheme, for instance http://proxy.example.com:3128.',
    );
  }
  if (set !== undefined || env.NODE_USE_ENV_PROXY === '1') {
    const undo = set?.(proxy);
    const before = names.map((name) => [name, env[name]] as const);
    for (const name of names) env[name] = proxy.NO_PROXY;
    return () => {
      undo?.();
      for (const [name, value] of before)
        if (value === undefined) delete env[name];
        else env[name] = value;
    };
  }
  throw new InputError(
    `Node ${process.versions.node} uses a proxy only if that is set when it starts`,
    'HTTPS_PROXY, HTTP_PROXY',
    'Set NODE_USE_ENV_PROXY=1 (Node 22.21 and newer), or run Node 24.14 or newer.',
  );
};

/**
 * Options of the agents of a client. It makes its own by them: an agent that clients share is gone for all when one of them is
 * closed.
 * @param bundle file of certificates (PEM) that are trusted beside those of Node and of NODE_EXTRA_CA_CERTS
 * @throws InputError where the bundle cannot be read
 */
export const agentOptions = (
  env: Environment,
  bundle: { readonly file: string | undefined; readonly name: string },
): { readonly httpAgent: http.AgentOptions; readonly httpsAgent: https.AgentOptions } => {
  const proxyEnv = proxyEnvironment(env);
  const ca =
    bundle.file === undefined || bundle.file === ''
      ? {}
      : { ca: [...tls.getCACertificates('default'), certificatesOf(bundle.file, bundle.name)] };
  const usual = proxyEnv === undefined ? {} : { proxyEnv };
  return { httpAgent: usual, httpsAgent: { ...usual, ...ca } };
};

const certificatesOf = (file: string, name: string): string => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new InputError('the file of certificates cannot be read', name, `Check its path: ${file}`);
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new InputError(
    'the file holds no certificate',
    name,
    `Give certificates as PEM ("-----BEGIN CERTIFICATE-----"): ${file}`,
  );
};
