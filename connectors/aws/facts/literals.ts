/**
 * What looks like a secret in a setting that everybody may read who may look at the resource. The one place in this connector
 * that decides it.
 */

const secretName =
  /(?:secret|passw(?:or)?d|passwd|pwd$|passphrase|token|api[._-]?key|access[._-]?key|private[._-]?key|credential|auth[._-]?key|signing[._-]?key|encryption[._-]?key|connection[._-]?string|webhook[._-]?url)/i;

/** Names that hold one of these words, and say where a secret is, or who or how long. */
const harmlessName =
  /(?:access[._-]?key[._-]?id|(?:token|password|key|secret)s?[._-]?(?:file|path|url|uri|endpoint|expir\w*|lifetime|ttl|type|format|name|arn|id|ids|version|prefix|length|policy|rotation|enabled|manager|region|table|bucket|count|limit|param|parameter|ssm|header|cookie|field|column|required|algorithm|issuer|audience)s?|secrets?[._-]?manager\w*|credentials?[._-]?(?:provider|source|file|path|arn|id)s?|(?:max|min|num)[._-]?\w*tokens?)$/i;

/** Switches, numbers, names of places, references: values that are nobody's secret. */
const harmlessValue =
  /^(?:|true|false|yes|no|none|null|enabled|disabled|n\/a|\d{1,6}|arn:[\s\S]*|https?:\/\/[^@\s]*|\{\{resolve:[\s\S]*\}\}|\$\{[^}]*\}|ssm:[\s\S]*|secretsmanager:[\s\S]*|\/[\w./-]+|[\w.-]+(?:\/[\w.-]+)+|alias\/[\w/-]+|\*+|changeme|example|placeholder)$/i;

/** Forms that are secrets by themselves. The id of an AWS access key (`AKIA…`) is none: it tells whose key it is. */
const forms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:gh[pousr]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/,
  /\bglpat-[\w-]{16,}/,
  /\bxox[abeprs]-[\w-]{10,}/,
  /\bnpm_[A-Za-z0-9]{30,}/,
  /\bpypi-[\w-]{30,}/,
  /\bdckr_pat_[\w-]{20,}/,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/,
  /\bsk-[\w-]{20,}/,
  /\bAIza[\w-]{35}/,
  /\bhv[sb]\.[\w-]{20,}/,
  /\beyJ[\w-]{8,600}\.[\w-]{8,4000}\.[\w-]*/,
  /\bSG\.[\w-]{16,100}\.[\w-]{16,}/,
  /\bAccountKey=[A-Za-z0-9+/=]{20,}/,
  /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/-]+/,
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:'"$]{0,200}:[^\s/@'"${}]{1,500}@/i,
];

const hasForm = (value: string): boolean => forms.some((form) => form.test(value));

/** Whether the name promises a secret: `DB_PASSWORD`. */
export const namesSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name);

/** Whether a value under a name is a secret written out. */
export const isLiteralSecret = (name: string, value: string): boolean =>
  hasForm(value) || (namesSecret(name) && !harmlessValue.test(value.trim()));

/** `PASSWORD=…`, `export TOKEN="…"`, `key: …` in a script or a configuration. */
const assignment =
  /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|set[ \t]+|\$env:)?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*["']?([^\s"'#]{4,})/gim;

/** Names under which a text has secrets written out, sorted; `a text` where a form alone tells. */
export const literalsInText = (text: string): readonly string[] => {
  const names = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(assignment))
    if (!/^\$|\$\(|`/.test(value) && isLiteralSecret(name, value)) names.add(name);
  if (names.size === 0 && hasForm(text)) names.add('a text');
  return [...names].sort();
};
