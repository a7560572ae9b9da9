import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { ProblemCode } from '../../contract/problem.ts';
import type { User } from '../auth/roles.ts';
import type { Presented, Visit } from '../auth/sign-in.ts';
import type { FirstPage } from './page-document.ts';

/** Values that the middleware of `http/app.ts` sets in the context. */
export type AppEnv = {
  /** What node-server passes along; nothing when the app is called within the process. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** What the request shows of the person who sent it. */
    presented: Presented;
    /** The session and its user; set on every route of the API except the public ones. */
    visit: Visit;
    user: User;
    /** The document to send; set on the routes of the page. */
    page: FirstPage;
    /** Headers that every reply gets. */
    headers: Record<string, string>;
    /** True when the reply has them already. */
    hasHeaders?: true;
    /** Code of the problem that was answered, for the log. */
    problem?: ProblemCode;
  };
};
export type AppContext = Context<AppEnv>;
export type App = Hono<AppEnv>;
