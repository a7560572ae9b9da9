import { gzipSync } from 'node:zlib';
import type { WrongShape } from '../world/fault.ts';

/** The HTML page of a proxy that is broken; its script must never run. */
export function htmlPage(status: number): Response {
  const html = `<!DOCTYPE html><html><head><title>${status} Bad Gateway</title></head><body>
<center><h1>${status} Bad Gateway</h1></center><script>document.title = 'never run me'</script></body></html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html' } });
}

const shapes: Record<WrongShape, string> = {
  jobsText: '{"count":1,"jobs":"x"}',
  jobsNull: '{"count":null,"jobs":null}',
  null: 'null',
  list: '[]',
  text: '"x"',
  number: '7',
  deep: `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  notJson: '{"count":1,"jobs":[{"job_id":',
};

/** A 200 whose body is not of the documented shape. */
export function wrongShape(shape: WrongShape): Response {
  return new Response(shapes[shape], { headers: { 'content-type': 'application/json' } });
}

/** Members of gzip may follow each other, so a bomb of any size costs one packed megabyte. */
export function gzipBomb(megabytes: number): Response {
  const head = gzipSync('{"count":0,"jobs":[]');
  const blank = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  const parts = [head, ...Array.from({ length: megabytes }, () => blank), gzipSync('}')];
  return new Response(Buffer.concat(parts), {
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  });
}

/** The same reply with other values in some fields of its job, or of each job of its list. */
export async function withFields(response: Response, fields: object): Promise<Response> {
  if (!response.ok || response.body === null) return response;
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) return Response.json(body);
  if ('jobs' in body && Array.isArray(body.jobs)) {
    return Response.json({
      ...body,
      jobs: body.jobs.map((job: object) => ({ ...job, ...fields })),
    });
  }
  return Response.json({ ...body, ...fields });
}
