/** Names that promise a secret, and values under them that are none. */
const secretName =
  /(?:secret|passw(?:or)?d|passwd|passphrase|(?:^|[._-])(?:pwd|pass)(?:$|[._-])|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|client[_-]?secret|auth[_-]?key|signing[_-]?key|webhook[_-]?url|connection[_-]?string|storepass|keypass)/i;

/** Names that hold one of these words, and say where a secret is or who one is. */
const harmlessName =
  /(?:id-token|access[_-]?key[_-]?id|(?:token|password|key)[_-]?(?:file|path)|token[_-]?(?:url|uri|format|expir\w*|lifetime|type|name)|secret[_-]?(?:name|arn|id|path)s?|(?:^|[._-])image-?pull-?secrets?|(?:signing|api|access|private|auth)[_-]?key[_-]?(?:name|alias)|role[_-]?arn|credentials?[_-]?(?:provider|helper|file|path|format|source)s?|(?:^|[._-])(?:bypass|pass)[_-]?(?:role|through|rate)|(?:password|secret|token|credential|key)s?[._-]?(?:stdin|policy|reset|last[_-]?\w*|age|rotation|owner|count|type|visibility|prefix|version|length|enabled|usage\w*|title|label|manager|manager[_-]?\w*))$/i;

/** Whether a name promises a secret: `API_KEY`. */
export const namesSecret = (name: string): boolean => secretName.test(name) && !harmlessName.test(name);

/** Values that are names, switches or references. */
const harmlessValue =
  /^(?:[|>][+-]?\d*\s*(?:#.*)?$|\$|["']?\$\{\{|["']?(?:true|false|read|write|admin|none|null|inherit|yes|no|required|optional|~|\d{1,5})["']?,?\s*(?:#.*)?$|[{[&*!]|#|%\w+%|<[\w -]+>|\*+$)/i;

/** `MAVEN_PASSWORD` where the name of a variable is wanted, or several of them. */
const variableName =
  /^(["']?)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:\s{1,20}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+){0,50}\1\s*(?:#.*)?$/;

const reference = /\$\{\{|\$\w|\$\(|\$\{|\{\{/;

/** A value that is filled in elsewhere, or says nothing. */
export const isHarmless = (value: string): boolean =>
  value === '' || harmlessValue.test(value) || variableName.test(value) || reference.test(value);

/** Whether the value under the name looks like a secret. */
export const isNamedSecret = (name: string, value: string): boolean =>
  namesSecret(name) && !isHarmless(value);
