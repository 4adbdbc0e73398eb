/** Letters only: `review_every_days` is taken for `reviewEveryDays`. */
const bare = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** How many letters are to be put in, taken out or exchanged to get from one word to the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
};

const longestWord = 80;

/** `; did you mean "expires"?` where a known word is near, else nothing. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  if (word.length > longestWord) return '';
  const near = known
    .map((each) => ({ each, steps: distance(bare(word), bare(each)) }))
    .filter(({ each, steps }) => steps <= Math.max(1, Math.floor(bare(each).length / 3)))
    .sort((a, b) => a.steps - b.steps)[0];
  return near === undefined ? '' : `; did you mean "${near.each}"?`;
};
