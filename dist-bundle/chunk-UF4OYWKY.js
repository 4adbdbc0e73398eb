import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  byText,
  inPieces,
  inReportOrder,
  isOpen,
  rank,
  sortedAssessments,
  sortedCoverage
} from "./chunk-J4YA6DRJ.js";
import {
  shellWord,
  visible
} from "./chunk-FGEKAZCG.js";
import {
  severities,
  severityRank
} from "./chunk-IG6WYD4U.js";

// ../../work/wt/exports/dist/reports/layout.js
import { styleText } from "node:util";

// ../../work/wt/exports/node_modules/ansi-regex/index.js
var ST = String.raw`(?:\u001B\u005C|\u009C)`;
var stringControls = String.raw`\u0018\u001A\u001B\u0080-\u009F`;
var osc = String.raw`(?:\u001B\]|\u009D)[^\u0007${stringControls}]*(?:\u0007|${ST})`;
var controlString = String.raw`(?:\u001B[PX^_k]|[\u0090\u0098\u009E\u009F])[^${stringControls}]*${ST}`;
var linuxPalette = String.raw`\u001B\](?:P[\dA-Fa-f]{7}|R)(?:\u0007|${ST})?`;
var csi = String.raw`(?:\u001B\[|\u009B)[\u0030-\u003F]*[\u0020-\u002F]*[\u0040-\u007E]`;
var escape = String.raw`\u001B(?:[\u0020-\u002F]+[\u0030-\u007E]|[\dA-PR-TZcf-oq-uy=><~|}])`;
var pattern = `${linuxPalette}|${osc}|${controlString}|${csi}|${escape}`;
function ansiRegex({ onlyFirst = false } = {}) {
  return new RegExp(pattern, onlyFirst ? void 0 : "g");
}

// ../../work/wt/exports/node_modules/strip-ansi/index.js
var regex = ansiRegex();
function stripAnsi(string) {
  if (typeof string !== "string") {
    throw new TypeError(`Expected a \`string\`, got \`${typeof string}\``);
  }
  if (!string.includes("\x1B") && !string.includes("\x9B")) {
    return string;
  }
  return string.replace(regex, "");
}

