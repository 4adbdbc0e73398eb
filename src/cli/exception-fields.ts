import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Exception, ExceptionCover } from '../model/exception.ts';
import { changeClasses } from '../model/gate.ts';
import { redactForms } from '../redaction/text.ts';
import { didYouMean } from './did-you-mean.ts';

const longestText = 2000;
const longestList = 100;
const longestShown = 60;

export const quoted = (given: string): string => {
  const { text } = redactForms(given);
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
};

/** A value of an entry that may be used, or what is wrong with it: without the value, which may be a secret in the wrong place. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

/** Words that stand where somebody was to write something. */
const placeholder = /^(todo|tbd|tba|fixme|n\/?a|none|null|unknown|xxx+|[-.?~]+)$/i;

const readText = (node: Node | null): Read<string> => {
  if (!isScalar(node)) return { problem: 'is to be a text' };
  const text = String(node.value ?? '').trim();
  if (text === '') return { problem: 'is empty' };
  if (text.length > longestText) return { problem: `is longer than ${longestText} characters` };
  if (placeholder.test(text)) return { problem: `says nothing: ${quoted(text)}` };
  return { value: text };
};

const readId = (node: Node | null): Read<string> => {
  const read = readText(node);
  if ('problem' in read || /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(read.value)) return read;
  return { problem: `is not made of 1 to 64 letters, digits, ".", "_" and "-"` };
};

/** A day that the calendar has: `2026-02-30` is none. */
const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
};

const readDay = (node: Node | null): Read<string> => {
  const read = readText(node);
  if ('problem' in read || isDay(read.value)) return read;
  return {
    problem: `is no day of the calendar as YYYY-MM-DD, for instance 2026-12-31`,
  };
};

const mostDays = 36_500;

const readDays = (node: Node | null): Read<number> => {
  const read = readText(node);
  if ('problem' in read) return read;
  const days = /^[1-9]\d{0,5}$/.test(read.value) ? Number(read.value) : Number.NaN;
  return days <= mostDays ? { value: days } : { problem: 'is not a whole number of days from 1' };
};

const readList = (node: Node | null): Read<readonly string[]> => {
  if (!isSeq<Node | null>(node)) return { problem: 'is to be a list, for instance [a, b]' };
  if (node.items.length === 0) return { problem: 'is an empty list: leave it out' };
  if (node.items.length > longestList) return { problem: `has more than ${longestList} items` };
  const items = node.items.map(readText);
  const wrong = items.findIndex((item) => 'problem' in item);
  if (wrong >= 0) return { problem: `item ${wrong + 1} ${(items[wrong] as { problem: string }).problem}` };
  return { value: items.map((item) => (item as { value: string }).value) };
};

export const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value ?? '') : '');

const partsOf = (node: Node | null): ReadonlyMap<string, Node | null> =>
  new Map(isMap<Node, Node | null>(node) ? node.items.map(({ key, value }) => [keyOf(key), value]) : []);

const gatePrefix = 'gate:';
/** Rules whose findings are about exceptions themselves. */
const notAcceptable: ReadonlySet<string> = new Set(['invalid-exception', 'gate:exception-expired']);

const ruleProblem = (rule: string, ruleIds: readonly string[]): string | undefined => {
  const known = [...ruleIds, ...changeClasses.map((name) => `${gatePrefix}${name}`)];
  if (notAcceptable.has(rule)) {
    return `${quoted(rule)} cannot be accepted: correct or renew the exception that it is about`;
  }
  if (known.includes(rule)) return undefined;
  return `there is no such rule${didYouMean(rule, known)}`;
};

const coverForms = 'write { fingerprint: … }, or { identity: …, rule: … }';

const readCover = (node: Node | null, ruleIds: readonly string[]): Read<ExceptionCover> => {
  if (!isMap(node)) return { problem: `is to say what is accepted: ${coverForms}` };
  const parts = partsOf(node);
  const keys = [...parts.keys()];
  if (keys.length < node.items.length) return { problem: 'has a key twice' };
  const unknown = keys.find((key) => !['fingerprint', 'identity', 'rule'].includes(key));
  if (unknown !== undefined) {
    return {
      problem: `has the unknown key ${quoted(unknown)}${didYouMean(unknown, ['fingerprint', 'identity', 'rule'])}`,
    };
  }
  const text = (key: string): Read<string> => {
    const read = readText(parts.get(key) ?? null);
    return 'problem' in read ? { problem: `${key} ${read.problem}` } : read;
  };
  if (parts.has('fingerprint')) {
    if (keys.length > 1) return { problem: `names a fingerprint and more: ${coverForms}` };
    const fingerprint = text('fingerprint');
    if ('problem' in fingerprint) return fingerprint;
    if (!/^[0-9a-f]{32}$/.test(fingerprint.value)) {
      return { problem: 'fingerprint is not made of 32 digits 0-9a-f' };
    }
    return { value: { fingerprint: fingerprint.value } };
  }
  if (!parts.has('identity') || !parts.has('rule')) return { problem: `is not complete: ${coverForms}` };
  const identity = text('identity');
  if ('problem' in identity) return identity;
  const rule = text('rule');
  if ('problem' in rule) return rule;
  const wrong = ruleProblem(rule.value, ruleIds);
  return wrong === undefined
    ? { value: { identity: identity.value, rule: rule.value } }
    : { problem: `rule: ${wrong}` };
};

/** What an entry may hold, in the order in which `exceptions add` writes it. */
export const fields = {
  id: { required: true, read: readId },
  covers: { required: true, read: readCover },
  reason: { required: true, read: readText },
  owner: { required: true, read: readText },
  approver: { required: true, read: readText },
  created: { required: true, read: readDay },
  expires: { required: true, read: readDay },
  reviewEveryDays: { required: false, read: readDays },
  lastReviewed: { required: false, read: readDay },
  compensatingControls: { required: false, read: readList },
  scopes: { required: false, read: readList },
  rotateEveryDays: { required: false, read: readDays },
  ticket: { required: false, read: readText },
} as const;
export const fieldNames = Object.keys(fields) as readonly (keyof typeof fields)[];

/** One person or team, however it is written: case, blanks and characters that nobody sees do not make another. */
const party = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();

/** What has to fit together; each looks only at what could be read. */
export const agreements: readonly ((entry: Partial<Exception>) => string | undefined)[] = [
  ({ owner, approver }) =>
    owner !== undefined && approver !== undefined && party(owner) === party(approver)
      ? 'approver is the owner: somebody else has to approve it'
      : undefined,
  ({ created, expires }) =>
    created !== undefined && expires !== undefined && expires < created
      ? `expires ${expires} lies before created ${created}`
      : undefined,
  ({ created, lastReviewed }) =>
    created !== undefined && lastReviewed !== undefined && lastReviewed < created
      ? `lastReviewed ${lastReviewed} lies before created ${created}`
      : undefined,
  ({ lastReviewed, reviewEveryDays }) =>
    lastReviewed !== undefined && reviewEveryDays === undefined
      ? 'lastReviewed without reviewEveryDays: say how often it is reviewed'
      : undefined,
];
