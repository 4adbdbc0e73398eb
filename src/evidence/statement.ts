import { hash } from 'node:crypto';
import { z } from 'zod';
import type { FileInForce } from '../model/in-force.ts';

export const statementName = 'statement.intoto.json';
/** What the predicate is: docs/evidence.md. */
const predicateType = 'urn:nhi-audit:evidence:v1';
const statementType = 'https://in-toto.io/Statement/v1';

export interface StatementInput {
  readonly manifest: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly collectedAt: string;
  readonly settingsSha256: string;
  readonly factsSha256: string;
  /** Configuration and exceptions in force, by path and digest. */
  readonly inForce: readonly Pick<FileInForce, 'role' | 'path' | 'sha256'>[];
}

/**
 * An in-toto Statement over a pack: its files and its manifest as subjects. Whoever signs it (cosign, a CI's own attestations)
 * says that the pack came from there. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export const statementText = (input: StatementInput): string => {
  const { manifest, files, tool, collectedAt, settingsSha256, factsSha256, inForce } = input;
  const subject = [...files, { name: 'manifest.json', sha256: hash('sha256', manifest, 'hex') }]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const predicate = {
    tool,
    collectedAt,
    settings: { sha256: settingsSha256 },
    facts: { sha256: factsSha256 },
    inForce: inForce.map(({ role, path, sha256 }) => ({ role, path, sha256 })),
  };
  return `${JSON.stringify({ _type: statementType, subject, predicateType, predicate }, null, 2)}\n`;
};

const schema = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
});

/** Whether a statement is about this manifest and these files, and no others. */
export const isStatementOf = (
  text: string,
  manifest: Uint8Array,
  files: StatementInput['files'],
): boolean => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return false;
  const wanted = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  wanted.set('manifest.json', hash('sha256', manifest, 'hex'));
  const { subject } = parsed.data;
  // One that is named twice would stand in the place of another that is not named at all.
  const named = new Set(subject.map(({ name }) => name));
  return (
    subject.length === wanted.size &&
    named.size === wanted.size &&
    subject.every(({ name, digest }) => wanted.get(name) === digest.sha256)
  );
};
