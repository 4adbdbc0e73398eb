import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/version.js
var tool = { name: "nhi-audit", version: "0.1.0" };

export {
  tool
};
