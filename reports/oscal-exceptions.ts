import type { Exception, JudgedException } from '../src/model/exception.ts';
import type { Finding } from '../src/model/finding.ts';
import { line, paragraph, property } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

/** Years that OSCAL has: 1900 to 2999. */
const calendarDate = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;

/** A time of that day, or nothing: an entry without effect may hold any text for a date. */
const timeOn = (date: string, time: string): string | undefined => {
  const text = `${date}T${time}Z`;
  if (!calendarDate.test(date) || Number.isNaN(Date.parse(text))) return undefined;
  // The 31st of a month that has none is another day to a machine.
  return new Date(text).toISOString().startsWith(date) ? text : undefined;
};

const statuses = {
  accepted: 'deviation-approved',
  'expired-exception': 'open',
  open: 'open',
} as const satisfies Record<Finding['status'], string>;

const propertiesOf = (exception: Exception) => [
  property('exception', exception.id),
  ...(exception.ticket === undefined ? [] : [property('ticket', exception.ticket)]),
  ...(exception.reviewEveryDays === undefined
    ? []
    : [property('review-every-days', String(exception.reviewEveryDays))]),
  ...(exception.rotateEveryDays === undefined
    ? []
    : [property('rotate-every-days', String(exception.rotateEveryDays))]),
  ...(exception.scopes === undefined ? [] : [property('scope-limit', exception.scopes.join(', '))]),
];

const entry = (
  { fingerprint }: Finding,
  { id, reason, approver }: Exception,
  what: string,
  start: string | undefined,
  status: string,
): readonly object[] =>
  start === undefined
    ? []
    : [
        {
          uuid: uuidOf('risk-log', fingerprint, id, what),
          title: line(`Exception ${id} ${what}`),
          description: paragraph(reason),
          start,
          'logged-by': [{ 'party-uuid': uuidOf('party', approver) }],
          'status-change': status,
        },
      ];

/**
 * Status of a risk, and what an exception adds to it: one in force is an approved deviation with a deadline, one
 * without effect has been asked for and not granted, one that ended leaves the risk open.
 */
export const deviation = (finding: Finding, judged: JudgedException | undefined): object => {
  const exception = judged?.exception;
  const status =
    finding.status === 'open' && judged?.status === 'invalid'
      ? 'deviation-requested'
      : statuses[finding.status];
  if (judged === undefined || exception === undefined) return { status };
  const end = timeOn(exception.expires, '23:59:59');
  const approved = finding.status !== 'open';
  const log = [
    ...entry(
      finding,
      exception,
      approved ? 'approved' : 'asked for',
      timeOn(exception.created, '00:00:00'),
      approved ? 'deviation-approved' : 'deviation-requested',
    ),
    ...(finding.status === 'expired-exception' ? entry(finding, exception, 'ended', end, 'open') : []),
  ];
  return {
    status,
    props: propertiesOf(exception),
    ...(exception.compensatingControls.length === 0
      ? {}
      : {
          'mitigating-factors': exception.compensatingControls.map((control, index) => ({
            uuid: uuidOf('mitigating-factor', finding.fingerprint, exception.id, String(index)),
            description: paragraph(control),
          })),
        }),
    ...(end === undefined ? {} : { deadline: end }),
    ...(log.length === 0 ? {} : { 'risk-log': { entries: log } }),
  };
};
