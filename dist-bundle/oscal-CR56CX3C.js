import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  oscalFormat
} from "./chunk-T7I3AAML.js";
import "./chunk-NQGKDCVF.js";
import "./chunk-YHFNMCJ2.js";
import "./chunk-SA5AJUBU.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  oscalFormat
};
