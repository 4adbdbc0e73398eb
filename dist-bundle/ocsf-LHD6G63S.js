import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  ocsfFormat
} from "./chunk-JJ6FZ6QR.js";
import "./chunk-NQGKDCVF.js";
import "./chunk-SA5AJUBU.js";
import "./chunk-J4YA6DRJ.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  ocsfFormat
};
