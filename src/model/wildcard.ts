/**
 * Whether a text fits a pattern in which `run` stands for any run of characters and `one` for a single one: both are strings
 * of characters, or lists of them where a character of the pattern can be meant as itself. At most the product of both
 * lengths, whatever they say.
 */
export const fitsWildcards = <Step>(
  pattern: ArrayLike<Step>,
  text: ArrayLike<Step>,
  run: Step,
  one?: Step,
): boolean => {
  let place = 0;
  let lastRun = -1;
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const step = pattern[place];
    if (step === run && place < pattern.length) {
      lastRun = place++;
      from = at;
    } else if (place < pattern.length && (step === text[at] || (one !== undefined && step === one))) {
      place++;
      at++;
    } else if (lastRun >= 0) {
      // The last run takes one character more.
      place = lastRun + 1;
      at = ++from;
    } else return false;
  }
  while (place < pattern.length && pattern[place] === run) place++;
  return place === pattern.length;
};
