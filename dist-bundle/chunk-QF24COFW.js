import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  changeClasses
} from "./chunk-VTBPK5YF.js";
import {
  require_dist
} from "./chunk-KH23F534.js";
import {
  nearest
} from "./chunk-LOM54WWJ.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/exceptions-file.js
var import_yaml2 = __toESM(require_dist(), 1);
import { readFileSync } from "node:fs";
import { join } from "node:path";

// ../../work/wt/exports/dist/src/cli/did-you-mean.js
var didYouMean = (word, known) => {
  const [near] = nearest(word, known);
  return near === void 0 ? "" : `; did you mean "${near}"?`;
};

// ../../work/wt/exports/dist/src/cli/exception-fields.js
var import_yaml = __toESM(require_dist(), 1);
var longestText = 2e3;
var longestList = 100;
var longestShown = 60;
var quoted = (text) => JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}\u2026` : text);
var placeholder = /^(todo|tbd|tba|fixme|n\/?a|none|null|unknown|xxx+|[-.?~]+)$/i;
var readText = (node) => {
  if (!(0, import_yaml.isScalar)(node))
    return { problem: "is to be a text" };
  const text = String(node.value ?? "").trim();
  if (text === "")
    return { problem: "is empty" };
  if (text.length > longestText)
    return { problem: `is longer than ${longestText} characters` };
  if (placeholder.test(text))
    return { problem: `says nothing: ${quoted(text)}` };
  return { value: text };
};
var readId = (node) => {
  const read = readText(node);
  if ("problem" in read || /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(read.value))
    return read;
  return { problem: `${quoted(read.value)} is not made of 1 to 64 letters, digits, ".", "_" and "-"` };
};
var isDay = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    return false;
  const time = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
};
var readDay = (node) => {
  const read = readText(node);
  if ("problem" in read || isDay(read.value))
    return read;
  return {
    problem: `${quoted(read.value)} is no day of the calendar as YYYY-MM-DD, for instance 2026-12-31`
  };
};
var mostDays = 36500;
var readDays = (node) => {
  const read = readText(node);
  if ("problem" in read)
    return read;
  const days = /^[1-9]\d{0,5}$/.test(read.value) ? Number(read.value) : Number.NaN;
  return days <= mostDays ? { value: days } : { problem: `${quoted(read.value)} is not a whole number of days from 1` };
};
var readList = (node) => {
  if (!(0, import_yaml.isSeq)(node))
    return { problem: "is to be a list, for instance [a, b]" };
  if (node.items.length === 0)
    return { problem: "is an empty list: leave it out" };
  if (node.items.length > longestList)
    return { problem: `has more than ${longestList} items` };
  const items = node.items.map(readText);
  const wrong = items.findIndex((item) => "problem" in item);
  if (wrong >= 0)
    return { problem: `item ${wrong + 1} ${items[wrong].problem}` };
  return { value: items.map((item) => item.value) };
};
var keyOf = (key) => (0, import_yaml.isScalar)(key) ? String(key.value ?? "") : "";
var partsOf = (node) => new Map((0, import_yaml.isMap)(node) ? node.items.map(({ key, value }) => [keyOf(key), value]) : []);
var gatePrefix = "gate:";
var notAcceptable = /* @__PURE__ */ new Set(["invalid-exception", "gate:exception-expired"]);
var ruleProblem = (rule, ruleIds) => {
  const known = [...ruleIds, ...changeClasses.map((name) => `${gatePrefix}${name}`)];
  if (notAcceptable.has(rule)) {
    return `${quoted(rule)} cannot be accepted: correct or renew the exception that it is about`;
  }
  if (known.includes(rule))
    return void 0;
  return `there is no rule ${quoted(rule)}${didYouMean(rule, known)}`;
};
var coverForms = "write { fingerprint: \u2026 }, or { identity: \u2026, rule: \u2026 }";
var readCover = (node, ruleIds) => {
  if (!(0, import_yaml.isMap)(node))
    return { problem: `is to say what is accepted: ${coverForms}` };
  const parts = partsOf(node);
  const keys = [...parts.keys()];
  if (keys.length < node.items.length)
    return { problem: "has a key twice" };
  const unknown = keys.find((key) => !["fingerprint", "identity", "rule"].includes(key));
  if (unknown !== void 0) {
    return {
      problem: `has the unknown key ${quoted(unknown)}${didYouMean(unknown, ["fingerprint", "identity", "rule"])}`
    };
  }
  const text = (key) => {
    const read = readText(parts.get(key) ?? null);
    return "problem" in read ? { problem: `${key} ${read.problem}` } : read;
  };
  if (parts.has("fingerprint")) {
    if (keys.length > 1)
      return { problem: `names a fingerprint and more: ${coverForms}` };
    const fingerprint = text("fingerprint");
    if ("problem" in fingerprint)
      return fingerprint;
    if (!/^[0-9a-f]{32}$/.test(fingerprint.value)) {
      return { problem: `fingerprint ${quoted(fingerprint.value)} is not made of 32 digits 0-9a-f` };
    }
    return { value: { fingerprint: fingerprint.value } };
  }
  if (!parts.has("identity") || !parts.has("rule"))
    return { problem: `is not complete: ${coverForms}` };
  const identity = text("identity");
  if ("problem" in identity)
    return identity;
  const rule = text("rule");
  if ("problem" in rule)
    return rule;
  const wrong = ruleProblem(rule.value, ruleIds);
  return wrong === void 0 ? { value: { identity: identity.value, rule: rule.value } } : { problem: `rule: ${wrong}` };
};
var fields = {
  id: { required: true, read: readId },
  covers: { required: true, read: readCover },
  reason: { required: true, read: readText },
  owner: { required: true, read: readText },
  approver: { required: true, read: readText },
  created: { required: true, read: readDay },
  expires: { required: true, read: readDay },
  reviewEveryDays: { required: false, read: readDays },
  lastReviewed: { required: false, read: readDay },
  compensatingControls: { required: false, read: readList },
  scopes: { required: false, read: readList },
  rotateEveryDays: { required: false, read: readDays },
  ticket: { required: false, read: readText }
};
var fieldNames = Object.keys(fields);
var party = (name) => name.normalize("NFKC").replace(/[\s\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "").toLowerCase();
var agreements = [
  ({ owner, approver }) => owner !== void 0 && approver !== void 0 && party(owner) === party(approver) ? "approver is the owner: somebody else has to approve it" : void 0,
  ({ created, expires }) => created !== void 0 && expires !== void 0 && expires < created ? `expires ${expires} lies before created ${created}` : void 0,
  ({ created, lastReviewed }) => created !== void 0 && lastReviewed !== void 0 && lastReviewed < created ? `lastReviewed ${lastReviewed} lies before created ${created}` : void 0,
  ({ lastReviewed, reviewEveryDays }) => lastReviewed !== void 0 && reviewEveryDays === void 0 ? "lastReviewed without reviewEveryDays: say how often it is reviewed" : void 0
];

// ../../work/wt/exports/dist/src/cli/exceptions-file.js
var exceptionsFileName = "nhi-audit.exceptions.yaml";
var remedy = "docs/exceptions.md shows the format; `nhi-audit exceptions add` writes an entry.";
var largestFile = 1048576;
var trickOf = (entry) => {
  let found;
  (0, import_yaml2.visit)(entry, {
    Node: (_, node) => {
      if ((0, import_yaml2.isAlias)(node))
        found = { node, says: "an alias (*) stands here: write the value out" };
      else if (node.anchor !== void 0)
        found = { node, says: "an anchor (&) stands here: take it away" };
      else if (node.tag !== void 0 && !node.tag.startsWith("tag:yaml.org,2002:"))
        found = { node, says: "a tag (!) stands here: take it away" };
      return found === void 0 ? void 0 : import_yaml2.visit.BREAK;
    }
  });
  return found;
};
var readEntry = (node, position, fallbackLine, { name, lineOf }, ruleIds) => {
  const line = lineOf(node) ?? fallbackLine;
  const location = { file: name, line };
  const unnamed = `entry ${position}`;
  if (!(0, import_yaml2.isMap)(node)) {
    return { id: unnamed, problems: ["the entry is not a list of keys and values"], location };
  }
  const trick = trickOf(node);
  const problems = [];
  const values = {};
  const say = (what, where) => {
    const at = lineOf(where) ?? line;
    problems.push(at === line ? what : `${what} (line ${at})`);
  };
  if (trick !== void 0)
    say(trick.says, trick.node);
  const seen = /* @__PURE__ */ new Set();
  for (const { key, value } of node.items) {
    const word = keyOf(key);
    if (seen.has(word))
      say(`${word} is there twice`, key);
    seen.add(word);
    const field = fields[word];
    if (field === void 0 || !Object.hasOwn(fields, word)) {
      say(`unknown key ${quoted(word)}${didYouMean(word, fieldNames)}`, key);
      continue;
    }
    const read = (0, import_yaml2.isAlias)(value) ? { problem: "is an alias" } : field.read(value, ruleIds);
    if ("problem" in read)
      say(`${word} ${read.problem}`, key);
    else
      values[word] = read.value;
  }
  for (const word of fieldNames) {
    if (fields[word].required && !seen.has(word)) {
      problems.push(word === "expires" ? "expires is missing: without an end there is no exception" : `${word} is missing`);
    }
  }
  const given = values;
  for (const agree of agreements) {
    const says = agree(given);
    if (says !== void 0)
      problems.push(says);
  }
  const covers = given.covers === void 0 ? {} : { covers: given.covers };
  const id = given.id ?? unnamed;
  if (problems.length > 0)
    return { id, ...covers, problems, location };
  const exception = { ...given, compensatingControls: given.compensatingControls ?? [] };
  return { id, ...covers, exception, problems, location };
};
var withoutTwins = (entries) => {
  const lines = Map.groupBy(entries, ({ id }) => id.toLowerCase());
  return entries.map((entry) => {
    const twins = lines.get(entry.id.toLowerCase());
    if (twins.length === 1)
      return entry;
    const { exception: _, ...rest } = entry;
    const others = twins.filter((twin) => twin !== entry).map(({ location }) => location.line);
    return { ...rest, problems: [...entry.problems, `the id is there again on line ${others.join(", ")}`] };
  });
};
var broken = (what, where) => new InputError(what, where, remedy);
var exceptionsDocument = (text, name) => {
  const lines = new import_yaml2.LineCounter();
  try {
    const document = (0, import_yaml2.parseDocument)(text, { lineCounter: lines, schema: "failsafe", uniqueKeys: false });
    const [error] = document.errors;
    if (error === void 0)
      return { document, lines };
    const what = error.message.split("\n")[0].replace(/ at line \d+.*$/, "");
    throw broken(`Not valid YAML: ${what}`, `${name}:${error.linePos?.[0].line ?? 1}`);
  } catch (error) {
    if (error instanceof RangeError)
      throw broken("Nested too deeply", name);
    throw error;
  }
};
var listOf = (document, { name, lineOf }) => {
  const top = document.contents;
  if (top === null || (0, import_yaml2.isScalar)(top) && (top.value === null || top.value === ""))
    return [];
  const at = (node) => `${name}:${lineOf(node) ?? 1}`;
  if (!(0, import_yaml2.isMap)(top))
    throw broken('There is no key "exceptions"', at(top));
  const seen = /* @__PURE__ */ new Set();
  for (const { key } of top.items) {
    const word = keyOf(key);
    if (!["version", "exceptions"].includes(word)) {
      throw broken(`Unknown key ${quoted(word)}${didYouMean(word, ["version", "exceptions"])}`, at(key));
    }
    if (seen.has(word))
      throw broken(`"${word}" is there twice`, at(key));
    seen.add(word);
  }
  const version = top.get("version", true);
  if (version !== void 0 && String((0, import_yaml2.isScalar)(version) ? version.value : "") !== "1") {
    throw broken("This version of the format is not known here; known: 1", at(version));
  }
  const list = top.get("exceptions", true);
  if (list === void 0 || list === null || (0, import_yaml2.isScalar)(list) && String(list.value ?? "") === "")
    return [];
  if (!(0, import_yaml2.isSeq)(list))
    throw broken('"exceptions" is to be a list', at(list));
  return list.items;
};
var parseExceptions = (text, name, ruleIds) => {
  const { document, lines } = exceptionsDocument(text, name);
  const place = {
    name,
    lineOf: (node) => (0, import_yaml2.isNode)(node) && node.range != null ? lines.linePos(node.range[0]).line : void 0
  };
  const list = listOf(document, place);
  const entries = [];
  for (const [index, node] of list.entries()) {
    const fallback = entries.at(-1)?.location.line ?? 1;
    entries.push(readEntry(node, index + 1, fallback, place, ruleIds));
  }
  return withoutTwins(entries);
};
var readExceptionsText = (path) => {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT")
      return void 0;
    throw new InputError(`The exceptions cannot be read: ${error.message}`, path, "Check the path and its permissions.");
  }
  if (bytes.length > largestFile)
    throw broken("Too large to be a list of exceptions (over 1 MiB)", path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw broken("Not UTF-8 text", path);
  }
};
var loadExceptions = (given, workingDirectory, ruleIds) => {
  const text = readExceptionsText(given ?? join(workingDirectory, exceptionsFileName));
  const file = given ?? exceptionsFileName;
  if (text !== void 0)
    return { entries: parseExceptions(text, file, ruleIds), file };
  if (given === void 0)
    return void 0;
  throw new InputError("No such file", given, "Check the path given with --exceptions; `nhi-audit exceptions add` makes a file.");
};

export {
  exceptionsFileName,
  exceptionsDocument,
  parseExceptions,
  readExceptionsText,
  loadExceptions
};
