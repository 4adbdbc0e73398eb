import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/large-input.js
import { spawn } from "node:child_process";
import { constants, totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";

// ../../work/wt/exports/dist/src/exports/unpacked-size.js
import { closeSync, openSync, readSync, statSync } from "node:fs";
var bytesAt = (descriptor, position, length) => {
  const bytes = Buffer.alloc(length);
  return readSync(descriptor, bytes, 0, length, position) === length ? bytes : void 0;
};
var unpackedSize = (path) => {
  let descriptor;
  try {
    const stat = statSync(path);
    if (!stat.isFile())
      return 0;
    descriptor = openSync(path, "r");
    const [first, second] = bytesAt(descriptor, 0, 2) ?? [];
    const stated = first === 31 && second === 139 ? bytesAt(descriptor, Math.max(0, stat.size - 4), 4) : void 0;
    return Math.max(stat.size, stated?.readUInt32LE() ?? 0);
  } catch {
    return 0;
  } finally {
    if (descriptor !== void 0)
      closeSync(descriptor);
  }
};

// ../../work/wt/exports/dist/src/cli/large-input.js
var mebibyte = 1024 * 1024;
var heapPerByte = 3;
var shareOfMemory = 0.75;
var heapFor = (bytes, { limit, total }) => {
  const wanted = bytes * heapPerByte;
  const possible = total * shareOfMemory;
  if (wanted <= limit || possible <= limit)
    return void 0;
  return Math.floor(Math.min(wanted, possible) / mebibyte);
};
var heapOption = /--max[-_]old[-_]space[-_]size/;
var forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
var statusOf = (code, signal) => code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
var runWithLargerHeap = (args) => {
  if (heapOption.test(`${process.execArgv.join(" ")} ${process.env.NODE_OPTIONS ?? ""}`))
    return void 0;
  const bytes = args.reduce((sum, argument) => sum + unpackedSize(argument), 0);
  const heap = heapFor(bytes, { limit: getHeapStatistics().heap_size_limit, total: totalmem() });
  const script = process.argv[1];
  if (heap === void 0 || script === void 0)
    return void 0;
  const options = [...process.execArgv, `--max-old-space-size=${heap}`];
  const child = spawn(process.execPath, [...options, script, ...args], { stdio: "inherit" });
  for (const signal of forwarded)
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(statusOf(code, signal)));
  });
};
export {
  heapFor,
  runWithLargerHeap
};
