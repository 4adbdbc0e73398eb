import { createRequire } from 'node:module';
import { MultiDirectedGraph } from 'graphology';
import { parse } from 'graphology-graphml';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphmlFormat } from '../../reports/graphml.ts';
import { bounded } from '../../reports/inert-text.ts';
import { markdownFormat } from '../../reports/markdown.ts';
import { mermaidText } from '../../reports/mermaid.ts';
import type { ReportFormat } from '../../reports/report-format.ts';
import { rank, workList } from '../../src/audit/ranking.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { hostileTexts, timeFields, withTexts } from '../reports/hostile.ts';
import { sampleResult } from '../reports/sample.ts';
import { demoResult, hasBrowser, openBrowser } from './browser.ts';

/** What other people's programs make of the pictures: Mermaid, and a reader of GraphML. */

const textOf = ({ files }: ReportFormat, result: AuditResult): string =>
  [...files(result, { width: 80, colour: false })[0]!.text].join('');

const hostile = (text: string): AuditResult =>
  withTexts(sampleResult(), (own) => `${text}${own}`, [...timeFields, 'tool', 'controls', 'evidenceHash']);

const more: readonly string[] = [
  'end',
  'graph TD; a-->b',
  'x"]; click n0 "javascript:alert(1)"; n9["y',
  '%%{init: {"securityLevel": "loose"}}%%',
  '---\nconfig:\n  securityLevel: loose\n---',
  '"`**bold** _it_`"',
  '1. a list',
  '- a list',
  '* a list',
  '# a heading',
  '> a quote',
  '    code',
  'https://evil.example/ www.evil.example a@evil.example',
  'fa:fa-user fab:fa-github',
  'ﬂ°°60¶ßimg src=x onerror=alert(1)ﬂ°°62¶ß',
  '#60;img src=x onerror=alert(1)#62;',
  '&lt;b&gt; <br> <b>b</b>',
  '$$x^2$$',
  'ns::a:::b@{ shape: circle }',
  '``` \n```',
  '~~~',
];

describe.skipIf(!hasBrowser())('Mermaid', () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('dialog', (dialog) => {
      faults.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => faults.push(request.url()));
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('@mermaid-js/tiny') });
    await page.evaluate(() => {
      const { mermaid } = window as unknown as { mermaid: { initialize: (options: object) => void } };
      mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    });
  });
  afterAll(async () => browser?.close());

  /** What stands in the nodes, and on the arrows, once it is drawn. */
  const drawn = (text: string): Promise<{ nodes: string[]; arrows: string[]; elements: string[] }> =>
    page.evaluate(async (source) => {
      const { mermaid } = window as unknown as {
        mermaid: { render: (id: string, source: string) => Promise<{ svg: string }> };
      };
      const { svg } = await mermaid.render('picture', source);
      document.body.innerHTML = svg;
      await new Promise((resolve) => setTimeout(resolve, 30));
      const texts = (which: string): string[] =>
        [...document.querySelectorAll(`svg ${which}`)].map(({ textContent }) => textContent ?? '');
      return {
        nodes: texts('.nodeLabel'),
        arrows: texts('.edgeLabels .edgeLabel .edgeLabel'),
        elements: [
          ...document.querySelectorAll('svg :is(script, img, a, iframe, i, strong, em, li, code, [onerror])'),
        ].map(({ outerHTML }) => outerHTML.slice(0, 200)),
      };
    }, text);

  const pictureOf = (result: AuditResult): string =>
    /^```mermaid\n([\s\S]*?)\n```$/m.exec(textOf(markdownFormat, result))![1]!;

  test('draws the paths of the worst of the sample estate, their names as they are', async () => {
    const result = await demoResult();
    const text = pictureOf(result);
    const { nodes, arrows, elements } = await drawn(text);
    expect(nodes).toHaveLength(text.match(/^ {2}n\d+[[{]/gm)!.length);
    expect(arrows).toHaveLength(text.match(/\|"/g)!.length);
    expect(elements).toEqual([]);
    const worst = workList(rank(result), 10, {}).listed.find(
      ({ index }) => result.reach.path(index).length > 0,
    )!;
    for (const { from, to, by } of result.reach.path(worst.index)) {
      expect(arrows).toContain(bounded(by, 110));
      for (const end of [from, to]) {
        const { name } = [...result.estate.identities, ...result.estate.scopes].find(
          ({ id }) => id === end || `scope:${id}` === end,
        )!;
        expect(nodes).toContain(`${end.startsWith('scope:') ? 'full control of ' : ''}${bounded(name, 60)}`);
      }
    }
    expect(faults).toEqual([]);
  });

  test.each([...hostileTexts, ...more.map((text) => [text, text] as const)])(
    '%s is a label and nothing else',
    async (_, text) => {
      const shown =
        bounded(text, 60)
          .replaceAll(/(?<=fa[a-z]?):(?=fa-)/g, '\\u003a')
          .replaceAll('ﬂ°', '\\ufb02°')
          .replaceAll('¶ß', '\\u00b6ß')
          .trim() || '-';
      const { nodes, arrows, elements } = await drawn(
        `flowchart LR\n  n0["${mermaidText(text, 60)}"]\n  n1["b"]\n  n0 -->|"${mermaidText(text, 60)}"| n1`,
      );
      expect(nodes.map((each) => each.trim()).sort()).toEqual([shown, 'b'].sort());
      expect(arrows.map((each) => each.trim())).toEqual([shown]);
      expect(elements).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test('a whole summary of hostile names is drawn', async () => {
    for (const text of [...hostileTexts.map(([, each]) => each), ...more]) {
      const { elements } = await drawn(pictureOf(hostile(text)));
      expect(elements).toEqual([]);
    }
    expect(faults).toEqual([]);
  });
});

describe('GraphML', () => {
  test('is read by graphology: every node, edge and verdict', async () => {
    const result = await demoResult();
    const graph = parse(MultiDirectedGraph, textOf(graphmlFormat, result), { addMissingNodes: false });
    const { identities, takeover, scopes } = result.estate;
    expect(graph.order).toBe(identities.length + takeover.groups.length + scopes.length);
    expect(graph.size).toBe(takeover.from.length);
    for (const { identity, radius, rank: place } of rank(result).identities()) {
      expect(graph.getNodeAttributes(`n${place - 1}`)).toMatchObject({
        id: identity.id,
        is: 'identity',
        kind: identity.kind,
        rank: place,
        blastradius: radius.score,
      });
    }
  });

  test('hostile names are read as what is seen of them', () => {
    for (const text of [...hostileTexts.map(([, each]) => each), ...more, ']]>', '<!ENTITY x "y">', '&x;']) {
      const result = hostile(text);
      const graph = parse(MultiDirectedGraph, textOf(graphmlFormat, result), { addMissingNodes: false });
      for (const { identity, rank: place } of rank(result).identities())
        expect(graph.getNodeAttribute(`n${place - 1}`, 'id')).toBe(
          bounded(identity.id, 4_000).replaceAll(/[\ufffe\uffff]/g, '\ufffd'),
        );
    }
  });
});
