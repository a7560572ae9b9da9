import type { Context, Hono } from 'hono';
import type { ProblemCode } from '../../contract/problem.ts';
import type { User } from '../auth/roles.ts';

/** Values that the middleware of `http/app.ts` puts into every context. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** The session cookie's value; null when there is none. */
    sessionId: string | null;
    /** The signed-in user; set on every call of the API but `/api/session`. */
    user: User;
    /** Code of the problem that is the answer, for the log. */
    problem?: ProblemCode;
  };
};
export type AppContext = Context<AppEnv>;
export type App = Hono<AppEnv>;
