import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  exceptionsDocument,
  exceptionsFileName,
  loadExceptions,
  parseExceptions,
  readExceptionsText
} from "./chunk-QF24COFW.js";
import "./chunk-VTBPK5YF.js";
import "./chunk-KH23F534.js";
import "./chunk-LOM54WWJ.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";
export {
  exceptionsDocument,
  exceptionsFileName,
  loadExceptions,
  parseExceptions,
  readExceptionsText
};
