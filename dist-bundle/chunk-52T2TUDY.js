import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";

// ../../work/wt/exports/dist/src/cli/gate/plan.js
import { readFileSync, statSync } from "node:fs";
var largest = 500 * 1048576;
var readInput = (path, what) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === void 0)
    throw new InputError(`there is no ${what}`, path, "Check the name.");
  if (stat.isDirectory() || stat.size > largest)
    throw new InputError(`this cannot be a ${what}`, path, "Name the file itself.");
  return { text: readFileSync(path, "utf8").replace(/^\uFEFF/, ""), modifiedAt: stat.mtime.toISOString() };
};
var groundOf = async (files, { snapshot, demo }) => {
  const bundled = demo === true ? await import("./demo-IDCIVOTA.js") : void 0;
  const paths = [...snapshot === void 0 ? [] : [snapshot], ...files, ...bundled?.demoFiles ?? []];
  if (paths.length === 0)
    return void 0;
  const { fileSource } = await import("./file-source-IENRIUVC.js");
  const { gather } = await import("./facts-PFAYAADO.js");
  return gather(paths.map(fileSource), bundled?.demoCollectedAt);
};
var preparePlan = async (files, options, { settings }) => {
  const { readTerraformPlan } = await import("./terraform-VLQVLKJX.js");
  const { planGateInput } = await import("./plan-gate-PMCZPH3L.js");
  const path = options.plan;
  const { text, modifiedAt } = readInput(path, "plan");
  const plan = readTerraformPlan(text, path, modifiedAt);
  const ground = await groundOf(files, options);
  const input = planGateInput(plan, settings, ground);
  const beside = ground === void 0 ? "" : `, on the estate of ${ground.collectedAt}`;
  return {
    ok: true,
    input,
    before: `what ${path} starts from${beside}`,
    after: `${path} applied (planned ${plan.madeAt})`
  };
};

export {
  readInput,
  groundOf,
  preparePlan
};
