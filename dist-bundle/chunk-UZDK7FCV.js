import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  bounded,
  jsonText
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/sarif-log.js
var sarifLimits = {
  results: 5e3,
  rules: 25e3,
  tagsPerRule: 20,
  stepsPerFlow: 20,
  notifications: 200,
  message: 600,
  detail: 300,
  /** Characters of results after which no more flows are added: a file of 10 MB when compressed is not reached. */
  charactersWithFlows: 2e7
};
var levels = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note"
};
var sarifLevel = (severity) => levels[severity];
var scores = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: "0.1"
};
var securitySeverity = (severity) => scores[severity];
var sarifText = (text, longest = sarifLimits.message) => {
  const shown = bounded(text, longest).replaceAll("](", "]\\(").replace(/\{(\d+)\}/g, "{{$1}}");
  return shown.trim() === "" ? "-" : shown;
};
var sourceRoot = "%SRCROOT%";
var segment = (text) => encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
});
var drive = /^[A-Za-z]:\//;
var artifactLocation = (path) => {
  const slashed = path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  const encoded = bounded(slashed, 1e3).split("/").map(segment).join("/");
  if (drive.test(slashed))
    return { uri: `file:///${slashed.slice(0, 2)}${encoded.slice(4)}` };
  if (slashed.startsWith("/"))
    return { uri: `file:///${encoded.replace(/^\/+/, "")}` };
  return { uri: encoded === "" ? "." : encoded, uriBaseId: sourceRoot };
};
var sarifLocation = ({ file, line }, logical, message) => ({
  physicalLocation: {
    artifactLocation: artifactLocation(file),
    // One column: GitHub wants all four, and what stands in the line is not known here.
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 }
  },
  ...logical === void 0 ? {} : {
    logicalLocations: [
      {
        name: bounded(logical.name, sarifLimits.detail),
        fullyQualifiedName: bounded(logical.fullyQualifiedName, sarifLimits.message),
        kind: logical.kind
      }
    ]
  },
  ...message === void 0 ? {} : { message: { text: sarifText(message) } }
});
var sarifNotification = (level, id, text) => ({
  level,
  message: { text: sarifText(text) },
  descriptor: { id }
});
var boundedNotifications = (all) => {
  const { notifications } = sarifLimits;
  if (all.length <= notifications)
    return all;
  const left = all.length - notifications;
  return [
    ...all.slice(0, notifications),
    sarifNotification("warning", "left-out", `${left} more of such notes: see the JSON report`)
  ];
};
var notificationKinds = {
  coverage: "Something could not be read",
  "not-assessed": "A rule could not be judged",
  exception: "Something about an exception",
  gap: "A state that was compared is not whole",
  verdict: "The verdict as a whole",
  "left-out": "Something is left out of this file"
};
var sarifRun = (run) => ({
  tool: {
    driver: {
      name: run.tool.name,
      version: run.tool.version,
      semanticVersion: run.tool.version,
      rules: run.rules.slice(0, sarifLimits.rules),
      notifications: Object.entries(notificationKinds).map(([id, text]) => ({
        id,
        shortDescription: { text }
      }))
    }
  },
  automationDetails: { id: `${run.category}/` },
  columnKind: "utf16CodeUnits",
  originalUriBaseIds: {
    [sourceRoot]: { description: { text: "The folder that the files were named from" } }
  },
  invocations: [
    {
      executionSuccessful: run.executionSuccessful,
      ...run.exitCode === void 0 ? {} : { exitCode: run.exitCode },
      ...run.clock === void 0 ? {} : { startTimeUtc: run.clock },
      toolExecutionNotifications: boundedNotifications(run.notifications)
    }
  ],
  properties: run.properties
});
var fingerprints = (fingerprint) => ({
  primaryLocationLineHash: fingerprint,
  "nhiAudit/v1": fingerprint
});
var sarifFlow = (steps) => ({
  threadFlows: [
    {
      locations: steps.slice(0, sarifLimits.stepsPerFlow).map((location, index) => ({ location, executionOrder: index + 1 }))
    }
  ]
});
function* sarifDocument(run, results) {
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[
`;
  yield `${jsonText(run).slice(0, -1)},"results":[`;
  let before = "\n";
  for (const result of results) {
    yield before + result;
    before = ",\n";
  }
  yield "\n]}]}\n";
}

export {
  sarifLimits,
  sarifLevel,
  securitySeverity,
  sarifText,
  sarifLocation,
  sarifNotification,
  sarifRun,
  fingerprints,
  sarifFlow,
  sarifDocument
};
