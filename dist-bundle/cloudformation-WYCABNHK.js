import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  evaluationOf,
  isJson,
  readTemplate,
  stable
} from "./chunk-Z7ZYXIO3.js";
import {
  computed,
  isComputed
} from "./chunk-MACMJQYR.js";
import "./chunk-KH23F534.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/plan/cloudformation/hidden.js
var knownTransforms = /* @__PURE__ */ new Set(["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"]);
var elsewhere = [
  [/^AWS::CloudFormation::Stack(?:Set)?$/, "its template is another file"],
  [/^AWS::Serverless::Application$/, "its template is another file"],
  [/^AWS::ServiceCatalog::CloudFormationProvisionedProduct$/, "its template is in a catalogue"],
  [/::MODULE$/, "a module of the registry writes it"],
  [/^AWS::Serverless::Connector$/, "the transform writes the policies of a connector"]
];
var isWriter = (key) => key === "Fn::Transform" || key.startsWith("Fn::ForEach");
var hasWriter = (value) => Array.isArray(value) ? value.some(hasWriter) : isJson(value) && Object.entries(value).some(([key, each]) => isWriter(key) || hasWriter(each));
var hiddenIn = (template, evaluate) => [
  ...template.transforms.filter((name) => !knownTransforms.has(name)).map((name) => ({
    identity: `Transform ${name}`,
    what: "what the template becomes",
    why: `the macro ${name} rewrites it when the stack is made`,
    // It is made of the whole template: any change may change it.
    source: `${name} ${stable(template)}`
  })),
  ...Object.entries(template.resources).flatMap(([id, resource]) => {
    const type = String(resource.Type);
    const properties = isJson(resource.Properties) ? resource.Properties : {};
    const hidden = (why2, content) => [
      {
        identity: id,
        what: "what it becomes",
        why: why2,
        source: `${id} ${type} ${stable(content)}`,
        address: id
      }
    ];
    if (isWriter(type) || type.startsWith("Fn::"))
      return hidden(`${type === "Fn::Transform" ? "a macro" : "a loop"} writes it when the stack is made`, resource);
    const [, why] = elsewhere.find(([pattern]) => pattern.test(type)) ?? [];
    if (why !== void 0) {
      const { Tags: _, ...content } = properties;
      return hidden(why, evaluate(content));
    }
    if (resource.Connectors !== void 0)
      return hidden("the transform writes the policies of a connector", resource.Connectors);
    return hasWriter(properties) ? hidden("a macro or a loop writes parts of it", properties) : [];
  })
];

