import { createHash } from 'node:crypto';
import { type NotifySettings, notifySchema } from '../../src/model/notify-schema.ts';
import type { NoticeItem, NoticeState } from '../../src/notices/state.ts';

export const item = (id: string, more: Partial<NoticeItem> = {}): NoticeItem => ({
  kind: 'critical-path',
  key: createHash('sha256').update(id).digest('hex').slice(0, 32),
  severity: 'critical',
  owner: 'team-a',
  scope: '1',
  id,
  title: `title of ${id}`,
  says: [`says of ${id}`],
  ...more,
});

export const state = (items: readonly NoticeItem[], more: Partial<NoticeState> = {}): NoticeState => ({
  collectedAt: '2026-03-01T08:00:00.000Z',
  kinds: ['critical-path', 'standing-administrator', 'exception-ending', 'coverage-lost'],
  scopes: ['1', '2'],
  unread: [],
  items,
  ...more,
});

export const settingsOf = (
  targets: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): NotifySettings => notifySchema.parse({ loopbackHttp: true, targets, ...more });
