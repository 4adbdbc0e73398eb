import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  exceptionStyle,
  percent,
  severityStyle,
  terminalFormat
} from "./chunk-UF4OYWKY.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  exceptionStyle,
  percent,
  severityStyle,
  terminalFormat
};
