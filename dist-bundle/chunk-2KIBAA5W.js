import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/cli/exceptions-options.js
import { basename } from "node:path";
var openExceptions = async ({ exceptions, demo }, context, ruleIds) => {
  const { loadExceptions, parseExceptions, readExceptionsText } = await import("./exceptions-file-XIDVT67H.js");
  if (exceptions === void 0 && demo === true) {
    const { demoExceptionsFile } = await import("./demo-IDCIVOTA.js");
    const text = readExceptionsText(demoExceptionsFile) ?? "";
    return { entries: parseExceptions(text, `demo/${basename(demoExceptionsFile)}`, ruleIds), arguments: [] };
  }
  const loaded = loadExceptions(exceptions, context.workingDirectory, ruleIds);
  return {
    ...loaded === void 0 ? {} : { entries: loaded.entries },
    arguments: exceptions === void 0 ? [] : ["--exceptions", exceptions]
  };
};

export {
  openExceptions
};
