import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  bounded,
  cellText,
  jsonText,
  shellWord,
  startsFormula,
  visible
} from "./chunk-FGEKAZCG.js";
import "./chunk-OVRNMJZG.js";
export {
  bounded,
  cellText,
  jsonText,
  shellWord,
  startsFormula,
  visible
};
