import type { Hit } from './hits.ts';
import { isHarmless, namesSecret } from './names.ts';

/**
 * Passwords in command lines: each program has its own way to be given one. The rest of one command is looked at, with its
 * continued lines, up to a bound: what a text costs grows with its length.
 */
const rest = '(?:\\\\\\n|[^\\n|;&]){0,300}?';
/** A word of a command line, in quotes or bare: the groups are what is in it. */
const word = `(?:"([^"\\n]{1,500})"|'([^'\\n]{1,500})'|([^\\s"'\`|;&<>()]{1,500}))`;

const after = (programs: string, flag: string): RegExp =>
  new RegExp(`(?<![\\w.-])(?:${programs})\\b${rest}\\s(?:${flag})${word}`, 'g');

const flags: readonly RegExp[] = [
  after('mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mariadb-admin', '-p'),
  after('7z|7za|zip', '-p|-P\\s{1,4}'),
  after('sshpass', '-p\\s{0,4}'),
  after('(?:docker|podman|buildah|skopeo|nerdctl|crane|helm|oras)\\s[^\\n|;&]{0,80}?\\blogin', '-p\\s{1,4}'),
  after('az\\s{1,4}login', '-p\\s{1,4}'),
  after('mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|cqlsh|clickhouse-client', '-p\\s{1,4}'),
  after('redis-cli', '-a\\s{1,4}'),
  after('sqlcmd|bcp|isql', '-P\\s{0,4}'),
  after('ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami', '-w\\s{1,4}'),
  after('openssl', '-pass(?:in|out)?\\s{1,4}["\']?pass:'),
  after('keytool|jarsigner|apksigner', '-(?:storepass|keypass|srcstorepass|deststorepass)\\s{1,4}'),
  after('nuget', '-(?:ApiKey|Password)\\s{1,4}'),
  after('dotnet\\s{1,4}nuget', '-k\\s{1,4}'),
  after(
    'htpasswd',
    '-\\w{0,6}b\\w{0,6}(?:\\s{1,4}-\\w{1,6}){0,3}\\s{1,4}\\S{1,200}\\s{1,4}\\S{1,200}\\s{1,4}',
  ),
  after('vault\\s{1,4}login', '(?=[^-\\s=]{8,}(?:\\s|$))'),
  after(
    // `gh` has no flag of this kind: its `-t` is a title. `glab` has one to log in alone.
    '(?:vercel|netlify|heroku|fly|railway|doctl|glab\\s{1,4}auth\\s{1,4}login|snyk|codecov|sentry-cli)',
    '(?:-t|--auth)\\s{1,4}',
  ),
];

/** `user:password`: the password alone. */
const pairs: readonly RegExp[] = [
  after('curl|http|https|wget|xh', '(?:-u|--user|-U|--proxy-user|-a)[\\s=]{0,4}'),
  after('smbclient|rpcclient|smbmap', '-U\\s{0,4}'),
  after('lftp', '-u\\s{0,4}'),
  after('svn|lwp-request', '-C\\s{1,4}'),
];

/** Handed over by a pipe. */
const piped = new RegExp(
  `\\b(?:echo|printf)\\s(?:-\\w{1,4}\\s{1,4})?${word}\\s{0,10}\\|\\s{0,10}(?:\\\\\\n\\s{0,10})?(?:sudo\\s{1,4}-S|[^\\n|;&]{0,200}?--(?:password|token)-?(?:stdin|from-stdin)|gh\\s{1,4}auth\\s{1,4}login\\s[^\\n|;&]{0,100}?--with-token)`,
  'g',
);

/** `--password VALUE`, `--password=VALUE`, `-Dpassword=VALUE`, `/p:Password=VALUE`: the name decides. */
const flagged = new RegExp(`(?<![\\w-])(--?|/p:)([A-Za-z_][\\w.-]{1,60})(?:=|[ \\t]{1,10})${word}`, 'g');
/** `NAME=VALUE` */
const assigned = new RegExp(`(?<![\\w.$/-])([A-Za-z_][\\w.-]{1,60})=${word}`, 'g');
/** `-H 'Name: VALUE'` */
const header = /(?:-H|--header)[ \t=]{1,10}(["'])([\w-]{1,60}):\s{0,4}([^"'\n]{1,500})\1/g;

/** Host that the command names, in the line in which it stands. */
const hostNamed =
  /(?:--?(?:host|hostname|server)[ =]{1,4}|\s-h\s{0,4}|:\/\/(?:[^\s/@]{1,200}@)?|\s\w{1,40}@)(\[[0-9a-f:]+\]|[\w.${}-]{1,255})/;

const lineAround = (text: string, at: number): string => {
  let start = text.lastIndexOf('\n', at - 1);
  while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf('\n', start - 1);
  let end = text.indexOf('\n', at);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
  return text.slice(Math.max(start + 1, at - 1000), Math.min(end < 0 ? text.length : end, at + 1000));
};

const hostOf = (text: string, at: number): string | undefined => hostNamed.exec(lineAround(text, at))?.[1];

/** The last of the word's groups that is there ends the match, but for its quote. */
const wordHit = (text: string, found: string, index: number, value: string): Hit => {
  const start = index + found.lastIndexOf(value);
  return { kind: 'command-line', start, end: start + value.length, host: hostOf(text, index) };
};

const given = (groups: readonly (string | undefined)[]): string =>
  groups.find((each) => each !== undefined) ?? '';

const short = 4;

/** Passwords that command lines are given. */
export const commandsIn = (text: string): readonly Hit[] => {
  const hits: Hit[] = [];
  for (const flag of [...flags, piped])
    for (const { 0: found, 1: a, 2: b, 3: c, index } of text.matchAll(flag)) {
      const value = given([a, b, c]);
      if (!isHarmless(value) && !value.startsWith('-')) hits.push(wordHit(text, found, index, value));
    }
  for (const pair of pairs)
    for (const { 0: found, 1: a, 2: b, 3: c, index } of text.matchAll(pair)) {
      const value = /[:%,](.{1,500})$/.exec(given([a, b, c]))?.[1] ?? '';
      if (!isHarmless(value)) hits.push(wordHit(text, found, index, value));
    }
  for (const { 0: found, 2: name = '', 3: a, 4: b, 5: c, index } of text.matchAll(flagged)) {
    const value = given([a, b, c]);
    if (value.length >= short && !value.startsWith('-') && namesSecret(name) && !isHarmless(value))
      hits.push(wordHit(text, found, index, value));
  }
  for (const { 0: found, 1: name = '', 2: a, 3: b, 4: c, index } of text.matchAll(assigned)) {
    const value = given([a, b, c]);
    if (namesSecret(name) && !isHarmless(value)) hits.push(wordHit(text, found, index, value));
  }
  for (const { 0: found, 2: name = '', 3: value = '', index } of text.matchAll(header))
    if (namesSecret(name) && !isHarmless(value)) hits.push(wordHit(text, found, index, value));
  return hits;
};
