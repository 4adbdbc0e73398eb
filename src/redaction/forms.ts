import { detectedIn } from './detector.ts';
import { blank, type Hit } from './hits.ts';
import { issuedForm } from './issued.ts';

/**
 * Secrets that are known by their form alone, wherever they stand. By their issuers' documents, for instance
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 * The id of an access key (`AKIA…`) is none, and tells whose key it is.
 */
const forms: readonly (readonly [kind: string, form: RegExp])[] = [
  [
    'private-key',
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  ],
  // https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html
  [
    'private-key',
    /\bPrivate-Lines: \d{1,3}\r?\n(?:[ \t]{0,40}[A-Za-z0-9+/=]{1,76}[ \t]{0,4}(?:\r?\n|$)){1,200}/g,
  ],
  ['token', /\b(?:gh[pousr]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/g],
  ['token', /\bglpat-[\w-]{16,}/g],
  ['token', /\bxox[abeprs]-[\w-]{10,}/g],
  ['token', /\bnpm_[A-Za-z0-9]{30,}/g],
  ['token', /\bpypi-[\w-]{30,}/g],
  ['token', /\bdckr_pat_[\w-]{20,}/g],
  ['token', /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/g],
  // A name may begin so too: a key has small letters, capitals and digits.
  ['token', /\bsk-(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])(?=[\w-]{0,200}[a-z])[\w-]{20,}/g],
  // https://learn.microsoft.com/purview/sit-defn-client-secret-api-key
  ['client-secret', /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g],
  ['api-key', /\bAIza[\w-]{35}/g],
  ['token', /\bya29\.[\w-]{20,}/g],
  ['token', /\bhv[sb]\.[\w-]{20,}/g],
  ['signed-token', /\beyJ[\w-]{8,600}\.[\w-]{8,4000}\.[\w-]*/g],
  ['token', /\bSG\.[\w-]{16,100}\.[\w-]{16,}/g],
  ['account-key', /\bAccountKey=[A-Za-z0-9+/=]{20,}/g],
  ['signed-address', /[?&](?:sig|X-Amz-Signature|X-Goog-Signature)=[A-Za-z0-9%+/=]{20,}/g],
  ['webhook-address', /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/-]+/g],
  ['webhook-address', /https:\/\/[\w.-]{1,100}\.webhook\.office\.com\/webhookb2\/[\w@/-]+/g],
  ['webhook-address', /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/[\w/-]+/g],
];

/** `https://user:password@host` */
const userInfo =
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/([^\s/@:'"$]{0,200}:[^\s/'"?#]{1,500})@(?!sha(?:256|512):)([\w.-]{0,255}|\[[0-9a-f:]+\])/gi;

/** `https://token@host`: who is named so is no user. */
const loneToken = /\b[a-z][a-z0-9+.-]{0,20}:\/\/([^\s/@:'"$?#.-]{16,200}):?@([\w.-]{1,255})/gi;
/** What stands there is told to everybody. https://docs.sentry.io/concepts/key-terms/dsn-explainer/ */
const publicUsers = /sentry/i;
const isToken = (user: string): boolean =>
  /^[0-9a-f]{20,}$/i.test(user) || [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(user));

/** `jdbc:oracle:thin:user/password@host` */
const oracle = /\bjdbc:oracle:[a-z0-9]{2,5}:[\w$#.-]{1,60}\/([^\s@"'/]{1,200})@/gi;

/** `"auth": "dXNlcjpwYXNzd29yZA=="`, `_auth=…`: user and password as they go into a header. */
const packedPair =
  /(?<![\w-])["'\\]{0,2}_?auth["'\\]{0,2}\s{0,4}[:=]\s{0,4}["'\\]{0,2}([A-Za-z0-9+/]{8,2000}={0,2})/g;
const isPair = (packed: string): boolean =>
  /^[\x20-\x7e]{1,500}:[\x20-\x7e]{3,1000}$/.test(Buffer.from(packed, 'base64').toString('latin1'));

/** `secret_access_key: …`, however the name is written: the value has no form of its own but its length. */
const accessKey =
  /secret[_-]?access[_-]?key["'\\]{0,2}\s{0,4}(?::|=>?|,|\s)\s{0,4}["'\\]{0,2}([A-Za-z0-9/+=]{40})(?![A-Za-z0-9/+=])/gi;

/** Nothing of these lengths and marks: nothing that has a form. */
const mayHold = /:\/\/|-----BEGIN|Private-Lines|[\w+/=~-][\w+/=.~-]{18}|_auth|xox|jdbc:oracle/;

/** A detector may tell of a part: a secret goes on as far as its characters do. */
const goesOn = /[A-Za-z0-9+/_=-]/;
const whole = (text: string, hit: Hit): Hit => {
  let { end } = hit;
  while (end < text.length && goesOn.test(text[end]!)) end += 1;
  return end === hit.end ? hit : { ...hit, end };
};

/** All secrets of a known form. */
export const formsIn = (text: string): readonly Hit[] => {
  if (text.length < 10 || !mayHold.test(text)) return [];
  const hits: Hit[] = [];
  for (const [kind, form] of forms)
    for (const { 0: found, index } of text.matchAll(form))
      hits.push({ kind, start: index, end: index + found.length });
  for (const { 0: found, 1: held = '', 2: host, index } of text.matchAll(userInfo)) {
    const password = held.slice(held.indexOf(':') + 1);
    // `$PASSWORD` alone is filled in where it runs.
    if (held.includes('${') || held.includes(blank) || /^\$[A-Za-z_]\w*$/.test(password)) continue;
    const start = index + found.indexOf('://') + 3;
    const from = start + held.indexOf(':') + 1;
    hits.push({ kind: 'password-in-address', start, end: start + held.length, host, from });
  }
  for (const { 0: found, 1: key = '', index } of text.matchAll(accessKey)) {
    const end = index + found.length;
    hits.push({ kind: 'access-key', start: end - key.length, end });
  }
  // Most texts have neither.
  const [isAddress, isAuth] = [text.includes('://'), text.includes('auth')];
  for (const { 0: found, 1: user = '', 2: host = '', index } of isAddress ? text.matchAll(loneToken) : []) {
    const start = index + found.indexOf('://') + 3;
    if (isToken(user) && !publicUsers.test(host))
      hits.push({ kind: 'password-in-address', start, end: start + user.length });
  }
  for (const { 0: found, 1: password = '', index } of text.matchAll(oracle)) {
    const end = index + found.length - 1;
    hits.push({ kind: 'password-in-address', start: end - password.length, end });
  }
  for (const { 0: found, 1: packed = '', index } of isAuth ? text.matchAll(packedPair) : []) {
    const end = index + found.length;
    if (isPair(packed)) hits.push({ kind: 'authorization', start: end - packed.length, end });
  }
  for (const { 0: found, index } of text.matchAll(issuedForm))
    hits.push(whole(text, { kind: 'token', start: index, end: index + found.length }));
  for (const hit of detectedIn(text)) hits.push(whole(text, hit));
  return hits;
};