// ../../work/wt/exports/dist/src/plan/cloudformation/side.js
var withOwnRole = {
  "AWS::Serverless::Function": "Function",
  "AWS::Serverless::StateMachine": "StateMachine"
};
var nestedIn = {
  "AWS::CloudFormation::Stack": "TemplateURL",
  "AWS::Serverless::Application": "Location"
};
var deepestStack = 8;
var mostStacks = 200;
var isForeign = (type) => !type.startsWith("AWS::") || /^AWS::CloudFormation::(?:CustomResource|Macro)$/.test(type);
var stackOf = (of, attributeText, way, place) => {
  const template = readTemplate(of.text, of.file);
  const { prefix, given, depth, stacks: budget } = place;
  const written = (id) => {
    const { Type: type, Properties: own } = template.resources[id];
    const kind = withOwnRole[String(type)];
    const shared = kind === void 0 ? void 0 : template.globals[kind];
    return isJson(shared) ? { ...shared, ...isJson(own) ? own : {} } : isJson(own) ? own : {};
  };
  const valuesOf = (id) => {
    const values = evaluation.value(written(id));
    return isComputed(values) || !isJson(values) ? {} : values;
  };
  const nested = /* @__PURE__ */ new Map();
  const nestedBy = (id) => {
    const field = nestedIn[String(template.resources[id].Type)];
    if (field === void 0)
      return void 0;
    if (!nested.has(id)) {
      nested.set(id, void 0);
      const { [field]: path, Parameters: parameters = {} } = valuesOf(id);
      const file = typeof path === "string" && depth < deepestStack && budget.left > 0 && isJson(parameters) && !isComputed(parameters) ? of.beside?.(path) : void 0;
      if (file !== void 0)
        budget.left -= 1;
      const inside = {
        prefix: `${prefix}${id}.`,
        given: parameters,
        depth: depth + 1,
        stacks: budget
      };
      nested.set(id, file === void 0 ? void 0 : stackOf(file, attributeText, way, inside));
    }
    return nested.get(id);
  };
  const isImplied = (id) => {
    const maker = id.endsWith("Role") ? id.slice(0, -"Role".length) : void 0;
    return maker !== void 0 && Object.hasOwn(template.resources, maker) && Object.hasOwn(withOwnRole, String(template.resources[maker].Type));
  };
  const names = /* @__PURE__ */ new Map();
  const resourceText = (id, attribute) => {
    const logicalId = `${prefix}${id}`;
    if (!Object.hasOwn(template.resources, id)) {
      return isImplied(id) ? attributeText({ logicalId, type: "AWS::IAM::Role", properties: {} }, attribute) : null;
    }
    const type = String(template.resources[id].Type);
    if (isForeign(type))
      return null;
    if (Object.hasOwn(nestedIn, type)) {
      const [, output] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
      return output === void 0 ? `{${logicalId}}` : nestedBy(id)?.output(output) ?? null;
    }
    const key = `${id} ${attribute}`;
    if (!names.has(key)) {
      names.set(key, void 0);
      names.set(key, attributeText({ logicalId, type, properties: valuesOf(id) }, attribute));
    }
    return names.get(key) ?? (attribute === "Ref" ? `{${logicalId}}` : `{${logicalId}.${attribute}}`);
  };
  const evaluation = evaluationOf(template, resourceText, way, given);
  const there = Object.entries(template.resources).flatMap(([id, { Condition: condition }]) => typeof condition === "string" && evaluation.holds(condition) === false ? [] : [id]);
  const stacks = there.flatMap((id) => nestedBy(id) ?? []);
  const placeOf = (id) => id === void 0 ? { file: of.file, line: 1 } : { file: of.file, line: template.lineOf(id), address: `${prefix}${id}` };
  return {
    resources: new Map([
      ...there.map((id) => [
        `${prefix}${id}`,
        { type: String(template.resources[id].Type), values: valuesOf(id), location: placeOf(id) }
      ]),
      ...stacks.flatMap(({ resources }) => [...resources])
    ]),
    hidden: [
      ...hiddenIn(template, evaluation.value).filter(({ address }) => address === void 0 || there.includes(address) && nestedBy(address) === void 0).map((each) => ({
        ...each,
        identity: `${prefix}${each.identity}`,
        source: `${prefix}${each.source}${each.address === void 0 ? stable(given) : ""}`,
        location: placeOf(each.address)
      })),
      ...stacks.flatMap(({ hidden }) => hidden)
    ],
    output: (name) => {
      const own = template.outputs[name];
      return own === void 0 ? computed([], false, [`${prefix}Outputs.${name}`]) : evaluation.value(own.Value);
    }
  };
};
var sideOf = (of, attributeText, way) => stackOf(of, attributeText, way, { prefix: "", given: {}, depth: 0, stacks: { left: mostStacks } });

// ../../work/wt/exports/dist/src/plan/cloudformation/index.js
var actionOf = (before, after) => {
  if (before === void 0)
    return "create";
  if (after === void 0)
    return "delete";
  return stable(before) === stable(after) ? "no-op" : "update";
};
var planOf = (before, after, file, madeAt) => {
  const ids = /* @__PURE__ */ new Set([...after.resources.keys(), ...before?.resources.keys() ?? []]);
  const resources = [...ids].flatMap((id) => {
    const [was, is] = [before?.resources.get(id), after.resources.get(id)];
    const resource = (type, old2, now) => ({
      address: id,
      type,
      mode: "managed",
      provider: "aws",
      providerKey: "aws",
      actions: [actionOf(old2, now)],
      ...old2 === void 0 ? {} : { before: old2 },
      ...now === void 0 ? {} : { after: now },
      location: is?.location ?? { file, line: 1, address: id }
    });
    if (was !== void 0 && is !== void 0 && was.type !== is.type) {
      return [resource(was.type, was.values, void 0), resource(is.type, void 0, is.values)];
    }
    return [resource((is ?? was).type, was?.values, is?.values)];
  });
  const old = new Set(before?.hidden.map(({ source }) => source));
  return {
    kind: "cloudformation",
    madeAt: new Date(madeAt).toISOString(),
    resources,
    known: [],
    indeterminate: after.hidden.flatMap(({ identity, what, why, source, location }) => (
      // What it was given before it is given now: what comes of it was accepted then.
      old.has(source) ? [] : [{ identity, what, why, privileged: true, location }]
    ))
  };
};
var readCloudFormation = (head, base, attributeText, madeAt) => {
  const planned = (way) => planOf(base === void 0 ? void 0 : sideOf(base, attributeText, way), sideOf(head, attributeText, way), head.file, madeAt);
  const [plan, other] = [planned("default"), planned("either")];
  return stable(plan) === stable(other) ? [plan] : [plan, other];
};
export {
  readCloudFormation
};
