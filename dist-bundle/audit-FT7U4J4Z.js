import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  audit,
  auditSources,
  ruleIds
} from "./chunk-U7JJS2TZ.js";
import "./chunk-UF4G2IW4.js";
import "./chunk-7J6ESPKK.js";
import "./chunk-3AQH2ABN.js";
import "./chunk-KXXFCBDG.js";
import "./chunk-AOSYFJ25.js";
import "./chunk-OVY5I2TM.js";
import "./chunk-J5TYJ6SP.js";
import "./chunk-WGK653QS.js";
import "./chunk-K6EXC6QL.js";
import "./chunk-F7VR3VHA.js";
import "./chunk-DAFUAEZY.js";
import "./chunk-GMFJVDHX.js";
import "./chunk-PTZIOVO7.js";
import "./chunk-WZ2VQUSS.js";
import "./chunk-IWTHPBDI.js";
import "./chunk-ICMVDIAD.js";
import "./chunk-ILDRIEBL.js";
import "./chunk-MQCVGRCH.js";
import "./chunk-T7BSHJMR.js";
import "./chunk-HBRKE4NX.js";
import "./chunk-KH23F534.js";
import "./chunk-LOM54WWJ.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  audit,
  auditSources,
  ruleIds
};
