import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  markdownFormat
} from "./chunk-7QE7EEL2.js";
import "./chunk-UTJKSAML.js";
import "./chunk-YHFNMCJ2.js";
import "./chunk-SA5AJUBU.js";
import "./chunk-UF4OYWKY.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  markdownFormat
};
