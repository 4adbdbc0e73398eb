import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/plan/planned-resource.js
var mark = /* @__PURE__ */ Symbol("computed");
var computed = (from = [], whole = false, written = [], source) => ({ [mark]: true, from, whole, written, ...source === void 0 ? {} : { source } });
var isComputed = (value) => typeof value === "object" && value !== null && mark in value;
var isChanged = ({ mode, actions }) => mode === "managed" && actions.some((action) => action !== "no-op" && action !== "read");
var changeName = ({ address, actions }) => `${address} (${actions.join(" and ")})`;

export {
  computed,
  isComputed,
  isChanged,
  changeName
};
