type Members = Readonly<Record<string, unknown>>;

/** Members of answers that hold what somebody wrote, and no name by which anything is found again. */
const texts: ReadonlySet<string> = new Set([
  'attributeCondition',
  'comment',
  'condition',
  'conditionExpression',
  'description',
  'expression',
  'hint',
  'justification',
  'notes',
  'reason',
  'secretText',
]);
/** Maps of which somebody chose keys and values. */
const maps: ReadonlySet<string> = new Set(['annotations', 'labels', 'tags']);
/** Within these a `displayName` is no name of an identity. */
const credentials: ReadonlySet<string> = new Set(['keyCredentials', 'passwordCredentials', 'appRoles']);

/**
 * An answer with a text in every free field, in the maps, and in members that nobody knows, beside those of each thing.
 * @param onPlant told where
 */
export const withPlanted = (
  answer: unknown,
  planted: string,
  onPlant: (name: string) => void = () => {},
): unknown => {
  const put = (name: string): string => {
    onPlant(name);
    return planted;
  };
  const change = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => change(each, name));
    if (typeof value !== 'object' || value === null) return value;
    if (maps.has(name)) return { ...value, note: put(name) };
    const members = Object.entries(value as Members).map(([key, inner]) => [
      key,
      typeof inner === 'string' && (texts.has(key) || (key === 'displayName' && credentials.has(name)))
        ? put(key)
        : change(inner, key),
    ]);
    const isThing = ['id', 'name', 'email'].some((key) => typeof (value as Members)[key] === 'string');
    return Object.fromEntries(isThing ? [...members, ['noteOfNobody', put('noteOfNobody')]] : members);
  };
  return change(answer, '');
};
