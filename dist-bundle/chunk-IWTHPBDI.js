import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/nesting.js
var deepestNesting = 200;
var isNested = (value) => typeof value === "object" && value !== null;
var nestsDeeperThan = (value, levels) => {
  if (levels === 0)
    return true;
  if (Array.isArray(value)) {
    for (const item of value)
      if (isNested(item) && nestsDeeperThan(item, levels - 1))
        return true;
    return false;
  }
  for (const key in value) {
    const member = value[key];
    if (isNested(member) && nestsDeeperThan(member, levels - 1))
      return true;
  }
  return false;
};
var nestsTooDeep = (value) => isNested(value) && nestsDeeperThan(value, deepestNesting);

export {
  deepestNesting,
  nestsTooDeep
};
