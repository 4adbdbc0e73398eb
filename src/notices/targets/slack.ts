import { type Digest, type DigestItem, endingText, fitting, headline, ownerText } from '../digest.ts';

/** An owner is a block. https://docs.slack.dev/reference/block-kit/blocks */
const mostBlocks = 50;
/**
 * Of all blocks together, as JSON. Slack refuses some 13,200 (`msg_blocks_too_long`), and documents no limit:
 * https://github.com/slackapi/bolt-js/issues/2509
 */
const mostCharacters = 12_000;

/**
 * Elements of rich text are shown as they are: no mark-up, mention, link or emoji is looked for in them.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
const text = (says: string, style?: 'bold' | 'code') => ({
  type: 'text',
  text: says,
  ...(style === undefined ? {} : { style: { [style]: true } }),
});

const elementsOf = ({ severity, title, id, link, says = [] }: DigestItem) => [
  text(`${severity} `, 'bold'),
  text(title),
  text(' '),
  ...(link === undefined ? [text(id, 'code')] : [{ type: 'link', url: link, text: id }]),
  ...says.flatMap((line) => [text(`\n${line}`)]),
];

const blocksOf = (digest: Digest): readonly unknown[] => {
  const ending = endingText(digest);
  const section = (elements: readonly unknown[]) => ({ type: 'rich_text_section', elements });
  return [
    { type: 'header', text: { type: 'plain_text', text: 'nhi-audit', emoji: false } },
    { type: 'rich_text', elements: [section([text(headline(digest))])] },
    ...digest.groups.map((group) => ({
      type: 'rich_text',
      elements: [
        section([text(ownerText(group), 'bold')]),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: group.items.map((item) => section(elementsOf(item))),
        },
      ],
    })),
    ...(ending === undefined ? [] : [{ type: 'rich_text', elements: [section([text(ending)])] }]),
    ...(digest.link === undefined
      ? []
      : [
          {
            type: 'rich_text',
            elements: [section([{ type: 'link', url: digest.link, text: 'The report' }])],
          },
        ]),
  ];
};

const fits = (blocks: readonly unknown[]): boolean =>
  blocks.length <= mostBlocks && JSON.stringify(blocks).length <= mostCharacters;

/** With as much as a message takes. The text of the notification: our own words alone, as this is mark-up. */
export const slackBody = (digest: Digest): string => {
  const blocks = blocksOf(fitting(digest, (part) => fits(blocksOf(part))));
  return JSON.stringify({ text: headline(digest), blocks });
};
