/** Names that promise a secret, and values under them that are none. */
const secretName =
  /(?:secret|passw(?:or)?[dt]|passwd|kennwort|passphrase|(?:^|[._-])(?:pwd|pass)(?:$|[._-])|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|client[_-]?secret|auth[_-]?key|signing[_-]?key|webhook[_-]?url|connection[_-]?string|storepass|keypass)/i;

/** Short words that promise one where they stand alone, at the end of a name or in camel case: `dbPass`, `DB_PW`, `smtpPwd`. */
const owners =
  'db|database|smtp|ftp|sftp|ldap|mail|sql|mysql|pg|postgres|redis|mongo|rabbit|my|user|admin|root|login|proxy|ssh|vpn|app|svc|service';
const shortNames: readonly RegExp[] = [
  new RegExp(`(?:^|[._-]|[a-z](?=[A-Z]))(?:${owners})[._-]?(?:pass|pwd|pw|passcode)$`, 'i'),
  /(?:^|[._-])(?:pw|passcode)$/i,
  // What signs cookies and sessions. https://laravel.com/docs/encryption
  /(?:^|_)(?:APP|DJANGO|FLASK|RAILS)_KEY$/,
  // https://learn.microsoft.com/azure/devops/cli/log-in-via-pat
  /(?:^|_)PAT$/,
];

/** Names that hold one of these words, and say where a secret is or who one is. */
const harmlessName =
  /(?:id-token|access[_-]?key[_-]?id|(?:token|password|key)[_-]?(?:file|path)|token[_-]?(?:url|uri|format|expir\w*|lifetime|type|name)|secret[_-]?(?:name|arn|id|path|ur[il]|ref(?:erence)?|version|identifier)s?|(?:^|[._-])image-?pull-?secrets?|(?:signing|api|access|private|auth)[_-]?key[_-]?(?:name|alias)|role[_-]?arn|credentials?[._-]?(?:provider|helper|file|path|format|source)s?|(?:^|[._-])(?:bypass|pass)[_-]?(?:role|through|rate)|(?:password|secret|token|credential|key)s?[._-]?(?:stdin|policy|reset|last[_-]?\w*|age|rotation|owner|count|type|visibility|prefix|version|length|enabled|usage\w*|title|label|manager|manager[_-]?\w*))$/i;

/** Whether a name promises a secret: `API_KEY`. */
export const namesSecret = (name: string): boolean =>
  (secretName.test(name) || shortNames.some((form) => form.test(name))) && !harmlessName.test(name);

/** Values that are names, switches or references. */
const harmlessValue =
  /^(?:[|>][+-]?\d*\s*(?:#.*)?$|\$|["']?\$\{\{|["']?(?:true|false|read|write|admin|none|null|inherit|yes|no|required|optional|~|\d{1,5})["']?,?\s*(?:#.*)?$|[{[]\s*$|[{[].*[}\]][,;)]*$|&[\w-]+$|\*[a-z][a-z_-]*$|!(?:Ref|Sub|GetAtt|ImportValue|Join|Select|FindInMap|If|Base64|reference|vault|secret|env(?:_var)?)\b|#(?:\s|$)|%\w+%|<[\w -]+>|\*+$)/i;

/** `MAVEN_PASSWORD` where the name of a variable is wanted, or several of them. */
const variableName =
  /^(["']?)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\s{1,20}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+){0,50}\1\s*(?:#.*)?$/;

/** Filled in elsewhere. `Pa$sword` is none: what begins in the middle is a variable where it is in capitals or braces. */
const reference = /\$\{\{|^["']?\$\w|\$[A-Z_]{2}|\$\(|\$\{|\{\{/;

/** Where a value is found, and not the value: a path, an ARN, a file (`@pass.txt`), a name in code (`var.password`). */
const elsewhere =
  /^["']?(?:\/[A-Za-z][\w.-]{0,100}(?:\/[A-Za-z][\w.-]{0,100}){1,20}|arn:[\w-]{2,20}:(?:secretsmanager|ssm):[\w:/.+=@-]{1,500}|@[\w~-]{0,100}[./][\w./~-]{0,200}|(?:var|local|data|module|each|self|this|env|config|settings|process\.env|os\.environ|[a-z]{2,30}_[a-z_]{2,60})(?:\.[A-Za-z_][\w-]{0,80}|\[["'\w.-]{1,80}\]){1,6}|[A-Za-z_][\w.]{0,80}[[(])["',;)]{0,3}$/;

/** A value that is filled in elsewhere, or says nothing. */
export const isHarmless = (value: string): boolean =>
  value === '' ||
  harmlessValue.test(value) ||
  variableName.test(value) ||
  reference.test(value) ||
  elsewhere.test(value);

/** Ends of names of what is short and of digits alone: a password of four digits, and, as words of their own, a PIN or a code that is sent. */
const digitsNames: readonly RegExp[] = [
  /(?:passw(?:or)?d|passwort|kennwort|passphrase|passcode|secret|api[_-]?key)$/i,
  /(?:^|[._-])(?:pwd|pw|pass|pin|t?otp|(?:one[._-]?time|verification|unlock|door|[m2]fa|backup|recovery|pin)[._-]?code)$/i,
  /[a-z](?:Pin|PIN|T?OTP|Otp|Totp|(?:OneTime|Verification|Unlock|Door|Mfa|Backup|Recovery)Code)$/,
];
const digits = /^(["']?)\d{4,8}\1,?\s*(?:#.*)?$/;

/** Whether it is a PIN or the like: under any other name a number says how much or how long. */
const isNamedDigits = (name: string, value: string): boolean =>
  digits.test(value) && digitsNames.some((form) => form.test(name)) && !harmlessName.test(name);

/** Whether the value under the name looks like a secret. */
export const isNamedSecret = (name: string, value: string): boolean =>
  (namesSecret(name) && !isHarmless(value)) || isNamedDigits(name, value);

/** The same of a number, of which most say how much or how long. */
export const isNamedNumber = (name: string, value: number): boolean =>
  Number.isSafeInteger(value) && isNamedDigits(name, String(value));