// ../../work/wt/exports/node_modules/get-east-asian-width/lookup-data.js
var ambiguousMinimalCodePoint = 161;
var ambiguousMaximumCodePoint = 1114109;
var ambiguousRanges = [161, 161, 164, 164, 167, 168, 170, 170, 173, 174, 176, 180, 182, 186, 188, 191, 198, 198, 208, 208, 215, 216, 222, 225, 230, 230, 232, 234, 236, 237, 240, 240, 242, 243, 247, 250, 252, 252, 254, 254, 257, 257, 273, 273, 275, 275, 283, 283, 294, 295, 299, 299, 305, 307, 312, 312, 319, 322, 324, 324, 328, 331, 333, 333, 338, 339, 358, 359, 363, 363, 462, 462, 464, 464, 466, 466, 468, 468, 470, 470, 472, 472, 474, 474, 476, 476, 593, 593, 609, 609, 708, 708, 711, 711, 713, 715, 717, 717, 720, 720, 728, 731, 733, 733, 735, 735, 768, 879, 913, 929, 931, 937, 945, 961, 963, 969, 1025, 1025, 1040, 1103, 1105, 1105, 8208, 8208, 8211, 8214, 8216, 8217, 8220, 8221, 8224, 8226, 8228, 8231, 8240, 8240, 8242, 8243, 8245, 8245, 8251, 8251, 8254, 8254, 8308, 8308, 8319, 8319, 8321, 8324, 8364, 8364, 8451, 8451, 8453, 8453, 8457, 8457, 8467, 8467, 8470, 8470, 8481, 8482, 8486, 8486, 8491, 8491, 8531, 8532, 8539, 8542, 8544, 8555, 8560, 8569, 8585, 8585, 8592, 8601, 8632, 8633, 8658, 8658, 8660, 8660, 8679, 8679, 8704, 8704, 8706, 8707, 8711, 8712, 8715, 8715, 8719, 8719, 8721, 8721, 8725, 8725, 8730, 8730, 8733, 8736, 8739, 8739, 8741, 8741, 8743, 8748, 8750, 8750, 8756, 8759, 8764, 8765, 8776, 8776, 8780, 8780, 8786, 8786, 8800, 8801, 8804, 8807, 8810, 8811, 8814, 8815, 8834, 8835, 8838, 8839, 8853, 8853, 8857, 8857, 8869, 8869, 8895, 8895, 8978, 8978, 9312, 9449, 9451, 9547, 9552, 9587, 9600, 9615, 9618, 9621, 9632, 9633, 9635, 9641, 9650, 9651, 9654, 9655, 9660, 9661, 9664, 9665, 9670, 9672, 9675, 9675, 9678, 9681, 9698, 9701, 9711, 9711, 9733, 9734, 9737, 9737, 9742, 9743, 9756, 9756, 9758, 9758, 9792, 9792, 9794, 9794, 9824, 9825, 9827, 9829, 9831, 9834, 9836, 9837, 9839, 9839, 9886, 9887, 9919, 9919, 9926, 9933, 9935, 9939, 9941, 9953, 9955, 9955, 9960, 9961, 9963, 9969, 9972, 9972, 9974, 9977, 9979, 9980, 9982, 9983, 10045, 10045, 10102, 10111, 11094, 11097, 12872, 12879, 57344, 63743, 65024, 65039, 65533, 65533, 127232, 127242, 127248, 127277, 127280, 127337, 127344, 127373, 127375, 127376, 127387, 127404, 917760, 917999, 983040, 1048573, 1048576, 1114109];
var fullwidthMinimalCodePoint = 12288;
var fullwidthMaximumCodePoint = 65510;
var fullwidthRanges = [12288, 12288, 65281, 65376, 65504, 65510];
var wideMinimalCodePoint = 4352;
var wideMaximumCodePoint = 262141;
var wideRanges = [4352, 4447, 8986, 8987, 9001, 9002, 9193, 9196, 9200, 9200, 9203, 9203, 9725, 9726, 9748, 9749, 9776, 9783, 9800, 9811, 9855, 9855, 9866, 9871, 9875, 9875, 9889, 9889, 9898, 9899, 9917, 9918, 9924, 9925, 9934, 9934, 9940, 9940, 9962, 9962, 9970, 9971, 9973, 9973, 9978, 9978, 9981, 9981, 9989, 9989, 9994, 9995, 10024, 10024, 10060, 10060, 10062, 10062, 10067, 10069, 10071, 10071, 10133, 10135, 10160, 10160, 10175, 10175, 11035, 11036, 11088, 11088, 11093, 11093, 11904, 11929, 11931, 12019, 12032, 12245, 12272, 12287, 12289, 12350, 12353, 12438, 12441, 12543, 12549, 12591, 12593, 12686, 12688, 12773, 12783, 12830, 12832, 12871, 12880, 42124, 42128, 42182, 43360, 43388, 44032, 55203, 63744, 64255, 65040, 65049, 65072, 65106, 65108, 65126, 65128, 65131, 94176, 94180, 94192, 94198, 94208, 101594, 101631, 101664, 101760, 101874, 101888, 102801, 102816, 102866, 110576, 110579, 110581, 110587, 110589, 110590, 110592, 110888, 110898, 110898, 110928, 110930, 110933, 110933, 110948, 110952, 110960, 111355, 119552, 119638, 119648, 119670, 126980, 126980, 127183, 127183, 127374, 127374, 127377, 127386, 127406, 127406, 127488, 127490, 127504, 127547, 127552, 127560, 127568, 127569, 127584, 127589, 127744, 127776, 127789, 127797, 127799, 127868, 127870, 127891, 127904, 127946, 127951, 127955, 127968, 127984, 127988, 127988, 127992, 128062, 128064, 128064, 128066, 128252, 128255, 128317, 128331, 128334, 128336, 128359, 128378, 128378, 128405, 128406, 128420, 128420, 128507, 128591, 128640, 128709, 128716, 128716, 128720, 128722, 128725, 128729, 128732, 128735, 128747, 128748, 128756, 128764, 128986, 128986, 128992, 129003, 129008, 129008, 129292, 129338, 129340, 129349, 129351, 129535, 129648, 129660, 129664, 129734, 129736, 129736, 129740, 129757, 129759, 129771, 129775, 129786, 131072, 196605, 196608, 262141];

