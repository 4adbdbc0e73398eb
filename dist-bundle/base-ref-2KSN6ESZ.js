import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/gate/base-ref.js
import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
var refName = /^[A-Za-z0-9_](?:[A-Za-z0-9_+/@-]|\.(?!\.)){0,199}(?:[~^]\d{0,6}){0,4}$/;
var largestFile = 256 * 1048576;
var git = (args, cwd) => new Promise((done) => {
  execFile("git", ["--no-pager", ...args], {
    cwd,
    maxBuffer: largestFile,
    encoding: "utf8",
    env: { ...process.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" }
  }, (error, stdout, stderr) => done(error === null ? { ok: true, text: stdout } : { ok: false, says: (stderr.trim().split("\n")[0] ?? "") || error.message }));
});
var missing = (name, says) => ({
  ok: false,
  says: `the base ${JSON.stringify(name)} cannot be read with git: ${says.slice(0, 300)}`,
  remedy: "Fetch it first: `git fetch origin main`, or actions/checkout with fetch-depth: 0. A gate without its base has no verdict."
});
var inRepository = (path, root, cwd) => {
  const absolute = isAbsolute(path) ? path : join(cwd, path);
  let folder;
  try {
    folder = realpathSync(dirname(absolute));
  } catch {
    folder = resolve(dirname(absolute));
  }
  const below = relative(root, join(folder, absolute.slice(dirname(absolute).length + 1)));
  if (below !== "" && !below.startsWith("..") && !isAbsolute(below))
    return below.split(sep).join("/");
  throw new InputError("the file lies outside of the git repository, so there is none at --base-ref", path, "Name a file of the repository, or leave --base-ref out.");
};
var openBaseRef = async (name, cwd) => {
  if (!refName.test(name) || name.includes("@{") || name.endsWith(".lock")) {
    throw new InputError(`${JSON.stringify(name.slice(0, 80))} is not the name of a branch, a tag or a commit`, "--base-ref", "Give a name such as origin/main, or a commit id.");
  }
  const found = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`], cwd);
  if (!found.ok)
    return missing(name, found.says.startsWith("Command failed") ? "no such commit here" : found.says);
  const top = await git(["rev-parse", "--show-toplevel"], cwd);
  if (!top.ok)
    return missing(name, top.says);
  const commit = found.text.trim();
  const root = realpathSync(top.text.replace(/\r?\n$/, ""));
  return {
    ok: true,
    base: {
      name,
      commit,
      read: async (path) => {
        const object = `${commit}:${inRepository(path, root, cwd)}`;
        const blob = await git(["cat-file", "blob", object], root);
        return blob.ok ? blob.text : void 0;
      }
    }
  };
};
export {
  openBaseRef
};
