import { fitsWildcards } from '../../../src/model/wildcard.ts';

/**
 * Who answers for the workflows of a repository, by its CODEOWNERS file. The last line that fits a path decides.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */

/** Where GitHub looks, the first that is there. */
export const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

/** A file whose owners are those of the workflows. */
const workflow = ['.github', 'workflows', 'workflow.yml'];

/** Whether the parts of a pattern fit the path from a place, down to the file or to a folder that holds it. */
const fitsFrom = (parts: readonly string[], p: number, n: number): boolean => {
  if (p === parts.length) return n === workflow.length || parts[p - 1] !== '*';
  if (parts[p] === '**') {
    for (let skipped = n; skipped <= workflow.length; skipped++)
      if (fitsFrom(parts, p + 1, skipped)) return true;
    return false;
  }
  return (
    n < workflow.length && fitsWildcards(parts[p]!, workflow[n]!, '*', '?') && fitsFrom(parts, p + 1, n + 1)
  );
};

/** Parts beyond those of the path and a few `**` cannot fit. */
const mostParts = 8;

const fits = (pattern: string): boolean => {
  const inFolder = pattern.endsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  if (parts.length > mostParts) return false;
  if (parts.length === 0) return pattern === '/';
  // A folder is no file.
  if (inFolder && parts.length === workflow.length && !parts.includes('**')) return false;
  const anchored = pattern.slice(0, -1).includes('/');
  if (anchored) return fitsFrom(parts, 0, 0);
  return workflow.some(
    (name, at) => fitsWildcards(parts[0]!, name, '*', '?') && !(inFolder && at === workflow.length - 1),
  );
};

const mostOwners = 20;

/** Users, teams and e-mail addresses as written; empty: nobody, or a line that takes the owners away. */
export const ownersOfWorkflows = (text: string): readonly string[] => {
  let owners: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [pattern, ...rest] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (pattern === undefined || pattern === '' || !fits(pattern)) continue;
    owners = rest
      .filter((owner) => /^(?:@[\w.-]+(?:\/[\w.-]+)?|[\w.+-]+@[\w.-]+)$/.test(owner))
      .slice(0, mostOwners);
  }
  return owners;
};
