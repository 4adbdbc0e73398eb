import { Document, isMap, isScalar, isSeq, type Node, visit } from 'yaml';
import { z } from 'zod';
import type { Settings } from '../model/settings.ts';
import { settingsSchema } from '../model/settings-schema.ts';

/** The part of JSON Schema that is walked here. */
interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

const head = `nhi-audit.yaml: found in the working directory, or given with --config FILE.
Every key is optional; the values below are the defaults. Unknown keys are refused.
Name patterns are case-insensitive; * is any run of characters, ? is one character.`;

const comment = (text: string): string => text.replace(/^/gm, ' ');

const explain = (node: Node | null, schema: SchemaNode): void => {
  if (!isMap(node) || schema.properties === undefined) return;
  for (const pair of node.items) {
    const below = isScalar(pair.key) ? schema.properties[String(pair.key.value)] : undefined;
    if (below === undefined || !isScalar(pair.key)) continue;
    if (below.description !== undefined) pair.key.commentBefore = comment(below.description);
    explain(pair.value as Node | null, below);
  }
};

/** Settings as a YAML file; `explained` puts the words of the schema above each key. */
export const settingsText = (settings: Settings, explained: boolean): string => {
  const document = new Document(settings);
  visit(document, {
    Node: (_, node) => {
      if (isSeq(node) || (isMap(node) && node.items.length === 0)) node.flow = true;
    },
  });
  if (explained) {
    explain(document.contents, z.toJSONSchema(settingsSchema, { io: 'input' }) as SchemaNode);
    document.commentBefore = comment(head);
    if (isMap(document.contents)) {
      for (const pair of document.contents.items.slice(1))
        if (isScalar(pair.key)) pair.key.spaceBefore = true;
    }
  }
  return document.toString({ lineWidth: 110, flowCollectionPadding: false });
};
