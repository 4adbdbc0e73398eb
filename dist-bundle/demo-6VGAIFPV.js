import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/demo/index.js
import { fileURLToPath } from "node:url";
var demoGitHubFile = fileURLToPath(new URL("nordlicht-logistics.ndjson", import.meta.url));
export {
  demoGitHubFile
};
