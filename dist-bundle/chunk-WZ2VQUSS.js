import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/snapshot.js
var snapshotSchema = "nhi-audit/snapshot/v1";

export {
  snapshotSchema
};
