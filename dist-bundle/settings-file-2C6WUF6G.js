import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  require_dist
} from "./chunk-KH23F534.js";
import {
  defaultSettings,
  settingsSchema
} from "./chunk-SQD4BC2H.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/settings-file.js
var import_yaml = __toESM(require_dist(), 1);
import { readFileSync } from "node:fs";
import { join } from "node:path";
var settingsFileName = "nhi-audit.yaml";
var remedy = "See `nhi-audit config show` for all keys and `nhi-audit config init` for a file that explains them.";
var largestFile = 1048576;
var problemOf = (issue) => issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ path: [...issue.path, key], says: "unknown key" })) : [{ path: issue.path, says: issue.message }];
var offsetOf = (document, path) => {
  let node = document.contents;
  let offset = 0;
  for (const part of path) {
    if ((0, import_yaml.isMap)(node)) {
      const pair = node.items.find((item) => (0, import_yaml.isScalar)(item.key) && String(item.key.value) === String(part));
      if (pair === void 0)
        break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if ((0, import_yaml.isNode)(node)) {
      node = document.getIn(path.slice(0, path.indexOf(part) + 1), true);
      if ((0, import_yaml.isNode)(node))
        offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
};
var keepIds = (document) => {
  (0, import_yaml.visit)(document, {
    Scalar: (key, node) => {
      const isId = key === "key" || /^\d{12,}$/.test(node.source ?? "");
      if (isId && typeof node.value === "number" && node.source !== void 0)
        node.value = node.source;
    }
  });
};
var parseSettings = (text, name, ruleIds) => {
  const lines = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken !== void 0) {
    const place = broken.linePos?.[0];
    const what2 = broken.message.split("\n")[0].replace(/ at line \d+.*$/, "");
    throw new InputError(`Not valid YAML: ${what2}`, `${name}:${place?.line ?? 1}`, remedy);
  }
  keepIds(document);
  const parsed = settingsSchema.safeParse(document.toJS() ?? {});
  const problems = parsed.success ? Object.keys(parsed.data.rules).filter((id) => !ruleIds.includes(id)).map((id) => ({ path: ["rules", id], says: "no such rule; `nhi-audit rules` lists them" })) : parsed.error.issues.flatMap(problemOf);
  if (parsed.success && problems.length === 0)
    return parsed.data;
  const told = problems.map(({ path, says }) => ({ line: lines.linePos(offsetOf(document, path)).line, path, says })).sort((a, b) => a.line - b.line).map(({ line, path, says }) => ({
    line,
    text: `${path.length > 0 ? `${path.join(".")}: ` : ""}${says}`
  }));
  const what = told.length === 1 ? told[0].text : `${told.length} problems${told.map(({ line, text: each }) => `
  line ${line}: ${each}`).join("")}`;
  throw new InputError(what, `${name}:${told[0].line}`, remedy);
};
var read = (path) => {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT")
      return void 0;
    throw new InputError(`The configuration cannot be read: ${error.message}`, path, "Check the path and its permissions.");
  }
  if (bytes.length > largestFile) {
    throw new InputError("Too large to be a configuration (over 1 MiB)", path, remedy);
  }
  return bytes.toString("utf8");
};
var loadSettings = (given, workingDirectory, ruleIds) => {
  const path = given ?? join(workingDirectory, settingsFileName);
  const text = read(path);
  if (text !== void 0) {
    const file = given ?? settingsFileName;
    return { settings: parseSettings(text, file, ruleIds), file };
  }
  if (given === void 0)
    return { settings: defaultSettings };
  throw new InputError("No such file", given, "Check the path given with --config; `nhi-audit config init` makes a file.");
};
export {
  loadSettings,
  parseSettings,
  settingsFileName
};
