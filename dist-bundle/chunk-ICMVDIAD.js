import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/takeover.js
var membershipTechnique = "membership";

export {
  membershipTechnique
};
