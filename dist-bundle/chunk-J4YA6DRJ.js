import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/reports/pieces.js
var pieceLength = 65536;
var inPieces = (parts) => ({
  *[Symbol.iterator]() {
    let piece = "";
    for (const part of parts()) {
      piece += part;
      if (piece.length >= pieceLength) {
        yield piece;
        piece = "";
      }
    }
    if (piece !== "")
      yield piece;
  }
});

// ../../work/wt/exports/dist/reports/ranking.js
var byText = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var inReportOrder = (findings) => findings.toSorted((a, b) => b.blastRadius - a.blastRadius || severityRank(b.severity) - severityRank(a.severity) || byText(a.fingerprint, b.fingerprint));
var sortedCoverage = (coverage) => coverage.toSorted((a, b) => byText(a.connector, b.connector) || byText(a.scope, b.scope) || byText(a.source, b.source) || byText(a.status, b.status) || byText(a.detail, b.detail));
var sortedAssessments = (assessments) => assessments.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.scope, b.scope));
var none = [];
var isOpen = (finding) => finding.status !== "accepted";
var worstOf = (findings) => {
  let worst = findings[0];
  for (const finding of findings) {
    if (severityRank(finding.severity) > severityRank(worst.severity))
      worst = finding;
  }
  return worst;
};
var rank = (result) => {
  const { identities } = result.estate;
  const scores = Float64Array.from(identities, (_, index) => result.reach.radius(index).score);
  const findings = inReportOrder(result.findings);
  const findingsOf = Map.groupBy(findings, (finding) => finding.identity);
  const severities = Int8Array.from(identities, ({ id }) => {
    const worst = worstOf((findingsOf.get(id) ?? none).filter(isOpen));
    return worst === void 0 ? -1 : severityRank(worst.severity);
  });
  const order = Uint32Array.from(identities, (_, index) => index).sort((a, b) => scores[b] - scores[a] || severities[b] - severities[a] || byText(identities[a].id, identities[b].id));
  const place = new Uint32Array(order.length);
  order.forEach((index, position) => {
    place[index] = position + 1;
  });
  const at = (index) => {
    const identity = identities[index];
    const found = findingsOf.get(identity.id) ?? none;
    const open = found.filter(isOpen);
    return {
      rank: place[index],
      index,
      identity,
      radius: result.reach.radius(index),
      standing: result.standings[index],
      findings: found,
      open,
      worst: worstOf(open)
    };
  };
  return {
    findings,
    at,
    *identities() {
      for (const index of order)
        yield at(index);
    }
  };
};
var identitiesWithAllPaths = 2e4;
var givesAllPaths = (result) => result.estate.identities.length <= identitiesWithAllPaths;
var listedPath = (result, ranked) => {
  const { hops, admin, adminIf } = ranked.radius;
  const reachesBeyond = hops > 0 || admin.length > 0 || adminIf.length > 0;
  if (!reachesBeyond || !(givesAllPaths(result) || ranked.findings.length > 0))
    return [];
  return result.reach.path(ranked.index);
};

export {
  inPieces,
  byText,
  inReportOrder,
  sortedCoverage,
  sortedAssessments,
  isOpen,
  rank,
  givesAllPaths,
  listedPath
};
