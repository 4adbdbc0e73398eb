const given = process.env.NHI_AUDIT_LAW_RUNS;

/** What NHI_AUDIT_LAW_RUNS asks for; undefined: few, for those who wait for the answer. */
export const givenLawRuns: number | undefined = given === undefined ? undefined : Number(given);

/**
 * Cases of a law that is dear: `few` by default, which find what a plain mistake breaks; with NHI_AUDIT_LAW_RUNS, as in
 * `.ci/run`, at least `many`, which find what is rare. The few are the first of the many: the seed is the same.
 */
export const lawRuns = (few: number, many: number): number =>
  givenLawRuns === undefined ? few : Math.max(many, givenLawRuns);
