import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  invalidException
} from "./chunk-T7BSHJMR.js";
import "./chunk-HBRKE4NX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  invalidException
};
