import { commandsIn } from '../../../src/redaction/commands.ts';
import { formsIn } from '../../../src/redaction/forms.ts';
import { isHarmless, namesSecret as namesAnySecret } from '../../../src/redaction/names.ts';

/**
 * What looks like a secret in a setting that everybody may read who may look at the resource. The one place in this connector
 * that decides it: by what holds for every text, and by what names and values of AWS mean.
 */

/** Names of settings that hold a word for a secret, and say where one is, or who or how long. */
const harmlessName =
  /(?:access[._-]?key[._-]?id|(?:token|password|key|secret)s?[._-]?(?:file|path|url|uri|endpoint|expir\w*|lifetime|ttl|type|format|name|arn|id|ids|version|prefix|length|policy|rotation|enabled|manager|region|table|bucket|count|limit|param|parameter|ssm|header|cookie|field|column|required|algorithm|issuer|audience)s?|secrets?[._-]?manager\w*|credentials?[._-]?(?:provider|source|file|path|arn|id)s?|(?:max|min|num)[._-]?\w*tokens?)$/i;

/** Switches, numbers, names of places, references: values that are nobody's secret. */
const harmlessValue =
  /^(?:|true|false|yes|no|none|null|enabled|disabled|n\/a|\d{1,6}|arn:[\s\S]*|https?:\/\/[^@\s]*|\{\{resolve:[\s\S]*\}\}|\$\{[^}]*\}|ssm:[\s\S]*|secretsmanager:[\s\S]*|\/[\w./-]+|[\w.-]+(?:\/[\w.-]+)+|alias\/[\w/-]+|\*+|changeme|example|placeholder)$/i;

/** Whether the name of a setting promises a secret: `DB_PASSWORD`. */
export const namesSecret = (name: string): boolean => namesAnySecret(name) && !harmlessName.test(name);

/** Whether a value under a name is a secret written out. */
export const isLiteralSecret = (name: string, value: string): boolean =>
  formsIn(value).length > 0 || (namesSecret(name) && !isHarmless(value) && !harmlessValue.test(value.trim()));

/** `PASSWORD=…`, `export TOKEN="…"`, `key: …` in a script or a configuration. */
const assignment =
  /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|set[ \t]+|\$env:)?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*["']?([^\s"'#]{4,})/gim;

/** Names under which a text has secrets written out, sorted; `a text` where a form alone tells. */
export const literalsInText = (text: string): readonly string[] => {
  const names = new Set<string>();
  for (const [, name = '', value = ''] of text.matchAll(assignment))
    if (!/^\$|\$\(|`/.test(value) && isLiteralSecret(name, value)) names.add(name);
  if (names.size === 0 && (formsIn(text).length > 0 || commandsIn(text).length > 0)) names.add('a text');
  return [...names].sort();
};
