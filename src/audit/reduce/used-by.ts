import type { Identity } from '../../model/identity.ts';

/** What is known to have been used: privileges where they are told, whole services where not. Undefined: nothing is told. */
export const usedBy = (
  { actionsLastUsed, serviceLastUsed }: Identity,
  earliest?: string,
): readonly string[] | undefined => {
  if (serviceLastUsed === undefined) return undefined;
  const used = (table: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(table).flatMap(([name, time]) =>
      time === 'never' || (earliest !== undefined && time < earliest) ? [] : [name],
    );
  const actions = used(actionsLastUsed ?? {});
  const told = new Set(
    Object.keys(actionsLastUsed ?? {}).map((action) => action.slice(0, action.indexOf(':'))),
  );
  const services = used(serviceLastUsed).filter((service) => !told.has(service));
  return [...actions, ...services.map((service) => `${service}:*`)].sort();
};
