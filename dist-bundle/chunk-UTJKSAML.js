import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  code,
  prose,
  table
} from "./chunk-YHFNMCJ2.js";

// ../../work/wt/exports/dist/reports/markdown-parts.js
var summaryBytes = 9e5;
function* listed(title, sentences, longest) {
  if (sentences.length === 0)
    return;
  yield `
## ${title}

`;
  for (const sentence of sentences.slice(0, longest))
    yield `- ${prose(sentence, 500)}
`;
  const rest = sentences.length - longest;
  if (rest > 0)
    yield `
${rest} more in the other reports.
`;
}
var order = [
  "invalid",
  "expired",
  "review-overdue",
  "rotation-overdue",
  "expires-soon",
  "unmatched",
  "valid"
];
function* exceptionTable(exceptions, longest) {
  if (exceptions === void 0 || exceptions.length === 0)
    return;
  const sorted = exceptions.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  yield "\n## Exceptions\n\n";
  yield `${table(["Exception", "Status", "Until", "Owner", "Approver", "Covers", "Why"], sorted.slice(0, longest).map(({ id, status, exception, covered, problems }) => [
    code(id, 80),
    status,
    exception === void 0 ? "-" : code(exception.expires, 20),
    exception === void 0 ? "-" : code(exception.owner, 80),
    exception === void 0 ? "-" : code(exception.approver, 80),
    String(covered.length),
    prose(problems.length > 0 ? problems.join("; ") : exception?.reason ?? "", 300)
  ]))}
`;
  const rest = sorted.length - longest;
  if (rest > 0)
    yield `
${rest} more in the other reports.
`;
}

export {
  summaryBytes,
  listed,
  exceptionTable
};
