import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  computed,
  isComputed
} from "./chunk-MACMJQYR.js";
import {
  require_dist
} from "./chunk-KH23F534.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/plan/cloudformation/template.js
var import_yaml = __toESM(require_dist(), 1);
var remedy = "Give the template itself: YAML or JSON with a `Resources` section.";
var mostAliases = 1e3;
var deepest = 200;
var isJson = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var longForm = (tag, value) => {
  const name = tag.slice(1);
  if (name === "Ref" || name === "Condition")
    return { [name]: value };
  if (name === "GetAtt" && typeof value === "string") {
    const dot = value.indexOf(".");
    return { "Fn::GetAtt": dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
};
var plain = (document, file) => {
  let aliases = 0;
  const refuse = (says) => {
    throw new InputError(says, file, remedy);
  };
  const convert = (node, depth) => {
    if (depth > deepest)
      return refuse(`the template is nested deeper than ${deepest} levels`);
    if ((0, import_yaml.isAlias)(node)) {
      aliases += 1;
      if (aliases > mostAliases)
        return refuse(`the template has more than ${mostAliases} aliases`);
      return convert(node.resolve(document), depth + 1);
    }
    const bare = () => {
      if ((0, import_yaml.isScalar)(node))
        return typeof node.value === "number" && /^0\d/.test(node.source ?? "") ? node.source : node.value;
      if ((0, import_yaml.isSeq)(node))
        return node.items.map((item) => convert(item, depth + 1));
      if (!(0, import_yaml.isMap)(node))
        return null;
      const object = /* @__PURE__ */ Object.create(null);
      for (const { key, value } of node.items) {
        const name = (0, import_yaml.isScalar)(key) ? String(key.value) : void 0;
        if (name !== void 0)
          object[name] = convert(value, depth + 1);
      }
      return object;
    };
    const tag = node?.tag;
    return tag?.startsWith("!") === true && !tag.startsWith("!!") ? longForm(tag, bare()) : bare();
  };
  return convert(document.contents, 0);
};
var section = (template, name, file) => {
  const value = template[name];
  if (value === void 0 || value === null)
    return {};
  if (!isJson(value))
    throw new InputError(`\`${name}\` is no mapping`, file, remedy);
  return value;
};
var readTemplate = (text2, file) => {
  const counter = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(text2, { lineCounter: counter, logLevel: "silent", uniqueKeys: true });
  const [error] = document.errors;
  if (error !== void 0) {
    const line = error.linePos?.[0].line ?? 1;
    throw new InputError(`the template is no YAML: ${error.message.split("\n")[0].slice(0, 160)}`, `${file}, line ${line}`, remedy);
  }
  const template = plain(document, file);
  if (!isJson(template) || !isJson(template.Resources)) {
    throw new InputError("the template has no `Resources`", file, remedy);
  }
  const lines = /* @__PURE__ */ new Map();
  const top = (0, import_yaml.isMap)(document.contents) ? document.contents.get("Resources", true) : void 0;
  for (const pair of (0, import_yaml.isMap)(top) ? top.items : []) {
    if ((0, import_yaml.isPair)(pair) && (0, import_yaml.isScalar)(pair.key))
      lines.set(String(pair.key.value), counter.linePos(pair.key.range?.[0] ?? 0).line);
  }
  const resources = Object.entries(template.Resources).map(([id, value]) => {
    if (id.startsWith("Fn::"))
      return [id, { Type: id, Body: value }];
    if (!isJson(value) || typeof value.Type !== "string") {
      throw new InputError(`the resource ${id} has no \`Type\``, `${file}, line ${lines.get(id) ?? 1}`, remedy);
    }
    return [id, value];
  });
  const transform = template.Transform;
  const entries = (name) => Object.fromEntries(Object.entries(section(template, name, file)).filter((entry) => isJson(entry[1])));
  return {
    parameters: entries("Parameters"),
    mappings: section(template, "Mappings", file),
    conditions: section(template, "Conditions", file),
    resources: Object.fromEntries(resources),
    transforms: (Array.isArray(transform) ? transform : transform == null ? [] : [transform]).map((each) => typeof each === "string" ? each : "AWS::Include"),
    outputs: entries("Outputs"),
    globals: section(template, "Globals", file),
    lineOf: (id) => lines.get(id) ?? 1
  };
};

// ../../work/wt/exports/dist/src/plan/cloudformation/either.js
var mark = /* @__PURE__ */ Symbol("either");
var most = 32;
var isEither = (value) => typeof value === "object" && value !== null && mark in value;
var eitherOf = (values) => {
  const flat = values.flatMap((value) => isEither(value) ? value.either : [value]);
  const distinct = [...new Map(flat.map((value) => [JSON.stringify(value) ?? "", value])).values()];
  return distinct.length === 1 ? distinct[0] : { either: distinct, [mark]: true };
};
var product = (parts) => {
  let ways = [[]];
  for (const part of parts) {
    const own = alternatives(part);
    if (own === void 0 || own.length * ways.length > most)
      return void 0;
    ways = ways.flatMap((way) => own.map((each) => [...way, each]));
  }
  return ways;
};
var alternatives = (value) => {
  if (isEither(value)) {
    const all = value.either.map(alternatives);
    return all.includes(void 0) ? void 0 : all.flatMap((each) => each);
  }
  if (Array.isArray(value)) {
    return product(value)?.map((way) => way.filter((each) => each !== void 0));
  }
  if (!isJson(value) || isComputed(value))
    return [value];
  const keys = Object.keys(value);
  return product(Object.values(value))?.map((way) => Object.fromEntries(way.flatMap((each, index) => each === void 0 ? [] : [[keys[index], each]])));
};

// ../../work/wt/exports/dist/src/plan/cloudformation/evaluate.js
var accountMark = "{AWS::AccountId}";
var pseudo = {
  "AWS::AccountId": accountMark,
  "AWS::Partition": "aws",
  "AWS::Region": "{AWS::Region}",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackName": "{AWS::StackName}",
  "AWS::StackId": "{AWS::StackId}",
  "AWS::NotificationARNs": []
};
var deepest2 = 100;
var stable = (value) => JSON.stringify(value, (_, each) => isJson(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => a < b ? -1 : 1)) : each) ?? "undefined";
var open = (written, source) => computed([], false, typeof written === "string" ? [written] : written, source);
var writtenIn = (value) => {
  if (isComputed(value))
    return value.written;
  if (isEither(value))
    return value.either.flatMap(writtenIn);
  if (Array.isArray(value))
    return value.flatMap(writtenIn);
  return isJson(value) ? Object.values(value).flatMap(writtenIn) : [];
};
var openParts = (value) => [...new Set(writtenIn(value))];
var isStandIn = (text2) => /\{[^{}]*\}/.test(text2);
var text = (value) => typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : void 0;
var evaluationOf = (template, resourceText, way, given) => {
  const ofResource = (id, attribute) => {
    return resourceText(id, attribute) ?? open(attribute === "Ref" ? `Ref ${id}` : `${id}.${attribute}`, [id, attribute]);
  };
  const parameter = (name) => {
    const { Type: type = "String", Default: usual, NoEcho: hidden, AllowedValues: allowed } = template.parameters[name];
    const isOutside = typeof type === "string" && type.startsWith("AWS::SSM::");
    const isList = type === "CommaDelimitedList" || typeof type === "string" && type.startsWith("List<");
    const asWritten = (value2) => {
      const known = text(value2);
      return isList && known !== void 0 ? known.split(",").map((item) => item.trim()) : known ?? value2;
    };
    const own = given[name];
    const unknown = open(`parameter ${name}`, [name, isOutside ? [own ?? usual] : []]);
    if (isOutside)
      return unknown;
    if (own !== void 0)
      return asWritten(own);
    if (String(hidden) === "true")
      return unknown;
    if (usual !== void 0 && !isFree)
      return asWritten(text(usual) ?? "");
    return Array.isArray(allowed) && allowed.length > 0 && !isList ? eitherOf(allowed.map((each) => text(each) ?? "")) : unknown;
  };
  let isFree = false;
  const freely = (free, work) => {
    const was = isFree;
    isFree = free;
    const result = work();
    isFree = was;
    return result;
  };
  const ref = (name) => {
    if (name === "AWS::NoValue")
      return void 0;
    if (Object.hasOwn(pseudo, name))
      return pseudo[name];
    if (Object.hasOwn(template.parameters, name))
      return parameter(name);
    return ofResource(name, "Ref");
  };
  const lift = (args, work, name) => {
    const ways = alternatives(args);
    return ways === void 0 ? open(name, [name, args]) : eitherOf(ways.map(work));
  };
  const substitute = (written, own) => {
    const names = [
      ...new Set([...written.matchAll(/\$\{(?!!)([^}]*)\}/g)].map(([, inner = ""]) => inner.trim()))
    ];
    const values = names.map((name) => {
      if (Object.hasOwn(own, name))
        return own[name];
      const dot = name.indexOf(".");
      return dot > 0 && !name.includes("::") ? ofResource(name.slice(0, dot), name.slice(dot + 1)) : ref(name);
    });
    return lift(values, (known) => {
      const list = known;
      const missing = list.flatMap((each, index) => text(each) === void 0 ? isComputed(each) ? each.written : [names[index]] : []);
      if (missing.length > 0 || list.length !== names.length)
        return open(missing.length > 0 ? missing : names, [written, names, known]);
      return written.replace(/\$\{(!?)([^}]*)\}/g, (_, literal, inner) => literal === "!" ? `\${${inner}}` : text(list[names.indexOf(inner.trim())]));
    }, "Fn::Sub");
  };
  const conditions = /* @__PURE__ */ new Map();
  const holds = (name, free) => {
    const key = `${free} ${name}`;
    if (!conditions.has(key)) {
      conditions.set(key, void 0);
      const written = Object.hasOwn(template.conditions, name) ? template.conditions[name] : void 0;
      conditions.set(key, freely(free, () => test(written)));
    }
    return conditions.get(key);
  };
  const equal = (pair) => {
    const [a, b] = pair.map(text);
    if (a === void 0 || b === void 0)
      return void 0;
    return a === b ? true : isStandIn(a) || isStandIn(b) ? void 0 : false;
  };
  const test = (written) => {
    if (!isJson(written))
      return void 0;
    const [[name, args] = ["", void 0]] = Object.entries(written);
    if (name === "Condition")
      return typeof args === "string" ? holds(args, isFree) : void 0;
    const list = Array.isArray(args) ? args : [];
    if (name === "Fn::Equals") {
      if (list.length !== 2)
        return void 0;
      const answers = new Set(alternatives(list.map((each2) => value(each2, 0)))?.map((pair) => equal(pair)) ?? [void 0]);
      return answers.size === 1 ? [...answers][0] : void 0;
    }
    const each = list.map(test);
    if (name === "Fn::Not")
      return each[0] === void 0 ? void 0 : !each[0];
    if (name === "Fn::And")
      return each.includes(false) ? false : each.includes(void 0) ? void 0 : true;
    if (name === "Fn::Or")
      return each.includes(true) ? true : each.includes(void 0) ? void 0 : false;
    return void 0;
  };
  const plainly = (name, work) => (args, depth) => lift(Array.isArray(args) ? args.map((each) => value(each, depth)) : [value(args, depth)], (known) => work(known) ?? open(openParts(known).length > 0 ? openParts(known) : name, [name, known]), name);
  const inMap = (args, depth) => {
    const [map, first, second, options] = Array.isArray(args) ? args : [];
    return lift([map, first, second].map((each) => value(each, depth)), (known) => {
      const keys = known.map(text);
      const below = (values, key) => values.flatMap((each) => {
        if (!isJson(each))
          return [];
        if (key === void 0 || isStandIn(key))
          return Object.values(each);
        return Object.hasOwn(each, key) ? [each[key]] : [];
      });
      const found = keys.reduce(below, [template.mappings]);
      const isSure = keys.every((key) => key !== void 0 && !isStandIn(key));
      const fallback = isJson(options) && "DefaultValue" in options && (found.length === 0 || !isSure) ? [value(options.DefaultValue, depth)] : [];
      return found.length + fallback.length === 0 ? open(`Fn::FindInMap ${keys[0] ?? ""}`.trim(), ["Fn::FindInMap", known]) : eitherOf([...found, ...fallback]);
    }, "Fn::FindInMap");
  };
  const intrinsics = {
    Ref: (args) => typeof args === "string" ? ref(args) : open("Ref", args),
    "Fn::GetAtt": (args, depth) => {
      if (typeof args === "string") {
        const dot = args.indexOf(".");
        return ofResource(args.slice(0, dot), args.slice(dot + 1));
      }
      const [id, name] = (Array.isArray(args) ? args : []).map((each) => text(value(each, depth)));
      return id === void 0 || name === void 0 ? open("Fn::GetAtt", args) : ofResource(id, name);
    },
    "Fn::Sub": (args, depth) => {
      if (typeof args === "string")
        return substitute(args, {});
      const [written, own] = Array.isArray(args) ? args : [];
      const known = isJson(own) ? Object.fromEntries(Object.entries(own).map(([key, each]) => [key, value(each, depth)])) : {};
      return typeof written === "string" ? substitute(written, known) : open("Fn::Sub", args);
    },
    "Fn::Join": plainly("Fn::Join", ([separator, list]) => {
      const items = Array.isArray(list) ? list.map(text) : [void 0];
      return typeof separator !== "string" || items.includes(void 0) ? void 0 : items.join(separator);
    }),
    "Fn::Split": plainly("Fn::Split", ([separator, whole]) => typeof separator === "string" && typeof whole === "string" && !isStandIn(whole) ? whole.split(separator) : void 0),
    "Fn::Select": plainly("Fn::Select", ([index, list]) => Array.isArray(list) && text(index) !== void 0 ? list[Number(index)] : void 0),
    "Fn::FindInMap": (args, depth) => {
      const [first, ...others] = [false, ...way === "either" ? [true] : []].map((free) => freely(free, () => inMap(args, depth)));
      return eitherOf([first, ...others.filter((each) => !isComputed(each))]);
    },
    "Fn::If": (args, depth) => {
      const [condition, yes, no] = Array.isArray(args) ? args : [];
      const name = typeof condition === "string" ? condition : "";
      const answer = holds(name, way === "either");
      if (answer !== void 0)
        return value(answer ? yes : no, depth);
      const ways = holds(name, false) === false ? [no, yes] : [yes, no];
      return eitherOf(ways.map((each) => value(each, depth)));
    },
    "Fn::Base64": (args, depth) => open("Fn::Base64", ["Fn::Base64", value(args, depth)]),
    "Fn::ToJsonString": (args, depth) => lift(value(args, depth), (known) => openParts(known).length > 0 ? open(openParts(known), ["Fn::ToJsonString", known]) : JSON.stringify(known), "Fn::ToJsonString"),
    "Fn::ImportValue": (args, depth) => {
      const name = value(args, depth);
      return open(`Fn::ImportValue ${text(name) ?? ""}`.trim(), ["Fn::ImportValue", name]);
    }
  };
  const value = (written, depth) => {
    if (depth > deepest2)
      return open("a value nested too deeply", "deep");
    if (typeof written === "string") {
      const [, dynamic] = /(\{\{resolve:[^}]*\}\})/.exec(written) ?? [];
      return dynamic === void 0 ? written : open(dynamic, written);
    }
    if (Array.isArray(written))
      return written.map((each) => value(each, depth + 1)).filter((each) => each !== void 0);
    if (!isJson(written))
      return written;
    const keys = Object.keys(written);
    const [only] = keys;
    if (keys.length === 1 && only !== void 0 && (only === "Ref" || only.startsWith("Fn::"))) {
      return Object.hasOwn(intrinsics, only) ? intrinsics[only](written[only], depth + 1) : open(only, written);
    }
    const writer = keys.find((key) => key.startsWith("Fn::"));
    if (writer !== void 0)
      return open(writer, written);
    return Object.fromEntries(keys.map((key) => [key, value(written[key], depth + 1)]).filter(([, each]) => each !== void 0));
  };
  return { value: (written) => value(written, 0), holds: (condition) => holds(condition, way === "either") };
};

export {
  isJson,
  readTemplate,
  isEither,
  alternatives,
  accountMark,
  stable,
  openParts,
  evaluationOf
};
