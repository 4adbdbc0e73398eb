const given = process.env.NHI_AUDIT_LAW_RUNS;

/** What NHI_AUDIT_LAW_RUNS asks for; undefined: few, for those who wait for the answer. */
export const givenLawRuns: number | undefined = given === undefined ? undefined : Number(given);

/** Mutation testing runs laws over and over: a change that a fifth of the cases does not show is worth a test of its own. */
const share = process.env.NHI_AUDIT_MUTATION_FILES === undefined ? 1 : 1 / 5;

/**
 * Cases of a law that is dear: `few` by default, which find what a plain mistake breaks; with NHI_AUDIT_LAW_RUNS, as in
 * `.ci/run`, at least `many`, which find what is rare. The few are the first of the many: the seed is the same.
 */
export const lawRuns = (few: number, many: number): number =>
  givenLawRuns === undefined ? Math.ceil(few * share) : Math.max(many, givenLawRuns);
