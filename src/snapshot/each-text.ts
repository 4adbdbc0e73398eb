/** Deep enough for whatever is read of a record; the readers of facts refuse what nests deeper. */
const deepest = 100;

/** Every text of a value, names of its members as well, as often as it stands there. */
export const eachText = (value: unknown, visit: (text: string) => void, depth = 0): void => {
  if (depth > deepest) return;
  if (typeof value === 'string') visit(value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) {
      if (!Array.isArray(value)) visit(key);
      eachText(each, visit, depth + 1);
    }
};
