/** An instance of a schedule, with where it is told and where it holds. */
interface Scheduled {
  /** What was read as a whole or not at all: a tenant, a subscription. */
  readonly of: string;
  readonly is: 'active' | 'eligible';
  /** Who has what. */
  readonly holding: string;
  readonly place: string;
}

/**
 * Whether an active assignment of which no instance tells may be the activation of what its holder is eligible for: lists of what is
 * assigned show both alike, and a file of what is eligible may come without that of what is active.
 * @param read what was read whole, whatever was found there
 */
export const unseenActivations = (
  instances: readonly Scheduled[],
  read: ReadonlySet<string>,
): ((assignment: Omit<Scheduled, 'is'>) => boolean) => {
  const active = new Set([...read, ...instances.flatMap(({ of, is }) => (is === 'active' ? [of] : []))]);
  const eligible = Map.groupBy(
    instances.filter(({ is }) => is === 'eligible'),
    ({ of, holding }) => `${of} ${holding}`,
  );
  return ({ of, holding, place }) =>
    !active.has(of) &&
    (eligible.get(`${of} ${holding}`) ?? []).some(
      (each) => each.place === '/' || each.place === place || place.startsWith(`${each.place}/`),
    );
};
