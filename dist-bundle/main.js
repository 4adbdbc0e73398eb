#!/usr/bin/env node
import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/cli/main.js
import { once } from "node:events";
import module from "node:module";
import { join } from "node:path";
var { stdout, stderr, env } = process;
var undelivered = 3;
var lowestNode = [22, 18];
var isOldNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < lowestNode[0] || major === lowestNode[0] && minor < lowestNode[1];
};
var progressShown = false;
var progress = (line) => {
  if (!stderr.isTTY || line === "" && !progressShown)
    return;
  stderr.write(`\r\x1B[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
  progressShown = line !== "";
};
stdout.on("error", (error) => {
  if (error.code !== "EPIPE")
    stderr.write(`nhi-audit: the result cannot be written: ${error.message}
`);
  process.exit(undelivered);
});
var keepCompiledCode = () => {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env;
  const home = HOME === void 0 || HOME === "" ? void 0 : join(HOME, ".cache");
  const caches = [XDG_CACHE_HOME, LOCALAPPDATA, home].find((folder) => folder !== void 0 && folder !== "");
  if (caches !== void 0)
    module.enableCompileCache?.(join(caches, "nhi-audit"));
};
var main = async () => {
  if (isOldNode()) {
    stderr.write(`nhi-audit: needs Node ${lowestNode.join(".")} or newer, and this is ${process.versions.node}
`);
    return 2;
  }
  keepCompiledCode();
  const { runWithLargerHeap } = await import("./large-input-ICOJHQQD.js");
  const elsewhere = runWithLargerHeap(process.argv.slice(2));
  if (elsewhere !== void 0)
    return elsewhere;
  const { run } = await import("./run-BFXTODIN.js");
  return run(process.argv.slice(2), {
    write: async (text) => {
      for (const piece of text)
        if (!stdout.write(piece))
          await once(stdout, "drain");
    },
    note: (line) => {
      progress("");
      stderr.write(`${line}
`);
    },
    progress,
    colour: stdout.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
    columns: stdout.columns ?? 80,
    workingDirectory: process.cwd(),
    now: () => /* @__PURE__ */ new Date()
  });
};
process.exitCode = await main();
