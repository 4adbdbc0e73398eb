import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  defaultSettings,
  settingsSchema
} from "./chunk-SQD4BC2H.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  defaultSettings,
  settingsSchema
};
