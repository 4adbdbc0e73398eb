import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/reports/inert-text.js
var plain = /^[\x20-\x7e]*$/;
var unseen = new RegExp("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|^\\p{M}|(?<=\\p{M}{4})\\p{M}", "gu");
var shortEscapes = { "\n": "\\n", "\r": "\\r", "	": "\\t" };
var escaped = (character) => {
  let text = "";
  for (let at = 0; at < character.length; at++) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }
  return text;
};
var runnerCommand = /^(\s*):(?=:[A-Za-z])|##\[/g;
var visible = (text) => {
  const shown = plain.test(text) ? text : text.replace(unseen, (character) => shortEscapes[character] ?? escaped(character));
  if (!shown.includes("::") && !shown.includes("##["))
    return shown;
  return shown.replace(runnerCommand, (_, blanks) => blanks === void 0 ? `##${escaped("[")}` : `${blanks}${escaped(":")}`);
};
var ellipsis = "\u2026";
var bounded = (text, longest) => {
  const near = text.length <= 4 * longest ? text : `${text.slice(0, longest)}${ellipsis}${text.slice(-longest)}`;
  const shown = visible(near);
  if (shown.length <= longest)
    return shown;
  const head = Math.ceil((longest - 1) / 2);
  const tail = longest - 1 - head;
  return visible(`${shown.slice(0, head)}${ellipsis}${tail === 0 ? "" : shown.slice(-tail)}`);
};
var blank = /^[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;
var formulaStart = /* @__PURE__ */ new Set(["=", "+", "-", "@", "|", "%", "\u2212"]);
var ordinaryStart = /^[\w.:/("]/;
var controlStart = /* @__PURE__ */ new Set(["	", "\r", "\n", "\0"]);
var startsFormula = (text) => {
  if (ordinaryStart.test(text))
    return false;
  if (controlStart.has(text.charAt(0)))
    return true;
  const first = text.replace(blank, "").slice(0, 1).normalize("NFKC");
  return formulaStart.has(first.charAt(0));
};
var cellText = (text) => startsFormula(text) ? `'${visible(text)}` : visible(text);
var unseenInJson = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
var jsonText = (value) => {
  const text = JSON.stringify(value).replaceAll("##[", `##${escaped("[")}`);
  return plain.test(text) ? text : text.replace(unseenInJson, escaped);
};
var shellSafe = /^[\w@%+=:,./-]+$/;
var shellWord = (text) => {
  if (visible(text) !== text)
    return void 0;
  return shellSafe.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", "'\\''")}'`;
};

export {
  visible,
  bounded,
  startsFormula,
  cellText,
  jsonText,
  shellWord
};