// ../../work/wt/exports/node_modules/get-east-asian-width/utilities.js
var isInRange = (ranges, codePoint) => {
  let low = 0;
  let high = Math.floor(ranges.length / 2) - 1;
  while (low <= high) {
    const mid = Math.floor((low + high) / 2);
    const i = mid * 2;
    if (codePoint < ranges[i]) {
      high = mid - 1;
    } else if (codePoint > ranges[i + 1]) {
      low = mid + 1;
    } else {
      return true;
    }
  }
  return false;
};

// ../../work/wt/exports/node_modules/get-east-asian-width/lookup.js
var commonCjkCodePoint = 19968;
var [wideFastPathStart, wideFastPathEnd] = /* @__PURE__ */ findWideFastPathRange(wideRanges);
function findWideFastPathRange(ranges) {
  let fastPathStart = ranges[0];
  let fastPathEnd = ranges[1];
  for (let index = 0; index < ranges.length; index += 2) {
    const start = ranges[index];
    const end = ranges[index + 1];
    if (commonCjkCodePoint >= start && commonCjkCodePoint <= end) {
      return [start, end];
    }
    if (end - start > fastPathEnd - fastPathStart) {
      fastPathStart = start;
      fastPathEnd = end;
    }
  }
  return [fastPathStart, fastPathEnd];
}
var isAmbiguous = (codePoint) => {
  if (codePoint < ambiguousMinimalCodePoint || codePoint > ambiguousMaximumCodePoint) {
    return false;
  }
  return isInRange(ambiguousRanges, codePoint);
};
var isFullwidth = (codePoint) => {
  if (codePoint < fullwidthMinimalCodePoint || codePoint > fullwidthMaximumCodePoint) {
    return false;
  }
  return isInRange(fullwidthRanges, codePoint);
};
var isWide = (codePoint) => {
  if (codePoint >= wideFastPathStart && codePoint <= wideFastPathEnd) {
    return true;
  }
  if (codePoint < wideMinimalCodePoint || codePoint > wideMaximumCodePoint) {
    return false;
  }
  return isInRange(wideRanges, codePoint);
};

// ../../work/wt/exports/node_modules/get-east-asian-width/index.js
function validate(codePoint) {
  if (!Number.isSafeInteger(codePoint)) {
    throw new TypeError(`Expected a code point, got \`${typeof codePoint}\`.`);
  }
}
function eastAsianWidth(codePoint, { ambiguousAsWide = false } = {}) {
  validate(codePoint);
  if (isFullwidth(codePoint) || isWide(codePoint) || ambiguousAsWide && isAmbiguous(codePoint)) {
    return 2;
  }
  return 1;
}

