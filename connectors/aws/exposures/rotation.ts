import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import { isRotatable } from '../facts/settings.ts';

const day = 86_400_000;

type Secret = Inventory['secrets'][number]['data'];

/** What is wrong with when a secret is replaced; undefined: nothing. */
const faultOf = (
  { RotationEnabled, NextRotationDate, LastRotatedDate, LastChangedDate, CreatedDate, RotationRules }: Secret,
  now: number,
  longestDays: number,
): string | undefined => {
  const last = LastRotatedDate ?? LastChangedDate ?? CreatedDate;
  const age = last === undefined ? undefined : Math.floor((now - Date.parse(last)) / day);
  if (RotationEnabled === true) {
    const due = NextRotationDate === undefined ? undefined : Date.parse(NextRotationDate);
    const every = RotationRules?.AutomaticallyAfterDays;
    if (due !== undefined && due + day < now)
      return `rotation is overdue since ${NextRotationDate!.slice(0, 10)}: the last one did not succeed`;
    return every !== undefined && age !== undefined && age > every + 1
      ? `rotation is set to every ${every} days, and the last one was ${age} days ago`
      : undefined;
  }
  return age !== undefined && age > longestDays
    ? `nothing replaces it: rotation is off, and it was last changed ${age} days ago`
    : undefined;
};

/** Secrets of the account that nobody replaces in time, with its root user. */
export const secretsNotRotated = (
  principal: Principal,
  inventory: Inventory,
  now: number,
  { thresholds }: Settings,
): readonly Exposure[] =>
  principal.kind !== 'root'
    ? []
    : inventory.secrets
        .filter(({ scope, data }) => scope === principal.account && isRotatable(data))
        .flatMap(({ data }): Exposure[] => {
          const fault = faultOf(data, now, thresholds.secretAgeDays);
          if (fault === undefined) return [];
          return [
            {
              kind: 'secret-not-rotated',
              key: data.ARN,
              says: `Secret ${data.Name}: ${fault}`,
              evidence: [{ record: 'aws.secret', id: data.ARN, says: fault }],
              fix: `Let a rotation function replace it, or rotate it by hand and revoke the old value; better, let the workload sign in without a stored secret.\n${fill(
                {
                  template:
                    'aws secretsmanager rotate-secret --secret-id {secret} --rotation-lambda-arn FUNCTION --rotation-rules AutomaticallyAfterDays=30',
                  values: { secret: data.ARN },
                },
              )}`,
            },
          ];
        });
