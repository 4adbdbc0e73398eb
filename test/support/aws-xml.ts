/** A map of AWS's XML, which is written as entries of key and value. */
export const xmlMap = (values: Readonly<Record<string, unknown>>): unknown => ({
  entry: Object.entries(values).map(([key, value]) => ({ key, value })),
});

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Lists whose entries stand under this name, without an element around them. */
const flat: ReadonlySet<string> = new Set(['Bucket', 'Grant', 'entry', 'item']);

/** `@name`: an attribute of the element around it. */
const isAttribute = (key: string): boolean => key.startsWith('@');

const element = (name: string, value: unknown): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    const items = value.map((item) => element(flat.has(name) ? name : 'member', item)).join('');
    return flat.has(name) ? items : `<${name}>${items}</${name}>`;
  }
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (value instanceof Uint8Array) return `<${name}>${Buffer.from(value).toString('base64')}</${name}>`;
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, one]) => (isAttribute(key) ? '' : element(key, one)));
    const attributes = Object.entries(value).map(([key, one]) =>
      isAttribute(key) ? ` ${key.slice(1)}="${escapeText(String(one))}"` : '',
    );
    return `<${name}${attributes.join('')}>${inner.join('')}</${name}>`;
  }
  return `<${name}>${escapeText(String(value))}</${name}>`;
};

/** A document of the query protocol: lists as `member` elements, absent fields left out. */
export const toXml = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;
