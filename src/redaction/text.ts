import { commandsIn } from './commands.ts';
import { formsIn } from './forms.ts';
import { blank, blanked, type Hit, merged, type Redacted } from './hits.ts';
import { isHarmless, isNamedSecret } from './names.ts';

const kindsOf = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/].reduce((n, kind) => n + (kind.test(text) ? 1 : 0), 0);

/** Bits a character: of random base64 above 4, of words below 3.5. */
const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
};

const longRun = /[A-Za-z0-9+/_]{36,}={0,3}/g;
/** `GH_AW_CONFIG_bffb3bf6_EOF`, `CFLAGS_x86_64_unknown_linux_gnu`: words and numbers, put together by a person or a generator. */
const namePart =
  /^(?:[A-Z]+\d{0,4}|(?:[A-Z][a-z]{1,20}|[A-Z]{2,5}(?![a-z])){1,8}\d{0,4}|[A-Z]?[a-z]+\d{0,4}|\d{1,4}|[0-9a-f]{6,16}|[a-z]+\d+[a-z]+)$/;
const isName = (run: string): boolean => {
  const parts = run
    .replace(/=+$/, '')
    .split(/[_/]/)
    .filter((part) => part !== '');
  return parts.length >= 3 && parts.every((part) => namePart.test(part));
};
const isLower = (char: string): boolean => char >= 'a' && char <= 'z';
const isDigit = (char: string): boolean => char >= '0' && char <= '9';
/**
 * The form of a secret key of AWS, of which one in forty has three slashes or more. A path has words between its slashes: in one of
 * chance every other character is of another kind than the one before.
 */
