import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/scope.js
var withParents = (scopes) => {
  const parents = new Map(scopes.map(({ id, parent }) => [id, parent]));
  return (scope) => {
    const chain = /* @__PURE__ */ new Set();
    for (let at = scope; at !== void 0 && !chain.has(at); at = parents.get(at))
      chain.add(at);
    return chain;
  };
};

export {
  withParents
};
