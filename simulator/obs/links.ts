import { createHmac } from 'node:crypto';
import { percentEncode } from '../auth/signature.ts';

/** The bucket of all media of all worlds. */
export const bucket = 'sim-metastudio';

/** Signed parameters (docs/metastudio.md#link-signature), in lower case: the OBS SDK compares them like that. */
const subResources = new Set(
  `acl append attname backtosource cdnnotifyconfiguration cors customdomain delete deletebucket
  directcoldaccess encryption inventory length lifecycle location logging metadata mirrorbacktosource modify name
  notification obscompresspolicy object-lock orchestration partnumber policy position quota rename replication
  requestpayment response-cache-control response-content-disposition response-content-encoding
  response-content-language response-content-type response-expires restore retention storageclass storagepolicy
  storageinfo tagging torrent truncate uploadid uploads versionid versioning versions website x-image-process
  x-image-save-bucket x-image-save-object obsbucketalias x-oss-process`.split(/\s+/),
);

function isSubResource(name: string): boolean {
  const low = name.toLowerCase();
  return subResources.has(low) || low.startsWith('x-obs-') || low.startsWith('x-workflow-');
}

/**
 * The text that a V2 URL signature signs. Content-MD5, Content-Type and x-obs headers are empty for links that a
 * browser opens. `expires` is the text in the URL; the first of repeated parameters counts.
 */
export function stringToSign(
  verb: string,
  object: { bucket: string; key: string },
  expires: string,
  query: Iterable<readonly [string, string]>,
): string {
  const listed = new Map<string, string>();
  for (const [name, value] of query) {
    if (isSubResource(name) && !listed.has(name)) listed.set(name, value);
  }
  const subResource = [...listed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  const key = object.key.split('/').map(percentEncode).join('/');
  const resource = `/${object.bucket}/${key}${subResource === '' ? '' : `?${subResource}`}`;
  return `${verb}\n\n\n${expires}\n${resource}`;
}

/** Base64 of HMAC-SHA1, without percent-encoding. */
export function linkSignature(text: string, secretKey: string): string {
  return createHmac('sha1', secretKey).update(text).digest('base64');
}

/** A link that allows to GET an object until `expires` (Unix seconds). */
export function signedLink(
  origin: string,
  key: string,
  keys: { ak: string; sk: string },
  expires: number,
): string {
  const text = stringToSign('GET', { bucket, key }, String(expires), []);
  const signature = encodeURIComponent(linkSignature(text, keys.sk));
  const path = `/${bucket}/${key.split('/').map(percentEncode).join('/')}`;
  return `${origin}${path}?AccessKeyId=${keys.ak}&Expires=${expires}&Signature=${signature}`;
}
