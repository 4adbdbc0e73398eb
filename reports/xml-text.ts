import { bounded } from './inert-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 has no place for, and inert text may still hold: https://www.w3.org/TR/xml/#charsets */
const notInXml = /[\ufffe\uffff]/g;

/** Text or an attribute's value, on one line. */
export const xmlText = (text: string, longest = 1_000): string =>
  bounded(text, longest)
    .replace(/[&<>"']/g, (character) => entities[character]!)
    .replace(notInXml, '\ufffd');

export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