// ../../work/wt/exports/node_modules/string-width/index.js
var segmenter = new Intl.Segmenter();
var nonAsciiOrControlRegex = new RegExp("[^\\u{20}-\\u{7E}]", "v");
var prependedConcatenationMarks = String.raw`\u{600}-\u{605}\u{6DD}\u{890}\u{891}\u{8E2}\u{110BD}\u{110CD}`;
var prependedConcatenationMarksRegex = new RegExp(`^[${prependedConcatenationMarks}]+`, "v");
var visibleCharacterRegex = new RegExp(String.raw`[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Enclosing_Mark}\p{Nonspacing_Mark}[\p{Format}--[${prependedConcatenationMarks}]]]`, "v");
var emojiPrefixRegex = new RegExp("^(?:\\p{RGI_Emoji}|\\p{Regional_Indicator}{1,2}|[\\d#*]\\u{FE0F})", "v");
var textPresentationEmojiRegex = new RegExp("^[\\p{Emoji_Presentation}--[\\u{10000}-\\u{10FFFF}]]\\u{FE0E}", "v");
function strayEmojiModifierCount(string, fromIndex) {
  if (fromIndex >= string.length) {
    return 0;
  }
  const modifierRegex = new RegExp("(?<![\\p{Emoji_Modifier_Base}\\u{200D}])\\p{Emoji_Modifier}", "gv");
  modifierRegex.lastIndex = fromIndex;
  let count = 0;
  while (modifierRegex.test(string)) {
    count++;
  }
  return count;
}
var emojiZwjSequenceRegex = new RegExp("\\u{200D}\\p{Extended_Pictographic}", "v");
function baseVisible(segment) {
  const index = segment.search(visibleCharacterRegex);
  return index === -1 ? void 0 : segment.slice(index);
}
function isHangul(codePoint) {
  return codePoint >= 4352 && codePoint <= 4607 || codePoint >= 43360 && codePoint <= 43388 || codePoint >= 44032 && codePoint <= 55203 || codePoint >= 55216 && codePoint <= 55238 || codePoint >= 55243 && codePoint <= 55291;
}
function visibleCodePointsWidth(visibleSegment, eastAsianWidthOptions) {
  let width = 0;
  for (const character of visibleSegment) {
    if (character === "\u200D") {
      break;
    }
    if (visibleCharacterRegex.test(character)) {
      width += eastAsianWidth(character.codePointAt(0), eastAsianWidthOptions);
    }
  }
  return width;
}
function clusterWidth(segment, eastAsianWidthOptions) {
  const firstCodePoint = segment.codePointAt(0);
  const marks = firstCodePoint === 69821 || firstCodePoint === 69837 || firstCodePoint >= 1536 && firstCodePoint <= 2303 ? prependedConcatenationMarksRegex.exec(segment) : void 0;
  if (marks) {
    const rest = segment.slice(marks[0].length);
    const restWidth = clusterWidth(rest, eastAsianWidthOptions);
    const visibleRest = baseVisible(rest);
    const isWideGlyph = restWidth >= 2 && (eastAsianWidth(visibleRest.codePointAt(0), eastAsianWidthOptions) === 2 || emojiPrefixRegex.test(visibleRest) || emojiZwjSequenceRegex.test(visibleRest));
    return isWideGlyph ? restWidth : [...marks[0]].length + restWidth;
  }
  const visibleSegment = baseVisible(segment);
  if (visibleSegment === void 0) {
    return 0;
  }
  if (isHangul(firstCodePoint)) {
    return eastAsianWidth(firstCodePoint, eastAsianWidthOptions) + strayEmojiModifierCount(segment, 1) * 2;
  }
  if (textPresentationEmojiRegex.test(visibleSegment)) {
    return 1;
  }
  const emoji = emojiPrefixRegex.exec(visibleSegment);
  if (emoji) {
    return 2 + strayEmojiModifierCount(visibleSegment, emoji[0].length) * 2;
  }
  const zwjSequence = emojiZwjSequenceRegex.exec(visibleSegment);
  return zwjSequence ? 2 + strayEmojiModifierCount(visibleSegment, zwjSequence.index + zwjSequence[0].length) * 2 : visibleCodePointsWidth(visibleSegment, eastAsianWidthOptions);
}
function unicodeWidth(string, ambiguousIsNarrow) {
  let width = 0;
  const firstNonAsciiIndex = string.search(nonAsciiOrControlRegex);
  if (firstNonAsciiIndex > 1) {
    width = firstNonAsciiIndex - 1;
    string = string.slice(width);
  }
  let suffixStart = string.length;
  while (suffixStart > 0) {
    const codePoint = string.codePointAt(suffixStart - 1);
    if (codePoint < 32 || codePoint > 126) {
      break;
    }
    suffixStart--;
  }
  if (suffixStart + 1 < string.length) {
    width += string.length - suffixStart - 1;
    string = string.slice(0, suffixStart + 1);
  }
  if (!new RegExp("[^\\u{20}-\\u{7E}\\u{4E00}-\\u{9FFF}\\u{AC00}-\\u{D7A3}]", "v").test(string)) {
    return width + string.length + string.replaceAll(new RegExp("[\\u{20}-\\u{7E}]", "gv"), "").length;
  }
  string = string.toWellFormed();
  string = string.replaceAll(new RegExp("(?<=[\\u{16D63}-\\u{16D6A}])[\\u{16D63}-\\u{16D6A}]+", "gv"), "");
  const eastAsianWidthOptions = { ambiguousAsWide: !ambiguousIsNarrow };
  for (const { segment } of segmenter.segment(string)) {
    if (segment.length === 1) {
      if (visibleCharacterRegex.test(segment)) {
        width += eastAsianWidth(segment.codePointAt(0), eastAsianWidthOptions);
      }
      continue;
    }
    width += clusterWidth(segment, eastAsianWidthOptions);
  }
  return width;
}
function stringWidth(input, options = {}) {
  if (typeof input !== "string" || input.length === 0) {
    return 0;
  }
  const {
    ambiguousIsNarrow = true,
    countAnsiEscapeCodes = false
  } = options;
  let string = input;
  if (!countAnsiEscapeCodes && (string.includes("\x1B") || string.includes("\x9B"))) {
    string = stripAnsi(string);
  }
  return nonAsciiOrControlRegex.test(string) ? unicodeWidth(string, ambiguousIsNarrow) : string.length;
}

