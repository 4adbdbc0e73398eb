import type { NotifySettings } from '../model/notify-schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value, or why there is none: the name of the variable, never what it holds. */
export type Resolved<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly says: string };

export const wrong = (says: string): { readonly ok: false; readonly says: string } => ({ ok: false, says });

export const variable = (environment: Environment, name: string): Resolved<string> => {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? wrong(`${name} is not set`) : { ok: true, value };
};

/** This machine, by number or by the name that is always its own. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

const urlIn = (environment: Environment, name: string): Resolved<URL> => {
  const text = variable(environment, name);
  if (!text.ok) return text;
  const url = URL.canParse(text.value) ? new URL(text.value) : undefined;
  return url === undefined ? wrong(`${name} holds no address`) : { ok: true, value: url };
};

/** https alone; http to this machine where that is let through. No user or password, which would be sent in clear words. */
export const httpAddress = (
  environment: Environment,
  name: string,
  { loopbackHttp }: Pick<NotifySettings, 'loopbackHttp'>,
): Resolved<URL> => {
  const url = urlIn(environment, name);
  if (!url.ok) return url;
  const { protocol, hostname, username, password } = url.value;
  const isLocal = protocol === 'http:' && loopbackHttp && isLoopback(hostname);
  if (protocol !== 'https:' && !isLocal) return wrong(`${name} does not hold an https address`);
  if (username !== '' || password !== '') return wrong(`${name} holds a user or password, which is not sent`);
  return url;
};

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the start; else by STARTTLS, and not without. */
  readonly secure: boolean;
  /** Without TLS: this machine alone. */
  readonly plain: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const mailPorts: ReadonlyMap<string, number> = new Map([
  ['smtps:', 465],
  ['smtp:', 587],
]);

/** `smtps://user:password@host:port`, or `smtp://` with STARTTLS. */
export const mailServer = (
  environment: Environment,
  name: string,
  { loopbackHttp }: Pick<NotifySettings, 'loopbackHttp'>,
): Resolved<MailServer> => {
  const url = urlIn(environment, name);
  if (!url.ok) return url;
  const { protocol, hostname, port, username, password } = url.value;
  const usual = mailPorts.get(protocol);
  if (usual === undefined || hostname === '')
    return wrong(`${name} does not hold an smtps:// or smtp:// address`);
  const decoded = (text: string): string | undefined => {
    try {
      return decodeURIComponent(text);
    } catch {
      // A percent sign that begins nothing.
      return undefined;
    }
  };
  const [user, pass] = [decoded(username), decoded(password)];
  if (user === undefined || pass === undefined)
    return wrong(`${name} holds a user or password that is not percent-encoded`);
  return {
    ok: true,
    value: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? usual : Number(port),
      secure: protocol === 'smtps:',
      plain: protocol === 'smtp:' && loopbackHttp && isLoopback(hostname),
      ...(user === '' ? {} : { auth: { user, pass } }),
    },
  };
};
