/**
 * What looks like a secret is blanked before a text becomes a record: no secret is stored, wherever somebody wrote it.
 * Forms of tokens by their issuers' documents, for instance
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
export interface Redacted {
  readonly text: string;
  /** How many places were blanked. */
  readonly blanked: number;
}

export const blank = '[blanked]';

/** Forms that are secrets by themselves. The id of an AWS access key (`AKIA…`) is none, and tells whose key it is. */
const tokens: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:gh[pousr]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/g,
  /\bglpat-[\w-]{16,}/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bpypi-[\w-]{30,}/g,
  /\bdckr_pat_[\w-]{20,}/g,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bAIza[\w-]{35}/g,
  /\bya29\.[\w-]{20,}/g,
  /\bhv[sb]\.[\w-]{20,}/g,
  /\beyJ[\w-]{8,600}\.[\w-]{8,4000}\.[\w-]*/g,
  /\bSG\.[\w-]{16,100}\.[\w-]{16,}/g,
  /\bAccountKey=[A-Za-z0-9+/=]{20,}/g,
  /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/-]+/g,
];

/** `https://user:password@host` */
const userInfo = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/@:'"$]{0,200}:[^\s/@'"]{1,500})@/gi;
const bearer = /\b((?:bearer|basic|token)\s+)([A-Za-z0-9+/_.=-]{16,})/gi;

const secretName =
  /(?:secret|passw(?:or)?d|passwd|passphrase|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|client[_-]?secret|auth[_-]?key|signing[_-]?key|webhook[_-]?url|connection[_-]?string)/i;
/** Names that hold one of these words, and say where a secret is or who one is. */
const harmlessName =
  /(?:id-token|access[_-]?key[_-]?id|(?:token|password|key)[_-]?(?:file|path)|token[_-]?(?:url|uri|format|expir\w*|lifetime|type)|secret[_-]?(?:name|arn|id|path)s?|credentials?[_-]?(?:provider|helper|file|path|format|source)s?)$/i;
const assignment = /^([ \t]*(?:-[ \t]+)?(?:export[ \t]+)?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*)(\S.*)$/gm;
/** Values that are names, switches or references. */
const harmlessValue =
  /^(?:[|>][+-]?\d*\s*(?:#.*)?$|\$|["']?\$\{\{|["']?(?:true|false|read|write|none|null|inherit|yes|no|~|\d{1,5})["']?\s*(?:#.*)?$|[{[&*!]|#)/i;
/** `MAVEN_PASSWORD` where an action wants the name of a variable. */
const variableName = /^(["']?)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\1\s*(?:#.*)?$/;
const inShell =
  /((?:--?|\b)[\w-]{0,40}(?:secret|passw(?:or)?d|token|api[_-]?key|access[_-]?key)[\w-]{0,40}(?:=|[ \t]{1,20})["']?)([A-Za-z0-9+/_.~!@%^*=-]{8,})/gi;

const kindsOf = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/].reduce((n, kind) => n + (kind.test(text) ? 1 : 0), 0);

/** Bits a character: of random base64 above 4, of words below 3.5. */
const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
};

/** A long run of characters that nobody wrote by hand; not a commit, a digest, a path or a name. */
const isRandom = (run: string): boolean =>
  !/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40})$/.test(run) &&
  !/^(?:arn:|AKIA|ASIA)/.test(run) &&
  (run.match(/\//g)?.length ?? 0) <= 2 &&
  kindsOf(run) === 3 &&
  entropyOf(run) >= 4.2;
const longRun = /[A-Za-z0-9+/_=]{36,}/g;

/** Whether a single value looks like a secret: an argument or header of a configuration. */
export const looksLikeSecret = (value: string): boolean => blankSecrets(value).blanked > 0;

/** Whether a name promises a secret: `API_KEY`. */
export const namesSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name);

export const blankSecrets = (given: string): Redacted => {
  let blanked = 0;
  const gone = (): string => {
    blanked += 1;
    return blank;
  };
  let text = given;
  for (const token of tokens) text = text.replace(token, gone);
  text = text.replace(userInfo, (whole, scheme: string, held: string) =>
    held.includes('${') ? whole : `${scheme}${gone()}@`,
  );
  text = text.replace(assignment, (whole, start: string, name: string, value: string) => {
    if (!namesSecret(name) || harmlessValue.test(value) || variableName.test(value)) return whole;
    if (value.includes(blank)) return whole;
    // `uses: x/token@v1` under a name is a value of its own; `secrets: [a]` and references are no literals.
    return /\$\{\{|\$\w|\$\(|\$\{/.test(value) ? whole : `${start}${gone()}`;
  });
  text = text.replace(bearer, (whole, start: string, held: string) =>
    kindsOf(held) >= 2 && !held.includes(blank) ? `${start}${gone()}` : whole,
  );
  text = text.replace(inShell, (whole, start: string, held: string) =>
    kindsOf(held) >= 2 && /\d/.test(held) && !/^(?:AKIA|ASIA)/.test(held) ? `${start}${gone()}` : whole,
  );
  text = text.replace(longRun, (run) => (isRandom(run) ? gone() : run));
  return { text, blanked };
};

/** An address without user, password, query and fragment; and whether it had any of these. */
export const publicAddress = (given: string): { readonly url: string; readonly held: boolean } => {
  if (!URL.canParse(given)) return { url: '', held: false };
  const { protocol, host, pathname, username, password, search, hash } = new URL(given);
  const path = blankSecrets(pathname);
  // Chat services put their token into the path.
  const chat =
    /(^|\.)(?:slack\.com|discord(?:app)?\.com|webhook\.office\.com)$/.test(host) && pathname.length > 1;
  const held = username !== '' || password !== '' || search !== '' || hash !== '' || path.blanked > 0 || chat;
  return { url: `${protocol}//${host}${chat ? '/' : path.text}`, held };
};
