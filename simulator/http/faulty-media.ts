/** The reply of an object without bytes, or of the asset that such a file belongs to; pictures stay as they are. */
export async function emptyMedia(reply: Response): Promise<Response> {
  if (isVideo(reply)) {
    const headers = new Headers(reply.headers);
    headers.delete('content-range');
    return new Response(null, { headers });
  }
  if (!reply.ok || reply.headers.get('content-type') !== 'application/json') return reply;
  const text = await reply.text();
  return Response.json(JSON.parse(text.replace(/"file_size":\d+/, '"file_size":0')));
}

/** Marks of tracks in the files of simulator/media, and marks of the same length that no browser knows. */
const pictures = [
  ['avc1', 'rle '],
  ['V_VP8', 'V_RLE'],
] as const;
const sounds = [
  ['soun', 'zzzz'],
  ['mp4a', 'zzzz'],
  ['esds', 'zzzz'],
  ['A_VORBIS', 'A_ZZZZZZ'],
] as const;

/** A video whose picture is of an unknown format, like a QuickTime animation; its sound too unless it is left. */
export async function undecodableMedia(
  reply: Response,
  leaves: 'nothing' | 'sound',
): Promise<Response> {
  if (!isVideo(reply)) return reply;
  const marks = leaves === 'sound' ? pictures : [...pictures, ...sounds];
  const body = marks.reduce(
    (bytes, [mark, unknown]) => bytes.replaceAll(mark, unknown),
    Buffer.from(await reply.arrayBuffer()).toString('latin1'),
  );
  const { status, headers } = reply;
  return new Response(Buffer.from(body, 'latin1'), { status, headers });
}

function isVideo(reply: Response): boolean {
  return reply.ok && (reply.headers.get('content-type') ?? '').startsWith('video/');
}
