/** Largest request body of the API in bytes (docs/promises.md#limits). */
export const maxBodyBytes = 16 * 1024;
