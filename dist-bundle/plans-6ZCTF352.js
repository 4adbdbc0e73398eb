import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  attributeText,
  planReaders
} from "./chunk-UJKQNFRY.js";
import "./chunk-Z7ZYXIO3.js";
import "./chunk-QZEA4ILI.js";
import "./chunk-MACMJQYR.js";
import "./chunk-K6EXC6QL.js";
import "./chunk-KH23F534.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";
export {
  planReaders,
  attributeText as templateAttributeText
};
