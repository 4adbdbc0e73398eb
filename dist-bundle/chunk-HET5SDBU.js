import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  bounded
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/xml-text.js
var entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;"
};
var notInXml = /[\ufffe\uffff]/g;
var xmlText = (text, longest = 1e3) => bounded(text, longest).replace(/[&<>"']/g, (character) => entities[character]).replace(notInXml, "\uFFFD");
var attributes = (values) => Object.entries(values).map(([name, value]) => ` ${name}="${xmlText(String(value))}"`).join("");

// ../../work/wt/exports/dist/reports/junit-xml.js
var tally = (cases) => {
  const count = (is) => cases.filter(({ outcome }) => outcome?.is === is).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped")
  };
};
var longestDetail = 2e3;
function* caseText({ name, className, outcome }) {
  const head = `    <testcase${attributes({ name, classname: className, time: 0 })}`;
  if (outcome === void 0) {
    yield `${head}/>
`;
    return;
  }
  const { is, type, message, lines = [] } = outcome;
  const told = `${is}${attributes({ message, ...type === void 0 ? {} : { type } })}`;
  yield `${head}>
      <${told}`;
  if (is === "skipped" || lines.length === 0)
    yield "/>";
  else
    yield `>${lines.map((line) => xmlText(line, longestDetail)).join("\n")}</${is}>`;
  yield "\n    </testcase>\n";
}
function* junitDocument(name, clock, suites) {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name, ...tally(suites.flatMap(({ cases }) => cases)), time: 0 })}>
`;
  for (const suite of suites) {
    const timestamp = clock === void 0 ? {} : { timestamp: clock.replace(/(?:\.\d+)?Z$/, "") };
    yield `  <testsuite${attributes({ name: suite.name, ...tally(suite.cases), time: 0, ...timestamp })}>
`;
    for (const each of suite.cases)
      yield* caseText(each);
    yield "  </testsuite>\n";
  }
  yield "</testsuites>\n";
}

export {
  junitDocument
};
