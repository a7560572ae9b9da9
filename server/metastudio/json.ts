const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Parses JSON in UTF-8. @throws TypeError or SyntaxError when it is not that */
export function parseJson(body: Uint8Array): unknown {
  return JSON.parse(utf8.decode(body));
}

/** Parses JSON in UTF-8; undefined when it is not that. */
export function tryParseJson(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
