import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  groundOf,
  preparePlan,
  readInput
} from "./chunk-52T2TUDY.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";
export {
  groundOf,
  preparePlan,
  readInput
};
