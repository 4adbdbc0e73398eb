import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  computed
} from "./chunk-MACMJQYR.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/plan/references.js
var referencesIn = (expression) => {
  if (Array.isArray(expression))
    return expression.flatMap(referencesIn);
  if (!isRecord(expression))
    return [];
  const { references } = expression;
  if (Array.isArray(references))
    return references.filter((each) => typeof each === "string");
  return Object.values(expression).flatMap(referencesIn);
};
var isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var partsOf = (address) => address.match(/(?:[^.[]|\[(?:"(?:[^"\\]|\\.)*"|\d+)\])+/g) ?? [];
var withoutKey = (part) => part.replace(/\[.*\]$/s, "");
var keyOf = (part) => /\[.*\]$/s.exec(part)?.[0] ?? "";
var placeOf = (address) => {
  const parts = partsOf(address);
  let at = 0;
  while (parts[at] === "module")
    at += 2;
  const own = parts.slice(at);
  const last = own.at(-1) ?? "";
  return {
    module: parts.slice(0, at).join("."),
    path: parts.slice(0, at).filter((_, index) => index % 2 === 1).map(withoutKey),
    resource: [...own.slice(0, -1), withoutKey(last)].join("."),
    key: keyOf(last)
  };
};
var moduleAt = (root, path) => path.reduce((module, name) => module?.module_calls?.[name]?.module, root);
var parentOf = (module) => partsOf(module).slice(0, -2).join(".");
var inModule = (module, rest) => module === "" ? rest : `${module}.${rest}`;
var mostSteps = 20;
var createReferences = (changes, root) => {
  const instances = /* @__PURE__ */ new Map();
  for (const { address } of changes) {
    const { module, resource, key } = placeOf(address);
    const id = inModule(module, resource);
    const list = instances.get(id);
    if (list === void 0)
      instances.set(id, [{ address, key }]);
    else
      list.push({ address, key });
  }
  const resolveOne = (reference, module, key, steps) => {
    if (steps > mostSteps)
      return void 0;
    const parts = partsOf(reference);
    const [first, second] = parts;
    const path = partsOf(module).filter((_, index) => index % 2 === 1).map(withoutKey);
    const follow = (expression, where) => {
      const written = mostSpecific(referencesIn(expression));
      const found = written.map((each) => resolveOne(each, where, key, steps + 1));
      return written.length === 0 || found.includes(void 0) ? void 0 : found.flatMap((each) => each);
    };
    if (first === "var") {
      const call = moduleAt(root, path.slice(0, -1))?.module_calls?.[path.at(-1) ?? ""];
      return call === void 0 ? void 0 : follow(call.expressions?.[second ?? ""], parentOf(module));
    }
    if (first === "module") {
      const child = moduleAt(root, [...path, withoutKey(second ?? "")]);
      const output = child?.outputs?.[withoutKey(parts[2] ?? "")]?.expression;
      return output === void 0 ? void 0 : follow(output, inModule(module, `module.${second}`));
    }
    const length = first === "data" ? 3 : 2;
    if (parts.length < length)
      return void 0;
    const last = parts[length - 1];
    const resource = [...parts.slice(0, length - 1), withoutKey(last)].join(".");
    const candidates = instances.get(inModule(module, resource));
    if (candidates === void 0)
      return void 0;
    const wanted = keyOf(last);
    const chosen = candidates.length === 1 ? candidates : candidates.filter((each) => each.key === (wanted === "" ? key : wanted));
    if (chosen.length === 0)
      return void 0;
    return chosen.map(({ address }) => ({ address, attribute: parts[length] ?? "" }));
  };
  return {
    configurationOf: (address) => {
      const { path, resource } = placeOf(address);
      const found = moduleAt(root, path)?.resources?.find((each) => each.address === resource);
      return found === void 0 ? void 0 : { expressions: found.expressions ?? {}, providerKey: found.provider_config_key };
    },
    resolve: (written, from) => {
      const { module, key } = placeOf(from);
      const found = mostSpecific(written).map((each) => resolveOne(each, module, key, 0));
      const targets = found.flatMap((each) => each ?? []);
      const distinct = new Map(targets.map((target) => [`${target.address} ${target.attribute}`, target]));
      return { targets: [...distinct.values()], whole: found.length > 0 && !found.includes(void 0) };
    }
  };
};
var mostSpecific = (written) => {
  const distinct = [...new Set(written)];
  return distinct.filter((each) => !distinct.some((other) => other !== each && /^[.[]/.test(other.slice(each.length)) && other.startsWith(each)));
};

// ../../work/wt/exports/dist/src/plan/terraform.js
var values = external_exports.record(external_exports.string(), external_exports.unknown());
var changeSchema = external_exports.object({
  address: external_exports.string(),
  previous_address: external_exports.string().optional(),
  mode: external_exports.enum(["managed", "data"]),
  type: external_exports.string(),
  name: external_exports.string(),
  provider_name: external_exports.string(),
  /** A leftover object of an interrupted replacement: the resource itself has an entry of its own. */
  deposed: external_exports.string().optional(),
  change: external_exports.object({
    actions: external_exports.array(external_exports.string()),
    before: values.nullable().optional(),
    after: values.nullable().optional(),
    after_unknown: external_exports.union([external_exports.boolean(), values]).optional()
  })
});
var moduleSchema = external_exports.lazy(() => external_exports.object({
  resources: external_exports.array(external_exports.object({
    address: external_exports.string(),
    provider_config_key: external_exports.string().optional(),
    expressions: values.optional()
  })).optional(),
  outputs: external_exports.record(external_exports.string(), external_exports.object({ expression: external_exports.unknown().optional() })).optional(),
  module_calls: external_exports.record(external_exports.string(), external_exports.object({ expressions: values.optional(), module: moduleSchema.optional() })).optional()
}));
var stateSchema = external_exports.lazy(() => external_exports.object({
  resources: external_exports.array(external_exports.object({ type: external_exports.string(), provider_name: external_exports.string(), values })).optional(),
  child_modules: external_exports.array(stateSchema).optional()
}));
var planSchema = external_exports.object({
  format_version: external_exports.string(),
  timestamp: external_exports.string().optional(),
  errored: external_exports.boolean().optional(),
  resource_changes: external_exports.array(changeSchema).default([]),
  prior_state: external_exports.object({ values: external_exports.object({ root_module: stateSchema }).optional() }).optional(),
  configuration: external_exports.object({ root_module: moduleSchema.optional() }).optional()
});
var makeOne = "Make it with `terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json`.";
var parse = (text, file) => {
  if (text.startsWith("PK")) {
    throw new InputError("this is a plan file in its binary form", file, makeOne);
  }
  let raw;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : "";
    throw new InputError(`the plan is not JSON: ${why}`, file, makeOne);
  }
  const record = typeof raw === "object" && raw !== null ? raw : {};
  if (typeof record.format_version !== "string") {
    const isState = typeof record.terraform_version === "string" && "lineage" in record;
    throw new InputError(isState ? "this is a state, not a plan" : "this is no plan of Terraform", file, makeOne);
  }
  if (record.resource_changes === void 0 && record.planned_values === void 0) {
    throw new InputError("this shows a state, not a plan", file, makeOne);
  }
  const [major] = record.format_version.split(".");
  if (major !== "0" && major !== "1") {
    throw new InputError(`the plan has format ${record.format_version.slice(0, 20)}, which is newer than what is known here (1)`, file, "Update nhi-audit.");
  }
  const parsed = planSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(`the plan is not as Terraform writes it: ${issue.message}`, `${file}, ${issue.path.join(".")}`, makeOne);
  }
  if (parsed.data.errored === true) {
    throw new InputError("the plan is of a run that ended with an error: it is not whole", file, "Mend the run first.");
  }
  return parsed.data;
};
var linesOf = (text) => {
  const lines = /* @__PURE__ */ new Map();
  let inside = false;
  text.split("\n").forEach((line, index) => {
    if (/^\s*"resource_changes"\s*:/.test(line))
      inside = true;
    else if (/^\s*"(prior_state|configuration|output_changes|resource_drift)"\s*:/.test(line))
      inside = false;
    const address = inside ? /^\s*"address"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(line)?.[1] : void 0;
    if (address !== void 0 && !line.includes('"resource_changes"'))
      lines.set(JSON.parse(address), index + 1);
  });
  return (address) => lines.get(address) ?? 1;
};
var shortProvider = (name) => name.slice(name.lastIndexOf("/") + 1);
var stateResources = (module) => module === void 0 ? [] : [...module.resources ?? [], ...(module.child_modules ?? []).flatMap(stateResources)];
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var below = (expression, key) => {
  if (Array.isArray(expression))
    return typeof key === "number" ? expression[key] ?? expression[0] : void 0;
  if (isObject(expression) && !("references" in expression))
    return expression[key];
  return expression;
};
var readTerraformPlan = (text, file, modifiedAt) => {
  const raw = parse(text, file);
  const lineOf = linesOf(text);
  const changes = raw.resource_changes.filter(({ deposed }) => deposed === void 0);
  const references = createReferences(changes, raw.configuration?.root_module);
  const resources = [];
  const byAddress = /* @__PURE__ */ new Map();
  const waiting = [];
  for (const change of changes) {
    const { before, after, after_unknown: unknown = false } = change.change;
    const configured = references.configurationOf(change.address);
    const origins = (expression) => {
      const written = referencesIn(expression);
      const found = references.resolve(written, change.address);
      return computed(found.targets.flatMap(({ address, attribute }) => {
        const resource2 = byAddress.get(address);
        return resource2 === void 0 ? [] : [{ resource: resource2, attribute }];
      }), found.whole, written);
    };
    const merge = (known, open, expression) => {
      if (open === true)
        return origins(expression);
      if (Array.isArray(open)) {
        const list = Array.isArray(known) ? known : [];
        return Array.from({ length: Math.max(open.length, list.length) }, (_, index) => merge(list[index], open[index], below(expression, index)));
      }
      if (!isObject(open))
        return known;
      const keys = /* @__PURE__ */ new Set([...Object.keys(isObject(known) ? known : {}), ...Object.keys(open)]);
      return Object.fromEntries([...keys].map((key) => [
        key,
        merge(isObject(known) ? known[key] : void 0, open[key], below(expression, key))
      ]));
    };
    const location = { file, line: lineOf(change.address), address: change.address };
    const resource = {
      address: change.address,
      type: change.type,
      mode: change.mode,
      provider: shortProvider(change.provider_name),
      providerKey: configured?.providerKey ?? shortProvider(change.provider_name),
      actions: change.change.actions,
      ...before == null ? {} : { before },
      location
    };
    resources.push(resource);
    byAddress.set(change.address, resource);
    if (after == null)
      continue;
    waiting.push(() => {
      const open = unknown === true ? Object.fromEntries(Object.keys(configured?.expressions ?? {}).map((key) => [key, true])) : unknown;
      const merged = { ...after };
      for (const [key, part] of Object.entries(isObject(open) ? open : {})) {
        const expression = configured?.expressions[key];
        if (configured !== void 0 && expression === void 0)
          continue;
        merged[key] = merge(after[key], part, expression);
      }
      resource.after = merged;
    });
  }
  for (const fill of waiting)
    fill();
  return {
    kind: "terraform",
    madeAt: new Date(raw.timestamp ?? modifiedAt).toISOString(),
    resources,
    known: stateResources(raw.prior_state?.values?.root_module).map((each) => ({
      type: each.type,
      providerKey: shortProvider(each.provider_name),
      values: each.values
    })),
    indeterminate: []
  };
};
export {
  readTerraformPlan
};
