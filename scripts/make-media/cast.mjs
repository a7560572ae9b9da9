import { men } from './cast-men.mjs';
import { women } from './cast-women.mjs';

/** The presenters. Each is a description that presenter.mjs can draw. */
export const cast = { ...women, ...men };
