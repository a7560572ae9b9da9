import { randomUUID } from 'node:crypto';
import { requestId } from 'hono/request-id';

/** 32 hexadecimal digits, the form of the cloud's request ids. */
export const newRequestId = () => randomUUID().replaceAll('-', '');

/** Gives each request its id; a client cannot choose it. */
export const cloudRequestId = requestId({ headerName: '', generator: newRequestId });
