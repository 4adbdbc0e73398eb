import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  snapshotSchema
} from "./chunk-WZ2VQUSS.js";
import {
  nestsTooDeep
} from "./chunk-IWTHPBDI.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  coverageStatuses,
  inputKinds
} from "./chunk-HIF3QCF2.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";

// ../../work/wt/exports/dist/src/snapshot/read.js
import { createHash } from "node:crypto";
var largestLine = 128 * 1024 * 1024;
var harmlessLine = 4096;
var newline = 10;
var time = external_exports.iso.datetime();
var headerSchema = external_exports.object({
  record: external_exports.literal("header"),
  schema: external_exports.literal(snapshotSchema),
  tool: external_exports.object({ name: external_exports.string(), version: external_exports.string() }),
  collectedAt: time
});
var coverageSchema = external_exports.object({
  connector: external_exports.string(),
  scope: external_exports.string(),
  source: external_exports.string(),
  status: external_exports.enum(coverageStatuses),
  detail: external_exports.string(),
  gives: external_exports.array(external_exports.enum(inputKinds))
});
var sealSchema = external_exports.object({
  record: external_exports.literal("seal"),
  lines: external_exports.number().int(),
  sha256: external_exports.string(),
  completedAt: time
});
var collectAgain = "Collect again (nhi-audit collect), or fetch the whole file again.";
var changed = "Use the file as it was written; if it is lost, collect again (nhi-audit collect).";
var update = "Update nhi-audit, then try again.";
var at = (file, line) => `${file.name}, line ${line}`;
var cutShort = (file, line) => new InputError("the snapshot ends before its seal: it was cut short", at(file, line), collectAgain);
var firstIssue = (error) => {
  const issue = error.issues[0];
  const path = issue.path.map(String).join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
};
function* readLines(file) {
  const hash = createHash("sha256");
  let number = 0;
  let pending = [];
  let pendingBytes = 0;
  for (const chunk of file.chunks()) {
    if (!chunk.includes(newline)) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      if (pendingBytes > largestLine) {
        throw new InputError("the line is longer than 128 MiB", at(file, number + 1), changed);
      }
      continue;
    }
    const block = Buffer.concat([...pending, chunk]);
    let start = 0;
    for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
      const lineStart = start;
      number += 1;
      yield {
        text: block.toString("utf8", start, end),
        number,
        terminated: true,
        sha256Before: () => hash.copy().update(block.subarray(0, lineStart)).digest("hex")
      };
      start = end + 1;
    }
    hash.update(block.subarray(0, start));
    pending = start < block.length ? [block.subarray(start)] : [];
    pendingBytes = block.length - start;
  }
  if (pendingBytes > 0) {
    yield {
      text: Buffer.concat(pending).toString("utf8"),
      number: number + 1,
      terminated: false,
      sha256Before: () => hash.copy().digest("hex")
    };
  }
}
var parseObject = (text) => {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
};
var schemaVersion = (schema) => {
  const found = /^nhi-audit\/snapshot\/v(\d{1,6})$/.exec(typeof schema === "string" ? schema : "");
  return found === null ? void 0 : Number(found[1]);
};
var readHeader = (file, line) => {
  const where = at(file, 1);
  const foreign = () => new InputError("this is not a snapshot of nhi-audit", where, "Give a file made by: nhi-audit collect");
  if (line === void 0)
    throw cutShort(file, 1);
  const object = parseObject(line.text);
  if (object === void 0) {
    throw !line.terminated && line.text.startsWith('{"record":"header"') ? cutShort(file, 1) : foreign();
  }
  const version = schemaVersion(object.schema);
  if (object.record !== "header" || version === void 0)
    throw foreign();
  const known = schemaVersion(snapshotSchema);
  if (version > known) {
    throw new InputError(`the snapshot has format version ${version}, and this nhi-audit reads version ${known}: it was made by a newer version`, where, update);
  }
  if (version < known) {
    throw new InputError(`the snapshot has format version ${version}, which this nhi-audit no longer reads`, where, "Collect again (nhi-audit collect), or use the version that made it.");
  }
  if (!line.terminated)
    throw cutShort(file, 1);
  const header = headerSchema.safeParse(object);
  if (!header.success) {
    throw new InputError(`the header is malformed: ${firstIssue(header.error)}`, where, changed);
  }
  return header.data;
};
var unknownKind = (kind, schemas, header, where) => {
  const connector = `${kind.split(".", 1)[0]}.`;
  const subject = Object.keys(schemas).some((known) => known.startsWith(connector)) ? `the record kind ${JSON.stringify(kind)}` : `the connector of ${JSON.stringify(kind)}`;
  return new InputError(`${subject} is not known here: the snapshot was made by a newer version (${header.tool.name} ${header.tool.version})`, where, update);
};
var readCoverage = (object, where) => {
  const coverage = coverageSchema.safeParse(object);
  if (coverage.success)
    return coverage.data;
  throw new InputError(`the coverage entry is malformed: ${firstIssue(coverage.error)}`, where, changed);
};
var readSeal = (object, line, where) => {
  const seal = sealSchema.safeParse(object);
  if (!seal.success)
    throw new InputError(`the seal is malformed: ${firstIssue(seal.error)}`, where, changed);
  if (seal.data.lines !== line.number - 1) {
    throw new InputError(`the seal counts ${seal.data.lines} lines before it, the file has ${line.number - 1}: the snapshot was changed`, where, changed);
  }
  if (seal.data.sha256 !== line.sha256Before()) {
    throw new InputError("the seal does not fit the lines before it: the snapshot was changed", where, changed);
  }
  return seal.data;
};
var readRecord = (object, kind, schema, line, where) => {
  const { scope, id, data } = object;
  if (typeof scope !== "string" || typeof id !== "string") {
    throw new InputError(`the ${kind} record has no scope or no id`, where, changed);
  }
  if (line.text.length > harmlessLine && nestsTooDeep(data)) {
    throw new InputError(`the ${kind} record nests too deep`, where, changed);
  }
  const checked = schema.safeParse(data);
  if (!checked.success) {
    throw new InputError(`the ${kind} record is malformed: data.${firstIssue(checked.error)}`, where, changed);
  }
  return { record: kind, scope, id, data: checked.data };
};
function* readEntries(file, header, schemas) {
  let seal;
  let last = 1;
  for (const line of readLines(file)) {
    last = line.number;
    if (line.number === 1)
      continue;
    const where = at(file, line.number);
    if (seal !== void 0) {
      throw new InputError("there is more after the seal: the snapshot was changed", where, changed);
    }
    if (!line.terminated)
      throw cutShort(file, line.number);
    const object = parseObject(line.text);
    const kind = object?.record;
    if (object === void 0 || typeof kind !== "string") {
      throw new InputError("the line is not a record: the snapshot was changed", where, changed);
    }
    if (kind === "coverage")
      yield readCoverage(object, where);
    else if (kind === "seal")
      seal = readSeal(object, line, where);
    else if (Object.hasOwn(schemas, kind))
      yield readRecord(object, kind, schemas[kind], line, where);
    else
      throw unknownKind(kind, schemas, header, where);
  }
  if (seal === void 0)
    throw cutShort(file, last);
  return seal;
}
var recognisesSnapshot = (head) => /^\{"record":"header","schema":"nhi-audit\/snapshot\//.test(head);
var openSnapshot = (file, schemas) => {
  const lines = readLines(file);
  const first = lines.next();
  lines.return(void 0);
  const header = readHeader(file, first.done === true ? void 0 : first.value);
  return { header, entries: () => readEntries(file, header, schemas) };
};
var isCoverage = (entry) => !("record" in entry);
var readSnapshot = (file, schemas) => {
  const { header, entries } = openSnapshot(file, schemas);
  const records = [];
  const coverage = [];
  for (const entry of entries()) {
    if (isCoverage(entry))
      coverage.push(entry);
    else
      records.push(entry);
  }
  return { header, records, coverage };
};

export {
  recognisesSnapshot,
  openSnapshot,
  isCoverage,
  readSnapshot
};
