import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/level.js
var levels = ["none", "view", "read", "write", "control"];
var levelRank = { none: 0, view: 1, read: 2, write: 3, control: 4 };
var levelName = (rank) => levels[rank];

export {
  levels,
  levelRank,
  levelName
};
