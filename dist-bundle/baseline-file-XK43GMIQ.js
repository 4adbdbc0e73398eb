import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  baselineFileName,
  baselineSchema,
  baselineText,
  readBaseline
} from "./chunk-UMAQQ6NR.js";
import "./chunk-CC5JRD2N.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-FGEKAZCG.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  baselineFileName,
  baselineSchema,
  baselineText,
  readBaseline
};
