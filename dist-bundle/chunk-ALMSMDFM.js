import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  junitDocument
} from "./chunk-HET5SDBU.js";
import {
  evidenceText,
  stepText
} from "./chunk-NQGKDCVF.js";
import {
  exceptionsById,
  hasVerdict
} from "./chunk-SA5AJUBU.js";
import {
  byText,
  inPieces,
  inReportOrder,
  sortedAssessments
} from "./chunk-J4YA6DRJ.js";

// ../../work/wt/exports/dist/reports/junit.js
var listedEvidence = 10;
var acceptance = (finding, exceptions) => {
  const exception = exceptions.get(finding.exception ?? "")?.exception;
  return exception === void 0 ? `accepted by the exception ${finding.exception ?? "unknown"}` : `accepted until ${exception.expires} by the exception ${exception.id} of ${exception.owner}: ${exception.reason}`;
};
var findingCase = (finding, exceptions) => {
  const { rule, identity, scope, title, severity, blastRadius, confidence, fix, fingerprint } = finding;
  const named = { name: `${identity}: ${title}`, className: `${rule}.${scope}` };
  if (finding.status === "accepted") {
    return { ...named, outcome: { is: "skipped", message: acceptance(finding, exceptions) } };
  }
  const ended = finding.status === "expired-exception" ? [`Its exception ${finding.exception ?? ""} is no longer in force.`] : [];
  return {
    ...named,
    outcome: {
      is: "failure",
      type: severity,
      message: title,
      lines: [
        `${severity}, confidence ${confidence}; ${blastRadius}% of the estate falls if it leaks`,
        ...ended,
        ...finding.evidence.slice(0, listedEvidence).map((each) => `evidence: ${evidenceText(each)}`),
        ...finding.path.slice(0, listedEvidence).map((step) => `path: ${stepText(step)}`),
        // Each line with a label of ours in front: a CI server may take what starts a line for a command.
        ...fix.split("\n", 40).map((line) => `fix: ${line}`),
        `fingerprint: ${fingerprint}`
      ]
    }
  };
};
var quietCase = ({ rule, scope, status, reason }) => ({
  name: scope,
  className: `${rule}.${scope}`,
  ...status === "assessed" ? {} : { outcome: { is: "skipped", message: `${status}: ${reason}` } }
});
var suitesOf = (result) => {
  const exceptions = exceptionsById(result);
  const findings = Map.groupBy(inReportOrder(result.findings), ({ rule }) => rule);
  const assessments = Map.groupBy(sortedAssessments(result.assessments), ({ rule }) => rule);
  const verdict = hasVerdict(result) ? [] : [
    {
      name: "verdict",
      cases: [
        {
          name: "something could be read",
          className: "verdict",
          outcome: { is: "error", message: "nothing could be read from any source: there is no verdict" }
        }
      ]
    }
  ];
  const rules = [.../* @__PURE__ */ new Set([...findings.keys(), ...assessments.keys()])].sort(byText);
  return [
    ...verdict,
    ...rules.map((rule) => {
      const found = findings.get(rule) ?? [];
      const scopes = new Set(found.map(({ scope }) => scope));
      const quiet = (assessments.get(rule) ?? []).filter(({ scope, status }) => status !== "assessed" || !scopes.has(scope));
      return {
        name: rule,
        cases: [...found.map((finding) => findingCase(finding, exceptions)), ...quiet.map(quietCase)]
      };
    })
  ];
};
var junitFormat = {
  id: "junit",
  title: "JUnit XML, for CI servers",
  files: (result) => [
    {
      name: "junit.xml",
      text: inPieces(() => junitDocument(result.tool.name, result.estate.collectedAt, suitesOf(result)))
    }
  ]
};

export {
  junitFormat
};
