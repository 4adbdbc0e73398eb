import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/nearest.js
var bare = (word) => word.toLowerCase().replace(/[^a-z0-9]/g, "");
var distance = (a, b) => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
};
var longestWord = 80;
var nearest = (word, known) => {
  if (word.length > longestWord)
    return [];
  const wanted = bare(word);
  return known.map((each) => ({ each, text: bare(each) })).map(({ each, text }) => ({ each, most: Math.max(1, Math.floor(text.length / 3)), text })).filter(({ text, most }) => Math.abs(text.length - wanted.length) <= most).map(({ each, most, text }) => ({ each, most, steps: distance(wanted, text) })).filter(({ steps, most }) => steps <= most).sort((a, b) => a.steps - b.steps).map(({ each }) => each);
};

export {
  nearest
};
