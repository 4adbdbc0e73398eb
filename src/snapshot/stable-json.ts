/** JSON with the keys of every object in code-unit order: equal data, equal bytes. `undefined` members are left out. */
export const stableJson = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return JSON.stringify(value) ?? 'null';
  }
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
  // Strings are joined as they come: a snapshot has millions of members, and a list of them costs more than they do.
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(key)}:${stableJson(member)}`;
  }
  return `${text}}`;
};
