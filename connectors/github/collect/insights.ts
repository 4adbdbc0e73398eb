import { isObject, type Json } from './organization.ts';
import { makeStep, type Place } from './step.ts';

/** Fields of a record that tell when somebody last called the API; none where it is not known. */
export type ApiUse = (id: number | null | undefined) => Json;

interface LastRequests {
  readonly installations: ApiUse;
  readonly users: ApiUse;
}

/** GitHub keeps a month. https://docs.github.com/en/enterprise-cloud@latest/organizations/collaborating-with-groups-in-organizations/viewing-api-insights-in-your-organization */
const days = 30;

/**
 * When App installations and users last called the API.
 * @param now ISO 8601, UTC
 */
export const readInsights = async (place: Place, now: string): Promise<LastRequests> => {
  const since = new Date(Date.parse(now) - days * 24 * 3600 * 1000).toISOString();
  const org = place.scope;
  const used = await makeStep(place, 'api insights', async (step) => {
    const { entries } = await step.list('GET /orgs/{org}/insights/api/subject-stats', {
      org,
      min_timestamp: since,
    });
    return entries.flatMap((entry): (readonly [string, Json])[] => {
      if (!isObject(entry) || typeof entry.subject_id !== 'number') return [];
      const kind = entry.subject_type === 'user' ? 'user' : 'installation';
      const { last_request_timestamp: last_request_at, total_request_count } = entry;
      return [[`${kind} ${entry.subject_id}`, { last_request_at, total_request_count }]];
    });
  });
  const bySubject = new Map(used);
  return {
    installations: (id) => bySubject.get(`installation ${id}`) ?? {},
    users: (id) => bySubject.get(`user ${id}`) ?? {},
  };
};
