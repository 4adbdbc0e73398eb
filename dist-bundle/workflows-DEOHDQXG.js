import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/gate/workflows.js
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
var largest = 1048576;
var within = ".github/workflows";
var readCheckout = (folder, flag) => {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === void 0 || !stat.isDirectory()) {
    throw new InputError("there is no such folder", folder, `Name the root of a checkout with ${flag}.`);
  }
  if (/(^|\/)\.github(\/workflows)?$/.test(resolve(folder))) {
    throw new InputError("this is a folder inside of a checkout", folder, `Name the root of the checkout with ${flag}.`);
  }
  const place = join(folder, within);
  if (lstatSync(place, { throwIfNoEntry: false })?.isDirectory() !== true)
    return { folder, files: [], newest: 0 };
  const names = readdirSync(place).filter((name) => /\.ya?ml$/.test(name)).sort();
  let newest = 0;
  const files = names.map((name) => {
    const path = join(place, name);
    const own = lstatSync(path);
    if (!own.isFile())
      throw new InputError("this is no plain file", path, "Workflows are read from plain files only.");
    if (own.size > largest)
      throw new InputError("the file is larger than 1 MiB", path, "GitHub takes no workflow of that size.");
    newest = Math.max(newest, own.mtimeMs);
    return { path: `${within}/${name}`, text: readFileSync(path, "utf8") };
  });
  return { folder, files, newest };
};
var prepareWorkflows = async (files, options) => {
  const { workflows: head, baseWorkflows: base } = options;
  if (head === void 0 || base === void 0) {
    throw new InputError("two checkouts are compared", "--workflows", "Give --workflows HEAD and --base-workflows BASE.");
  }
  if (files.length > 0) {
    throw new InputError("workflows are compared by themselves", files[0], "Leave the files out.");
  }
  const { workflowGateInput } = await import("./workflow-gate-RKP3W3V5.js");
  const [is, was] = [readCheckout(head, "--workflows"), readCheckout(base, "--base-workflows")];
  if (is.files.length === 0 && was.files.length === 0) {
    throw new InputError(`neither ${head} nor ${base} has a workflow in ${within}`, "--workflows", "Name the roots of two checkouts of one repository.");
  }
  const madeAt = new Date(Math.max(is.newest, was.newest)).toISOString();
  return {
    ok: true,
    input: workflowGateInput(was, is, madeAt),
    before: `workflows of ${base}`,
    after: `workflows of ${head}`
  };
};
export {
  prepareWorkflows
};
