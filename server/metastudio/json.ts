const utf8 = new TextDecoder('utf-8', { fatal: true });

/** An answer's JSON. @throws when it is not UTF-8, or not JSON */
export function parseJson(body: Uint8Array): unknown {
  return JSON.parse(utf8.decode(body));
}

/** The same, or undefined. */
export function tryParseJson(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
