import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  invalidWithoutFinding,
  judgeExceptions
} from "./chunk-ILDRIEBL.js";
import "./chunk-MQCVGRCH.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  invalidWithoutFinding,
  judgeExceptions
};
