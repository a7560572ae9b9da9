import { MEN } from './cast-men.mjs';
import { WOMEN } from './cast-women.mjs';

/** The presenters. Each is a description that presenter.mjs can draw. */
export const CAST = { ...WOMEN, ...MEN };
