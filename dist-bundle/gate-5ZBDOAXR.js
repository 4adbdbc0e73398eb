import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  gateStateOf,
  runGate
} from "./chunk-ODWBHALZ.js";
import "./chunk-2O352CDM.js";
import "./chunk-UF4G2IW4.js";
import "./chunk-J5TYJ6SP.js";
import "./chunk-F7VR3VHA.js";
import "./chunk-ICMVDIAD.js";
import "./chunk-MQCVGRCH.js";
import "./chunk-VTBPK5YF.js";
import "./chunk-CC5JRD2N.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  gateStateOf,
  runGate
};
