/**
 * Ids of jobs, assets, scripts and projects. The allow-list keeps an id from changing the path of a signed call
 * (docs/promises.md#paths-and-ids).
 */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
