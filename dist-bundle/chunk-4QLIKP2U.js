import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/input-error.js
var InputError = class extends Error {
  name = "InputError";
  /** File, line or option. */
  where;
  remedy;
  constructor(what, where, remedy) {
    super(what);
    this.where = where;
    this.remedy = remedy;
  }
};

export {
  InputError
};
