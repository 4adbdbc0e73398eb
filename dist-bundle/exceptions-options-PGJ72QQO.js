import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  openExceptions
} from "./chunk-2KIBAA5W.js";
import "./chunk-OVRNMJZG.js";
export {
  openExceptions
};
