/**
 * Lines of the elements of a list in JSON text, from 1: what a report points at. `JSON.parse` tells no places.
 * @param text valid JSON
 * @param key of the list in the outermost object
 */
export const elementLines = (text: string, key: string): readonly number[] => {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inside = false;
  let expects = false;
  let lastString = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 10) line += 1;
    else if (char === 34) {
      const start = at + 1;
      for (at = start; text.charCodeAt(at) !== 34; at += 1) if (text.charCodeAt(at) === 92) at += 1;
      // Only names of members of the outermost object are compared.
      lastString = depth === 1 && at - start <= key.length ? text.slice(start, at) : '';
    } else if (char === 58) expects = depth === 1 && lastString === key;
    else if (char === 91 || char === 123) {
      if (char === 91 && depth === 1 && expects) inside = true;
      else if (inside && depth === 2) lines.push(line);
      depth += 1;
    } else if (char === 93 || char === 125) {
      depth -= 1;
      if (inside && depth === 1) return lines;
    }
  }
  return lines;
};
