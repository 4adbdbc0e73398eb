import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";

// ../../work/wt/exports/dist/connectors/github/collect/journal.js
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
var schema = "nhi-audit/github-journal/v2";
var oldest = 7 * 24 * 3600 * 1e3;
var noJournal = (collectedAt) => ({
  collectedAt,
  step: () => void 0,
  write: () => {
  },
  discard: () => {
  }
});
var parse = (line) => {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : void 0;
  } catch {
    return;
  }
};
var journalStart = (path) => {
  if (!existsSync(path))
    return;
  const head = parse(readFileSync(path, "utf8").split("\n", 1)[0] ?? "");
  return head?.schema === schema && typeof head.collectedAt === "string" ? head.collectedAt : void 0;
};
var openJournal = (path, of, now) => {
  const steps = /* @__PURE__ */ new Map();
  const refuse = (why) => new InputError(why, path, "Delete the file to start over, or give another one.");
  let collectedAt = now;
  if (existsSync(path)) {
    const lines = readFileSync(path, "utf8").split("\n");
    const head = parse(lines[0] ?? "");
    if (head?.schema !== schema || typeof head.collectedAt !== "string") {
      throw refuse("this is not the journal of an interrupted GitHub collection");
    }
    if (JSON.stringify(head.of) !== JSON.stringify(of)) {
      throw refuse("the journal is of another collection: other organisations, another API or another caller");
    }
    collectedAt = head.collectedAt;
    if (Date.parse(now) - Date.parse(collectedAt) > oldest) {
      throw refuse("the journal is more than seven days old: its facts would be passed off as new");
    }
    for (const line of lines.slice(1)) {
      const step = parse(line);
      if (typeof step?.key === "string")
        steps.set(step.key, step);
    }
    if (lines.at(-1) !== "")
      appendFileSync(path, "\n");
  } else {
    writeFileSync(path, `${JSON.stringify({ schema, collectedAt, of })}
`, { mode: 384, flag: "wx" });
  }
  return {
    collectedAt,
    step: (key) => steps.get(key),
    write: (key, step) => appendFileSync(path, `${JSON.stringify({ key, ...step })}
`),
    discard: () => rmSync(path, { force: true })
  };
};

export {
  noJournal,
  journalStart,
  openJournal
};
