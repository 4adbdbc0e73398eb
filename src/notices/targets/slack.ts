import { type Digest, type DigestItem, endingText, headline, ownerText } from '../digest.ts';

/** Slack takes 50 blocks; an owner is a block. https://docs.slack.dev/reference/block-kit/blocks */
const mostBlocks = 50;
const mostOwners = 40;

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

export const slackBody = (digest: Digest): string => {
  const rest = digest.groups.length - mostOwners;
  const ending = [endingText(digest), rest > 0 ? `${rest} more owners are in the report.` : undefined].filter(
    (line) => line !== undefined,
  );
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'nhi-audit', emoji: false } },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text(headline(digest))] }] },
    ...digest.groups.slice(0, mostOwners).map((group) => ({
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [text(ownerText(group), 'bold')] },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: group.items.map((item) => ({ type: 'rich_text_section', elements: elementsOf(item) })),
        },
      ],
    })),
    ...ending.map((line) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [text(line)] }],
    })),
    ...(digest.link === undefined
      ? []
      : [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [{ type: 'link', url: digest.link, text: 'The report' }],
              },
            ],
          },
        ]),
  ];
  // The text of the notification: our own words alone, as this is mark-up.
  return JSON.stringify({ text: headline(digest), blocks: blocks.slice(0, mostBlocks) });
};
