/**
 * A row of a table by a name from outside. Every lookup of such a name in a plain object comes here, or asks `Object.hasOwn`
 * itself: `constructor`, `__proto__` and `toString` are members of all objects.
 */
export const ownMember = <Row>(table: Readonly<Record<string, Row>>, name: string): Row | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
