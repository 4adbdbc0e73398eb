import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  rules
} from "./chunk-7J6ESPKK.js";
import "./chunk-ICMVDIAD.js";
import {
  furtherControls
} from "./chunk-T7BSHJMR.js";
import "./chunk-HBRKE4NX.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  furtherControls,
  rules
};
