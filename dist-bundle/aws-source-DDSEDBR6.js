import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  reachOf
} from "./chunk-J5TYJ6SP.js";
import {
  aws
} from "./chunk-WGK653QS.js";
import "./chunk-K6EXC6QL.js";
import "./chunk-F7VR3VHA.js";
import "./chunk-DAFUAEZY.js";
import "./chunk-IWTHPBDI.js";
import "./chunk-ICMVDIAD.js";
import "./chunk-LOM54WWJ.js";
import "./chunk-QBHZ65C6.js";
import {
  isPrivileged
} from "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/pipeline/aws-source.js
var privilegedFirst = (collectedAt, settings) => (records) => {
  const estate = aws.interpret(records, { collectedAt, coverage: [], settings });
  const reach = reachOf(estate, settings);
  return estate.identities.map(({ id, kind }, index) => ({ id, kind, radius: reach.radius(index) })).filter(({ kind, radius }) => kind !== "root" && isPrivileged(radius, settings)).sort((a, b) => b.radius.score - a.radius.score || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
};
var awsSource = (options) => {
  const { usageBudget, settings, ...rest } = options;
  const collectedAt = options.now().toISOString();
  const usage = usageBudget === void 0 ? {} : { usage: { budget: usageBudget, choose: privilegedFirst(collectedAt, settings) } };
  return {
    collectedAt,
    entries: async function* () {
      const { collectAws } = await import("./collect-D2RE5VQ3.js");
      yield* collectAws({ ...rest, ...usage });
    }
  };
};
export {
  awsSource
};
