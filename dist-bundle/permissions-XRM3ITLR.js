import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  awsPermissions
} from "./chunk-QDBMJW26.js";
import "./chunk-OVRNMJZG.js";
export {
  awsPermissions
};
