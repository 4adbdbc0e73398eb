import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/src/model/gate.js
var changeClasses = [
  /** A permanent grant where the identity had none in that scope and service, or a new identity with one. */
  "new-standing-grant",
  /** Was time-bound, eligible or conditional in time; is permanent, or ends later than the policy allows. */
  "permanence-worsened",
  "privilege-widened",
  "scope-widened",
  "trust-widened",
  "credential-added",
  /** By a chain, although no single grant, trust or credential looks bad. */
  "blast-radius-grown",
  "exception-expired",
  /** A new or longer grant that ends by itself within the policy, or must be activated first: listed, never fails. */
  "time-bound-grant",
  /** A computed value or missing coverage: nobody can tell. */
  "indeterminate"
];

export {
  changeClasses
};
