import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  clockOf,
  couldRead,
  endOf,
  gather,
  readAll,
  takeIn
} from "./chunk-GMFJVDHX.js";
import "./chunk-PTZIOVO7.js";
import "./chunk-WZ2VQUSS.js";
import "./chunk-IWTHPBDI.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";
export {
  clockOf,
  couldRead,
  endOf,
  gather,
  readAll,
  takeIn
};
