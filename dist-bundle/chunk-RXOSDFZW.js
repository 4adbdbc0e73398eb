import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/standing.js
var standings = [
  "standing",
  "short-lived credential on a standing grant",
  "time-bound",
  "eligible",
  "task-scoped",
  "none",
  "unknown"
];
var day = 864e5;
var effectiveDuration = (grant, now, longestGrantDays) => {
  if (grant.until === void 0)
    return grant.duration;
  const until = Date.parse(grant.until);
  if (Number.isNaN(until))
    return "unknown";
  if (until <= now)
    return "ended";
  return until - now > longestGrantDays * day ? "permanent" : grant.duration;
};
var standingOf = (grants, credentials, now, longestGrantDays) => {
  const durations = new Set(grants.filter((grant) => grant.privileges.length > 0).map((grant) => effectiveDuration(grant, now, longestGrantDays)));
  durations.delete("ended");
  if (durations.size === 0)
    return "none";
  const usable = credentials.filter((credential) => credential.status === "active" || credential.status === "unknown");
  const lasting = usable.some(({ lifetime }) => lifetime === "static" || lifetime === "expiring");
  const unknownLifetime = usable.some(({ lifetime }) => lifetime === "unknown");
  if (durations.has("permanent")) {
    if (lasting || unknownLifetime)
      return "standing";
    return "short-lived credential on a standing grant";
  }
  if (durations.has("unknown"))
    return "unknown";
  if (durations.has("time-bound") || durations.has("activated")) {
    return lasting || unknownLifetime ? "time-bound" : "task-scoped";
  }
  return "eligible";
};

export {
  standings,
  effectiveDuration,
  standingOf
};
