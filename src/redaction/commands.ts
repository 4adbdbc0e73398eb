import type { Hit } from './hits.ts';
import { isHarmless, isNamedSecret, namesSecret } from './names.ts';

/**
 * Passwords in command lines: each program has its own way to be given one. The rest of one command is looked at, with its
 * continued lines, up to a bound: what a text costs grows with its length.
 */
const rest = '(?:\\\\\\n|[^\\n|;&]){0,300}?';
/** A word of a command line, in quotes or bare: the groups are what is in it. */
const word = `(?:"([^"\\n]{1,500})"|'([^'\\n]{1,500})'|([^\\s"'\`|;&<>()]{1,500}))`;

/** In quotes alone: what stands bare is a word of the language around it. */
const quotedWord = `(?:"([^"\\n\\\\]{1,500})"|'([^'\\n\\\\]{1,500})')`;

const after = (programs: string, flag: string): RegExp =>
  new RegExp(`(?<![\\w.-])(?:${programs})\\b${rest}\\s(?:${flag})${word}`, 'g');

const flags: readonly RegExp[] = [
  after('mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mariadb-admin', '-p'),
  after('7z|7za|zip', '-p|-P\\s{1,4}'),
  after('sshpass', '-p\\s{0,4}'),
  after('(?:docker|podman|buildah|skopeo|nerdctl|crane|helm|oras)\\s[^\\n|;&]{0,80}?\\blogin', '-p\\s{1,4}'),
  after('az\\s{1,4}login', '-p\\s{1,4}'),
  after('(?:cf|oc|ibmcloud)\\s[^\\n|;&]{0,80}?\\blogin', '-p\\s{1,4}'),
  after('twine\\s{1,4}upload|(?:poetry|uv)\\s{1,4}publish', '-p[\\s=]{0,4}'),
  after('curl', '--oauth2-bearer[\\s=]{1,4}'),
  after('unzip', '-P\\s{1,4}'),
  after('ssh-keygen', '-N\\s{1,4}'),
  after('security\\s{1,4}(?:unlock-keychain|create-keychain|import)', '-[pP]\\s{1,4}'),
  after('security\\s{1,4}set-key-partition-list', '-k\\s{1,4}'),
  after('signtool', '/p\\s{1,4}'),
  after('xfreerdp|cmdkey', '/p(?:ass)?:'),
  after('mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|cqlsh|clickhouse-client', '-p\\s{1,4}'),
  // In one word too; a port or a long flag is none.
  after('mongo|mongosh|mongodump|mongorestore', '-p(?=[^\\s-])'),
  after('plink|pscp|psftp|putty', '-pw\\s{1,4}'),
  after('psexec(?:64)?(?:\\.exe)?|PsExec(?:64)?(?:\\.exe)?', '-p\\s{1,4}'),
  after('schtasks(?:\\.exe)?', '/[rR]?[pP]\\s{1,4}'),
  after('useradd|usermod', '(?:-p|--password)[\\s=]{1,4}'),
  after('redis-cli', '-a\\s{1,4}'),
  after('sqlcmd|bcp|isql', '-P\\s{0,4}'),
  after('ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami', '-w\\s{1,4}'),
  after('keytool|jarsigner|apksigner', '-(?:storepass|keypass|srcstorepass|deststorepass)\\s{1,4}'),
  after('openssl\\s{1,4}(?:enc|aes[\\w-]{0,20}|des[\\w-]{0,20})', '-k\\s{1,4}'),
  // What a store of secrets is given.
  after('gh\\s{1,4}secret\\s{1,4}set', '(?:-b|--body)[\\s=]{1,4}'),
  after('az\\s{1,4}keyvault\\s{1,4}secret\\s{1,4}set', '--value[\\s=]{1,4}'),
  after(
    'aws\\s{1,4}ssm\\s{1,4}put-parameter(?=(?:\\\\\\n|[^\\n|;&]){0,400}SecureString)',
    '--value[\\s=]{1,4}',
  ),
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

/** Passwords that stand in a place of their own. Of Windows no case counts, and what begins with `/` is a switch. */
const placed: readonly RegExp[] = [
  // https://learn.microsoft.com/windows-server/administration/windows-commands/net-use
  `net\\s{1,4}use\\s{1,4}(?:[a-z*]:?\\s{1,4})?\\\\\\\\[^\\s"'|;&]{1,200}\\s{1,4}(?:/\\S{1,100}\\s{1,4}){0,3}(?!/)${word}`,
  `net\\s{1,4}user\\s{1,4}[^\\s/|;&]{1,100}\\s{1,4}(?!/)${word}`,
  // https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring
  `ConvertTo-SecureString(?:\\s{1,4}-(?:AsPlainText|Force|String)){0,3}\\s{1,4}(?!-)${word}(?=(?:(?<=-AsPlainText[^\\n]{1,600})|[^\\n]{0,300}-AsPlainText))`,
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/starting-SQL-Plus.html
  `(?:sqlplus|impdp|expdp|sqlldr)\\s{1,4}(?:-\\w{1,4}\\s{1,4}){0,3}["']?[\\w$#.-]{1,60}/${word}`,
  // A command has one to read and one to write. https://docs.openssl.org/master/man1/openssl-passphrase-options/
  `-pass(?:in|out)?\\s{1,4}["']?pass:${word}`,
  `--password-stdin(?:\\s{1,4}[^\\s<>|;&]{1,200}){0,3}\\s{0,4}<<<\\s{0,4}${word}`,
  // https://learn.microsoft.com/aspnet/core/security/app-secrets
  `user-secrets\\s{1,4}set\\s{1,4}["']?[\\w:.-]{1,100}(?:passw(?:or)?d|secret|token|key|pwd|connectionstrings?:\\w{1,60})["']?\\s{1,4}(?!-)${word}`,
  // SQL: https://www.postgresql.org/docs/current/sql-createrole.html, https://dev.mysql.com/doc/refman/en/create-user.html
  `(?:create|alter)\\s{1,4}(?:role|user|login)\\b[^;\\n]{0,200}?\\bpassword\\s{0,4}=?\\s{0,4}\\\\?${quotedWord}`,
  `identified\\s{1,4}(?:with\\s{1,4}\\S{1,60}\\s{1,4})?by\\s{1,4}\\\\?${quotedWord}`,
  `composer\\s{1,4}config\\s{1,4}(?:-\\S{1,20}\\s{1,4}){0,3}(?:github-oauth|gitlab-token|gitlab-oauth|bearer|http-basic)\\.\\S{1,100}\\s{1,4}(?!-)${word}`,
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log
  `::add-mask::${word}`,
  `cargo\\s{1,4}login\\s{1,4}(?!-)${word}`,
  `poetry\\s{1,4}config\\s{1,4}(?:pypi-token\\.\\S{1,100}|http-basic\\.\\S{1,100}\\s{1,4}\\S{1,100})\\s{1,4}(?!-)${word}`,
  `(?:npm|pnpm|yarn)\\s{1,4}config\\s{1,4}set\\s{1,4}["']?[^\\s"']{0,100}_(?:authToken|auth|password)["']?[\\s=]{1,4}${word}`,
  `rabbitmqctl\\s{1,4}(?:add_user|change_password)\\s{1,4}\\S{1,100}\\s{1,4}(?!-)${word}`,
].map((each) => new RegExp(`(?<![\\w.-])${each}`, 'gi'));

/** `"…" | ConvertTo-SecureString -AsPlainText` */
const pipedPlain =
  /(["'])([^"'\n]{1,500})\1(?=\s{0,4}\|\s{0,4}ConvertTo-SecureString\b[^\n]{0,100}-AsPlainText)/gi;

/** `user:password`: the password alone. */
const logins: readonly RegExp[] = [
  // Flags of one letter may be put together: `-fsSLu`.
  after('curl', '-[a-zA-Z]{1,10}u\\s{0,4}'),
  after('curl|http|https|wget|xh', '(?:-u|--user|-U|--proxy-user|-a)[\\s=]{0,4}'),
  after('smbclient|rpcclient|smbmap', '-U\\s{0,4}'),
  after('bundle\\s{1,4}config', '(?:[\\w-]{1,60}\\.){1,6}[a-z]{2,20}\\s{1,4}'),
  after('lftp', '-u\\s{0,4}'),
  after('svn|lwp-request', '-C\\s{1,4}'),
];

/** Handed over by a pipe. */
const piped = new RegExp(
  `\\b(?:echo|printf)\\s(?:-\\w{1,4}\\s{1,4}|["']?%s(?:\\\\n)?["']?\\s{1,4})?${word}\\s{0,10}\\|\\s{0,10}(?:\\\\\\n\\s{0,10})?(?:sudo\\s{1,4}-S|(?:sudo\\s{1,4})?(?:chpasswd|passwd\\s{1,4}--stdin)|gh\\s{1,4}secret\\s{1,4}set|gcloud\\s{1,4}secrets\\s{1,4}(?:create|versions\\s{1,4}add)|[^\\n|;&]{0,200}?--(?:password|token)-?(?:stdin|from-stdin)|gpg2?\\s[^\\n|;&]{0,200}?--passphrase-fd[\\s=]{1,4}0|gh\\s{1,4}auth\\s{1,4}login\\s[^\\n|;&]{0,100}?--with-token)`,
  'g',
);

/**
 * `--password VALUE`, `--password=VALUE`, `-Dpassword=VALUE`, `/p:Password=VALUE`: the name decides. The value is looked at and
 * not taken: behind a flag without one the next flag stands, and in quotes there may be a command of its own.
 */
const flagged = new RegExp(
  `(?<![\\w-])(?:--?|/p:)([A-Za-z_][\\w.-]{1,60})(?:=|[ \\t]{1,10}(?!-|/p:))(?=${word})`,
  'g',
);
/** `NAME=VALUE` */
const assigned = new RegExp(`(?<![\\w.$/-])([A-Za-z_][\\w.-]{1,60})=(?=${word})`, 'g');
/** `-H 'Name: VALUE'`, `-H Name:VALUE` */
const headers: readonly RegExp[] = [
  /(?:-H|--header|--proxy-header)[ \t=]{0,10}(["'])([\w-]{1,60}):\s{0,4}([^"'\n]{1,500})\1/g,
  /(?:-H|--header|--proxy-header)[ \t=]{1,10}()([\w-]{1,60}):([^\s"'|;&<>()]{1,500})/g,
  // HTTPie: `http example.com 'X-Api-Key:VALUE'`
  new RegExp(
    `(?<![\\w.-])(?:http|https|xh)\\s${rest}\\s(["']?)([A-Za-z][\\w-]{1,60}):([^\\s"'|;&<>()]{1,500})`,
    'g',
  ),
];
/** Wherever a request is made: `Authorization = "Bearer VALUE"` */
const authorization =
  /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:bearer|basic|token|apikey)\s{1,4}([^\s"'`\\|;&<>]{4,500})/gi;

const headerName = /^(?:(?:proxy-)?authorization|cookie)$/i;
/** `Bearer VALUE`: the kind stays. */
const scheme = /^[A-Za-z][\w-]{1,30}\s{1,4}(?=\S)/;
/** Said of them, and none: `Authorization: Bearer tokens`. */
const ownWords = /^(?:tokens?|auth\w*|credentials?|scheme|headers?|bearer|basic)[.,:]?$/i;

/** Host that the command names, in the line in which it stands. */
const hostNamed =
  /(?:--?(?:host|hostname|server)[ =]{1,4}|\s-h\s{0,4}|:\/\/(?:[^\s/@]{1,200}@)?|\s\w{1,40}@)(\[[0-9a-f:]+\]|[\w.${}-]{1,255})/;

const lookedAt = 1000;

/** The line with those that go on in it, as far as anybody looks: thousands of commands may stand in one line. */
const lineAround = (whole: string, place: number): string => {
  const from = Math.max(0, place - lookedAt);
  const text = whole.slice(from, place + lookedAt);
  const at = place - from;
  let start = at === 0 ? -1 : text.lastIndexOf('\n', at - 1);
  while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf('\n', start - 1);
  let end = text.indexOf('\n', at);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('\n', end + 1);
  return text.slice(start + 1, end < 0 ? text.length : end);
};

const hostOf = (text: string, at: number): string | undefined => hostNamed.exec(lineAround(text, at))?.[1];

/** The last of the word's groups that is there ends the match, but for its quote. */
const wordHit = (text: string, found: string, index: number, value: string): Hit => {
  const start = index + found.lastIndexOf(value);
  return { kind: 'command-line', start, end: start + value.length, host: hostOf(text, index) };
};

/** A word that was only looked at: it begins at `from`, with its quote. */
const aheadHit = (text: string, index: number, from: number, value: string, isQuoted: boolean): Hit => {
  const start = from + (isQuoted ? 1 : 0);
  return { kind: 'command-line', start, end: start + value.length, host: hostOf(text, index) };
};

const given = (groups: readonly (string | undefined)[]): string =>
  groups.find((each) => each !== undefined) ?? '';

const short = 4;

/** Passwords that command lines are given. */
export const commandsIn = (text: string): readonly Hit[] => {
  const hits: Hit[] = [];
  for (const flag of [...flags, ...placed, piped])
    for (const { 0: found, 1: a, 2: b, 3: c, index } of text.matchAll(flag)) {
      const value = given([a, b, c]);
      if (!isHarmless(value) && !value.startsWith('-')) hits.push(wordHit(text, found, index, value));
    }
  for (const pair of logins)
    for (const { 0: found, 1: a, 2: b, 3: c, index } of text.matchAll(pair)) {
      const value = /[:%,](.{1,500})$/.exec(given([a, b, c]))?.[1] ?? '';
      if (!isHarmless(value)) hits.push(wordHit(text, found, index, value));
    }
  for (const { 0: found, 1: name = '', 2: a, 3: b, 4: c, index } of text.matchAll(flagged)) {
    const value = given([a, b, c]);
    if (value.length >= short && isNamedSecret(name, value))
      hits.push(aheadHit(text, index, index + found.length, value, c === undefined));
  }
  for (const { 0: found, 1: name = '', 2: a, 3: b, 4: c, index } of text.matchAll(assigned)) {
    const value = given([a, b, c]);
    const from = index + found.length;
    // `password=getpass()` is code.
    const isCall = c !== undefined && text[from + value.length] === '(';
    if (!isCall && isNamedSecret(name, value)) hits.push(aheadHit(text, index, from, value, c === undefined));
  }
  for (const { 0: found, 2: value = '', index } of text.matchAll(pipedPlain))
    if (!isHarmless(value)) hits.push(wordHit(text, found, index, value));
  for (const header of headers)
    for (const { 0: found, 2: name = '', 3: whole = '', index } of text.matchAll(header)) {
      const value = whole.replace(scheme, '');
      const isSecret = namesSecret(name) || headerName.test(name);
      if (isSecret && !isHarmless(value) && !ownWords.test(value))
        hits.push(wordHit(text, found, index, value));
    }
  for (const { 0: found, 1: value = '', index } of text.matchAll(authorization))
    if (!isHarmless(value) && !ownWords.test(value)) hits.push(wordHit(text, found, index, value));
  return hits;
};
