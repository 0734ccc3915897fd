/** Name of the reading and the weighing of courses. What was made by one engine is not used by another. */
export const ENGINE = 'concord-matching-3';
