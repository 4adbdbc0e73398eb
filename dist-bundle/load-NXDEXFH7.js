import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/reports/load.js
var loaders = {
  terminal: async () => (await import("./terminal-GKUTZ2MW.js")).terminalFormat,
  json: async () => (await import("./json-3X5SPH6S.js")).jsonFormat,
  markdown: async () => (await import("./markdown-67V7HUQ6.js")).markdownFormat,
  sarif: async () => (await import("./sarif-VMTWRJ46.js")).sarifFormat,
  junit: async () => (await import("./junit-DXJPF7VF.js")).junitFormat,
  ocsf: async () => (await import("./ocsf-LHD6G63S.js")).ocsfFormat,
  oscal: async () => (await import("./oscal-CR56CX3C.js")).oscalFormat
};
var loadFormat = (id) => loaders[id]();
export {
  loadFormat
};
