import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  exceptionsDocument,
  parseExceptions
} from "./chunk-QF24COFW.js";
import "./chunk-VTBPK5YF.js";
import {
  require_dist
} from "./chunk-KH23F534.js";
import "./chunk-LOM54WWJ.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/add-exception.js
var import_yaml = __toESM(require_dist(), 1);
var head = " Accepted risks, each with an owner, an approver and an end: docs/exceptions.md of nhi-audit.";
var quoteWhatIsNoText = (node) => {
  (0, import_yaml.visit)(node, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value !== "string")
        return;
      const read = (0, import_yaml.parseDocument)(scalar.value);
      const plain = read.errors.length === 0 && (0, import_yaml.isScalar)(read.contents) && typeof read.contents.value === "string";
      if (!plain && !scalar.value.includes("\n"))
        scalar.type = import_yaml.Scalar.QUOTE_DOUBLE;
    },
    Seq: (_, seq) => {
      seq.flow = false;
    }
  });
  for (const key of ["reviewEveryDays", "rotateEveryDays"]) {
    const value = node.get(key, true);
    if ((0, import_yaml.isScalar)(value))
      value.type = import_yaml.Scalar.PLAIN;
  }
};
var listOf = (document) => {
  if (!(0, import_yaml.isMap)(document.contents)) {
    document.contents = new import_yaml.YAMLMap();
    document.set("version", document.createNode("1"));
  }
  const list = document.get("exceptions", true);
  if ((0, import_yaml.isSeq)(list)) {
    if (list.items.length === 0)
      list.flow = false;
    return list;
  }
  const made = new import_yaml.YAMLSeq();
  document.set("exceptions", made);
  return made;
};
var withoutPlace = ({ location: _, ...entry }) => entry;
var entryNode = (document, requested) => {
  const node = document.createNode(JSON.parse(JSON.stringify(requested), (_, value) => typeof value === "number" ? String(value) : value));
  quoteWhatIsNoText(node);
  return node;
};
var putIn = (text, name, requested) => {
  const { document, lines } = exceptionsDocument(text, name);
  const list = (0, import_yaml.isMap)(document.contents) ? document.contents.get("exceptions", true) : void 0;
  const last = (0, import_yaml.isSeq)(list) && list.flow !== true ? list.items.at(-1) : void 0;
  if (!(0, import_yaml.isSeq)(list) || last?.range == null || list.range == null)
    return void 0;
  const made = new import_yaml.Document(void 0, { schema: "failsafe" });
  made.contents = new import_yaml.YAMLSeq();
  made.contents.add(entryNode(made, requested));
  const indent = " ".repeat(lines.linePos(list.range[0]).col - 1);
  const added = made.toString({ lineWidth: 0 }).trimEnd().replaceAll(/^(?=.)/gm, indent);
  const content = text.slice(0, last.range[1]).trimEnd().length;
  const newline = text.indexOf("\n", content);
  const end = newline < 0 ? text.length : newline + 1;
  return `${text.slice(0, end)}${newline < 0 ? "\n" : ""}
${added}
${text.slice(end)}`;
};
var writeAnew = (text, name, requested) => {
  const { document } = exceptionsDocument(text ?? "", name);
  if (text === void 0)
    document.commentBefore = head;
  const list = listOf(document);
  const node = entryNode(document, requested);
  if (list.items.length > 0)
    node.spaceBefore = true;
  list.add(node);
  return document.toString({ lineWidth: 0 });
};
var withException = (text, name, requested, ruleIds) => {
  const before = text === void 0 ? [] : parseExceptions(text, name, ruleIds);
  const windows = text?.includes("\r\n") === true;
  const lines = windows ? text.replaceAll("\r\n", "\n") : text;
  const drafts = [() => lines === void 0 ? void 0 : putIn(lines, name, requested)];
  drafts.push(() => writeAnew(lines, name, requested));
  for (const draft of drafts) {
    const drafted = draft();
    if (drafted === void 0)
      continue;
    const made = windows ? drafted.replaceAll("\n", "\r\n") : drafted;
    const entries = parseExceptions(made, name, ruleIds);
    const [kept, added] = [entries.slice(0, -1), entries.at(-1)];
    if (added === void 0 || entries.length !== before.length + 1)
      continue;
    if (added.exception === void 0) {
      throw new InputError(`The exception is not valid: ${added.problems.join("; ")}`, "the command line", "Nothing was written. docs/exceptions.md says what an exception needs.");
    }
    if (JSON.stringify(kept.map(withoutPlace)) === JSON.stringify(before.map(withoutPlace))) {
      return { text: made, entries };
    }
  }
  throw new InputError("The file cannot be added to without changing what is there", name, "Nothing was written. Write the entry by hand at the end of the file.");
};
export {
  withException
};
