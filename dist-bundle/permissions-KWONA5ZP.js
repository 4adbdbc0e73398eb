import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  githubCalls
} from "./chunk-AROJWLYO.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/connectors/github/collect/permissions.js
var githubPermissions = (options = {}) => {
  const parts = /* @__PURE__ */ new Set(["session", "organization", "repository"]);
  if (options.enterprise === true)
    parts.add("enterprise");
  if (options.codespaces === true)
    parts.add("codespaces");
  const needed = githubCalls.filter(({ id, part }) => parts.has(part) && (options.codespaces === true || !id.includes("/codespaces/"))).flatMap(({ permissions }) => permissions);
  return {
    default_permissions: Object.fromEntries([...new Set(needed)].sort().map((permission) => [permission, "read"]))
  };
};
export {
  githubPermissions
};
