import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  openSources
} from "./chunk-RYW2C4IQ.js";
import {
  baselineFileName,
  readBaseline
} from "./chunk-UMAQQ6NR.js";
import "./chunk-CC5JRD2N.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-FGEKAZCG.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/gate/live.js
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
var largestBaseline = 256 * 1048576;
var readText = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === void 0)
    return void 0;
  if (!stat.isFile() || stat.size > largestBaseline) {
    throw new InputError("This is no file that could be a baseline", path, "Name the baseline.");
  }
  return readFileSync(path, "utf8");
};
var fromBaseline = async (given, isDemo, { context, settings, base }) => {
  const bundled = given === void 0 && isDemo && base === void 0;
  const file = bundled ? `demo/${baselineFileName}` : given ?? baselineFileName;
  const path = bundled ? (await import("./demo-IDCIVOTA.js")).demoBaselineFile : given ?? join(context.workingDirectory, file);
  const where = base === void 0 ? file : `${file} at ${base.name} (${base.commit.slice(0, 12)})`;
  const text = base === void 0 ? readText(path) : await base.read(path);
  if (text === void 0) {
    return {
      ok: false,
      says: `there is no baseline ${where}`,
      remedy: base === void 0 ? "Make one from a complete scan with `nhi-audit baseline write`, have it reviewed and commit it." : "The baseline has to be on the base branch first: merge it by itself, reviewed."
    };
  }
  const read = readBaseline(text, settings);
  if (!read.ok)
    return { ...read, says: `${where}: ${read.says}` };
  if (!read.sameSettings) {
    return {
      ok: false,
      says: `${where}: the baseline was made under other settings (environments, weights, thresholds, names or gate.level), which show another picture of the same estate`,
      remedy: "Bring it up to date with `nhi-audit baseline update`, and commit it together with the settings."
    };
  }
  if (read.edited) {
    const says = `${where}: the baseline was changed by hand: it is not as it was written`;
    if (settings.gate.editedBaseline === "error") {
      return {
        ok: false,
        says,
        remedy: "Let `nhi-audit baseline update` make the change, or set gate.editedBaseline to warn if people edit it on purpose."
      };
    }
    context.note(`nhi-audit: ${says}`);
  }
  return {
    ok: true,
    state: read.state,
    text: `baseline ${where}, facts of ${read.state.collectedAt} (${read.tool})`,
    locationOf: (identity) => ({ file, line: read.lineOf(identity) })
  };
};
var fromSnapshot = async (path, settings) => {
  const { snapshotSource } = await import("./file-source-IENRIUVC.js");
  const { gather } = await import("./facts-PFAYAADO.js");
  const { audit } = await import("./audit-FT7U4J4Z.js");
  const { gateStateOf } = await import("./gate-5ZBDOAXR.js");
  try {
    const facts = await gather([snapshotSource(path)]);
    return {
      ok: true,
      state: gateStateOf(audit(facts, settings)),
      text: `snapshot ${path}, facts of ${facts.collectedAt}`,
      locationOf: () => void 0
    };
  } catch (error) {
    if (!(error instanceof InputError))
      throw error;
    return {
      ok: false,
      says: `the earlier snapshot cannot be read: ${error.message} (${error.where})`,
      remedy: error.remedy
    };
  }
};
var renamesGiven = ({ renamed = [] }) => new Map(renamed.map((given) => {
  const [old, id, ...rest] = given.trim().split(/\s+/);
  if (old !== void 0 && id !== void 0 && rest.length === 0)
    return [id, old];
  throw new InputError(`${JSON.stringify(given.slice(0, 200))} does not name two identities`, "--renamed", 'Give both ids in one argument: --renamed "OLD-ID NEW-ID".');
}));
var prepareLive = async (files, options, environment) => {
  const { context, settings, base } = environment;
  if (options.baseline !== void 0 && options.against !== void 0) {
    throw new InputError("--baseline and --against are two things to compare with", "the command line", "Give one of them.");
  }
  if (options.against !== void 0 && base !== void 0) {
    throw new InputError("--base-ref reads the baseline from git, and a snapshot is not kept there", "the command line", "Give --baseline with --base-ref, or --against without it.");
  }
  const renamed = renamesGiven(options);
  const before = options.against === void 0 ? await fromBaseline(options.baseline, options.demo === true, environment) : await fromSnapshot(options.against, settings);
  if (!before.ok)
    return before;
  const opened = await openSources(files, options, settings, context);
  const { gather } = await import("./facts-PFAYAADO.js");
  const { audit } = await import("./audit-FT7U4J4Z.js");
  const { gateStateOf } = await import("./gate-5ZBDOAXR.js");
  const facts = await gather(opened.sources, opened.collectedAt);
  opened.finish();
  const result = audit(facts, settings);
  const after = gateStateOf(result);
  return {
    ok: true,
    input: {
      before: before.state,
      after,
      renamed,
      indeterminate: [],
      locationOf: before.locationOf,
      since: () => `the state of ${before.state.collectedAt}`,
      exceptions: []
    },
    before: before.text,
    after: `${opened.sourceArguments.join(" ")}, facts of ${after.collectedAt}`,
    found: { findings: result.findings, identities: result.estate.identities }
  };
};
export {
  prepareLive,
  renamesGiven
};
