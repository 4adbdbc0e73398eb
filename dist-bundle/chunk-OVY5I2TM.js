import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/snapshot/stable-json.js
var stableJson = (value) => {
  if (typeof value !== "object" || value === null || value instanceof Date) {
    return JSON.stringify(value) ?? "null";
  }
  if (Array.isArray(value))
    return `[${value.map(stableJson).join(",")}]`;
  let text = "{";
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === void 0)
      continue;
    text += `${text.length === 1 ? "" : ","}${JSON.stringify(key)}:${stableJson(member)}`;
  }
  return `${text}}`;
};

export {
  stableJson
};
