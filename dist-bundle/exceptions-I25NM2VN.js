import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  acceptances,
  applyExceptions,
  hasEnded,
  isInForce,
  judgeEntries
} from "./chunk-MQCVGRCH.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";
export {
  acceptances,
  applyExceptions,
  hasEnded,
  isInForce,
  judgeEntries
};