// ../../work/wt/exports/dist/reports/layout.js
var ellipsis = "\u2026";
var graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
var unitsPerColumn = 10;
var taken = (characters, width) => {
  const kept = [];
  let left2 = width;
  for (const character of characters) {
    left2 -= stringWidth(character);
    if (left2 < 0)
      break;
    kept.push(character);
  }
  return kept;
};
var split = (text) => Array.from(graphemes.segment(text), ({ segment }) => segment);
var columns = (text) => stringWidth(text);
var shorten = (text, width) => {
  const shown = visible(text);
  const limit = width * unitsPerColumn;
  if (shown.length <= limit && stringWidth(shown) <= width)
    return shown;
  const head = taken(split(shown.slice(0, limit)), Math.floor((width - 1) / 2)).join("");
  const tail = taken(split(shown.slice(-limit)).reverse(), width - 1 - stringWidth(head)).reverse().join("");
  return `${head}${ellipsis}${tail}`.toWellFormed();
};
var left = (text, width) => {
  const shown = shorten(text, width);
  return shown + " ".repeat(width - stringWidth(shown));
};
var right = (text, width) => {
  const shown = shorten(text, width);
  return " ".repeat(width - stringWidth(shown)) + shown;
};
var wrap = (text, width, longestWord = width) => {
  const lines = [];
  let line = "";
  let used = 0;
  for (const word of visible(text).split(" ")) {
    if (word === "")
      continue;
    const shown = shorten(word, longestWord);
    const size = stringWidth(shown);
    if (used > 0 && used + 1 + size > width) {
      lines.push(line);
      line = shown;
      used = size;
    } else {
      line = used === 0 ? shown : `${line} ${shown}`;
      used += used === 0 ? size : size + 1;
    }
  }
  if (used > 0)
    lines.push(line);
  return lines;
};
var hanging = (lead, text, width, longestWord) => {
  const shown = visible(lead);
  const indent = stringWidth(shown);
  const room = Math.max(width - indent, 20);
  const lines = wrap(text, room, longestWord ?? room);
  if (lines.length === 0)
    return [shown];
  return lines.map((line, index) => (index === 0 ? shown : " ".repeat(indent)) + line);
};
var layoutWidth = (width) => Math.min(Math.max(Math.floor(width), 60), 160);
var painter = (colour) => colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
var counted = (count, one, many = `${one}s`) => `${grouped(count)} ${count === 1 ? one : many}`;
var grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

