import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  groundOf,
  readInput
} from "./chunk-52T2TUDY.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/gate/template.js
import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
var largest = 4 * 1048576;
var templateAt = (file, text, top) => ({
  text,
  file,
  beside: (path) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(path) || isAbsolute(path))
      return void 0;
    const found = join(dirname(file), path);
    const stat = statSync(found, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.size > largest)
      return void 0;
    const inside = relative(realpathSync(top), realpathSync(found));
    if (inside.startsWith("..") || isAbsolute(inside))
      return void 0;
    return templateAt(found, readInput(found, "template").text, top);
  }
});
var prepareTemplate = async (files, options, { settings }) => {
  const { readCloudFormation } = await import("./cloudformation-WYCABNHK.js");
  const { templateAttributeText } = await import("./plans-6ZCTF352.js");
  const { plansGateInput } = await import("./plan-gate-PMCZPH3L.js");
  const file = options.template;
  if (file === void 0) {
    throw new InputError("--base-template is the older of two", "--base-template", "Name the newer one with --template.");
  }
  const head = readInput(file, "template");
  const older = options.baseTemplate;
  const base = older === void 0 ? void 0 : templateAt(older, readInput(older, "template").text, dirname(older));
  const plans = readCloudFormation(templateAt(file, head.text, dirname(file)), base, templateAttributeText, head.modifiedAt);
  const ground = await groundOf(files, options);
  const beside = ground === void 0 ? "" : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input: plansGateInput(plans, settings, ground),
    before: base === void 0 ? `nothing: all of ${file} is new${beside}` : `${base.file}${beside}`,
    after: `${file} (of ${plans[0].madeAt})`
  };
};
export {
  prepareTemplate
};
