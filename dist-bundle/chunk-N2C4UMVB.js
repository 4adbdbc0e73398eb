import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  factLines
} from "./chunk-C6SPPLWV.js";
import {
  stableJson
} from "./chunk-OVY5I2TM.js";
import {
  jsonText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/src/evidence/manifest.js
import { createHash, hash } from "node:crypto";
var manifestName = "manifest.json";
var signatureName = "manifest.json.sig";
var manifestSchema = "nhi-audit/evidence/v1";
var sumOf = (pieces) => {
  const sha256 = createHash("sha256");
  let bytes = 0;
  for (const piece of pieces) {
    sha256.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  return { bytes, sha256: sha256.digest("hex") };
};
var summed = (file, onSum) => ({
  name: file.name,
  text: {
    *[Symbol.iterator]() {
      const sha256 = createHash("sha256");
      let bytes = 0;
      for (const piece of file.text) {
        sha256.update(piece);
        bytes += Buffer.byteLength(piece);
        yield piece;
      }
      onSum({ bytes, sha256: sha256.digest("hex") });
    }
  }
});
var count = (items, which) => items.filter(which).length;
var rulesDigest = ({ rules }) => hash("sha256", stableJson(rules.map(({ check: _, ...rule }) => rule)), "hex");
var headOf = (result, facts, frameworks) => {
  const { tool, estate, findings, exceptions = [], coverage, rules, settings } = result;
  const lines = sumOf(factLines(facts));
  return {
    schema: manifestSchema,
    note: "Findings support evidence for controls. Whether a control is met is for people to decide.",
    tool: { name: tool.name, version: tool.version },
    rules: { count: rules.length, sha256: rulesDigest(result) },
    frameworks: frameworks.map(({ name, version, source }) => ({ name, version, source })),
    settings: {
      sha256: hash("sha256", stableJson(settings), "hex"),
      thresholds: settings.thresholds,
      exceptions: settings.exceptions,
      rules: settings.rules
    },
    collection: { startedAt: facts.collectedAt, completedAt: facts.completedAt ?? null },
    scopes: estate.scopes.map(({ id, provider, kind, name }) => ({ id, provider, kind, name })),
    facts: { ...lines, records: [...facts.records].length, coverage: facts.coverage.length },
    counts: {
      identities: estate.identities.length,
      findings: findings.length,
      open: count(findings, ({ status }) => status !== "accepted"),
      accepted: count(findings, ({ status }) => status === "accepted"),
      expiredExceptions: count(findings, ({ status }) => status === "expired-exception"),
      exceptions: exceptions.length,
      sourcesNotComplete: count(coverage, ({ status }) => status !== "complete")
    }
  };
};
function* objectLines(object) {
  const keys = Object.keys(object);
  yield "{\n";
  for (const [index, key] of keys.entries()) {
    const value = object[key];
    const end = index === keys.length - 1 ? "\n" : ",\n";
    if (!Array.isArray(value) || value.length === 0) {
      yield `  ${jsonText(key)}: ${jsonText(value)}${end}`;
      continue;
    }
    yield `  ${jsonText(key)}: [
`;
    for (const [at, item] of value.entries()) {
      yield `    ${jsonText(item)}${at === value.length - 1 ? "\n" : ",\n"}`;
    }
    yield `  ]${end}`;
  }
  yield "}\n";
}
var withManifest = (files, input) => {
  const { result, facts, frameworks, sanitised, sign } = input;
  const sums = /* @__PURE__ */ new Map();
  const packed = files.map((file) => summed(file, (sum) => sums.set(file.name, sum)));
  let made;
  const manifestText = () => {
    if (made !== void 0)
      return made;
    for (const { name, text } of packed)
      if (!sums.has(name))
        for (const _ of text)
          ;
    made = [
      ...objectLines({
        ...headOf(result, facts, frameworks),
        sanitisedCells: Object.fromEntries([...sanitised].sort(([a], [b]) => a < b ? -1 : 1)),
        files: files.map(({ name }) => ({ name, ...sums.get(name) }))
      })
    ].join("");
    return made;
  };
  const lazily = (name, text) => ({
    name,
    text: {
      *[Symbol.iterator]() {
        yield text();
      }
    }
  });
  return [
    ...packed,
    lazily(manifestName, manifestText),
    ...sign === void 0 ? [] : [lazily(signatureName, () => sign(Buffer.from(manifestText())))]
  ];
};

export {
  manifestName,
  signatureName,
  manifestSchema,
  withManifest
};
