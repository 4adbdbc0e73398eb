import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  bounded
} from "./chunk-FGEKAZCG.js";

// ../../work/wt/exports/dist/reports/markdown-text.js
var plainWord = /^[("']{0,2}[A-Za-z][A-Za-z'-]*[)"']{0,2}[.,;:!?]?[)"']{0,2}$/;
var plainNumber = /^[(]?\d{1,6}(?:[.,]\d{1,3})?%?[)]?[.,;:]?$/;
var listNumber = /^\d+[.)]/;
var reference = /^(?:gh|gl)-/i;
var commit = /^[("']*[0-9a-f]{7,}[)"'.,;:!?]*$/i;
var isPlain = (word) => word.length <= 40 && (plainNumber.test(word) || plainWord.test(word) && !reference.test(word) && !commit.test(word));
var fenceFor = (text) => {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g))
    longest = Math.max(longest, run.length);
  return "`".repeat(longest + 1);
};
var withoutBars = (text) => text.replaceAll("|", "\\u007c");
var span = (text) => {
  const fence = fenceFor(text);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
};
var longestText = 400;
var code = (text, longest = longestText) => {
  const shown = withoutBars(bounded(text, longest)).trim();
  return shown === "" ? "-" : span(shown);
};
var prose = (text, longest = longestText) => {
  const parts = [];
  let odd = [];
  const close = () => {
    if (odd.length > 0) {
      const [, words = "", mark = ""] = /^(.*?[^.,;:])([.,;:]?)$/s.exec(odd.join(" ")) ?? [];
      parts.push(words === "" ? span(odd.join(" ")) : span(words) + mark);
    }
    odd = [];
  };
  for (const word of withoutBars(bounded(text, longest)).split(" ")) {
    if (word === "")
      continue;
    const first = parts.length === 0 && odd.length === 0;
    if (isPlain(word) && !(first && listNumber.test(word))) {
      close();
      parts.push(word);
    } else {
      odd.push(word);
    }
  }
  close();
  return parts.length === 0 ? "-" : parts.join(" ");
};
var row = (cells) => `| ${cells.join(" | ")} |`;
var table = (head, rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
var encoder = new TextEncoder();
var withinBytes = (parts, bytes) => {
  const kept = [];
  let used = 0;
  for (const part of parts) {
    used += encoder.encode(part).length;
    if (used > bytes) {
      kept.push("\n**The summary is cut here: it would grow too large. The other reports hold everything.**\n");
      break;
    }
    kept.push(part);
  }
  return kept.join("");
};

export {
  code,
  prose,
  table,
  withinBytes
};
