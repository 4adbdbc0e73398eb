import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  isCoverage
} from "./chunk-PTZIOVO7.js";

// ../../work/wt/exports/dist/src/pipeline/facts.js
var clockOf = (sources) => sources.map(({ collectedAt }) => collectedAt).sort().at(-1);
var endOf = (sources) => {
  const ends = sources.map(({ completedAt }) => completedAt?.());
  return ends.every((end) => end !== void 0) ? ends.toSorted().at(-1) : void 0;
};
async function* readAll(sources) {
  for (const { entries } of sources)
    yield* entries();
}
var takeIn = async (sources, record, coverage) => {
  for (const { entries } of sources) {
    const each = entries();
    const take = (entry) => {
      if (isCoverage(entry))
        coverage(entry);
      else
        record(entry);
    };
    if (Symbol.iterator in each)
      for (const entry of each)
        take(entry);
    else
      for await (const entry of each)
        take(entry);
  }
};
var gather = async (sources, collectedAt = clockOf(sources)) => {
  const records = [];
  const coverage = [];
  await takeIn(sources, (record) => records.push(record), (entry) => coverage.push(entry));
  return { collectedAt, records, coverage };
};
var couldRead = (coverage) => coverage.some(({ status, gives }) => (status === "complete" || status === "partial") && gives.some((kind) => kind !== "scanner"));

export {
  clockOf,
  endOf,
  readAll,
  takeIn,
  gather,
  couldRead
};