const isLongKey = (run: string): boolean => {
  if (!/^[A-Za-z0-9+/]{40}$/.test(run)) return false;
  const pairs = [...run].slice(1).map((char, at) => [run[at]!, char] as const);
  const inside = pairs.filter(([a, b]) => a !== '/' && b !== '/');
  const turns = inside.filter(([a, b]) => isLower(a) !== isLower(b) || isDigit(a) !== isDigit(b)).length;
  return turns >= 0.45 * inside.length;
};
/** A long run of characters that nobody wrote by hand; not a commit, a digest, a path or a name. */
const isRandom = (run: string): boolean =>
  !/^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40})$/.test(run) &&
  !/^(?:arn:|AKIA|ASIA)/.test(run) &&
  ((run.match(/\//g)?.length ?? 0) <= 2 || isLongKey(run)) &&
  kindsOf(run) === 3 &&
  !isName(run) &&
  entropyOf(run) >= 4.2;

/** `name: value` and `name = value`, a line each; in YAML, properties, comments. */
const assignment =
  /^([ \t]*(?:#+[ \t]*)?(?:-[ \t]+)?(?:(?:export|set|setx)[ \t]+)?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*)(\S.*)$/gm;
/** The same of code, where only a text in quotes is a value: `const token = '…'`, `$env:TOKEN = "…"`. */
const inCode =
  /^[ \t]*(?:(?:const|let|var|local|readonly)[ \t]+|\$(?:env:|script:|global:)?)([\w.-]{2,80})[ \t]*=[ \t]*(["'`])([^"'`\n]{1,500})\2/gm;
/** `"name": "value"`, also within a text in quotes. */
const jsonMember =
  /\\?(["'])([\w.-]{2,80})\\?\1\s{0,10}:\s{0,10}\\?(["'])((?:(?!\\?\3)[^\n]){1,2000}?)\\?\3/g;
/** `"password": 20240817` */
const jsonNumber =
  /\\?(["'])([\w.-]{0,60}(?:passw(?:or)?d|passphrase|passcode|secret|pin|otp|code))\\?\1\s{0,10}:\s{0,10}(\d{4,40})(?=\s{0,10}(?:[,}\]]|$))/gim;
/** In the middle of a sentence: the value has something that words have not. */
const inSentence =
  /(?<![\w.-])(?:passwor[dt]|passwd|passphrase|pwd?|pass|kennwort|secret|token|api[ _-]?key)(?:\s{0,3}[:=]\s{0,3}|\s{1,3}is\s{1,3})["'`]?((?=[^\s"'`]{0,60}[\d!@#%^&*?])[^\s"'`,;]{6,200})/gi;
/** `It signs in with DB_PASSWORD: Winter2024x and ends`, `the DOOR_PIN is 4711`: a name put together, in the middle of a sentence. */
const namedInSentence =
  /(?<![\w.-])["'`]?([A-Za-z][\w.-]{0,60}?(?:passw(?:or)?[dt]|passwd|passphrase|passcode|kennwort|secret|token|key|pwd|pw|pass|PAT|pin|otp|code))["'`]?(?:\s{0,3}[:=]\s{0,3}|\s{1,3}is\s{1,3})["'`]?((?=[^\s"'`]{0,60}[\d!@#%^&*?])[^\s"'`,;.]{4,200}(?:[.][^\s"'`,;.]{1,100}){0,5})/gi;
/** An address, a path, an ARN: where it is, and not what it is. What is secret in an address has a form of its own. */
const isPlace = (value: string): boolean =>
  /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|arn:|[.~]{0,2}\/|[a-z][a-z-]{0,40}\/[a-z])/.test(value);
/** `The password for prod is Tr0ub4dor&3`, `use password "Tr0ub4dor&3"` */
const told: readonly RegExp[] = [
  /(?<![\w.-])(?:password|passwort|passphrase|passcode|kennwort|secret|token)\s{1,3}(?:for|of|to|on|für|von)\s{1,3}(?:[\w.@/-]{1,40}\s{1,3}){1,4}(?:is|ist)\s{1,3}["'`]?((?=[^\s"'`]{0,60}[\d!@#%^&*?])[^\s"'`,;]{6,200})/gi,
  /(?<![\w.-])(?:password|passwort|passphrase|passcode|kennwort)\s{1,3}(?:["'`])((?=[^\s"'`]{0,60}[\d!@#%^&*?])[^\s"'`]{6,200})(?=["'`])/gi,
];
/** `login: importer / Tr0ub4dor&3` */
const loginPair =
  /(?<![\w.-])(?:logins?|credentials?|creds|user(?:name)?)\s{0,3}[:=]\s{0,3}[^\s/|]{2,60}\s{1,3}[/|]\s{1,3}((?=[^\s"'`]{0,60}\d)(?=[^\s"'`]{0,60}[A-Za-z])[^\s"'`,;]{6,200})/gi;

/** Names and values that stand in members beside each other, or in a member within: lists of settings, outputs, XML. */
const mark = '\\\\?"';
const value = `${mark}value${mark}\\s{0,10}:\\s{0,10}${mark}((?:(?!${mark})[^\\n]){1,2000})${mark}`;
const name = `${mark}(?:name|key)${mark}\\s{0,10}:\\s{0,10}${mark}([\\w.-]{2,80})${mark}`;
const other = `${mark}\\w{1,40}${mark}\\s{0,10}:\\s{0,10}(?:${mark}[^"\\n]{0,200}"|[\\w.]{1,40})\\s{0,10},\\s{0,10}`;
const named: readonly RegExp[] = [
  new RegExp(`${name}\\s{0,10},\\s{0,10}(?:${other}){0,3}${value}`, 'gi'),
  new RegExp(
    `${mark}([\\w.-]{2,80})${mark}\\s{0,10}:\\s{0,10}\\{\\s{0,10}(?:${other}){0,3}${value.replace('value', '(?:value|default|defaultValue)')}`,
    'gi',
  ),
  /<([\w:.-]{2,80})>([^<>\n]{1,500})<\/\1>/g,
  /\b(?:key|name)="([\w:.-]{2,80})"\s{1,10}value="([^"\n]{1,1000})"/gi,
];
/** The same the other way round. */
const behindValues: readonly RegExp[] = [
  new RegExp(`${value}\\s{0,10},\\s{0,10}(?:${other}){0,3}${name}`, 'gi'),
  /\bvalue="([^"\n]{1,1000})"\s{1,10}(?:key|name)="([\w:.-]{2,80})"/gi,
];

/** Files of credentials, by their own grammar. https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
const netrc =
  /\b(?:machine\s{1,10}\S{1,200}|default)\s{1,10}login\s{1,10}\S{1,200}\s{1,10}password\s{1,10}(\S{1,500})/g;
/** https://www.postgresql.org/docs/current/libpq-pgpass.html */
const pgpass = /[\w.*-]{1,200}:(?:\d{2,5}|\*):[\w*$-]{1,60}:[\w*$-]{1,60}:([^\s"':]{4,200})/g;

/** What says itself that its first group is a secret. `only`: texts in which it is looked for. */
const sayings: readonly { readonly form: RegExp; readonly only?: RegExp }[] = [
  { form: inSentence },
  ...told.map((form) => ({ form })),
  { form: loginPair },
  { form: netrc, only: /password/ },
  { form: pgpass, only: /pgpass/i },
];

const scheme = /\b((?:bearer|basic|token)\s+)([A-Za-z0-9+/_.=-]{16,})/gi;

/** `NAME=value program`: what is set for one command is read as a command line. */
const isCommand = (found: string, value: string): boolean =>
  found[found.length - value.length - 1] === '=' && /^[^\s"']+\s+\S/.test(value);

const tail = (kind: string, found: string, index: number, value: string): Hit => {
  const end = index + found.length;
  return { kind, start: end - value.length, end };
};

/** Values that stand beside their names. @param isBehind the name stands behind the value */
const namedIn = (text: string, forms: readonly RegExp[], isBehind: boolean): readonly Hit[] =>
  forms.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ 0: found, 1: one = '', 2: two = '', index }) => {
      const [called, held] = isBehind ? [two, one] : [one, two];
      if (!isNamedSecret(called, held)) return [];
      const start = index + (isBehind ? found.indexOf(held) : found.lastIndexOf(held));
      return [{ kind: 'named-value', start, end: start + held.length }];
    }),
  );

const wordsIn = (text: string): readonly Hit[] => {
  const hits: Hit[] = [];
  for (const { 0: found, 2: name = '', 3: value = '', index } of text.matchAll(assignment))
    if (isNamedSecret(name, value) && !isCommand(found, value))
      hits.push(tail('named-value', found, index, value));
  for (const { 0: found, 1: name = '', 3: value = '', index } of text.matchAll(inCode))
    if (isNamedSecret(name, value)) {
      const end = index + found.length - 1;
      hits.push({ kind: 'named-value', start: end - value.length, end });
    }
  for (const { 0: found, 2: name = '', 4: value = '', index } of text.matchAll(jsonMember))
    if (isNamedSecret(name, value)) {
      const start = index + found.lastIndexOf(value);
      hits.push({ kind: 'named-value', start, end: start + value.length });
    }
  for (const { 0: found, 2: name = '', 3: value = '', index } of text.matchAll(jsonNumber))
    if (isNamedSecret(name, value)) hits.push(tail('named-value', found, index, value));
  for (const { 0: found, 1: name = '', 2: value = '', index } of text.matchAll(namedInSentence))
    if (isNamedSecret(name, value) && !isPlace(value)) hits.push(tail('named-value', found, index, value));
  for (const { form, only } of sayings)
    if (only === undefined || only.test(text))
      for (const { 0: found, 1: value = '', index } of text.matchAll(form))
        if (!isHarmless(value) && !isPlace(value)) hits.push(tail('named-value', found, index, value));
  if (text.includes('"') || text.includes('</'))
    hits.push(...namedIn(text, named, false), ...namedIn(text, behindValues, true));
  for (const { 0: found, 2: held = '', index } of text.matchAll(scheme))
    if (kindsOf(held) >= 2) hits.push(tail('authorization', found, index, held));
  return hits;
};

const randomIn = (text: string): readonly Hit[] =>
  [...text.matchAll(longRun)].flatMap(({ 0: run, index }) =>
    isRandom(run) ? [{ kind: 'random-text', start: index, end: index + run.length }] : [],
  );

/** Without any of these no context tells of a secret. */
const mayTell =
  /[:=|]|\s-|bearer|basic|token|identified\s|pass(?:word|wort|phrase|code)\s|schtasks|machine\s|default\s|<\w|\sis\s|\bnet\s{1,4}use|\s\/p\s|rabbitmqctl|securestring|sqlplus|impdp|expdp|sqlldr|composer\s|\b(?:cargo|vault)\s{1,4}login|poetry\s{1,4}config/i;

/** Secrets in a text that a person wrote: by their form, by what stands around them, by what nobody writes by hand. */
export const secretsIn = (text: string): readonly Hit[] => {
  if (text.length < 6) return [];
  const forms = formsIn(text);
  const isTold = mayTell.test(text);
  const around = [...(isTold ? wordsIn(text) : []), ...randomIn(text), ...(isTold ? commandsIn(text) : [])];
  return merged([...forms, ...around.filter(({ start, end }) => !text.slice(start, end).includes(blank))]);
};

export const redactText = (text: string): Redacted => {
  const hits = secretsIn(text);
  return { text: blanked(text, hits), hits };
};

/** By forms alone: where every other word has a meaning that must not be lost. */
export const redactForms = (text: string): Redacted => {
  const hits = merged(formsIn(text));
  return { text: blanked(text, hits), hits };
};

/** Whether a single value looks like a secret: an argument or header of a configuration. */
export const looksLikeSecret = (value: string): boolean => secretsIn(value).length > 0;

/** The same value without secrets of a known form in any of its texts and names: for what servers and files say, in the shape of ours. */
export const withoutSecrets = <Value>(value: Value): Value => {
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') return redactForms(inner).text;
    if (Array.isArray(inner)) return inner.map(clean);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([name, member]) => [redactForms(name).text, clean(member)]),
    );
  };
  return clean(value) as Value;
};
