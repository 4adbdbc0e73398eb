import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  sarifFormat
} from "./chunk-CQOTEVQ4.js";
import "./chunk-UZDK7FCV.js";
import "./chunk-NQGKDCVF.js";
import "./chunk-SA5AJUBU.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  sarifFormat
};
