import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { readYaml } from '../yaml/document.ts';
import { formsIn } from './forms.ts';
import { blank, blanked, type Hit, merged } from './hits.ts';
import { isNamedSecret } from './names.ts';
import { secretsIn } from './text.ts';

/** A secret in a text of YAML: what it looks like, and where. Nothing of its value. */
export interface FoundSecret {
  readonly kind: string;
  /** From 1. */
  readonly line: number;
  /** Names of members and positions that lead there; empty: a comment, or a text that is no YAML. */
  readonly path: readonly string[];
  /** Equal values have equal numbers, in this text. */
  readonly value: number;
  /** Host that it is shown to, where the text says so. */
  readonly host?: string;
  /** It is made of words, is code or a password of tests, and nothing but its name says that it is a secret. Absent: it is not. */
  readonly isWords?: true;
}

export interface RedactedYaml {
  readonly text: string;
  readonly found: readonly FoundSecret[];
}

interface Place {
  readonly path: readonly string[];
  /** What the value is called: its own member, or the one that a pair of members names. */
  readonly name: string;
  /** Host that the members beside it name. */
  readonly host?: string;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Finding extends Omit<FoundSecret, 'value' | 'isWords'> {
  /** Only to tell which are equal. */
  readonly secret: string;
}

/** `default:` under the name of an input, `value:` under that of a variable. */
const standsFor = new Set(['default', 'value']);

const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

const scalarMember = (items: readonly { readonly key: unknown; readonly value: unknown }[], names: RegExp) =>
  items.flatMap(({ key, value }) =>
    names.test(keyOf(key)) && isScalar(value) && typeof value.value === 'string' ? [value.value] : [],
  )[0];

const eachScalar = (
  node: unknown,
  { path, name, host }: Place,
  visit: (scalar: Scalar, place: Place) => void,
): void => {
  if (isScalar(node)) visit(node, { path, name, ...(host === undefined ? {} : { host }) });
  else if (isSeq(node))
    for (const [at, item] of node.items.entries())
      eachScalar(item, { path: [...path, String(at)], name, ...(host === undefined ? {} : { host }) }, visit);
  else if (isMap(node)) {
    const beside = scalarMember(node.items, /(?:host|hostname|server)$/i) ?? host;
    const called = scalarMember(node.items, /^(?:name|key)$/i);
    for (const { key, value } of node.items) {
      const own = keyOf(key);
      const given = standsFor.has(own.toLowerCase()) ? (called ?? name) : own;
      eachScalar(
        value,
        { path: [...path, own], name: given, ...(beside === undefined ? {} : { host: beside }) },
        visit,
      );
    }
  }
};

/** Text of the scalar in the source, from where its value begins to where it ends. */
const rangeOf = (node: Node): readonly [number, number] => {
  const [start = 0, end = 0] = node.range ?? [];
  return [start, end];
};

/** In quotes, so that it stays one text. */
const quotedBlank = `"${blank}"`;

/** The piece in the source, wherever it is written as it is; `undefined`: it is written in another way. */
const occurrences = (
  source: string,
  piece: string,
  start: number,
  end: number,
): readonly Change[] | undefined => {
  const found: Change[] = [];
  for (
    let at = source.indexOf(piece, start);
    at >= 0 && at + piece.length <= end;
    at = source.indexOf(piece, at + piece.length)
  )
    found.push({ start: at, end: at + piece.length, text: blank });
  return found.length === 0 ? undefined : found;
};

/** What is changed in the source for hits in the value of one of its scalars. */
const changesOf = (
  source: string,
  scalar: Scalar,
  value: string,
  hits: readonly Hit[],
): readonly Change[] => {
  const [start, end] = rangeOf(scalar);
  const everything: Change = {
    start,
    end,
    text: source.slice(start, end).endsWith('\n') ? `${quotedBlank}\n` : quotedBlank,
  };
  const [only] = hits;
  if (hits.length === 1 && only!.start === 0 && only!.end >= value.trimEnd().length) return [everything];
  const changes: Change[] = [];
  for (const hit of hits) {
    // A secret of several lines is indented in the source.
    for (const piece of value.slice(hit.start, hit.end).split('\n')) {
      const own = piece.trim();
      if (own === '') continue;
      const found = occurrences(source, own, start, end);
      if (found === undefined) return [everything];
      changes.push(...found);
    }
  }
  return changes;
};

const apply = (source: string, changes: readonly Change[]): string => {
  let left = '';
  let at = 0;
  for (const { start, end, text } of changes.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    left += source.slice(at, start) + text;
    at = end;
  }
  return left + source.slice(at);
};

const hostPart = (host: string | undefined): { readonly host?: string } =>
  host === undefined ? {} : { host };

const comment = /(?:^|[ \t])#.*$/gm;

/** Of what no member tells: comments, names, a text that is no YAML. */
/** Another document behind the first: its tree is nobody's. */
const hasFurther = (text: string): boolean => {
  let begun = false;
  for (const { 0: line } of text.matchAll(/^[^\n]+/gm)) {
    if (begun && /^---(?:\s|$)/.test(line)) return true;
    begun ||= !/^(?:\s*(?:#.*)?|%.*|---\s*)$/.test(line);
  }
  return false;
};

const looseHits = (text: string, sound: boolean): readonly Hit[] => {
  if (!sound || hasFurther(text)) return secretsIn(text);
  const hits: Hit[] = [...formsIn(text)];
  for (const { 0: own, index } of text.matchAll(comment))
    for (const hit of secretsIn(own)) hits.push({ ...hit, start: hit.start + index, end: hit.end + index });
  return merged(hits).filter(({ start, end }) => !text.slice(start, end).includes(blank));
};

/** A sentence, a call, a flag, or names with nothing between them but signs: what somebody wrote, not what was generated. */
const written: readonly RegExp[] = [
  /\S\s+\S|[()]|^["']?-|^["']?(?:true|false|null|none)\b/i,
  // `path:name`, also where a line gives it a name: `KEY=path:name`
  /^["']?(?:[A-Za-z][\w-]{0,60}=)?[A-Za-z]{1,24}(?:[-_.:/][A-Za-z]{1,24})+["',;]{0,3}$/,
];

/** Passwords of machines that live as long as a test: a word and a row of digits, or digits alone. */
const throwAway =
  /^["']?(?:(?:test|testing|foo|bar|foobar|baz|dummy|example|sample|fake|mock|changeme|password|passwd|passw0rd|pass|secret|admin|root|user|guest|demo|local|dev|postgres|mysql|mariadb|mongo|redis|rabbitmq|minio|minioadmin|mypassword|mysecret|token|key)[-_]?){1,4}\d{0,9}[!@#%]?["',;]{0,3}$|^["']?[a-z]{3,12}(?:123456789|12345678|1234567|123456|12345|1234|123)["',;]{0,3}$|^["']?(\d)\1{3,}(?:[!@#]|%40)?["',;]{0,3}$/i;

/** What follows in a form, `password=one&port=two`, is no part of the password. */
const isWords = (secret: string): boolean =>
  throwAway.test(secret.split('&', 1)[0]!) || written.some((form) => form.test(secret));
const numbered = (findings: readonly Finding[]): readonly FoundSecret[] => {
  const numbers = new Map<string, number>();
  return findings
    .map(({ secret, ...rest }) => {
      const value = numbers.get(secret) ?? numbers.size;
      numbers.set(secret, value);
      return { ...rest, value, ...(isWords(secret) ? { isWords: true as const } : {}) };
    })
    .sort((a, b) => a.line - b.line);
};

/**
 * A text of YAML without its secrets, on its tree: block scalars, flow maps and texts within texts are read as what they
 * say. Comments and names lose what has a known form. What is no YAML is read line by line.
 */
export const redactYaml = (source: string): RedactedYaml => {
  const { document, problem, lineOf } = readYaml(source);
  const findings: Finding[] = [];
  const changes: Change[] = [];
  if (problem === undefined)
    eachScalar(document.contents, { path: [], name: '' }, (scalar, { path, name, host }) => {
      const value = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
      const whole = isNamedSecret(name, value) && !value.includes(blank);
      const forms = whole ? formsIn(value) : [];
      const hits = whole
        ? [
            {
              kind: forms[0]?.kind ?? 'named-value',
              start: 0,
              end: value.length,
              ...hostPart(forms.find((each) => each.host)?.host ?? host),
            },
          ]
        : secretsIn(value);
      if (hits.length === 0) return;
      changes.push(...changesOf(source, scalar, value, hits));
      const [start] = rangeOf(scalar);
      const block = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
      for (const hit of hits)
        findings.push({
          kind: hit.kind,
          line: lineOf(start) + (block ? value.slice(0, hit.start).split('\n').length : 0),
          path,
          secret: value.slice(hit.from ?? hit.start, hit.end).trim(),
          ...hostPart(hit.host ?? host),
        });
    });
  const text = apply(source, changes);
  const loose = looseHits(text, problem === undefined);
  for (const hit of loose)
    findings.push({
      kind: hit.kind,
      // Blanks have no line breaks, but a block may have lost its lines: near enough.
      line: text.slice(0, hit.start).split('\n').length,
      path: [],
      secret: text.slice(hit.from ?? hit.start, hit.end),
      ...hostPart(hit.host),
    });
  return { text: blanked(text, loose), found: numbered(findings) };
};
