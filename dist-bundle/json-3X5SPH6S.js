import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  exceptionRecord,
  findingRecord,
  identityRecord,
  jsonFormat,
  stepRecord
} from "./chunk-6A4ECRVZ.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  exceptionRecord,
  findingRecord,
  identityRecord,
  jsonFormat,
  stepRecord
};
