import { get } from 'node:http';

/** The headers and the body of a reply, which must be a 200. */
export function send(url, headers, agent = undefined) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks) }),
      );
    }).once('error', reject);
  });
}