// ../../work/wt/exports/dist/reports/terminal.js
var listedIdentities = 10;
var listedFindings = 5;
var listedGaps = 10;
var severityStyle = {
  critical: "magenta",
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "dim"
};
var standingLabel = {
  standing: "standing",
  "short-lived credential on a standing grant": "standing, short-lived",
  "time-bound": "time-bound",
  eligible: "eligible",
  "task-scoped": "task-scoped",
  none: "none",
  unknown: "unknown"
};
var percent = (share) => share > 0 && share < 0.05 ? "<0.1" : share.toFixed(1);
var tally = (names, order) => {
  const counts = /* @__PURE__ */ new Map();
  for (const name of names)
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const keys = order?.filter((key) => counts.has(key)) ?? [...counts.keys()].sort(byText);
  return keys.map((key) => `${key} ${grouped(counts.get(key))}`).join(", ");
};
var mostSevereFirst = severities.toReversed();
var displayName = ({ identity }) => identity.name === "" ? identity.id : identity.name;
var note = ({ width, paint }, indent, text) => hanging(indent, text, width).map((line) => paint("dim", line));
var findingsLine = ({ ranking: { findings } }) => {
  const open = findings.filter(isOpen);
  if (findings.length === 0)
    return "none";
  const parts = [
    open.length === 0 ? "none open" : `${grouped(open.length)} open: ${tally(open.map(({ severity }) => severity), mostSevereFirst)}`
  ];
  const accepted = findings.length - open.length;
  if (accepted > 0)
    parts.push(`${grouped(accepted)} accepted by an exception`);
  const expired = findings.filter(({ status }) => status === "expired-exception").length;
  if (expired > 0)
    parts.push(`${grouped(expired)} of the open ones with an expired exception`);
  return parts.join("; ");
};
var standingLine = ({ result: { standings } }) => {
  const count = (wanted) => standings.filter((standing) => standing === wanted).length;
  const privileged = standings.length - count("none");
  if (privileged === 0)
    return "no identity has a grant in force";
  const lasting = count("standing");
  const shortLived = count("short-lived credential on a standing grant");
  const share = percent(100 * (lasting + shortLived) / privileged);
  const unknown = count("unknown");
  return `${grouped(lasting + shortLived)} of ${counted(privileged, "identity", "identities")} with privileges (${share}%): ${grouped(lasting)} with a lasting credential, ${grouped(shortLived)} behind a short-lived one` + (unknown === 0 ? "" : `; ${grouped(unknown)} more cannot be told`);
};
var worstLine = ({ top }) => top === void 0 || top.radius.score === 0 ? "no identity reaches anything" : `${shorten(displayName(top), 60)}: ${percent(top.radius.score)}% of the estate falls if it leaks`;
var scopesLine = ({ result: { estate } }) => {
  const environments = tally(estate.scopes.map(({ environment }) => environment));
  return `${grouped(estate.scopes.length)}: ${tally(estate.scopes.map(({ kind }) => kind))} (environment: ${environments})`;
};
var identitiesLine = ({ result: { estate } }) => `${grouped(estate.identities.length)}: ${tally(estate.identities.map(({ nature }) => nature.is))}`;
var summary = [
  { label: "Scopes", text: scopesLine },
  { label: "Identities", text: identitiesLine },
  { label: "Findings", text: findingsLine },
  { label: "Standing", text: standingLine },
  { label: "Worst", text: worstLine }
];
function* summaryLines(page) {
  const { tool, estate } = page.result;
  yield page.paint("bold", shorten(`${tool.name} ${tool.version}`, page.width));
  yield page.paint("dim", shorten(`facts of ${estate.collectedAt}`, page.width));
  yield "";
  for (const { label, text } of summary)
    yield* hanging(label.padEnd(12), text(page) || "none", page.width);
}
var adminCell = (page, { admin, adminIf }, width) => {
  const conditional = adminIf.length === 0 ? "" : `${grouped(adminIf.length)} if`;
  if (admin.length === 0)
    return conditional === "" ? "-" : conditional;
  const more = admin.length === 1 ? "" : ` +${grouped(admin.length - 1)}`;
  const rest = `${more}${conditional === "" ? "" : `, ${conditional}`}`;
  const { name, id } = page.result.estate.scopes[admin[0]];
  return `${shorten(name === "" ? id : name, Math.max(width - rest.length, 3))}${rest}`;
};
var gap = "  ";
var columnWidths = { rank: 4, blast: 6, standing: 21, admin: 14, hops: 4 };
var fixedWidth = Object.values(columnWidths).reduce((sum, width) => sum + width + gap.length, 0);
function* rankedLines(page) {
  const { result, ranking, width, paint } = page;
  const nameWidth = Math.max(width - fixedWidth, 8);
  const standingWidth = columnWidths.standing - Math.max(8 - (width - fixedWidth), 0);
  const row = (cells) => [
    right(cells.rank, columnWidths.rank),
    right(cells.blast, columnWidths.blast),
    left(cells.name, nameWidth),
    left(cells.standing, standingWidth),
    left(cells.admin, columnWidths.admin),
    right(cells.hops, columnWidths.hops)
  ].join(gap);
  yield "";
  yield paint("bold", "By blast radius: the share of the estate that falls");
  yield paint("dim", row({
    rank: "#",
    blast: "Blast",
    name: "Identity",
    standing: "Standing",
    admin: "Admin of",
    hops: "Hops"
  }));
  const indent = " ".repeat(columnWidths.rank + columnWidths.blast + 2 * gap.length);
  let conditional = false;
  let listed = 0;
  for (const ranked of ranking.identities()) {
    if (listed === page.listed)
      break;
    if (ranked.radius.score === 0 && ranked.worst === void 0)
      continue;
    listed++;
    conditional ||= ranked.radius.adminIf.length > 0;
    yield row({
      rank: String(ranked.rank),
      blast: `${percent(ranked.radius.score)}%`,
      name: displayName(ranked),
      standing: standingLabel[ranked.standing],
      admin: adminCell(page, ranked.radius, columnWidths.admin),
      hops: String(ranked.radius.hops)
    });
    const { kind, scope } = ranked.identity;
    const home = `${shorten(kind, 20)} in ${shorten(page.scopeNames.get(scope) || scope, 20)}: `;
    const { worst, open } = ranked;
    const room = width - indent.length;
    if (worst === void 0) {
      yield indent + paint("dim", shorten(`${home}no open finding`, room));
      continue;
    }
    const more = open.length === 1 ? "" : ` +${grouped(open.length - 1)}`;
    const place = shorten(home, Math.max(room - worst.severity.length - columns(worst.rule) - more.length - 1, 12));
    const rule = shorten(worst.rule, Math.max(room - columns(place) - worst.severity.length - more.length - 1, 8));
    yield `${indent}${paint("dim", place)}${paint(severityStyle[worst.severity], worst.severity)} ${rule}${more}`;
  }
  const rest = result.estate.identities.length - listed;
  if (listed === 0)
    yield `${gap}None reaches anything, and none has an open finding.`;
  else if (rest > 0) {
    yield* note(page, indent, `${counted(rest, "more identity", "more identities")} in identities.csv and report.json`);
  }
  if (conditional)
    yield* note(page, indent, '"if": when an assumption holds that the facts do not show');
}
var worstByRule = (findings) => [...Map.groupBy(findings.filter(isOpen), ({ rule }) => rule).values()].map((same) => inReportOrder(same).toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))).sort(([a], [b]) => severityRank(b.severity) - severityRank(a.severity) || b.blastRadius - a.blastRadius || byText(a.rule, b.rule));
function* findingLines(page) {
  const { result, ranking, width, paint } = page;
  const groups = worstByRule(ranking.findings);
  if (groups.length === 0)
    return;
  const names = /* @__PURE__ */ new Map();
  const wanted = new Set(groups.slice(0, listedFindings).map(([worst]) => worst.identity));
  for (const { id, name } of result.estate.identities)
    if (wanted.has(id))
      names.set(id, name === "" ? id : name);
  yield "";
  yield paint("bold", "What to end first");
  for (const same of groups.slice(0, listedFindings)) {
    const worst = same[0];
    const severity = left(worst.severity, 8);
    const name = shorten(names.get(worst.identity) ?? worst.identity, 40);
    const [first, ...further] = hanging(`${gap}${severity}${gap}`, `${name} (${percent(worst.blastRadius)}%): ${shorten(worst.title, 400)}`, width);
    yield `${gap}${paint(severityStyle[worst.severity], severity)}${first.slice(gap.length + severity.length)}`;
    yield* further;
    const indent = " ".repeat(gap.length + severity.length + gap.length);
    yield* hanging(`${indent}Fix: `, shorten(worst.fix.split("\n", 1)[0], 600), width);
    const others = same.length === 1 ? "" : `, and ${counted(same.length - 1, "more finding")} of this rule`;
    yield* note(page, indent, `${worst.rule}, confidence ${worst.confidence}${others}`);
  }
  const rest = groups.slice(listedFindings);
  if (rest.length > 0) {
    const count = rest.reduce((sum, same) => sum + same.length, 0);
    const left2 = `${counted(count, "finding")} of ${counted(rest.length, "more rule")}`;
    yield* note(page, gap, `${left2} in findings.csv and report.json`);
  }
}
function* gapLines(page, gaps, style) {
  const groups = [
    ...Map.groupBy(gaps, ({ status, what, why }) => JSON.stringify([status, what, why])).values()
  ];
  for (const same of groups.slice(0, listedGaps)) {
    const { status, what, why, scope } = same[0];
    const place = same.length === 1 ? scope === "*" ? "a scope that is not known" : scope : counted(same.length, "scope");
    const lead = `${gap}${left(status, 12)}${gap}`;
    const [first, ...further] = hanging(lead, `${shorten(what, 60)} in ${shorten(place, 40)}: ${shorten(why, 300)}`, page.width);
    yield page.paint(style, lead) + first.slice(lead.length);
    yield* further;
  }
  const rest = groups.slice(listedGaps).reduce((sum, same) => sum + same.length, 0);
  if (rest > 0)
    yield* note(page, gap, `${grouped(rest)} more in coverage.csv and report.json`);
}
var exceptionStyle = /* @__PURE__ */ new Map([
  ["invalid", "red"],
  ["expired", "red"],
  ["review-overdue", "red"],
  ["rotation-overdue", "red"],
  ["expires-soon", "yellow"],
  ["unmatched", "yellow"]
]);
function* exceptionLines(page) {
  const { exceptions } = page.result;
  if (exceptions === void 0 || exceptions.length === 0)
    return;
  yield "";
  yield page.paint("bold", "Exceptions: what was accepted, by whom, until when");
  yield* hanging("Entries".padEnd(12), `${grouped(exceptions.length)}: ${tally(exceptions.map(({ status }) => status), [...exceptionStyle.keys(), "valid"])}`, page.width);
  const told = [...exceptionStyle].flatMap(([wanted, style]) => exceptions.filter(({ status }) => status === wanted).map((judged) => ({ judged, style })));
  for (const { judged, style } of told.slice(0, listedGaps)) {
    const lead = `${gap}${left(judged.status, 16)}${gap}`;
    const { file, line } = judged.location;
    const [first, ...further] = hanging(lead, `${shorten(judged.id, 64)} (${shorten(file, 40)}:${line}): ${shorten(judged.problems.join("; "), 300)}`, page.width);
    yield page.paint(style, lead) + first.slice(lead.length);
    yield* further;
  }
  const rest = told.length - listedGaps;
  if (rest > 0)
    yield* note(page, gap, `${grouped(rest)} more in exceptions.csv and report.json`);
}
function* coverageLines(page) {
  const { result, width, paint } = page;
  const gaps = sortedCoverage(result.coverage).filter(({ status }) => status !== "complete");
  const unjudged = sortedAssessments(result.assessments).filter(({ status }) => status !== "assessed");
  const complete = result.coverage.length - gaps.length;
  yield "";
  yield paint("bold", "Coverage: what this report could see");
  yield* hanging("Sources".padEnd(12), `${grouped(complete)} of ${grouped(result.coverage.length)} complete${gaps.length === 0 ? "" : `; ${tally(gaps.map(({ status }) => status))}`}`, width);
  yield* gapLines(page, gaps.map(({ status, connector, source, detail, scope }) => ({
    status,
    what: `${connector} ${source}`,
    why: detail,
    scope
  })), "yellow");
  yield* hanging("Rules".padEnd(12), unjudged.length === 0 ? `all judged in every scope (${grouped(result.assessments.length)} rule and scope pairs)` : `${grouped(result.assessments.length - unjudged.length)} of ${grouped(result.assessments.length)} rule and scope pairs judged; ${tally(unjudged.map(({ status }) => status))}`, width);
  yield* gapLines(page, unjudged.map(({ status, rule, reason, scope }) => ({ status, what: rule, why: reason, scope })), "yellow");
}
function* nextLines({ top, paint, sourceArguments }) {
  if (top === void 0)
    return;
  const words = [top.identity.id, ...sourceArguments].map(shellWord);
  yield "";
  yield paint("bold", "Next: who can become it, its paths, and how to end them");
  yield `${gap}nhi-audit explain ${words.every((word) => word !== void 0) ? words.join(" ") : "<identity>"}`;
}
function* terminalText(result, options) {
  const ranking = rank(result);
  const [top] = ranking.identities();
  const page = {
    result,
    ranking,
    width: layoutWidth(options.width),
    paint: painter(options.colour),
    scopeNames: new Map(result.estate.scopes.map(({ id, name }) => [id, name])),
    top,
    listed: options.top ?? listedIdentities,
    sourceArguments: options.sourceArguments ?? []
  };
  for (const section of [summaryLines, rankedLines, findingLines, exceptionLines, coverageLines, nextLines]) {
    for (const line of section(page))
      yield `${line.trimEnd()}
`;
  }
}
var terminalFormat = {
  id: "terminal",
  title: "the summary, for people",
  files: (result, options) => [{ name: "report.txt", text: inPieces(() => terminalText(result, options)) }]
};

export {
  columns,
  shorten,
  left,
  hanging,
  layoutWidth,
  painter,
  counted,
  grouped,
  severityStyle,
  percent,
  exceptionStyle,
  terminalFormat
};
