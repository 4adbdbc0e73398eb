/** Who of the other clouds is trusted by the accounts, as its tokens name it. */
export const tenant = '7d0c0b51-6d0e-4b0e-9a53-1f2e3d4c5b6a';
export const entraIssuer = `sts.windows.net/${tenant}/`;
/** Object id of the managed identity `tracking-worker`. */
export const trackingWorker = '20000000-0000-4000-8000-000000000012';
/** Number of the service account `dispatch-helper`. */
export const dispatchHelper = '100000000000000000006';
