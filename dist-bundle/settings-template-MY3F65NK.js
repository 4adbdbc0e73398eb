import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  require_dist
} from "./chunk-KH23F534.js";
import {
  settingsSchema
} from "./chunk-SQD4BC2H.js";
import "./chunk-HIF3QCF2.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import {
  __toESM
} from "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/settings-template.js
var import_yaml = __toESM(require_dist(), 1);
var head = `nhi-audit.yaml: found in the working directory, or given with --config FILE.
Every key is optional; the values below are the defaults. Unknown keys are refused.
Name patterns are case-insensitive; * is any run of characters, ? is one character.`;
var comment = (text) => text.replace(/^/gm, " ");
var explain = (node, schema) => {
  if (!(0, import_yaml.isMap)(node) || schema.properties === void 0)
    return;
  for (const pair of node.items) {
    const below = (0, import_yaml.isScalar)(pair.key) ? schema.properties[String(pair.key.value)] : void 0;
    if (below === void 0 || !(0, import_yaml.isScalar)(pair.key))
      continue;
    if (below.description !== void 0)
      pair.key.commentBefore = comment(below.description);
    explain(pair.value, below);
  }
};
var settingsText = (settings, explained) => {
  const document = new import_yaml.Document(settings);
  (0, import_yaml.visit)(document, {
    Node: (_, node) => {
      if ((0, import_yaml.isSeq)(node) || (0, import_yaml.isMap)(node) && node.items.length === 0)
        node.flow = true;
    }
  });
  if (explained) {
    explain(document.contents, external_exports.toJSONSchema(settingsSchema, { io: "input" }));
    document.commentBefore = comment(head);
    if ((0, import_yaml.isMap)(document.contents)) {
      for (const pair of document.contents.items.slice(1))
        if ((0, import_yaml.isScalar)(pair.key))
          pair.key.spaceBefore = true;
    }
  }
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
};
export {
  settingsText
};
