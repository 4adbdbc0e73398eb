import { hash } from 'node:crypto';

/** A document as an object, where it is one: text is parsed, URL-encoded text decoded first. */
export const decoded = (raw: unknown): unknown => {
  if (typeof raw !== 'string') return raw;
  return parseJson(raw) ?? parseJson(percentDecoded(raw));
};

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not URL-encoded after all: read as it stands.
    return text;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The caller reports a document that is not JSON as a problem.
    return undefined;
  }
};

/** Longer texts are known by their digest: they are not needed again. */
const longestKey = 256;

export const keyOf = (raw: unknown): string => {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? '');
  return text.length <= longestKey ? text : hash('sha256', text, 'binary');
};
